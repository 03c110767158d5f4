/**
 * All tables of AWS in a running simulation: which session has what, which table looks at which, and the
 * caps that make a whole table doubtful.
 */
import type { Prefix } from '../net/prefix.ts';
import type { GatewayRef } from '../aws/network.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import { type Learned, Place } from './place.ts';
import { isPropagated, PlacePlanner, type PlannedPlace, type Sources } from './plan-places.ts';
import type { SessionRun } from './session-run.ts';
import type { World } from './world.ts';

interface Propagated {
  readonly perPrefix: PrefixTable<number>;
  ipv4: number;
  ipv6: number;
}

const gatewayKey = ({ kind, name }: GatewayRef): string => `${kind}/${name}`;

export class RouteTables {
  readonly #world: World;
  /** A table, and the prefixes of which it now shows something else. */
  readonly #afterwards: (place: Place, changed: readonly Prefix[]) => void;
  places = new Map<string, Place>();
  planned = new Map<string, PlannedPlace>();
  #consumers = new Map<string, PlannedPlace[]>();
  #fed = new Map<string, PlannedPlace[]>();
  readonly #having = new Map<string, PrefixTable<SessionRun[]>>();
  readonly #propagated = new Map<string, Propagated>();

  constructor(world: World, afterwards: (place: Place, changed: readonly Prefix[]) => void) {
    this.#world = world;
    this.#afterwards = afterwards;
  }

