/**
 * What goes from a customer's router to AWS on one session: batches of whatever differs from what AWS
 * has, read when the batch arrives, and the count that is held against the cap. Of an offer that is
 * over the cap in any case no more is spelled out than AWS will hear.
 */
import type { Session } from '../aws/network.ts';
import { prefixKey, type Prefix, type PrefixKey } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Clock } from './clock.ts';
import { type Bounds, countedOf, nothingCounted, type Offered, offeredKey, OwnOffers } from './customer-offers.ts';
import type { Scheduled } from './event-queue.ts';
import type { Timing } from './timing.ts';

export interface FlowHooks {
  readonly linkUp: () => boolean;
  /** After a batch: the prefixes of which AWS now has something else. */
  readonly arrived: (changed: readonly Prefix[]) => void;
  /** Everything the router has was sent for the first time. */
  readonly complete: () => void;
}

export class InboundFlow {
  readonly #clock: Clock;
  readonly #timing: Timing;
  readonly #hooks: FlowHooks;
  readonly #countLooped: boolean;
  session: Session;
  own: OwnOffers;
  /** What a transit router passes on besides its own. */
  readonly passed = new PrefixTable<Offered>();
  /** What AWS has of it; refused routes included. */
  received = new PrefixTable<Offered>();
  #counts: Bounds = nothingCounted;
  readonly #dirty = new Map<PrefixKey, Prefix>();
  #timer: Scheduled | null = null;
  #sending = false;
  #complete = false;
  /** Not everything was put on the way, for AWS would not have heard it. */
  #cutShort = false;

  constructor(session: Session, given: { clock: Clock; timing: Timing; countLooped: boolean; hooks: FlowHooks }) {
    this.session = session;
    this.#clock = given.clock;
    this.#timing = given.timing;
    this.#hooks = given.hooks;
    this.#countLooped = given.countLooped;
    this.own = new OwnOffers(session, given.countLooped);
  }

