/**
 * A meter: one count held against one quota, whether or not it is near it. The rules speak of a count
 * only when it is near or over; planning has to see all of them. A law holds the two together: a meter
 * is over exactly where its rule finds something.
 */
import { outboundCapOf } from '../../aws/announced-on.ts';
import type { Session } from '../../aws/network.ts';
import type { Settings } from '../../aws/settings.ts';
import type { SessionResult, Solution } from '../../aws/solution.ts';
import { PrefixList } from '../../net/prefix-list.ts';
import { connectionsOf } from '../../rules/connections.ts';
import { countObjects } from '../../rules/quotas/count-objects.ts';
import { countOffered } from '../../rules/routes/inbound-breaches.ts';
import { implicitTable } from '../../solve/tables.ts';

export interface Meter {
  /** `inbound`: to AWS on a session, or the static routes of a connection; `outbound`: from AWS. */
  readonly kind: 'inbound' | 'outbound' | 'table' | 'gateway' | 'association' | 'objects';
  /** Rule that speaks when the count is over. */
  readonly rule: string;
  readonly quota: string;
  /** As the rule's findings name it. */
  readonly subject: string;
  /** What is counted, in the plural. */
  readonly unit: string;
  readonly used: number;
  readonly cap: number;
}

/** Quota and subject: the same meter in another design. */
export type MeterKey = string;

export function meterKey({ quota, subject }: Meter): MeterKey {
  return `${quota} ${subject}`;
}

export function isOver({ used, cap }: Meter): boolean {
  return used > cap;
}

/** The same counts against the caps of other settings: those of a design solved without caps, say. */
export function heldAgainst(meters: ReadonlyMap<MeterKey, Meter>, settings: Settings): Map<MeterKey, Meter> {
  const held = new Map<MeterKey, Meter>();
  for (const [key, meter] of meters) {
    const cap = settings.quota(meter.quota).value;
    if (cap !== null) held.set(key, { ...meter, cap });
  }
  return held;
}

/** Every count of a solved design that has a cap under the settings. */
export function metersOf(solution: Solution, settings: Settings): Map<MeterKey, Meter> {
  const meters = new Map<MeterKey, Meter>();
  const add = (meter: Omit<Meter, 'cap'>, cap: number | null = settings.quota(meter.quota).value): void => {
    if (cap !== null) meters.set(meterKey({ ...meter, cap }), { ...meter, cap });
  };
  for (const result of solution.sessions.values()) {
    if (result.session.routing === 'bgp') addSession(add, solution, result, settings);
  }
  addStatic(add, solution);
  addTables(add, solution);
  for (const { quota, subject, what, count } of countObjects(solution.network.design)) {
    add({ kind: 'objects', rule: 'quotas/objects-exceeded', quota, subject, unit: what, used: count });
  }
  return meters;
}

type Add = (meter: Omit<Meter, 'cap'>, cap?: number | null) => void;

function addSession(add: Add, solution: Solution, result: SessionResult, settings: Settings): void {
  const { session, outbound } = result;
  const isConnect = session.kind === 'connect';
  add({
    kind: 'inbound',
    rule: isConnect ? 'routes/connect-cap-exceeded' : 'routes/inbound-cap-exceeded',
    quota: session.inboundCap.quota.id,
    subject: session.id,
    unit: 'prefixes',
    used: countOffered(solution, result, settings).most,
  });
  const quota = session.outboundCap.quota.id;
  // What a Direct Connect gateway announces for a transit gateway is counted at the association.
  if (quota === 'dx.allowed-prefixes') return;
  add(
    {
      kind: 'outbound',
      rule: isConnect ? 'routes/connect-cap-exceeded' : 'routes/outbound-cap-exceeded',
      quota,
      subject: session.id,
      unit: 'routes',
      used: outbound.candidates,
    },
    outboundCap(solution, session, settings),
  );
}

function outboundCap({ network }: Solution, session: Session, settings: Settings): number | null {
  const outbound = settings.quota(session.outboundCap.quota.id);
  if (session.gateway.kind !== 'directConnectGateway') return outbound.value;
  return outboundCapOf({ ...network, settings }, { ...session, outboundCap: outbound });
}

function addStatic(add: Add, solution: Solution): void {
  for (const { name, sessions } of connectionsOf(solution.network.sessions.values())) {
    const [session] = sessions;
    if (session?.routing !== 'static') continue;
    add({
      kind: 'inbound',
      rule: 'routes/static-cap-exceeded',
      quota: session.inboundCap.quota.id,
      subject: name,
      unit: 'static routes',
      used: solution.sessions.get(session.id)?.inbound.offered ?? 0,
    });
  }
}

function addTables(add: Add, solution: Solution): void {
  const { design } = solution.network;
  for (const [name, vpc] of Object.entries(design.vpcs)) {
    const drawn = Object.keys(vpc.routeTables);
    for (const table of drawn.length === 0 ? [implicitTable] : drawn) {
      const used = solution.propagatedCount(name, table);
      const rule = 'routes/vpc-propagated-cap-exceeded';
      const subject = `${name}/${table}`;
      add({ kind: 'table', rule, quota: 'vpc.propagated-routes', subject, unit: 'propagated routes', used });
    }
  }
  for (const subject of Object.keys(design.transitGateways)) {
    const used = solution.transitGatewayRoutes(subject);
    add({ kind: 'gateway', rule: 'routes/tgw-total-exceeded', quota: 'tgw.routes', subject, unit: 'routes', used });
  }
  for (const [name, { associations }] of Object.entries(design.directConnectGateways)) {
    for (const { gateway, allowedPrefixes } of associations) {
      if (gateway.kind !== 'transitGateway' || allowedPrefixes === null) continue;
      add({
        kind: 'association',
        rule: 'routes/dx-allowed-prefixes-exceeded',
        quota: 'dx.allowed-prefixes',
        subject: `${name}/${gateway.name}`,
        unit: 'allowed prefixes',
        used: PrefixList.from(allowedPrefixes).sortedUnique().size,
      });
    }
  }
}