  install(): void {
    const sources: Sources = {
      network: this.#world.network,
      timing: this.#world.timing,
      place: (id) => this.places.get(id),
      having: (gateway, prefix) => this.#having.get(gatewayKey(gateway))?.get(prefix) ?? [],
      everyPrefixOf: (gateway) =>
        [...(this.#having.get(gatewayKey(gateway))?.entries() ?? [])].map(([prefix]) => prefix),
      run: (session) => this.#world.runs.get(session),
    };
    const planned = new PlacePlanner(sources).plan();
    const before = this.places;
    this.places = new Map();
    this.planned = new Map(planned.map((each) => [each.plan.id, each]));
    this.#consumers = new Map();
    this.#fed = new Map();
    for (const each of planned) {
      for (const source of each.fedBy) append(this.#consumers, source, each);
      if (each.gateway !== null) append(this.#fed, gatewayKey(each.gateway), each);
      const place =
        before.get(each.plan.id) ?? new Place(each.plan, this.#world.clock, (...outcome) => this.#worked(...outcome));
      this.places.set(each.plan.id, place);
    }
    for (const { plan } of planned) this.places.get(plan.id)?.replan(plan);
    for (const id of this.#propagated.keys()) if (!this.places.has(id)) this.#propagated.delete(id);
  }

  #worked(place: Place, looked: readonly Prefix[], changed: readonly Prefix[], counts: Learned): void {
    const { id } = place.plan;
    if (this.places.get(id) !== place) return;
    if (counts.learned > 0) this.#world.emit({ kind: 'routesLearned', place: id, count: counts.learned });
    if (counts.changed > 0) this.#world.emit({ kind: 'routesChanged', place: id, count: counts.changed });
    if (counts.withdrawn > 0) this.#world.emit({ kind: 'routesWithdrawn', place: id, count: counts.withdrawn });
    if (changed.length > 0) {
      this.#world.mark();
      for (const { plan } of this.#consumers.get(id) ?? [])
        this.places.get(plan.id)?.touch(changed, this.#world.timing.propagationMs);
      this.#afterwards(place, changed);
    }
    const planned = this.planned.get(id);
    if (planned === undefined) return;
    if (planned.counts !== null) this.#countPropagated(planned, planned.counts, looked);
    else if (planned.gateway?.kind === 'transitGateway') this.#recheckTransitGateway(planned.gateway.name);
  }

  #countPropagated(planned: PlannedPlace, counts: (prefix: Prefix) => number, looked: readonly Prefix[]): void {
    const { id } = planned.plan;
    let propagated = this.#propagated.get(id);
    if (propagated === undefined)
      this.#propagated.set(id, (propagated = { perPrefix: new PrefixTable(), ipv4: 0, ipv6: 0 }));
    for (const prefix of looked) {
      const before = propagated.perPrefix.get(prefix) ?? 0;
      const after = counts(prefix);
      if (before === after) continue;
      propagated[prefix.family] += after - before;
      if (after === 0) propagated.perPrefix.delete(prefix);
      else propagated.perPrefix.set(prefix, after);
      this.#world.mark();
    }
    this.#recheckVpcTable(planned);
  }

  #recheckVpcTable(planned: PlannedPlace): void {
    const place = this.places.get(planned.plan.id);
    const cap = this.#world.settings.quota('vpc.propagated-routes').value;
    const isOver = cap !== null && this.propagatedCount(planned.plan.id) > cap;
    if (place === undefined || place.isDoubted === isOver) return;
    place.doubt(isOver ? isPropagated : null);
    this.#world.mark();
  }

  #recheckTransitGateway(name: string): void {
    const cap = this.#world.settings.quota('tgw.routes').value;
    const isOver =
      cap !== null &&
      this.transitGatewayRoutes(name) > cap &&
      this.#world.settings.assume('transitGatewayOverTotal') !== 'allInstalled';
    for (const { plan } of this.#fed.get(`transitGateway/${name}`) ?? []) {
      const place = this.places.get(plan.id);
      if (place === undefined || place.isDoubted === isOver) continue;
      place.doubt(isOver ? () => true : null);
      this.#afterwards(place, place.prefixes());
      this.#world.mark();
    }
  }

  recheckCaps(): void {
    for (const planned of this.planned.values()) if (planned.counts !== null) this.#recheckVpcTable(planned);
    for (const name of Object.keys(this.#world.network.design.transitGateways)) this.#recheckTransitGateway(name);
    this.#world.mark();
  }

  propagatedCount(id: string): number {
    const { ipv4, ipv6 } = this.#propagated.get(id) ?? { ipv4: 0, ipv6: 0 };
    let anonymous = 0;
    for (const gateway of this.planned.get(id)?.propagating ?? []) {
      for (const count of this.anonymousAt(`vpnGateways/${gateway}`).values()) anonymous += count;
    }
    const separate = this.#world.settings.assume('propagatedCapFamilies') === 'separate';
    return separate ? Math.max(ipv4 + anonymous, ipv6) : ipv4 + ipv6 + anonymous;
  }

  transitGatewayRoutes(name: string): number {
    let routes = 0;
    for (const { plan } of this.#fed.get(`transitGateway/${name}`) ?? []) {
      routes += this.places.get(plan.id)?.size ?? 0;
      for (const count of this.anonymousAt(plan.id).values()) routes += count;
    }
    return routes;
  }

  /** Routes known by number alone, per owner: the tunnels of a connection carry the same ones. */
  anonymousAt(id: string): Map<string, number> {
    const found = new Map<string, number>();
    const planned = this.planned.get(id);
    if (planned === undefined || planned.gateway === null) return found;
    for (const { session, flow, standing } of this.#world.runs.values()) {
      if (
        flow.anonymous === 0 ||
        standing.crosses === 'never' ||
        gatewayKey(session.gateway) !== gatewayKey(planned.gateway)
      )
        continue;
      const owner = session.attachment ?? session.connection;
      if (planned.attachments !== null && !planned.attachments.has(owner)) continue;
      found.set(owner, Math.max(found.get(owner) ?? 0, flow.anonymous));
    }
    for (const source of planned.fedBy) {
      for (const [owner, count] of this.anonymousAt(source)) found.set(`${source}/${owner}`, count);
    }
    return found;
  }

  prefixesOf({ session, flow }: SessionRun): Prefix[] {
    if (session.routing === 'static') return session.staticRoutes.filter(({ family }) => family === session.family);
    return [...flow.received.entries()].map(([prefix]) => prefix);
  }

  index(run: SessionRun, prefixes: Iterable<Prefix>): void {
    const key = gatewayKey(run.session.gateway);
    let table = this.#having.get(key);
    if (table === undefined) this.#having.set(key, (table = new PrefixTable()));
    for (const prefix of prefixes) {
      const has = !run.removed && (run.session.routing === 'static' || run.flow.received.has(prefix));
      const others = (table.get(prefix) ?? []).filter((each) => each !== run);
      if (has)
        table.set(
          prefix,
          [...others, run].sort((a, b) => (a.session.id < b.session.id ? -1 : 1)),
        );
      else if (others.length > 0) table.set(prefix, others);
      else table.delete(prefix);
    }
  }

  unindex(run: SessionRun): void {
    const table = this.#having.get(gatewayKey(run.session.gateway));
    for (const prefix of this.prefixesOf(run)) {
      const others = (table?.get(prefix) ?? []).filter((each) => each !== run);
      if (others.length > 0) table?.set(prefix, others);
      else table?.delete(prefix);
    }
  }

  touch(run: SessionRun, prefixes: readonly Prefix[]): void {
    const attachment = run.session.attachment ?? run.session.connection;
    for (const { plan, attachments, sessionDelayMs } of this.#fed.get(gatewayKey(run.session.gateway)) ?? []) {
      if (attachments === null || attachments.has(attachment))
        this.places.get(plan.id)?.touch(prefixes, sessionDelayMs);
    }
  }

  /** The health of an attachment has changed: static routes to it may come or go. */
  touchStatics({ session }: SessionRun): void {
    const attachment = session.attachment ?? session.connection;
    for (const planned of this.#fed.get(gatewayKey(session.gateway)) ?? []) {
      const statics = planned.staticsOf.get(attachment);
      if (statics !== undefined) this.places.get(planned.plan.id)?.touch(statics, planned.sessionDelayMs);
    }
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
