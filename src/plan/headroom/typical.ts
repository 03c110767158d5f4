/**
 * What one more at a gateway is taken to be like when nobody says: the most common kind of what is there,
 * by its connections and by how many prefixes it announces; of several kinds as common, the larger. A
 * router that passes routes on is a hub of its own and nobody's typical branch, nor is one that is reset.
 */
import type { GatewayRef, RouterNode, Session } from '../../aws/network.ts';
import { compareNatural } from '../../design/compare-natural.ts';
import type { Ground } from './ground.ts';

/** Routers with a VPN connection to the gateway, in order of name. */
export function branchesAt({ network }: Ground, gateway: GatewayRef): RouterNode[] {
  const names = new Set<string>();
  for (const session of network.sessionsOf(gateway)) if (session.kind === 'vpn') names.add(session.router);
  return [...names].sort(compareNatural).flatMap((name) => network.routers.get(name) ?? []);
}

export function typicalBranch(ground: Ground, gateway: GatewayRef): string | null {
  const offered = ({ id }: Session): number => ground.solution.sessions.get(id)?.inbound.offered ?? 0;
  const isReset = ({ id }: Session): boolean => ground.solution.sessions.get(id)?.inbound.outcome === 'reset';
  const branches = branchesAt(ground, gateway).filter(({ transit }) => !transit);
  const sound = branches.filter(({ sessions }) => !sessions.some(isReset));
  return mostCommon(
    (sound.length > 0 ? sound : branches).map(({ name, sessions }) => ({
      name,
      kind: JSON.stringify(sessions.map((it) => [it.kind, it.routing, it.gateway.kind, it.gateway.name, offered(it)])),
      size: sessions.reduce((sum, session) => sum + offered(session), 0),
    })),
  );
}

/** VPCs attached to a transit gateway, in order of name. */
export function vpcsAt({ design }: Ground, transitGateway: string): string[] {
  const attachments = Object.values(design.transitGateways[transitGateway]?.attachments ?? {});
  return [...new Set(attachments.flatMap((it) => (it.kind === 'vpc' ? [it.vpc] : [])))].sort(compareNatural);
}

export function typicalVpc(ground: Ground, transitGateway: string): string | null {
  return mostCommon(
    vpcsAt(ground, transitGateway).map((name) => {
      const size = ground.design.vpcs[name]?.cidrs.length ?? 0;
      return { name, kind: String(size), size };
    }),
  );
}

interface Candidate {
  readonly name: string;
  readonly kind: string;
  readonly size: number;
}

function mostCommon(candidates: readonly Candidate[]): string | null {
  const times = new Map<string, number>();
  for (const { kind } of candidates) times.set(kind, (times.get(kind) ?? 0) + 1);
  let best: Candidate | null = null;
  for (const each of candidates) {
    const more = (times.get(each.kind) ?? 0) - (best === null ? 0 : (times.get(best.kind) ?? 0));
    if (best === null || more > 0 || (more === 0 && each.size > best.size)) best = each;
  }
  return best?.name ?? null;
}
