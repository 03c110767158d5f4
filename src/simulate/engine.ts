/**
 * The running simulation: sessions, tables, what AWS announces and what transit routers pass on, each
 * told when something it looks at has changed. Nothing is computed in rounds and nothing here knows the
 * steady state; that the two agree when all is quiet is for a law to say.
 */
import { nearness } from '../aws/caps.ts';
import { buildNetwork } from '../aws/build-network.ts';
import type { Network, Session } from '../aws/network.ts';
import type { Settings } from '../aws/settings.ts';
import type { Design } from '../design/vocabulary.ts';
import type { Prefix } from '../net/prefix.ts';
import { outboundCapOf } from '../aws/announced-on.ts';
import { type Carrier, transportOf } from '../aws/private-ip-transport.ts';
import type { Counted } from './announcer.ts';
import { BgpPair, type Side } from './bgp-pair.ts';
import { Clock } from './clock.ts';
import { CustomerSide } from './customer-side.ts';
import { EventQueue } from './event-queue.ts';
import { InboundFlow } from './inbound-flow.ts';
import { countedOverConnection } from './judge-session.ts';
import { Maintenance } from './maintenance.ts';
import { RouteTables } from './route-tables.ts';
import type { RouterRetry } from './router-retry.ts';
import { identityOf, isLinkDown, type SessionRun } from './session-run.ts';
import {
  down,
  establishedStanding,
  resetStanding,
  type Standing,
  staticStanding,
  transportGone,
  unsureTransport,
} from './standing.ts';
import type { TimelineEvent, WithoutTime } from './timeline.ts';
import { type Timing, timingOf } from './timing.ts';
import type { World } from './world.ts';

export class Engine implements World {
  readonly queue = new EventQueue();
  readonly clock = new Clock(this.queue);
  readonly settings: Settings;
  readonly timing: Timing;
  readonly events: TimelineEvent[] = [];
  readonly #retryOf: (session: Session) => RouterRetry;
  readonly #countLooped: boolean;
  readonly #perConnection: boolean;
  network: Network;
  runs = new Map<string, SessionRun>();
  /** Ended sessions, for their spans. */
  readonly ended: SessionRun[] = [];
  readonly tables = new RouteTables(this, (place, changed) => this.customers.tableChanged(place, changed));
  readonly customers: CustomerSide = new CustomerSide(this, this.tables, (run) => {
    this.#offerChanged(run);
    this.#restand(run);
  });
  readonly maintenance = new Maintenance(this, {
    medChanged: (run) => this.customers.rehear(run),
    setLink: (run) => this.#setLink(run, { administrative: true, quietly: false }),
  });
  #transportsAsked = false;
  /** Something can be seen that could not be seen before. */
  changed = false;
  designVersion = 0;
  /** Goes up with every change: what is kept of a moment is good while it stays. */
  version = 0;

  constructor(design: Design, settings: Settings, retryOf: (session: Session) => RouterRetry) {
    this.settings = settings;
    this.timing = timingOf(settings);
    this.#retryOf = retryOf;
    this.#countLooped = settings.assume('loopedRoutesCount') === true;
    this.#perConnection = settings.assume('countingScope') === 'connection';
    this.network = buildNetwork(design, settings);
    this.#install(false);
  }

  emit(event: WithoutTime<TimelineEvent>): void {
    this.events.push({ ms: this.clock.nowMs, ...event } as TimelineEvent);
    this.mark();
  }

  mark(): void {
    this.changed = true;
    this.version += 1;
  }

  /** Nothing is under way; sessions that were reset may be waiting to try again. */
  get isCalm(): boolean {
    if (this.queue.pressing > 0) return false;
    for (const { pair } of this.runs.values()) if (pair?.isUnderWay === true) return false;
    return true;
  }

  /** Gives the design another shape; what is the same goes on undisturbed. */
  redesign(design: Design, administrative: boolean): void {
    this.network = buildNetwork(design, this.settings);
    this.designVersion += 1;
    this.#install(administrative);
  }

