/**
 * A fit as configuration for routers: what makes each of them announce the summary and nothing inside it.
 * Prefixes that are announced already stay as they are configured. A summary is announced only while something
 * inside it is there, where the router has a way to say so; BIRD has none and gets a blackhole route.
 */
import { formatAddress, formatPrefix } from '../net/format-prefix.ts';
import { type Family, type Prefix, strictlyCovers } from '../net/prefix.ts';
import type { FamilyFit, UnitFit } from '../plan/fit/fit-result.ts';
import { printable } from './printable.ts';
import { grouped } from './words.ts';

/** Routers whose language a summary is printed in. */
export const routerFormats = ['frr', 'bird', 'ios', 'junos'] as const;
/** One of those routers. */
export type RouterFormat = (typeof routerFormats)[number];

/** The AS that speaks; null where the format does not say it. */
type Config = (unit: UnitFit) => string[];

const configs: Readonly<Record<RouterFormat, { readonly comment: string; readonly lines: Config }>> = {
  frr: { comment: '!', lines: frr },
  ios: { comment: '!', lines: ios },
  bird: { comment: '#', lines: bird },
  junos: { comment: '#', lines: junos },
};

/** True for the formats that cannot be written without the AS of the router. */
export function needsAsn(format: RouterFormat): boolean {
  return format === 'frr' || format === 'ios';
}

/** A summary as the configuration of a router that announces it. */
export function reportRouterConfig(units: readonly UnitFit[], format: RouterFormat): string {
  const { comment, lines } = configs[format];
  const text = units.flatMap((unit) => [
    `${comment} ${printable(unit.announcers.length === 0 ? 'summary' : `summary for ${unit.announcers.join(', ')}`)}: ${unit.families
      .map(
        ({ family, announced, summary }) =>
          `${grouped(announced)} ${nameOf(family)} prefixes as ${grouped(summary.size)}`,
      )
      .join(', ')}`,
    ...lines(unit),
  ]);
  return `${text.join('\n')}\n`;
}

function nameOf(family: Family): string {
  return family === 'ipv4' ? 'IPv4' : 'IPv6';
}

/** What hides something inside it: new, or announced already together with longer ones that go. */
function summariesOf(fit: FamilyFit): Prefix[] {
  const dropped = fit.dropped();
  const out: Prefix[] = [];
  let j = 0;
  for (const each of fit.summary) {
    // Both lists are sorted, and what a prefix covers follows it.
    while (j < dropped.size && !strictlyCovers(each, dropped.at(j)) && sortsBefore(dropped.at(j), each)) j++;
    if (j < dropped.size && strictlyCovers(each, dropped.at(j))) out.push(each);
  }
  return out;
}

function sortsBefore(p: Prefix, q: Prefix): boolean {
  return (p.a - q.a || p.b - q.b || p.c - q.c || p.d - q.d || p.length - q.length) < 0;
}

/** `aggregate-address … summary-only` announces the aggregate while a part of it is in the BGP table, and holds the parts back. */
function frr({ asn, families }: UnitFit): string[] {
  return [
    ...prefixLists(families),
    `router bgp ${asn}`,
    ...families.flatMap((fit) => [
      ` address-family ${fit.family} unicast`,
      ...summariesOf(fit).map((each) => `  aggregate-address ${formatPrefix(each)} summary-only`),
      `  ! neighbor ADDRESS prefix-list ${listName(fit.family)} out`,
      ' exit-address-family',
    ]),
    'exit',
  ];
}

function ios({ asn, families }: UnitFit): string[] {
  return [
    ...prefixLists(families),
    `router bgp ${asn}`,
    ...families.flatMap((fit) => [
      ` address-family ${fit.family}${fit.family === 'ipv6' ? ' unicast' : ''}`,
      ...summariesOf(fit).map((each) => {
        const text = each.family === 'ipv6' ? formatPrefix(each) : `${formatAddress(each)} ${netmask(each.length)}`;
        return `  aggregate-address ${text} summary-only`;
      }),
      `  ! neighbor ADDRESS prefix-list ${listName(fit.family)} out`,
      ' exit-address-family',
    ]),
  ];
}

/** Whatever else the router would announce is held back by the list, once a neighbor is given it. */
function prefixLists(families: readonly FamilyFit[]): string[] {
  return families.flatMap(({ family, summary }) =>
    Array.from(
      summary,
      (each, i) =>
        `${family === 'ipv4' ? 'ip' : 'ipv6'} prefix-list ${listName(family)} seq ${(i + 1) * 5} permit ${formatPrefix(each)}`,
    ),
  );
}

function listName(family: Family): string {
  return `ROUTECAP-${nameOf(family).toUpperCase()}`;
}

function netmask(length: number): string {
  const word = length === 0 ? 0 : (-1 << (32 - length)) >>> 0;
  return formatAddress({ family: 'ipv4', a: word, b: 0, c: 0, d: 0 });
}

/** A blackhole route for what is new, since BIRD does not aggregate; longer routes win over it inside the site. */
function bird({ families }: UnitFit): string[] {
  return families.flatMap((fit) => {
    const name = `routecap_${fit.family}`;
    return [
      `# export filter ${name}; belongs into the ${fit.family} channel of each BGP session to AWS`,
      `protocol static ${name}_summaries {`,
      `  ${fit.family};`,
      ...Array.from(fit.added(), (each) => `  route ${formatPrefix(each)} blackhole;`),
      '}',
      `filter ${name} {`,
      `  if net ~ [`,
      ...Array.from(fit.summary, (each, i) => `    ${formatPrefix(each)}${i + 1 < fit.summary.size ? ',' : ''}`),
      '  ] then accept;',
      '  reject;',
      '}',
    ];
  });
}

/** An aggregate route is active while a longer one inside it is; what was announced before stays as it is. */
function junos({ families }: UnitFit): string[] {
  return families.flatMap((fit) => {
    const policy = listName(fit.family);
    const rib = fit.family === 'ipv4' ? 'routing-options' : 'routing-options rib inet6.0';
    const added = Array.from(fit.added(), formatPrefix);
    const known = new Set(added);
    const kept = Array.from(fit.summary, formatPrefix).filter((each) => !known.has(each));
    const term = (name: string, prefixes: readonly string[], from: string[]): string[] =>
      prefixes.length === 0
        ? []
        : [...from, ...prefixes.map((each) => `route-filter ${each} exact`)]
            .map((condition) => `set policy-options policy-statement ${policy} term ${name} from ${condition}`)
            .concat(`set policy-options policy-statement ${policy} term ${name} then accept`);
    return [
      ...added.map((each) => `set ${rib} aggregate route ${each} discard`),
      ...term('summaries', added, ['protocol aggregate']),
      ...term('as-before', kept, []),
      `set policy-options policy-statement ${policy} term rest then reject`,
      `# set protocols bgp group GROUP export ${policy}`,
    ];
  });
}
