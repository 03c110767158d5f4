/** A network in which some sessions have failed; it shares all else with the network it was. */
import { withFailure } from '../aws/build-network.ts';
import type { Network, Session } from '../aws/network.ts';
import { PatchedMap } from './patched-map.ts';

export function networkAfter(network: Network, failing: readonly Session[]): Network {
  const failed = new Map(failing.map((session) => [session.id, withFailure(session)]));
  const turned = (session: Session): Session => failed.get(session.id) ?? session;
  const routers = new Set(failing.map(({ router }) => router));
  const gateways = new Set(failing.map(({ gateway }) => `${gateway.kind}/${gateway.name}`));
  const known = new Map<string, readonly Session[]>();
  return {
    ...network,
    sessions: new PatchedMap(network.sessions, failed),
    routers: new PatchedMap(
      network.routers,
      [...routers].flatMap((name) => {
        const router = network.routers.get(name);
        return router === undefined ? [] : [[name, { ...router, sessions: router.sessions.map(turned) }] as const];
      }),
    ),
    sessionsOf: (gateway) => {
      const key = `${gateway.kind}/${gateway.name}`;
      if (!gateways.has(key)) return network.sessionsOf(gateway);
      let sessions = known.get(key);
      if (sessions === undefined) known.set(key, (sessions = network.sessionsOf(gateway).map(turned)));
      return sessions;
    },
  };
}
