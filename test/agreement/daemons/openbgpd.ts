/** OpenBGPD. `rde evaluate all` lets a peer see a path even when the best one came from itself. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { runCommand } from '../run-command.ts';
import { type Daemon, launch, preferenceCommunityAsn, type RouterConfig, type SeenPath } from './daemon.ts';

function configText(config: RouterConfig, socket: string): string {
  const { asn, routerId, neighbors, networks, localPreferences, advertise } = config;
  const lines = [
    `AS ${asn}`,
    `router-id ${routerId}`,
    'fib-update no',
    `socket "${socket}"`,
    'rde evaluate all',
    ...networks.map((prefix) => `network ${prefix}`),
    ...neighbors.flatMap(({ address, asn: peerAsn, passive, maximumPrefixes }) => [
      `neighbor ${address} {`,
      `  remote-as ${peerAsn}`,
      '  holdtime 30',
      ...(passive ? ['  passive'] : []),
      ...(maximumPrefixes === undefined ? [] : [`  max-prefix ${maximumPrefixes}`]),
      '}',
    ]),
    'allow from any',
    advertise ? 'allow to any' : 'deny to any',
    ...localPreferences.map(
      (value) => `match from any community ${preferenceCommunityAsn}:${value} set localpref ${value}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

interface OpenbgpdPath {
  readonly prefix: string;
  readonly best?: boolean;
  readonly ecmp?: boolean;
  readonly neighbor?: { readonly remote_addr?: string };
}

export async function startOpenbgpd(lab: Lab, config: RouterConfig): Promise<Daemon> {
  // Where its processes lock themselves in; without it the daemon ends at once.
  mkdirSync('/run/openbgpd', { recursive: true });
  const folder = join(lab.folder, `openbgpd${config.host}`);
  mkdirSync(folder);
  const file = join(folder, 'bgpd.conf');
  const socket = join(folder, 'socket');
  writeFileSync(file, configText(config, socket));
  chmodSync(file, 0o600);
  const ask = (...args: string[]): Promise<string> => runCommand('bgpctl', ['-s', socket, ...args]);
  const { stop, log } = await launch(lab, config.host, ['/usr/sbin/bgpd', '-d', '-f', file], () =>
    ask('show', 'summary'),
  );
  return {
    kind: 'openbgpd',
    address: lab.address(config.host),
    paths: async () => {
      const { rib = [] } = JSON.parse(await ask('-j', 'show', 'rib')) as { rib?: OpenbgpdPath[] };
      const table = new Map<string, SeenPath[]>();
      for (const { prefix, best = false, ecmp = false, neighbor } of rib) {
        const from = neighbor?.remote_addr;
        const paths = table.get(prefix) ?? [];
        // Its own routes come from a neighbor that it does not name.
        const known = config.neighbors.some(({ address }) => address === from);
        paths.push({ from: known ? (from ?? null) : null, best, multipath: ecmp || best });
        table.set(prefix, paths);
      }
      return table;
    },
    session: async (neighbor) => {
      const text = `${await ask('show', 'neighbor', neighbor)}${await ask('show', 'neighbor', neighbor, 'timers')}`;
      return { established: /BGP state = Established/.test(text), text };
    },
    addNetwork: async (prefix) => {
      await ask('network', 'add', prefix);
    },
    log,
    stop,
  };
}
