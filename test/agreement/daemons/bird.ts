/**
 * BIRD 2. Multipath is a matter of its kernel protocol there (`merge paths`), so what it would give the
 * kernel is what is read. MED is compared group by group only with `deterministic med`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PathAttributes, plainAttributes } from '../../../src/bgp/attributes.ts';
import type { Lab } from '../lab.ts';
import { runCommand } from '../run-command.ts';
import { type Daemon, launch, preferenceCommunityAsn, type RouterConfig, type SeenPath } from './daemon.ts';

function configText(config: RouterConfig, lab: Lab, folder: string): string {
  const { asn, routerId, neighbors, localPreferences, advertise, host, multipath, defaultTimers } = config;
  return `
log "${folder}/bird.log" all;
debug protocols { states, events };
router id ${routerId};
protocol device {}
protocol direct { ipv4; }
${multipath ? 'protocol kernel { ipv4 { export where source = RTS_BGP; }; merge paths on; }' : ''}
protocol static own { ipv4;
include "${folder}/routes.conf";
}
filter preferences {
${localPreferences.map((value) => `  if (${preferenceCommunityAsn}, ${value}) ~ bgp_community then bgp_local_pref = ${value};`).join('\n')}
  accept;
}
${neighbors
  .map(
    ({ address, asn: peerAsn, passive, maximumPrefixes }, i) => `
protocol bgp peer${i} {
  local ${lab.address(host)} as ${asn};
  neighbor ${address} as ${peerAsn};
  hold time 30;
  ${passive ? 'passive on;' : ''}
  deterministic med on;
  ${defaultTimers ? '' : 'connect delay time 1; connect retry time 1; error wait time 1, 5;'}
  ipv4 {
    import filter preferences;
    export ${advertise ? 'where source ~ [ RTS_STATIC, RTS_BGP ]' : 'none'};
    next hop self;
    ${maximumPrefixes === undefined ? '' : `import limit ${maximumPrefixes} action restart;`}
  };
}`,
  )
  .join('\n')}
`;
}

function routeText(prefix: string, { asPath, origin, med, communities }: PathAttributes): string {
  const settings = [
    ...asPath.toReversed().map((asn) => `bgp_path.prepend(${asn});`),
    ...(origin === 'igp' ? [] : [`bgp_origin = ORIGIN_${origin.toUpperCase()};`]),
    ...(med === null ? [] : [`bgp_med = ${med};`]),
    ...communities.map((community) => `bgp_community.add((${community.replace(':', ',')}));`),
  ];
  return `route ${prefix} blackhole${settings.length === 0 ? '' : ` { ${settings.join(' ')} }`};\n`;
}

export async function startBird(lab: Lab, config: RouterConfig): Promise<Daemon> {
  const folder = join(lab.folder, `bird${config.host}`);
  mkdirSync(folder);
  const file = join(folder, 'bird.conf');
  const socket = join(folder, 'socket');
  const networks = [...config.networks];
  const writeRoutes = (): void =>
    writeFileSync(
      join(folder, 'routes.conf'),
      networks.map((prefix) => routeText(prefix, config.attributesOf?.get(prefix) ?? plainAttributes)).join(''),
    );
  writeRoutes();
  writeFileSync(file, configText(config, lab, folder));
  const ask = (command: string): Promise<string> => runCommand('birdc', ['-s', socket, ...command.split(' ')]);
  const peerOf = new Map(config.neighbors.map(({ address }, i) => [`peer${i}`, address]));
  const { stop } = await launch(
    lab,
    config.host,
    ['bird', '-f', '-c', file, '-s', socket, '-P', join(folder, 'pid')],
    () => ask('show status'),
  );
  return {
    kind: 'bird',
    address: lab.address(config.host),
    paths: async () => {
      const table = readRoutes(await ask('show route'), peerOf);
      if (!config.multipath) return table;
      const merged = readMerged(await ask('show route export kernel1'));
      for (const [prefix, paths] of table) {
        const hops = merged.get(prefix) ?? [];
        table.set(
          prefix,
          paths.map((path) => ({ ...path, multipath: path.from !== null && hops.includes(path.from) })),
        );
      }
      return table;
    },
    session: async (neighbor) => {
      const name = [...peerOf].find(([, address]) => address === neighbor)?.[0] ?? '';
      const text = await ask(`show protocols all ${name}`);
      return { established: /BGP state:\s+Established/.test(text), text };
    },
    addNetwork: async (prefix) => {
      networks.push(prefix);
      writeRoutes();
      await ask('configure');
    },
    ask,
    log: () => readFileSync(join(folder, 'bird.log'), 'utf8'),
    stop,
  };
}

/** A prefix, then a line for each of its paths: `10.0.0.0/24  unicast [peer0 12:00:00.000] * (100) [AS64512i]`. */
function readRoutes(text: string, peerOf: ReadonlyMap<string, string>): Map<string, SeenPath[]> {
  const table = new Map<string, SeenPath[]>();
  let prefix = '';
  for (const line of text.split('\n')) {
    const found = /^(\S+\/\d+)?\s+(?:unicast|blackhole|unreachable) \[(\S+) [^\]]*\]( \*)?/.exec(line);
    if (found === null) continue;
    const [, start, protocol = '', star] = found;
    if (start !== undefined) prefix = start;
    if (protocol.startsWith('direct')) continue;
    const paths = table.get(prefix) ?? [];
    paths.push({ from: peerOf.get(protocol) ?? null, best: star !== undefined, multipath: null });
    table.set(prefix, paths);
  }
  return table;
}

/** The next hops of each route; ours are the addresses of the neighbors themselves. */
function readMerged(text: string): Map<string, string[]> {
  const table = new Map<string, string[]>();
  let prefix = '';
  for (const line of text.split('\n')) {
    prefix = /^(\S+\/\d+)\s/.exec(line)?.[1] ?? prefix;
    const hop = /^\s+via (\S+) on/.exec(line)?.[1];
    if (hop !== undefined) table.set(prefix, [...(table.get(prefix) ?? []), hop]);
  }
  return table;
}
