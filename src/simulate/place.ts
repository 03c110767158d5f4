/**
 * A table of AWS as it is at a moment. It works through the prefixes of which a source has changed, after
 * the delay that the source takes, and looks at its sources as they are then: what comes and goes
 * within the delay is never seen. Who is told of the outcome is not its business.
 */
import { attributesKey } from '../bgp/attributes.ts';
import { sourceKey } from '../aws/candidate.ts';
import type { Entry } from '../aws/entry.ts';
import { merelyPossible, type Pool, type Selecting, selectEntry } from '../aws/pool.ts';
import { prefixKey, type Prefix, type PrefixKey } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Clock } from './clock.ts';
import { Digest } from './digest.ts';

export function entryKey({ presence, alternatives }: Entry): string {
  const groups = alternatives.map((group) =>
    group
      .map(
        ({ source, attributes, certain }) => `${sourceKey(source)} ${attributesKey(attributes)} ${certain ? '!' : '?'}`,
      )
      .join('&'),
  );
  return `${presence} ${groups.join('/')}`;
}

/** What a place is made of by the design; replaced when the design changes. */
export interface PlacePlan {
  readonly id: string;
  readonly selecting: Selecting;
  /** Adds the candidates that there are for a prefix at this moment. */
  readonly gather: (pool: Pool, prefix: Prefix) => void;
  /** Every prefix that may have a candidate. */
  readonly everyPrefix: () => Iterable<Prefix>;
  /** Delay of a change that the design itself makes. */
  readonly ownDelayMs: number;
}

export interface Learned {
  readonly learned: number;
  readonly changed: number;
  readonly withdrawn: number;
}

/** `looked`: every prefix that was looked at; `changed`: those of which the place now holds something else. */
export type AfterWork = (place: Place, looked: readonly Prefix[], changed: readonly Prefix[], counts: Learned) => void;

export class Place {
  readonly #clock: Clock;
  readonly #afterwards: AfterWork;
  readonly #waiting = new Map<number, Map<PrefixKey, Prefix>>();
  readonly #keys = new Map<PrefixKey, string>();
  readonly #digest = new Digest();
  readonly #raw = new PrefixTable<Entry>();
  /** Entries of which it is no longer certain that they are there. */
  #doubted: ((entry: Entry) => boolean) | null = null;
  #shown: PrefixTable<Entry> | null = null;
  plan: PlacePlan;

  constructor(plan: PlacePlan, clock: Clock, afterwards: AfterWork) {
    this.plan = plan;
    this.#clock = clock;
    this.#afterwards = afterwards;
  }

  get size(): number {
    return this.#raw.size;
  }

  get key(): string {
    return `${this.#digest.toString()}${this.#doubted === null ? '' : '?'}`;
  }

  get isDoubted(): boolean {
    return this.#doubted !== null;
  }

  prefixes(): Prefix[] {
    return [...this.#raw.entries()].map(([prefix]) => prefix);
  }

  has(prefix: Prefix): boolean {
    return this.#raw.has(prefix);
  }

  /** What is there, whether or not all of it is doubted. */
  undoubted(prefix: Prefix): Entry | undefined {
    return this.#raw.get(prefix);
  }

  get(prefix: Prefix): Entry | undefined {
    const entry = this.#raw.get(prefix);
    return entry !== undefined && this.#doubted?.(entry) === true ? merelyPossible(entry) : entry;
  }

  table(): PrefixTable<Entry> {
    if (this.#shown === null) {
      this.#shown = new PrefixTable();
      for (const [prefix] of this.#raw.entries()) this.#shown.set(prefix, this.get(prefix) as Entry);
    }
    return this.#shown;
  }

  doubt(which: ((entry: Entry) => boolean) | null): void {
    this.#doubted = which;
    this.#shown = null;
  }

  touch(prefixes: Iterable<Prefix>, delayMs: number): void {
    let waiting = this.#waiting.get(delayMs);
    for (const prefix of prefixes) {
      if (waiting === undefined) {
        waiting = new Map();
        this.#waiting.set(delayMs, waiting);
        this.#clock.soon(delayMs, () => this.#work(delayMs));
      }
      waiting.set(prefixKey(prefix), prefix);
    }
  }

  /** The design has changed: everything is looked at again. */
  replan(plan: PlacePlan): void {
    this.plan = plan;
    this.#shown = null;
    this.touch(this.prefixes(), plan.ownDelayMs);
    this.touch(plan.everyPrefix(), plan.ownDelayMs);
  }

  #work(delayMs: number): void {
    const waiting = this.#waiting.get(delayMs);
    if (waiting === undefined) return;
    this.#waiting.delete(delayMs);
    const pool: Pool = new PrefixTable();
    const changed: Prefix[] = [];
    const counts = { learned: 0, changed: 0, withdrawn: 0 };
    for (const [key, prefix] of waiting) {
      this.plan.gather(pool, prefix);
      const candidates = pool.get(prefix);
      const entry = candidates === undefined ? undefined : selectEntry(this.plan.selecting, prefix, candidates);
      const before = this.#keys.get(key);
      const after = entry === undefined ? undefined : entryKey(entry);
      // Sources may have been made anew under the same names, so the entry is kept even when it reads the same.
      if (entry !== undefined) this.#raw.set(prefix, entry);
      if (before === after) continue;
      changed.push(prefix);
      if (before !== undefined) this.#digest.remove(`${key} ${before}`);
      if (entry === undefined || after === undefined) {
        this.#raw.delete(prefix);
        this.#keys.delete(key);
        counts.withdrawn += 1;
      } else {
        this.#keys.set(key, after);
        this.#digest.add(`${key} ${after}`);
        if (before === undefined) counts.learned += 1;
        else counts.changed += 1;
      }
    }
    this.#shown = null;
    this.#afterwards(this, [...waiting.values()], changed, counts);
  }
}
