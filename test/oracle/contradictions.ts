/** Holds a solution against the worlds of the slow oracle: every claim that some world contradicts, in words. */
import type { Entry, PlacedRoute, RouteSource, Solution } from '../../src/aws/solution.ts';
import { forward } from '../../src/solve/forward.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import { bitPrefix, showBits, type BitPrefix } from './bit-prefix.ts';
import { delivers } from './concrete-forward.ts';
import type { World } from './concrete-world.ts';
import type { OracleRoute, OracleTable } from './oracle-route.ts';

/** How a source is called in the oracle. */
function sourceId(source: RouteSource): string {
  switch (source.kind) {
    case 'session':
      return `session:${source.session.id}`;
    case 'staticVpn':
      return `staticVpn:${source.session.id}`;
    case 'vpc':
      return `vpc:${source.vpc}`;
    case 'directConnectGateway':
      return `dxgw:${source.name}`;
    case 'staticAttachment':
      return `att:${source.attachment}`;
    case 'vpnGateway':
      return `vgw:${source.name}:${source.propagated ? 'propagated' : 'static'}`;
    case 'transitGateway':
      return `tgw:${source.name}`;
    case 'outside':
      return `outside:${source.name}`;
    case 'blackhole':
    case 'local':
    case 'own':
      return source.kind;
  }
}

/**
 * Session and path tell routes apart. A static VPN's is the same thing whichever side calls it, a VPC table has
 * no paths, and which of the two sessions of a Connect peer carries the traffic (E-CONN) is not held.
 */
function named(id: string, path: readonly number[]): string {
  if (/^(vgw|tgw):/.test(id)) return id;
  return `${id.replace('staticVpn:', 'session:').replace(/(peer\d)\/[12]$/, '$1')} [${path.join(' ')}]`;
}
const solved = ({ source, attributes }: PlacedRoute): string => named(sourceId(source), attributes.asPath);
const lived = ({ id, path }: OracleRoute): string => named(id, path);

const show = (routes: readonly string[]): string => `{${[...routes].sort().join(', ')}}`;

interface Claims {
  /** Claims checked, and those that leave something open. */
  checked: number;
  possible: number;
  /** Possible, and yet in every world or in none. */
  overcautious: number;
}

export interface Verdict extends Claims {
  readonly contradictions: readonly string[];
}

export function holdAgainst(
  solution: Solution,
  worlds: readonly World[],
  ways: readonly { from: string; to: Prefix }[],
): Verdict {
  const contradictions: string[] = [];
  const claims: Claims = { checked: 0, possible: 0, overcautious: 0 };
  const settled = worlds.filter((world) => world.settled);
  checkSessions(solution, settled, contradictions, claims);
  for (const place of solution.places) {
    const entries = [...(solution.table(place)?.values() ?? [])];
    checkEntries(
      place,
      entries,
      settled.map(({ tables }) => tables.get(place) ?? new Map()),
      contradictions,
      claims,
    );
  }
  for (const { session, state } of solution.sessions.values()) {
    if (session.routing === 'static') continue;
    const one = (routes: ReadonlyMap<BitPrefix, OracleRoute>): OracleTable =>
      new Map([...routes].map(([p, r]) => [p, [r]]));
    checkEntries(
      `announced ${session.id}`,
      [...solution.announced(session).entries()],
      settled.map((w) => one(w.announcing.get(session.id)!.announced)),
      contradictions,
      claims,
    );
    if (state === 'down') continue;
    checkEntries(
      `offered ${session.id}`,
      [...solution.offered(session).entries()],
      settled.map((w) => one(w.offered.get(session.id)!)),
      contradictions,
      claims,
    );
  }
  for (const { from, to } of ways) {
    const { reach } = forward(solution, from, to);
    const delivered = settled.filter((world) => delivers(world, from, bitPrefix(to))).length;
    claims.checked++;
    if (reach === 'possible') claims.possible++;
    if (reach === 'possible' && (delivered === 0 || delivered === settled.length)) claims.overcautious++;
    const wrong = reach === 'certain' ? delivered < settled.length : reach === 'never' ? delivered > 0 : false;
    if (wrong)
      contradictions.push(
        `${from} to ${showBits(bitPrefix(to))} is ${reach}, yet delivered in ${delivered} of ${settled.length} worlds`,
      );
  }
  return { ...claims, contradictions };
}

function checkSessions(solution: Solution, worlds: readonly World[], contradictions: string[], claims: Claims): void {
  for (const { session, state, stateCertain, inbound, outbound } of solution.sessions.values()) {
    claims.checked++;
    if (!stateCertain) claims.possible++;
    for (const world of worlds) {
      const real = world.states.get(session.id)!;
      if (stateCertain && real !== state)
        contradictions.push(`${session.id} is certainly ${state}, yet ${real} in some world`);
      const counted = world.counted.get(session.id)!;
      if (session.routing === 'bgp' && real !== 'down' && (counted < inbound.offeredMin || counted > inbound.offered)) {
        contradictions.push(
          `${session.id} offers ${inbound.offeredMin} to ${inbound.offered}, yet ${counted} in some world`,
        );
      }
      const { candidates, announced } = world.announcing.get(session.id)!;
      if (session.routing === 'static' || real !== 'established') continue;
      if (candidates.size > outbound.candidates || (stateCertain && candidates.size < outbound.candidatesMin)) {
        contradictions.push(
          `${session.id} has ${outbound.candidatesMin} to ${outbound.candidates} to announce, yet ${candidates.size} in some world`,
        );
      }
      if (stateCertain && announced.size > outbound.announced)
        contradictions.push(
          `${session.id} announces ${outbound.announced} at most, yet ${announced.size} in some world`,
        );
    }
  }
}

function checkEntries(
  where: string,
  entries: readonly Entry[],
  worlds: readonly OracleTable[],
  contradictions: string[],
  claims: Claims,
): void {
  const known = new Map(entries.map((entry) => [bitPrefix(entry.prefix), entry]));
  for (const [prefix, { presence, alternatives }] of known) {
    claims.checked++;
    const sets = alternatives.map((alternative) => new Set(alternative.map(solved)));
    const present = worlds.filter((world) => world.has(prefix)).length;
    if (presence === 'possible' || alternatives.length > 1) claims.possible++;
    if (presence === 'possible' && (present === 0 || present === worlds.length)) claims.overcautious++;
    const what = `${where} ${showBits(prefix)}`;
    if (presence === 'certain' && present < worlds.length)
      contradictions.push(`${what} is certain, yet in ${present} of ${worlds.length} worlds`);
    for (const world of worlds) {
      const used = world.get(prefix)?.map(lived);
      if (used === undefined) continue;
      const holds = alternatives.some((alternative, i) => {
        const certain = alternative.filter((route) => route.certain && alternatives.length === 1).map(solved);
        return used.every((route) => sets[i]!.has(route)) && certain.every((route) => used.includes(route));
      });
      if (!holds) {
        contradictions.push(
          `${what} uses ${show(used)} in some world, not one of ${alternatives.map((each) => show(each.map(solved))).join(' or ')}`,
        );
        break;
      }
    }
  }
  for (const prefix of new Set(worlds.flatMap((world) => [...world.keys()]))) {
    if (!known.has(prefix)) contradictions.push(`${where} ${showBits(prefix)} is absent, yet in some world`);
  }
}
