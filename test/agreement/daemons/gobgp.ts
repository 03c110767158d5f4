/** GoBGP. Tie breaks are by router id and not by age. It does not tell which paths it would use together. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { runCommand } from '../run-command.ts';
import { type Daemon, launch, preferenceCommunityAsn, type RouterConfig, type SeenPath } from './daemon.ts';

function configText(config: RouterConfig, lab: Lab): string {
  const { asn, routerId, neighbors, localPreferences, advertise, multipath, host } = config;
  return `
[global.config]
  as = ${asn}
  router-id = "${routerId}"
  local-address-list = ["${lab.address(host)}"]
[global.route-selection-options.config]
  external-compare-router-id = true
[global.use-multiple-paths.config]
  enabled = ${multipath}
[global.apply-policy.config]
  import-policy-list = ["preferences"]
  default-import-policy = "accept-route"
  default-export-policy = "${advertise ? 'accept-route' : 'reject-route'}"
${localPreferences
  .map(
    (value) => `
[[defined-sets.bgp-defined-sets.community-sets]]
  community-set-name = "lp${value}"
  community-list = ["^${preferenceCommunityAsn}:${value}$"]`,
  )
  .join('\n')}
[[policy-definitions]]
  name = "preferences"
${localPreferences
  .map(
    (value) => `
  [[policy-definitions.statements]]
    name = "lp${value}"
    [policy-definitions.statements.conditions.bgp-conditions.match-community-set]
      community-set = "lp${value}"
      match-set-options = "any"
    [policy-definitions.statements.actions]
      route-disposition = "accept-route"
      [policy-definitions.statements.actions.bgp-actions]
        set-local-pref = ${value}`,
  )
  .join('\n')}
${neighbors
  .map(
    ({ address, asn: peerAsn, passive, maximumPrefixes }) => `
[[neighbors]]
  [neighbors.config]
    neighbor-address = "${address}"
    peer-as = ${peerAsn}
  [neighbors.transport.config]
    passive-mode = ${passive}
  [neighbors.timers.config]
    hold-time = 30
    keepalive-interval = 10
    connect-retry = 10
  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "ipv4-unicast"
${maximumPrefixes === undefined ? '' : `    [neighbors.afi-safis.prefix-limit.config]\n      max-prefixes = ${maximumPrefixes}`}`,
  )
  .join('\n')}
`;
}

interface GobgpPath {
  readonly best?: boolean;
  readonly 'neighbor-ip'?: string;
  readonly 'source-id'?: string;
}

const apiPort = 50051;

export async function startGobgp(lab: Lab, config: RouterConfig): Promise<Daemon> {
  const folder = join(lab.folder, `gobgp${config.host}`);
  mkdirSync(folder);
  const file = join(folder, 'gobgpd.toml');
  writeFileSync(file, configText(config, lab));
  let netns = '';
  const askIn = (where: string, args: readonly string[]): Promise<string> =>
    runCommand('ip', ['netns', 'exec', where, 'gobgp', '-p', String(apiPort), ...args]);
  const ask = (...args: string[]): Promise<string> => askIn(netns, args);
  const running = await launch(
    lab,
    config.host,
    ['gobgpd', '-f', file, `--api-hosts=127.0.0.1:${apiPort}`, '--pprof-disable', '-l', 'info'],
    (where) => askIn(where, ['global', '-j']),
  );
  netns = running.netns;
  const addNetwork = async (...prefixes: string[]): Promise<void> => {
    // Each is a process of its own that takes some 30 ms.
    for (let i = 0; i < prefixes.length; i += 8) {
      await Promise.all(
        prefixes
          .slice(i, i + 8)
          .map((prefix) => ask('global', 'rib', 'add', prefix, 'nexthop', lab.address(config.host))),
      );
    }
  };
  await addNetwork(...config.networks);
  return {
    kind: 'gobgp',
    address: lab.address(config.host),
    paths: async () => {
      const table = JSON.parse((await ask('global', 'rib', '-j')) || '{}') as Record<string, GobgpPath[]>;
      return new Map(
        Object.entries(table).map(([prefix, paths]) => [
          prefix,
          paths.map((path): SeenPath => {
            const from = path['neighbor-ip'];
            return {
              from: from === undefined || from === '<nil>' ? null : from,
              best: path.best === true,
              multipath: null,
            };
          }),
        ]),
      );
    },
    session: async (neighbor) => {
      const text = await ask('neighbor', neighbor);
      return { established: /BGP state = (BGP_FSM_)?ESTABLISHED/i.test(text), text };
    },
    addNetwork,
    log: running.log,
    stop: running.stop,
  };
}
