/** Which things of a design can fail, and every set of N of them that can fail together. */
import type { Change } from './change.ts';
import { compareNatural } from './compare-natural.ts';
import { failureKinds, type Design, type FailureKind, type Failures } from './vocabulary.ts';

/** One thing that can fail. */
export interface FailingThing {
  readonly name: string;
  readonly changes: readonly Change[];
}

/** Things that fail together; `names` say which, in order. */
export interface FailureSet {
  readonly names: readonly string[];
  readonly changes: readonly Change[];
}

export interface FailureSetsEnd {
  /** False: there are more sets than the maximum, and the rest was not made. */
  readonly complete: boolean;
  /** How many there are in all; may be infinite. */
  readonly total: number;
}

/** One list of changes for each thing of the kind, in order of name. */
export function failuresOf(design: Design, kind: FailureKind): Change[][] {
  return failingThings(design, kind).map(({ changes }) => [...changes]);
}

export function failingThings(design: Design, kind: FailureKind): FailingThing[] {
  return [...thingsOf(design, kind)].sort((p, q) => compareNatural(p.name, q.name));
}

function* thingsOf(design: Design, kind: FailureKind): Generator<FailingThing> {
  const one = (name: string, change: Change): FailingThing => ({ name, changes: [change] });
  switch (kind) {
    case 'tunnels':
      for (const [connection, { tunnels }] of Object.entries(design.vpnConnections)) {
        for (const [tunnel, { id }] of tunnels.entries())
          yield one(`${connection}/${id}`, { kind: 'tunnelDown', connection, tunnel });
      }
      return;
    case 'vpnConnections':
      for (const connection of Object.keys(design.vpnConnections))
        yield one(connection, { kind: 'connectionDown', connection });
      return;
    case 'customerGateways':
      for (const customerGateway of Object.keys(design.customerGateways))
        yield one(customerGateway, { kind: 'customerGatewayDown', customerGateway });
      return;
    case 'routers':
      yield* routersOf(design);
      return;
    case 'virtualInterfaces':
      for (const virtualInterface of Object.keys(design.virtualInterfaces))
        yield one(virtualInterface, { kind: 'virtualInterfaceDown', virtualInterface });
      return;
    case 'directConnectLocations': {
      // Interfaces of which the location is not given may well share one.
      const locations = new Set(Object.values(design.virtualInterfaces).map(({ location }) => location));
      for (const location of locations)
        yield one(location ?? 'location not given', { kind: 'directConnectLocationDown', location });
      return;
    }
    case 'directConnectGateways':
      for (const directConnectGateway of Object.keys(design.directConnectGateways))
        yield one(directConnectGateway, { kind: 'directConnectGatewayDown', directConnectGateway });
      return;
    case 'vpnGateways':
      for (const vpnGateway of Object.keys(design.vpnGateways))
        yield one(vpnGateway, { kind: 'vpnGatewayDown', vpnGateway });
      return;
    case 'transitGateways':
      for (const transitGateway of Object.keys(design.transitGateways))
        yield one(transitGateway, { kind: 'transitGatewayDown', transitGateway });
      return;
    case 'maintenance':
      yield* maintenanceOf(design);
  }
}

/**
 * AWS replaces the endpoints of a connection one at a time (TS-UPD) and says nothing of several connections:
 * at worst those of one gateway all lose the same tunnel at once.
 */
function* maintenanceOf(design: Design): Generator<FailingThing> {
  const connections = Object.entries(design.vpnConnections);
  for (const kind of ['vpnGateway', 'transitGateway'] as const) {
    for (const name of Object.keys(design[`${kind}s`])) {
      for (const tunnel of [0, 1]) {
        const changes = connections
          .filter(
            ([, { gateway, tunnels }]) => gateway?.kind === kind && gateway.name === name && tunnels.length > tunnel,
          )
          .map(([connection]): Change => ({ kind: 'tunnelDown', connection, tunnel }));
        if (changes.length > 0) yield { name: `maintenance of tunnel ${tunnel + 1} on ${name}`, changes };
      }
    }
  }
}

/** The routers drawn, and what stands for a router of its own. */
function* routersOf(design: Design): Generator<FailingThing> {
  for (const router of Object.keys(design.routers)) yield { name: router, changes: [{ kind: 'routerDown', router }] };
  for (const [customerGateway, { router }] of Object.entries(design.customerGateways)) {
    if (router === null) yield { name: customerGateway, changes: [{ kind: 'customerGatewayDown', customerGateway }] };
  }
  for (const [virtualInterface, { router }] of Object.entries(design.virtualInterfaces)) {
    if (router === null)
      yield { name: virtualInterface, changes: [{ kind: 'virtualInterfaceDown', virtualInterface }] };
  }
  for (const [transitGateway, { attachments }] of Object.entries(design.transitGateways)) {
    for (const [attachment, each] of Object.entries(attachments)) {
      if (each.kind !== 'connect') continue;
      for (const [peer, { router }] of Object.entries(each.peers)) {
        if (router === null)
          yield {
            name: `${attachment}/${peer}`,
            changes: [{ kind: 'connectPeerDown', transitGateway, attachment, peer }],
          };
      }
    }
  }
}

/**
 * Every set that takes `failures[KIND]` things of each kind, all of a kind when there are fewer. At most
 * `max` sets are made; the generator's return value says whether that was all.
 */
export function* failureSets(design: Design, failures: Failures, max = 100_000): Generator<FailureSet, FailureSetsEnd> {
  const kinds = failureKinds
    .map((kind) => ({ things: failingThings(design, kind), count: failures[kind] ?? 0 }))
    .filter(({ things, count }) => count > 0 && things.length > 0)
    .map(({ things, count }) => ({ things, count: Math.min(count, things.length) }));
  const total = kinds.reduce((product, { things, count }) => product * choose(things.length, count), 1);
  let made = 0;
  for (const set of combined(kinds, 0)) {
    if (made === max) return { complete: false, total };
    made++;
    yield { names: set.map(({ name }) => name), changes: set.flatMap(({ changes }) => changes) };
  }
  return { complete: true, total };
}

function* combined(
  kinds: readonly { things: readonly FailingThing[]; count: number }[],
  at: number,
): Generator<FailingThing[]> {
  const kind = kinds[at];
  if (kind === undefined) {
    yield [];
    return;
  }
  for (const some of subsets(kind.things, kind.count, 0)) {
    for (const rest of combined(kinds, at + 1)) yield [...some, ...rest];
  }
}

/** Every choice of `count` items, in order. */
export function* subsets<T>(items: readonly T[], count: number, from: number): Generator<T[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let i = from; i <= items.length - count; i++) {
    for (const rest of subsets(items, count - 1, i + 1)) yield [items[i]!, ...rest];
  }
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return Math.round(result);
}
