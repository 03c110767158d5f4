/**
 * On which day growth breaks what. The first break is proven in the design as it would be: the day before
 * nothing is broken, that day something is. The caps behind it are dated by solving without any cap, that
 * is, for the case that what breaks before them is put right in time.
 */
import type { Settings } from '../../aws/settings.ts';
import { compareNatural } from '../../design/compare-natural.ts';
import { solve } from '../../solve/solve.ts';
import { formatDay, type Day } from './calendar.ts';
import type { Ground } from './ground.ts';
import { growing, type Grown } from './grown-design.ts';
import { grownBy } from './growth-rate.ts';
import type { Bite, Course, DatedRoom, ProfileGrowth } from './headroom-result.ts';
import { heldAgainst, isOver, meterKey, metersOf, type Meter, type MeterKey } from './meter.ts';
import { withoutCaps } from './other-caps.ts';
import type { GrowthOrder } from './read-growth.ts';
import { brokenSince, firstOf, type Meters } from './trial.ts';

export interface Span {
  readonly from: Day;
  /** The last day that is looked at. */
  readonly until: Day;
}

/** How many caps are dated, and how many lines a picture has. */
const mostBites = 12;
const mostCourses = 12;

/** One for each ground, which are the same design under each profile. */
export function growthDates(
  grounds: readonly Ground[],
  orders: readonly GrowthOrder[],
  span: Span,
): readonly ProfileGrowth[] {
  const [first] = grounds;
  if (first === undefined) return [];
  const growth = new GrowthOverTime(first, orders, span);
  return grounds.map((ground) => {
    const firstBreak = growth.firstBreak(ground);
    const adjustable = firstBreak?.firstToBreak.adjustable === true;
    return {
      profile: ground.settings.profile,
      firstBreak,
      whenRaised: adjustable ? { firstBreak: growth.firstBreak(ground.raised()) } : null,
      ...growth.courses(ground),
    };
  });
}

class GrowthOverTime {
  readonly #orders: readonly GrowthOrder[];
  readonly #span: Span;
  readonly #grow: (grown: readonly Grown[]) => Ground['design'];
  readonly #free: Settings;
  readonly #samples: readonly Day[];
  /** Counts without caps, by what had grown; and held against the caps of each settings. */
  readonly #counts = new Map<string, Meters>();
  readonly #held = new Map<Settings, Map<string, Meters>>();

