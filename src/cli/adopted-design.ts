/**
 * The design that `init` writes of what it found: what the input means, and beside it, as comments, what an input of
 * that kind cannot tell and what could be expected.
 */
import type { Adopted } from './adopt-inputs.ts';
import { proposeExpectations } from './propose-expectations.ts';

type Library = typeof import('../index.ts');

/** How it is made anew, and what it leaves open. */
const kinds: Readonly<Record<string, string>> = {
  aws: 'An export tells how many routes AWS accepted, not always which: what a site announces is to be added below.',
  'terraform-plan': 'Terraform does not know what a site announces over BGP: that is to be added below.',
  cloudformation: 'A template does not know what a site announces over BGP: that is to be added below.',
};

const wanting = 'What does it announce? Such as announce: [192.168.0.0/16].';

export function adoptedDesign(
  { kind, loaded }: Adopted,
  {
    source,
    target,
    routers,
  }: {
    /** What was imported, as typed from the design's directory. */
    readonly source: string;
    readonly target: string;
    /** Files of router output, as typed there. */
    readonly routers: readonly string[];
  },
  library: Library,
): string {
  // What a plan destroys and makes anew is news once, not a standing fact.
  const design = { ...loaded.design, replaced: [] };
  const silent = (name: string): boolean => {
    const gateway = design.customerGateways[name];
    if (gateway === undefined || gateway.bgpAsn === null || gateway.announce !== null) return false;
    const connections = Object.values(design.vpnConnections).filter(({ customerGateway }) => customerGateway === name);
    const bgp = connections.filter(({ staticRoutesOnly }) => !staticRoutesOnly);
    const told = ({ announce, tunnels }: (typeof bgp)[number]): boolean =>
      announce !== null || tunnels.every((tunnel) => tunnel.announce !== null);
    const router = gateway.router === null ? undefined : design.routers[gateway.router];
    return bgp.some((each) => !told(each)) && (router?.announce.length ?? 0) === 0;
  };
  const text = library.formatDesign(design, 'yaml', (section, name) => {
    if (section === 'customerGateways' && silent(name)) return wanting;
    const silentInterface = section === 'virtualInterfaces' && design.virtualInterfaces[name]?.announce === null;
    return silentInterface ? wanting : null;
  });
  const head = [
    `# What \`routecap init\` found in ${shown(source, library)}. It is yours to change; to begin anew:`,
    `#   routecap import ${shown(source, library)} --output ${target}`,
    `# ${kinds[kind] ?? ''}`,
    '# A list may be a file: announce: [{ file: dc1.txt }]. `routecap schema` prints the schema for editors.',
    ...routers.map(
      (file) =>
        `# ${shown(file, library)} looks like what a router printed: routecap check --announce ROUTER=FILE reads it.`,
    ),
  ];
  const expectations = design.expect.length > 0 ? [] : proposeExpectations(loaded, library);
  const tail =
    expectations.length === 0
      ? []
      : [
          '',
          '# What holds today. Uncomment what has to hold tomorrow.',
          '# expect:',
          ...expectations.map((line) => `#   - ${line}`),
        ];
  return `${head.join('\n')}\n${text}${tail.map((line) => `${line}\n`).join('')}`;
}

/** A file's name in a comment: on its line. */
function shown(text: string, library: Library): string {
  return library.printable(text);
}
