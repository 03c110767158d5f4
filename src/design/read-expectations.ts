/** Expectations and demands: what must hold, and what must fit, with the places and sessions they name. */
import { parseBandwidth } from './bandwidth.ts';
import type { DesignPath } from './problem.ts';
import { present, soundPrefix, type NameTest, type Reading } from './reading.ts';
import type { DemandDocument, ExpectationDocument } from './schema.ts';
import type { Demand, Design, Expectation, Failures } from './vocabulary.ts';

type Things = Pick<
  Design,
  'vpcs' | 'routers' | 'customerGateways' | 'virtualInterfaces' | 'vpnConnections' | 'transitGateways'
>;

/** Names by what they may stand for. */
export interface NamedPlaces {
  readonly places: NameTest;
  /** Connections, virtual interfaces, Connect peers. */
  readonly connections: NameTest;
  /** Those and their sessions. */
  readonly sessions: NameTest;
}

/** Every name that an expectation or a demand on a design may use. */
export function namedPlaces(things: Things): NamedPlaces {
  const places = new Set<string>();
  const connections = new Set<string>();
  const sessions = new Set<string>();
  for (const [vpc, { routeTables }] of Object.entries(things.vpcs)) {
    places.add(vpc);
    const tables = Object.keys(routeTables);
    for (const table of tables.length === 0 ? ['implicit'] : tables) places.add(`${vpc}/${table}`);
  }
  for (const section of ['routers', 'customerGateways', 'virtualInterfaces', 'vpnConnections'] as const) {
    for (const name of Object.keys(things[section])) places.add(name);
  }
  for (const [name, { tunnels }] of Object.entries(things.vpnConnections)) {
    connections.add(name);
    for (const { id } of tunnels) sessions.add(`${name}/${id}`);
  }
  for (const [name, { families }] of Object.entries(things.virtualInterfaces)) {
    connections.add(name);
    for (const family of families) sessions.add(`${name}/${family}`);
  }
  for (const { attachments } of Object.values(things.transitGateways)) {
    for (const [name, attachment] of Object.entries(attachments)) {
      if (attachment.kind !== 'connect') continue;
      for (const peer of Object.keys(attachment.peers)) {
        connections.add(`${name}/${peer}`);
        for (const n of [1, 2]) sessions.add(`${name}/${peer}/${n}`);
      }
    }
  }
  for (const name of connections) sessions.add(name);
  return { places, connections, sessions };
}

const heads = ['stays', 'reach', 'unreachable', 'routesAtMost', 'bandwidth'] as const;
type Key = keyof ExpectationDocument;
/** What stands beside each head; those with `!` have to. */
const beside: Readonly<Record<(typeof heads)[number], readonly string[]>> = {
  stays: ['session!'],
  reach: ['from!', 'via', 'not'],
  unreachable: ['from!'],
  routesAtMost: ['session!', 'direction'],
  bandwidth: ['from!', 'to!'],
};

export function readExpectation(
  reading: Reading,
  given: ExpectationDocument,
  path: DesignPath,
  names: NamedPlaces,
): Expectation | null {
  const head = heads.find((key) => given[key] !== undefined);
  const whole = !reading.damaged(path);
  if (given.from !== undefined) reading.known('place', names.places, given.from, [...path, 'from']);
  if (given.to !== undefined) reading.known('place', names.places, given.to, [...path, 'to']);
  if (given.session !== undefined)
    reading.known('session or connection', names.sessions, given.session, [...path, 'session']);
  if (head === undefined) {
    if (whole) reading.report(path, `an expectation has one of \`${heads.join('`, `')}\``);
    return null;
  }
  const allowed = [head, 'afterFailuresOf', ...beside[head].map((key) => key.replace('!', ''))];
  for (const key of Object.keys(given)) {
    if (allowed.includes(key)) continue;
    reading.report([...path, key], `\`${key}\` has no place beside \`${head}\` in one expectation`, null, 'key');
    return null;
  }
  for (const key of beside[head]) {
    if (!key.endsWith('!') || given[key.slice(0, -1) as Key] !== undefined) continue;
    if (whole) reading.report(path, `an expectation with \`${head}\` needs \`${key.slice(0, -1)}\``);
    return null;
  }
  const afterFailuresOf = readFailures(given.afterFailuresOf);
  if (head === 'stays') return { kind: 'session', session: given.session!, stays: given.stays!, afterFailuresOf };
  if (head === 'routesAtMost') {
    return {
      kind: 'routes',
      session: given.session!,
      direction: given.direction ?? 'inbound',
      atMost: given.routesAtMost!,
      afterFailuresOf,
    };
  }
  if (head === 'bandwidth') {
    return {
      kind: 'bandwidth',
      bandwidthMbps: parseBandwidth(given.bandwidth!)!,
      from: given.from!,
      to: given.to!,
      afterFailuresOf,
    };
  }
  const prefix = soundPrefix((given.reach ?? given.unreachable)!);
  const holds = head === 'reach' && given.not !== true;
  return {
    kind: 'reach',
    prefix,
    from: given.from!,
    via: readVia(reading, given.via, path, names),
    holds,
    afterFailuresOf,
  };
}

function readVia(
  reading: Reading,
  given: ExpectationDocument['via'],
  path: DesignPath,
  names: NamedPlaces,
): string[] | null {
  if (given === undefined) return null;
  const via: string[] = [];
  for (const [name, i] of present(typeof given === 'string' ? [given] : given)) {
    reading.known('connection', names.connections, name, [...path, 'via', i]);
    via.push(name);
  }
  return via;
}

function readFailures(given: ExpectationDocument['afterFailuresOf']): Failures | null {
  if (given === undefined) return null;
  const entries = Object.entries(given).filter(([, count]) => count !== undefined);
  return entries.length === 0 ? null : (Object.fromEntries(entries) as Failures);
}

export function readDemand(
  reading: Reading,
  given: DemandDocument,
  path: DesignPath,
  names: NamedPlaces,
): Demand | null {
  const { from, to } = given as Partial<DemandDocument>;
  if (from !== undefined) reading.known('place', names.places, from, [...path, 'from']);
  if (to !== undefined) reading.known('place', names.places, to, [...path, 'to']);
  const nothing = given.bandwidth === undefined && given.packetsPerSecond === undefined;
  if (nothing && !reading.damaged(path)) reading.report(path, 'a demand needs `bandwidth`, `packetsPerSecond` or both');
  if (from === undefined || to === undefined) return null;
  return {
    from,
    to,
    bandwidthMbps: given.bandwidth === undefined ? null : parseBandwidth(given.bandwidth),
    packetsPerSecond: given.packetsPerSecond === undefined ? null : Number(given.packetsPerSecond),
    afterFailuresOf: readFailures(given.afterFailuresOf),
  };
}