  constructor(first: Ground, orders: readonly GrowthOrder[], span: Span) {
    this.#orders = orders;
    this.#span = span;
    this.#grow = growing(first.network);
    this.#free = withoutCaps(first.settings);
    // The picture needs many days; of a large design a few tell enough.
    const count = Math.max(1, Math.min(span.until - span.from, first.network.sessions.size > 1500 ? 6 : 48));
    this.#samples = Array.from(
      { length: count + 1 },
      (_, i) => span.from + Math.round(((span.until - span.from) * i) / count),
    );
  }

  #grownBy(day: Day): Grown[] {
    return this.#orders.map(({ kind, subject, rate }) => ({
      kind,
      subject,
      count: grownBy(rate, this.#span.from, day),
    }));
  }

  /** The meters of a day as they would be without caps, held against the caps of the settings. */
  #freeOn(day: Day, settings: Settings): Meters {
    const grown = this.#grownBy(day);
    const key = grown.map(({ count }) => count).join(' ');
    let counts = this.#counts.get(key);
    if (counts === undefined) {
      counts = metersOf(solve(this.#grow(grown), this.#free), this.#free);
      this.#counts.set(key, counts);
    }
    let held = this.#held.get(settings);
    if (held === undefined) this.#held.set(settings, (held = new Map()));
    let meters = held.get(key);
    if (meters === undefined) held.set(key, (meters = heldAgainst(counts, settings)));
    return meters;
  }

  firstBreak(ground: Ground): DatedRoom | null {
    const { settings, before } = ground;
    const known = new Map<string, Meter[]>();
    const broken = (day: Day): Meter[] => {
      const grown = this.#grownBy(day);
      const key = grown.map(({ count }) => count).join(' ');
      let found = known.get(key);
      if (found === undefined) {
        const still = grown.every(({ count }) => count === 0);
        found = still ? [] : brokenSince(before, metersOf(solve(this.#grow(grown), settings), settings));
        known.set(key, found);
      }
      return found;
    };
    const day = firstDay(this.#span, this.#foreseen(settings), (each) => broken(each).length > 0);
    if (day === null) return null;
    const first = firstOf(broken(day), settings, before);
    return first === null ? null : { date: formatDay(day), grown: this.#grownBy(day), firstToBreak: first };
  }

  /** Where a cap is met first when nothing breaks on the way; the last day when none is. */
  #foreseen(settings: Settings): Day {
    const today = this.#freeOn(this.#span.from, settings);
    return (
      this.#firstDayOn(
        (day) => brokenSince(today, this.#freeOn(day, settings)).map((meter) => meterKey(meter)),
        settings,
      )?.day ?? this.#span.until
    );
  }

  /** The first day on which any of what `overOn` names is over, looked for between two samples by the rate they show. */
  #firstDayOn(
    overOn: (day: Day) => readonly MeterKey[],
    settings: Settings,
  ): { readonly day: Day; readonly keys: readonly MeterKey[] } | null {
    const at = this.#samples.findIndex((day) => overOn(day).length > 0);
    if (at === -1) return null;
    const until = this.#samples[at] as Day;
    const from = at === 0 ? this.#span.from : (this.#samples[at - 1] as Day);
    const [low, high] = [this.#freeOn(from, settings), this.#freeOn(until, settings)];
    let guess = until;
    for (const key of overOn(until)) {
      const [a, b] = [low.get(key), high.get(key)];
      if (a === undefined || b === undefined || b.used <= a.used || a.used > a.cap) continue;
      guess = Math.min(guess, from + Math.ceil(((until - from) * (a.cap + 1 - a.used)) / (b.used - a.used)));
    }
    const day = firstDay({ from, until }, guess, (each) => overOn(each).length > 0) ?? until;
    return { day, keys: overOn(day) };
  }

  /** What each cap sees of the growth, and the days on which the first of them break. */
  courses({ settings, before }: Ground): Pick<ProfileGrowth, 'bites' | 'courses'> {
    const onSamples = this.#samples.map((day) => this.#freeOn(day, settings));
    const tightest = tightestOf(onSamples);
    const first = onSamples[0] as Meters;
    const most = this.#samples.length < 10 ? mostBites / 4 : mostBites;
    const bites = tightest.slice(0, most).flatMap(({ key, at, subjects }): Bite[] => {
      if (at === Infinity) return [];
      const found = this.#firstDayOn((day) => (isOverOn(this.#freeOn(day, settings), key) ? [key] : []), settings);
      const meter = found === null ? undefined : this.#freeOn(found.day, settings).get(key);
      if (found === null || meter === undefined) return [];
      const bite = firstOf([{ ...meter, subject: subjects[0] as string }], settings, before);
      const usedToday = first.get(key)?.used ?? 0;
      return bite === null ? [] : [{ ...bite, alike: subjects.length - 1, date: formatDay(found.day), usedToday }];
    });
    return {
      bites: bites.sort((a, b) => compareNatural(a.date, b.date) || compareNatural(a.quota, b.quota)),
      courses: tightest.slice(0, mostCourses).map(({ meter, used, subjects }): Course => ({
        rule: meter.rule,
        quota: meter.quota,
        subject: subjects[0] as string,
        alike: subjects.length - 1,
        cap: meter.cap,
        points: used.map((count, i) => ({ date: formatDay(this.#samples[i] as Day), used: count })),
      })),
    };
  }
}

interface Tight {
  readonly key: MeterKey;
  /** On the last day. */
  readonly meter: Meter;
  readonly used: readonly number[];
  /** All that fare alike. */
  readonly subjects: readonly string[];
  /** The sample on which it is over; Infinity: none. */
  readonly at: number;
}

/** Meters of today that grow, those that fare alike as one, the ones that break first in front. */
function tightestOf(onSamples: readonly Meters[]): Tight[] {
  const [first] = onSamples as [Meters];
  const last = onSamples.at(-1) as Meters;
  const alike = new Map<string, { key: MeterKey; meter: Meter; used: number[]; subjects: string[] }>();
  for (const [key, meter] of last) {
    const was = first.get(key);
    if (was === undefined || was.used >= meter.used || isOver(was)) continue;
    const used = onSamples.map((meters) => meters.get(key)?.used ?? 0);
    const shape = `${meter.quota} ${meter.cap} ${used.join(' ')}`;
    const known = alike.get(shape);
    if (known === undefined) alike.set(shape, { key, meter, used, subjects: [meter.subject] });
    else known.subjects.push(meter.subject);
  }
  const share = ({ meter }: Tight): number => meter.used / Math.max(1, meter.cap);
  return [...alike.values()]
    .map((each): Tight => {
      const at = each.used.findIndex((used) => used > each.meter.cap);
      return { ...each, subjects: each.subjects.sort(compareNatural), at: at === -1 ? Infinity : at };
    })
    .sort(
      (a, b) =>
        (a.at === b.at ? 0 : a.at - b.at) || share(b) - share(a) || compareNatural(a.meter.quota, b.meter.quota),
    );
}

function isOverOn(meters: Meters, key: MeterKey): boolean {
  const meter = meters.get(key);
  return meter !== undefined && isOver(meter);
}

/**
 * The first day after `from` on which it holds, since it then goes on to hold; null: not until the end.
 * Looked for in steps that double, away from `guess`, and then by halves.
 */
function firstDay({ from, until }: Span, guess: Day, holds: (day: Day) => boolean): Day | null {
  let not = from;
  let is = until + 1;
  let look = Math.min(until, Math.max(from + 1, guess));
  for (let step = 1; is - not > 1 && look > not && look < is; step *= 2) {
    if (holds(look)) {
      is = look;
      look = Math.max(not + 1, look - step);
    } else {
      not = look;
      look = Math.min(is - 1, look + step);
    }
    // Both ends were met: the rest is a matter of halves.
    if (not > from && is <= until) break;
  }
  while (is - not > 1) {
    const middle = not + Math.floor((is - not) / 2);
    if (holds(middle)) is = middle;
    else not = middle;
  }
  return is > until ? null : is;
}
