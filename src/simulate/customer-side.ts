/**
 * What customers hear from AWS in a running simulation: the announcers of the tables, what arrives on each
 * session, the routers' tables, and what transit routers pass on.
 */
import type { Behaviour } from '../aws/behaviour.ts';
import type { Entry } from '../aws/entry.ts';
import type { GatewayRef, Session } from '../aws/network.ts';
import type { Announced } from '../aws/solution.ts';
import { transitGatewayBehaviour } from '../aws/transit-gateway.ts';
import { vpnGatewayBehaviour } from '../aws/vpn-gateway.ts';
import { type Prefix, prefixKey, type PrefixKey } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import { announcedFrom, fromAssociations, nothingAnnounced, outboundCapOf } from '../aws/announced-on.ts';
import { Announcer, type Counted } from './announcer.ts';
import type { Place } from './place.ts';
import type { RouteTables } from './route-tables.ts';
import { RouterRun } from './router-run.ts';
import type { SessionRun } from './session-run.ts';
import type { World } from './world.ts';

export class CustomerSide {
  readonly #world: World;
  readonly #tables: RouteTables;
  /** A transit router has something else to offer on the session. */
  readonly #offerChanged: (run: SessionRun) => void;
  announcers = new Map<string, Announcer>();
  #associated = new Map<string, PrefixTable<Entry>>();
  routers = new Map<string, RouterRun>();
  /** Good for one version of the world. */
  #routerTables = new Map<string, PrefixTable<Entry>>();
  #routerTablesVersion = -1;
  readonly #routerWork = new Map<string, Map<PrefixKey, Prefix>>();
  readonly #whole = new Map<string, boolean>();

  constructor(world: World, tables: RouteTables, offerChanged: (run: SessionRun) => void) {
    this.#world = world;
    this.#tables = tables;
    this.#offerChanged = offerChanged;
  }

