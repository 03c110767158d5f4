/**
 * FRR's bgpd by itself, without zebra: every IPv4 next hop then counts as reachable, which is what a
 * test of route selection wants. Tie breaks are by router id and not by age, or they would depend on
 * the order of arrival.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PathAttributes } from '../../../src/bgp/attributes.ts';
import type { Lab } from '../lab.ts';
import { runCommand } from '../run-command.ts';
import { type Daemon, launch, preferenceCommunityAsn, type RouterConfig, type SeenPath } from './daemon.ts';

function configText(config: RouterConfig, folder: string): string {
  const { asn, routerId, neighbors, networks, localPreferences, advertise, multipath, defaultTimers } = config;
  const { attributesOf = new Map<string, PathAttributes>() } = config;
  const lines = [
    `log file ${folder}/bgpd.log informational`,
    ...localPreferences.flatMap((value, i) => [
      `bgp community-list standard LP${value} permit ${preferenceCommunityAsn}:${value}`,
      `route-map IN permit ${(i + 1) * 10}`,
      ` match community LP${value}`,
      ` set local-preference ${value}`,
      'exit',
    ]),
    'route-map IN permit 1000',
    'exit',
    'route-map NONE deny 10',
    'exit',
    ...[...attributesOf].flatMap(([prefix, attributes]) => routeMapText(prefix, attributes)),
    `router bgp ${asn}`,
    ` bgp router-id ${routerId}`,
    ' no bgp ebgp-requires-policy',
    ' no bgp network import-check',
    ' bgp bestpath compare-routerid',
    ' bgp deterministic-med',
    ' timers bgp 10 30',
    // Defaults delay the first UPDATE by a second and the next attempt to connect by two minutes.
    ...(defaultTimers ? [] : [' coalesce-time 0']),
    ...neighbors.flatMap(({ address, asn: peerAsn, passive }) => [
      ` neighbor ${address} remote-as ${peerAsn}`,
      ...(defaultTimers ? [] : [` neighbor ${address} timers connect 1`]),
      ` neighbor ${address} advertisement-interval 0`,
      ...(passive ? [` neighbor ${address} passive`] : []),
    ]),
    ' address-family ipv4 unicast',
    `  maximum-paths ${multipath ? 8 : 1}`,
    ...networks.map((prefix) => `  network ${prefix}${attributesOf.has(prefix) ? ` route-map ${prefix}` : ''}`),
    ...neighbors.flatMap(({ address, maximumPrefixes }) => [
      `  neighbor ${address} route-map IN in`,
      ...(advertise ? [] : [`  neighbor ${address} route-map NONE out`]),
      ...(maximumPrefixes === undefined ? [] : [`  neighbor ${address} maximum-prefix ${maximumPrefixes}`]),
    ]),
    ' exit-address-family',
  ];
  return `${lines.join('\n')}\n`;
}

/** A route map named after the prefix it is for. */
function routeMapText(prefix: string, { asPath, origin, med, communities }: PathAttributes): string[] {
  return [
    `route-map ${prefix} permit 10`,
    ` set origin ${origin}`,
    ...(asPath.length === 0 ? [] : [` set as-path prepend ${asPath.join(' ')}`]),
    ...(med === null ? [] : [` set metric ${med}`]),
    ...(communities.length === 0 ? [] : [` set community ${communities.join(' ')}`]),
    'exit',
  ];
}

interface FrrPath {
  readonly bestpath?: boolean;
  readonly multipath?: boolean;
  readonly peerId?: string;
}

export async function startFrr(lab: Lab, config: RouterConfig): Promise<Daemon> {
  const folder = join(lab.folder, `frr${config.host}`);
  mkdirSync(folder);
  const file = join(folder, 'frr.conf');
  writeFileSync(file, configText(config, folder));
  const ask = (...commands: string[]): Promise<string> =>
    runCommand('vtysh', ['--vty_socket', folder, '-d', 'bgpd', ...commands.flatMap((command) => ['-c', command])]);
  const { stop } = await launch(
    lab,
    config.host,
    [
      '/usr/lib/frr/bgpd',
      '-f',
      file,
      '-S',
      '-Z',
      '--vty_socket',
      folder,
      '-i',
      join(folder, 'pid'),
      '-A',
      '127.0.0.1',
      '-P',
      '0',
    ],
    () => ask('show bgp summary json'),
  );
  return {
    kind: 'frr',
    address: lab.address(config.host),
    paths: async () => {
      const { routes } = JSON.parse(await ask('show bgp ipv4 unicast json')) as { routes: Record<string, FrrPath[]> };
      return new Map(
        Object.entries(routes).map(([prefix, paths]) => [
          prefix,
          paths.map(({ bestpath = false, multipath = false, peerId = '' }): SeenPath => ({
            from: peerId === '(unspec)' ? null : peerId,
            best: bestpath,
            multipath: multipath || bestpath,
          })),
        ]),
      );
    },
    session: async (neighbor) => {
      const all = JSON.parse(await ask(`show bgp neighbors ${neighbor} json`)) as Record<string, { bgpState?: string }>;
      const seen = all[neighbor] ?? {};
      return { established: seen.bgpState === 'Established', text: JSON.stringify(seen) };
    },
    addNetwork: async (prefix) => {
      await ask('conf t', `router bgp ${config.asn}`, 'address-family ipv4 unicast', `network ${prefix}`);
    },
    ask,
    log: () => readFileSync(join(folder, 'bgpd.log'), 'utf8'),
    stop,
  };
}
