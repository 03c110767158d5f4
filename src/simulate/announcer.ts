/**
 * What AWS announces from one table: a copy of the table that lags behind by the time an update takes,
 * and counts kept up with it, so that thousands of sessions on one table need no tables of their own.
 * What a session is sent is made on demand (announced-on.ts).
 */
import type { Behaviour } from '../aws/behaviour.ts';
import { ownerOf } from '../aws/candidate.ts';
import type { Entry, PlacedRoute } from '../aws/entry.ts';
import type { Session } from '../aws/network.ts';
import { prefixKey, type Prefix, type PrefixKey } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Clock } from './clock.ts';
import { Digest } from './digest.ts';
import { entryKey, type Place } from './place.ts';

export interface Counted {
  readonly most: number;
  readonly least: number;
}

interface Counts {
  most: number;
  least: number;
  /** What an owner's own routes take away from both, since they are not announced back to it. */
  readonly less: Map<string, { most: number; least: number }>;
}

export class Announcer {
  readonly place: Place;
  readonly #clock: Clock;
  readonly #delayMs: number;
  readonly #returned: boolean;
  readonly #afterwards: (announcer: Announcer, changed: readonly Prefix[]) => void;
  behaviour: Behaviour;
  readonly table = new PrefixTable<Entry>();
  #counts = new Map<string, { readonly neutral: Session; readonly counts: Counts }>();
  #waiting: Map<PrefixKey, Prefix> | null = null;
  readonly #digest = new Digest();

  constructor(
    place: Place,
    behaviour: Behaviour,
    given: {
      clock: Clock;
      delayMs: number;
      returned: boolean;
      afterwards: (announcer: Announcer, changed: readonly Prefix[]) => void;
    },
  ) {
    this.place = place;
    this.behaviour = behaviour;
    this.#clock = given.clock;
    this.#delayMs = given.delayMs;
    this.#returned = given.returned;
    this.#afterwards = given.afterwards;
  }

  get digest(): string {
    return this.#digest.toString();
  }

  touch(prefixes: Iterable<Prefix>): void {
    for (const prefix of prefixes) {
      if (this.#waiting === null) {
        this.#waiting = new Map();
        this.#clock.soon(this.#delayMs, () => this.#copy());
      }
      this.#waiting.set(prefixKey(prefix), prefix);
    }
  }

  /** The design has changed: the behaviour may be another. */
  recount(behaviour: Behaviour): void {
    this.behaviour = behaviour;
    this.#counts = new Map();
  }

  /** Entries that could be announced on the session; what came over it is left out. */
  count(session: Session): Counted {
    const key = `${session.family} ${session.kind}`;
    let known = this.#counts.get(key);
    if (known === undefined) {
      // Stands for any session of the kind that no route came over.
      const neutral: Session = { ...session, id: '', connection: '', attachment: '' };
      known = { neutral, counts: { most: 0, least: 0, less: new Map() } };
      for (const entry of this.table.values()) this.#weigh(known.counts, known.neutral, entry, 1);
      this.#counts.set(key, known);
    }
    const { counts } = known;
    const less = counts.less.get(session.attachment ?? session.connection);
    return { most: counts.most - (less?.most ?? 0), least: counts.least - (less?.least ?? 0) };
  }

  #copy(): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    this.#waiting = null;
    for (const [key, prefix] of waiting) {
      const before = this.table.get(prefix);
      const entry = this.place.get(prefix);
      for (const { neutral, counts } of this.#counts.values()) {
        if (before !== undefined) this.#weigh(counts, neutral, before, -1);
        if (entry !== undefined) this.#weigh(counts, neutral, entry, 1);
      }
      if (before !== undefined) this.#digest.remove(`${key} ${entryKey(before)}`);
      if (entry !== undefined) this.#digest.add(`${key} ${entryKey(entry)}`);
      if (entry === undefined) this.table.delete(prefix);
      else this.table.set(prefix, entry);
    }
    this.#afterwards(this, [...waiting.values()]);
  }

  #weigh(counts: Counts, neutral: Session, entry: Entry, sign: 1 | -1): void {
    if (entry.prefix.family !== neutral.family) return;
    const announceable = entry.alternatives.filter((group) =>
      group.every((route) => this.behaviour.advertise(route, neutral).withheld === null),
    );
    if (announceable.length === 0) return;
    const sure = entry.presence === 'certain' && announceable.length === entry.alternatives.length ? sign : 0;
    counts.most += sign;
    counts.least += sure;
    if (this.#returned) return;
    for (const owner of new Set(announceable.flatMap((group) => group.map(({ source }) => ownerOf(source))))) {
      const isLeft = announceable.some((group) => mayGoTo(owner, group));
      let less = counts.less.get(owner);
      if (less === undefined) counts.less.set(owner, (less = { most: 0, least: 0 }));
      if (!isLeft) less.most += sign;
      less.least += sure;
    }
  }
}

/** Whether a group may be announced to an owner: some of it came from elsewhere, and what came from there may be missing. */
function mayGoTo(owner: string, group: readonly PlacedRoute[]): boolean {
  const back = group.filter(({ source }) => ownerOf(source) === owner);
  return back.length < group.length && back.every(({ certain }) => !certain);
}