  /** The design has changed. */
  install(): void {
    const { network } = this.#world;
    this.routers = new Map([...network.routers].map(([name, node]) => [name, new RouterRun(node, network)]));
    this.#associated.clear();
    const announcers = new Map<string, Announcer>();
    for (const { plan, gateway } of this.#tables.planned.values()) {
      if (gateway === null || gateway.kind === 'directConnectGateway') continue;
      const behaviour = this.#behaviourOf(gateway);
      const known = this.announcers.get(plan.id);
      known?.recount(behaviour);
      announcers.set(
        plan.id,
        known ??
          new Announcer(this.#tables.places.get(plan.id) as Place, behaviour, {
            clock: this.#world.clock,
            delayMs: this.#world.timing.updateMs,
            returned: this.#world.settings.assume('announceBackToSource') === true,
            afterwards: (announcer, changed) => this.#announced(announcer, changed),
          }),
      );
    }
    this.announcers = announcers;
  }

  /** Transit routers look at everything again; those that no longer are pass nothing on. */
  reviewRouters(): void {
    for (const run of this.#world.runs.values()) {
      if (this.#isTransit(run.session)) continue;
      for (const [prefix] of run.flow.passed.entries()) if (run.flow.pass(prefix, null)) this.#offerChanged(run);
    }
    for (const [name, router] of this.routers) {
      if (!router.node.transit) continue;
      this.#workOnRouter(
        name,
        [...router.networks().entries()].map(([prefix]) => prefix),
      );
      for (const { id } of router.node.sessions) {
        const run = this.#world.runs.get(id);
        if (run === undefined) continue;
        this.#workOnRouter(
          name,
          [...run.flow.passed.entries()].map(([prefix]) => prefix),
        );
        this.rehear(run);
      }
    }
  }

  /** A table of AWS shows something else for these prefixes. */
  tableChanged(place: Place, changed: readonly Prefix[]): void {
    this.announcers.get(place.plan.id)?.touch(changed);
  }

  forget(run: SessionRun): void {
    this.#whole.delete(run.session.id);
  }

  #isTransit({ router }: Session): boolean {
    return this.#world.network.routers.get(router)?.transit === true;
  }

  #behaviourOf({ kind, name }: GatewayRef): Behaviour {
    if (kind === 'vpnGateway') return vpnGatewayBehaviour(this.#world.settings);
    return transitGatewayBehaviour(
      this.#world.settings,
      this.#world.network.design.transitGateways[name]?.vpnEcmpSupport ?? true,
    );
  }

  announcerOf(session: Session): Announcer | undefined {
    const { kind, name } = session.gateway;
    if (kind === 'vpnGateway') return this.announcers.get(`vpnGateways/${name}`);
    const table = this.#world.network.associatedTable(name, session.attachment ?? '');
    return table === null ? undefined : this.announcers.get(`transitGateways/${name}/${table}`);
  }

  #associations(session: Session): PrefixTable<Entry> {
    let table = this.#associated.get(session.id);
    if (table === undefined) this.#associated.set(session.id, (table = fromAssociations(this.#world.network, session)));
    return table;
  }

  outboundCount({ session }: SessionRun): Counted {
    if (session.gateway.kind === 'directConnectGateway') {
      const entries = [...this.#associations(session).values()];
      return { most: entries.length, least: entries.filter(({ presence }) => presence === 'certain').length };
    }
    const announcer = this.announcerOf(session);
    if (announcer === undefined) return { most: 0, least: 0 };
    const { most, least } = announcer.count(session);
    const owner = session.attachment ?? session.connection;
    let anonymous = 0;
    for (const [other, count] of this.#tables.anonymousAt(announcer.place.plan.id))
      if (other !== owner) anonymous += count;
    return { most: most + anonymous, least };
  }

  #isWhole(run: SessionRun): boolean {
    const cap = outboundCapOf(this.#world.network, run.session);
    return run.standing.crosses !== 'sometimes' && (cap === null || this.outboundCount(run).most <= cap);
  }

  /** What the router has heard on the session. */
  announcedOn(run: SessionRun): Announced {
    const { session, extraMed } = run;
    if (!run.customerReady) return nothingAnnounced;
    const whole = this.#isWhole(run);
    if (session.gateway.kind === 'directConnectGateway') {
      return announcedFrom(this.#associations(session), { session, behaviour: null, whole, extraMed: null });
    }
    const announcer = this.announcerOf(session);
    if (announcer === undefined) return nothingAnnounced;
    return announcedFrom(announcer.table, { session, behaviour: announcer.behaviour, whole, extraMed });
  }

  routerTable(name: string): PrefixTable<Entry> | undefined {
    const router = this.routers.get(name);
    if (router === undefined) return undefined;
    if (this.#routerTablesVersion !== this.#world.version) this.#routerTables.clear();
    this.#routerTablesVersion = this.#world.version;
    let table = this.#routerTables.get(name);
    if (table === undefined) {
      table = router.table((session) => {
        const run = this.#world.runs.get(session.id);
        return run === undefined ? nothingAnnounced : this.announcedOn(run);
      });
      this.#routerTables.set(name, table);
    }
    return table;
  }

  #announced(announcer: Announcer, changed: readonly Prefix[]): void {
    if (this.announcers.get(announcer.place.plan.id) !== announcer) return;
    this.#world.mark();
    for (const router of this.routers.values()) {
      if (!router.node.transit) continue;
      for (const session of router.node.sessions) {
        const run = this.#world.runs.get(session.id);
        if (
          run === undefined ||
          !run.customerReady ||
          session.gateway.kind === 'directConnectGateway' ||
          this.announcerOf(session) !== announcer
        )
          continue;
        this.#workOnRouter(session.router, changed);
        this.rehearWhenCut(run);
      }
    }
  }

  /** A transit router looks again at everything on the session. */
  rehear(run: SessionRun): void {
    const { session } = run;
    if (!this.#isTransit(session)) return;
    this.#whole.set(session.id, this.#isWhole(run));
    const table =
      session.gateway.kind === 'directConnectGateway' ? this.#associations(session) : this.announcerOf(session)?.table;
    if (table !== undefined)
      this.#workOnRouter(
        session.router,
        [...table.entries()].map(([prefix]) => prefix),
      );
  }

  /** Cut off or no longer: every entry is another. */
  rehearWhenCut(run: SessionRun): void {
    if (!this.#isTransit(run.session)) return;
    const whole = this.#isWhole(run);
    if (this.#whole.get(run.session.id) !== whole) this.rehear(run);
  }

  #workOnRouter(name: string, prefixes: Iterable<Prefix>): void {
    let waiting = this.#routerWork.get(name);
    for (const prefix of prefixes) {
      if (waiting === undefined) {
        this.#routerWork.set(name, (waiting = new Map()));
        this.#world.clock.soon(0, () => this.#passOn(name));
      }
      waiting.set(prefixKey(prefix), prefix);
    }
  }

  #passOn(name: string): void {
    const waiting = this.#routerWork.get(name);
    this.#routerWork.delete(name);
    const router = this.routers.get(name);
    if (waiting === undefined || router === undefined || !router.node.transit) return;
    const runs = router.node.sessions.flatMap(({ id }) => this.#world.runs.get(id) ?? []);
    const views = runs.map((run) => [run.session, this.announcedOn(run)] as const);
    const others = new Set<SessionRun>();
    for (const prefix of waiting.values()) {
      const entry = router.entry(prefix, views);
      for (const run of runs) if (run.flow.pass(prefix, router.passedOn(entry, run.session))) others.add(run);
    }
    for (const run of others) this.#offerChanged(run);
    if (others.size > 0) this.#world.mark();
  }
}