  #install(administrative: boolean): void {
    const first = this.designVersion === 0;
    const added = this.#installSessions(first);
    this.tables.install();
    this.customers.install();
    for (const run of this.runs.values()) this.#restand(run);
    this.#askTransports();
    for (const run of this.runs.values()) {
      this.#setLink(run, { administrative, quietly: added.has(run.session.id) });
      this.#offerChanged(run);
    }
    this.customers.reviewRouters();
    this.mark();
  }

  #installSessions(first: boolean): ReadonlySet<string> {
    const before = this.runs;
    const after = new Map<string, SessionRun>();
    const added = new Set<string>();
    for (const [id, run] of before) {
      const session = this.network.sessions.get(id);
      if (session !== undefined && identityOf(session) === identityOf(run.session)) continue;
      this.#end(run, session === undefined);
    }
    for (const session of this.network.sessions.values()) {
      const known = before.get(session.id);
      if (known !== undefined && !known.removed) {
        this.tables.unindex(known);
        known.session = session;
        known.flow.redefine(session);
        known.pair?.setCap(session);
        this.tables.index(known, this.tables.prefixesOf(known));
        after.set(session.id, known);
        continue;
      }
      const run = this.#begin(session);
      added.add(session.id);
      after.set(session.id, run);
      if (!first && known === undefined) this.emit({ kind: 'sessionAdded', session: session.id });
    }
    this.runs = after;
    for (const session of this.network.sessions.values()) {
      const run = after.get(session.id) as SessionRun;
      if (added.has(session.id) && session.routing === 'static') this.tables.index(run, this.tables.prefixesOf(run));
    }
    return added;
  }

  #begin(session: Session): SessionRun {
    const { clock, timing } = this;
    const flow = new InboundFlow(session, {
      clock,
      timing,
      countLooped: this.#countLooped,
      hooks: {
        linkUp: () => run.linkUp,
        arrived: (changed) => this.#arrived(run, changed),
        complete: () =>
          this.emit({ kind: 'endOfRib', session: session.id, sender: 'customer', count: run.flow.counted.most }),
      },
    });
    const pair =
      session.routing === 'static'
        ? null
        : new BgpPair(session, {
            clock,
            timing,
            retry: this.#retryOf(session),
            hooks: {
              phase: (from, to) => {
                run.spans.push({ state: from, fromMs: run.spanSinceMs, toMs: clock.nowMs });
                run.spanSinceMs = clock.nowMs;
                this.emit({ kind: 'sessionState', session: session.id, from, to });
                if (from !== 'Established' && to !== 'Established') this.#restand(run);
              },
              established: (side) => this.#established(run, side),
              down: (side) => this.#down(run, side),
              notification: (sender, { code, subcode, data }) =>
                this.emit({
                  kind: 'notification',
                  session: session.id,
                  sender,
                  code,
                  subcode,
                  data: [...data].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
                }),
              holdExpired: (end) => this.emit({ kind: 'holdExpired', session: session.id, end }),
              noticed: (by) => this.#noticed(run, by),
            },
          });
    const run: SessionRun = {
      session,
      flow,
      pair,
      linkUp: false,
      tunnelUp: false,
      customerReady: false,
      becomingReady: null,
      detection: null,
      extraMed: null,
      away: false,
      warned: false,
      standing: down('not begun'),
      standingKey: '',
      removed: false,
      spans: [],
      spanSinceMs: clock.nowMs,
    };
    return run;
  }

  #end(run: SessionRun, gone: boolean): void {
    if (run.linkUp && run.pair === null) run.tunnelUp = false;
    run.linkUp = false;
    run.pair?.remove();
    this.#setReady(run, false);
    this.clock.cancel(run.detection);
    this.tables.unindex(run);
    run.flow.stop();
    run.removed = true;
    this.customers.forget(run);
    this.ended.push(run);
    if (run.pair !== null) run.spans.push({ state: run.pair.phase, fromMs: run.spanSinceMs, toMs: this.clock.nowMs });
    if (gone) this.emit({ kind: 'sessionRemoved', session: run.session.id });
  }

  // What carries a session.

  #setLink(run: SessionRun, given: { administrative: boolean; quietly: boolean }): void {
    if (run.removed) return;
    const { session } = run;
    const transport = this.#transportOf(run);
    const isUp = session.down === null && transport !== 'down' && !run.away;
    if (isUp === run.linkUp) return;
    run.linkUp = isUp;
    if (isUp) {
      this.clock.cancel(run.detection);
      run.detection = null;
      run.tunnelUp = true;
      if (!given.quietly) this.emit({ kind: 'tunnelUp', session: session.id });
      if (run.pair === null) this.#setReady(run, true);
      run.pair?.connectLink();
      run.flow.resume();
      if (run.pair?.phase === 'Established' && !run.customerReady && run.becomingReady === null) this.#announceAll(run);
      this.#restand(run);
      return;
    }
    const fails = session.down === null ? !run.away : isLinkDown(this.network.design, session) && !given.administrative;
    const cause = run.away
      ? 'maintenance'
      : transport === 'down' && session.down === null
        ? 'transport'
        : fails
          ? 'failure'
          : 'administrative';
    this.emit({ kind: 'linkLost', session: session.id, cause });
    if (run.pair === null) {
      if (!fails) this.#noticed(run, 'administrator');
      else run.detection = this.clock.soon(this.timing.deadPeerMs, () => this.#noticed(run, 'deadPeerDetection'));
      return;
    }
    if (!fails) run.pair.loseLink('atOnce');
    else if (session.kind === 'vpn') run.pair.loseLink({ by: 'deadPeerDetection', afterMs: this.timing.deadPeerMs });
    else if (session.kind === 'virtualInterface' && this.timing.bfdMs !== null)
      run.pair.loseLink({ by: 'bfd', afterMs: this.timing.bfdMs });
    else run.pair.loseLink(null);
    this.#restand(run);
  }

  #noticed(run: SessionRun, noticedBy: 'administrator' | 'deadPeerDetection' | 'bfd'): void {
    if (run.removed) return;
    run.detection = null;
    run.tunnelUp = false;
    this.emit({ kind: 'tunnelDown', session: run.session.id, noticedBy });
    if (run.pair === null) this.#setReady(run, false);
    this.#restand(run);
  }

  /** Private-IP VPNs stand on the virtual interfaces that carry them. */
  #askTransports(): void {
    if (this.#transportsAsked) return;
    this.#transportsAsked = true;
    this.clock.soon(0, () => {
      this.#transportsAsked = false;
      for (const run of this.runs.values()) {
        if (run.session.transport !== 'private') continue;
        this.#setLink(run, { administrative: false, quietly: false });
        this.#restand(run);
      }
    });
  }

  // Sessions.

  #established(run: SessionRun, side: Side): void {
    if (side === 'customer') {
      run.flow.start();
      return;
    }
    this.#restand(run);
    this.#announceAll(run);
  }

  /** AWS sends all it has; the router has heard it when the last batch is there. */
  #announceAll(run: SessionRun): void {
    const { updateMs, batchMs, batchPrefixes } = this.timing;
    const cap = outboundCapOf(this.network, run.session);
    const count = (): number => Math.min(this.customers.outboundCount(run).most, cap ?? Infinity);
    run.becomingReady = this.clock.soon(
      updateMs + Math.max(0, Math.ceil(count() / batchPrefixes) - 1) * batchMs,
      () => {
        run.becomingReady = null;
        // Lost on the way: sent again when the link is back.
        if (run.removed || !run.linkUp) return;
        this.#setReady(run, true);
        this.emit({ kind: 'endOfRib', session: run.session.id, sender: 'aws', count: count() });
      },
    );
  }

  #down(run: SessionRun, side: Side): void {
    if (side === 'customer') {
      run.flow.stop();
      this.#setReady(run, false);
      return;
    }
    this.clock.cancel(run.becomingReady);
    run.becomingReady = null;
    const had = run.flow.forget();
    this.tables.index(run, had);
    this.tables.touch(run, had);
    run.warned = false;
    this.#restand(run);
  }

  #setReady(run: SessionRun, ready: boolean): void {
    if (run.customerReady === ready) return;
    run.customerReady = ready;
    this.mark();
    if (ready && run.extraMed !== null && !run.away) this.maintenance.end(run);
    this.customers.rehear(run);
  }

  /** How many prefixes AWS holds against the cap. */
  countedFor(run: SessionRun): Counted {
    const together = this.#together(run);
    if (!this.#perConnection || run.session.kind !== 'vpn' || run.pair === null) return run.flow.counted;
    return countedOverConnection(together, this.#countLooped, 'received');
  }

  /** A session that was reset comes up again once the offer has been repaired (assumption acceptAfterReset). */
  #offerChanged(run: SessionRun): void {
    const together = this.#together(run);
    if (!together.some(({ pair }) => pair?.retrying === true)) return;
    const cap = run.session.inboundCap.value;
    const { least } =
      together.length === 1 ? run.flow.offered : countedOverConnection(together, this.#countLooped, 'offered');
    if (cap === null || least <= cap) for (const each of together) each.pair?.acceptAgain();
  }

  /** The sessions that are counted together, and reset together. */
  #together(run: SessionRun): SessionRun[] {
    return this.#perConnection && run.session.kind === 'vpn' && run.pair !== null ? this.#siblings(run) : [run];
  }

  #siblings(run: SessionRun): SessionRun[] {
    return this.network
      .sessionsOf(run.session.gateway)
      .filter(({ connection }) => connection === run.session.connection)
      .flatMap(({ id }) => this.runs.get(id) ?? []);
  }

  #arrived(run: SessionRun, changed: readonly Prefix[]): void {
    const { session, pair } = run;
    if (run.removed || pair === null || pair.phase !== 'Established') return;
    const counted = this.countedFor(run);
    const cap = session.inboundCap.value;
    this.emit({ kind: 'prefixCount', session: session.id, count: counted.most, cap });
    const near = nearness(counted.most, cap, this.settings.near);
    if (cap !== null && near !== 'ok' && !run.warned) {
      run.warned = true;
      this.emit({ kind: 'prefixLimitNear', session: session.id, count: Math.min(counted.most, cap), cap });
    }
    if (near === 'ok') run.warned = false;
    if (cap !== null && counted.least > cap) {
      for (const each of this.#together(run)) {
        if (each.pair?.phase !== 'Established') continue;
        this.emit({ kind: 'prefixLimitExceeded', session: each.session.id, count: counted.least, cap });
        each.pair.countReceived(session.family, counted.least);
      }
      return;
    }
    if (run.flow.isComplete) pair.settle();
    this.tables.index(run, changed);
    this.tables.touch(run, changed);
    for (const each of this.#together(run)) this.#restand(each);
    if (session.gateway.kind === 'directConnectGateway') this.#askTransports();
    if (run.flow.own.anonymous > 0) this.tables.recheckCaps();
  }

  // How sessions stand.

  #standingOf(run: SessionRun): Standing {
    const { session, pair } = run;
    if (pair === null)
      return run.tunnelUp ? staticStanding : down(session.down?.reason ?? 'the tunnel is down', session.down?.facts);
    if (pair.phase === 'Established') {
      const standing = establishedStanding(session, this.countedFor(run));
      return this.#transportOf(run) === 'unsure' ? unsureTransport(standing) : standing;
    }
    if (session.down !== null) return down(session.down.reason, session.down.facts);
    if (pair.retrying) return resetStanding(session, run.flow.offered.most);
    if (this.#transportOf(run) === 'down') return transportGone;
    return down(run.linkUp ? `BGP is in ${pair.phase}` : 'the tunnel is down');
  }

  #transportOf({ session }: SessionRun): 'up' | 'unsure' | 'down' {
    return transportOf(this.network, session, ({ id }) => {
      const run = this.runs.get(id);
      if (run === undefined) return null;
      const { flow, standing } = run;
      const covering: Carrier['covering'] = (address) => flow.received.covering(address);
      return { crosses: standing.crosses, anonymous: flow.anonymous > 0, covering };
    });
  }

  #restand(run: SessionRun): void {
    if (run.removed) return;
    const standing = this.#standingOf(run);
    const key = `${standing.state} ${standing.certain} ${standing.crosses} ${standing.reason}`;
    if (key === run.standingKey) return;
    const before = run.standing;
    run.standing = standing;
    run.standingKey = key;
    this.mark();
    if (before.crosses === standing.crosses && before.state === standing.state) return;
    if (before.crosses !== standing.crosses) this.tables.touch(run, this.tables.prefixesOf(run));
    this.tables.touchStatics(run);
    if (run.session.gateway.kind === 'directConnectGateway') this.#askTransports();
    if (run.flow.own.anonymous > 0) this.tables.recheckCaps();
    this.customers.rehearWhenCut(run);
  }
}