  /** What the router has to offer, sent or not. */
  get offered(): Bounds {
    let { most, least, looped } = this.own.bounds;
    if (this.passed.size > 0) {
      const own = this.own.table();
      for (const [prefix, offered] of this.passed.entries()) {
        if (own.has(prefix)) continue;
        const one = countedOf(this.session, offered, this.#countLooped);
        most += one.most;
        least += one.least;
        looped += one.looped;
      }
    }
    return { most, least, looped };
  }

  /** What AWS has counted so far. */
  get counted(): { readonly most: number; readonly least: number } {
    const { most, least } = this.#counts;
    const { unspelled } = this.own;
    const more = this.#complete ? unspelled : Math.min(0, unspelled);
    return { most: Math.max(0, most + more), least: Math.max(0, least + more) };
  }

  get anonymous(): number {
    return this.#complete ? this.own.anonymous : 0;
  }

  get isComplete(): boolean {
    return this.#complete;
  }

  wanted(prefix: Prefix): Offered | undefined {
    return this.own.table().get(prefix) ?? this.passed.get(prefix);
  }

  *wantedEntries(): Generator<[Prefix, Offered], void, undefined> {
    const own = this.own.table();
    yield* own.entries();
    for (const entry of this.passed.entries()) if (!own.has(entry[0])) yield entry;
  }

  /** The router's end has come up. */
  start(): void {
    this.#sending = true;
    this.#dirty.clear();
    const cap = this.session.inboundCap.value;
    const { least, looped } = this.own.bounds;
    this.#cutShort = cap !== null && least > cap;
    for (const prefix of this.#cutShort && cap !== null
      ? this.own.firstPrefixes(cap + 1 + looped)
      : [...this.own.table().entries()].map(([each]) => each)) {
      this.#dirty.set(prefixKey(prefix), prefix);
    }
    for (const [prefix] of this.passed.entries()) this.#dirty.set(prefixKey(prefix), prefix);
    this.#schedule(this.#timing.updateMs);
  }

  /** AWS has forgotten everything; gives what it had. */
  forget(): Prefix[] {
    const had = [...this.received.entries()].map(([prefix]) => prefix);
    this.received = new PrefixTable();
    this.#counts = nothingCounted;
    this.#complete = false;
    this.stop();
    return had;
  }

  /** The router's end is down. */
  stop(): void {
    this.#sending = false;
    this.#dirty.clear();
    this.#clock.cancel(this.#timer);
    this.#timer = null;
  }

  /** A link that was away for a moment is back: what was held up is sent. */
  resume(): void {
    if (this.#sending && this.#timer === null && (this.#dirty.size > 0 || !this.#complete))
      this.#schedule(this.#timing.updateMs);
  }

  /** True when the offer is another now. */
  pass(prefix: Prefix, offered: Offered | null): boolean {
    const before = this.passed.get(prefix);
    if ((before === undefined ? '' : offeredKey(before)) === (offered === null ? '' : offeredKey(offered)))
      return false;
    if (offered === null) this.passed.delete(prefix);
    else this.passed.set(prefix, offered);
    if (this.own.table().has(prefix)) return false;
    this.#touch(prefix);
    return true;
  }

  /** The design says something else now: only the difference is sent. True when the offer is another. */
  redefine(session: Session): boolean {
    const before = this.own;
    const same = sameOffers(this.session, session);
    this.session = session;
    if (same) return false;
    this.own = new OwnOffers(session, this.#countLooped);
    let changed = before.bounds.most !== this.own.bounds.most || before.anonymous !== this.own.anonymous;
    const [old, now] = [before.table(), this.own.table()];
    for (const [prefix, offered] of now.entries()) {
      const was = old.get(prefix);
      if (was !== undefined && offeredKey(was) === offeredKey(offered)) continue;
      changed = true;
      this.#touch(prefix);
    }
    for (const [prefix] of old.entries()) {
      if (now.has(prefix)) continue;
      changed = true;
      this.#touch(prefix);
    }
    if (this.#cutShort && this.#sending) {
      this.#cutShort = false;
      for (const [prefix] of now.entries()) this.#touch(prefix);
    }
    // The new counts hold once an update has told AWS of them.
    if (changed) this.#schedule(this.#timing.updateMs);
    return changed;
  }

  #touch(prefix: Prefix): void {
    if (!this.#sending) return;
    this.#dirty.set(prefixKey(prefix), prefix);
    this.#schedule(this.#timing.updateMs);
  }

  #schedule(inMs: number): void {
    if (!this.#sending || this.#timer !== null) return;
    this.#timer = this.#clock.soon(inMs, () => this.#deliver());
  }

  #deliver(): void {
    this.#timer = null;
    if (!this.#hooks.linkUp()) return;
    const changed: Prefix[] = [];
    let left = this.#timing.batchPrefixes;
    for (const [key, prefix] of this.#dirty) {
      if (left === 0) break;
      left -= 1;
      this.#dirty.delete(key);
      if (this.#receive(prefix)) changed.push(prefix);
    }
    const first = this.#dirty.size === 0 && !this.#complete;
    if (this.#dirty.size === 0) this.#complete = true;
    else this.#schedule(this.#timing.batchMs);
    this.#hooks.arrived(changed);
    if (first && this.#complete) this.#hooks.complete();
  }

  #receive(prefix: Prefix): boolean {
    const offered = this.wanted(prefix);
    const before = this.received.get(prefix);
    if ((before === undefined ? '' : offeredKey(before)) === (offered === undefined ? '' : offeredKey(offered)))
      return false;
    if (before !== undefined) this.#count(before, -1);
    if (offered === undefined) this.received.delete(prefix);
    else {
      this.received.set(prefix, offered);
      this.#count(offered, 1);
    }
    return true;
  }

  #count(offered: Offered, sign: 1 | -1): void {
    const one = countedOf(this.session, offered, this.#countLooped);
    const { most, least, looped } = this.#counts;
    this.#counts = {
      most: most + sign * one.most,
      least: least + sign * one.least,
      looped: looped + sign * one.looped,
    };
  }
}

function sameOffers(a: Session, b: Session): boolean {
  return (
    a.announce === b.announce &&
    a.acceptedRouteCount === b.acceptedRouteCount &&
    a.staticRoutes === b.staticRoutes &&
    JSON.stringify(a.policy) === JSON.stringify(b.policy)
  );
}
