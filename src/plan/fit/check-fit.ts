/**
 * The proof of a proposal: the design is solved with it and without, and every address that was announced has
 * to go where it went, at every place. Caps are lifted for that: what a broken cap withdraws has no way at all.
 * Whether the proposal keeps the caps is then asked with the caps in force.
 */
import type { Settings } from '../../aws/settings.ts';
import type { Solution } from '../../aws/solution.ts';
import type { Design } from '../../design/vocabulary.ts';
import type { Prefix } from '../../net/prefix.ts';
import { PrefixSet } from '../../net/prefix-set.ts';
import { counted } from '../../rules/counted.ts';
import { solve } from '../../solve/solve.ts';
import type { FitCheck, Redirected } from './fit-result.ts';
import { redirected } from './same-ways.ts';

export interface CheckRequest {
  readonly before: Design;
  readonly after: Design;
  readonly settings: Settings;
  /** `after` with the caps in force. */
  readonly solution: Solution;
  /** What the changed sessions announced. */
  readonly announced: readonly Prefix[];
  readonly sessions: readonly string[];
}

/** Tables that spell out more than that, twice, are too much for the memory. */
const mostAnnounced = 100_000;
/** So are the tables of all routers together: a transit gateway may announce 5,000 routes to 5,000 of them. */
const mostRouterEntries = 500_000;

export function checkFit({ before, after, settings, solution, announced, sessions }: CheckRequest): FitCheck {
  const results = sessions.map((id) => {
    const { inbound } = solution.sessions.get(id)!;
    return { id, offered: inbound.offered, cap: inbound.cap, outcome: inbound.outcome };
  });
  if (announced.length > mostAnnounced) {
    const skipped = `not compared route by route: ${counted(announced.length, 'prefix', 'prefixes')} are too many to solve twice with all of them in every table`;
    return { places: 0, routersLeftOut: 0, skipped, moved: [], attracted: [], sessions: results };
  }
  const uncapped: Settings = { ...settings, quota: (id) => ({ ...settings.quota(id), value: null }) };
  const [was, is] = [solve(before, uncapped), solve(after, uncapped)];
  const own = PrefixSet.of(announced);
  const moved: Redirected[] = [];
  const attracted: Redirected[] = [];
  const all = [...new Set([...was.places, ...is.places])];
  const many = Math.max(routerEntries(was), routerEntries(is)) > mostRouterEntries;
  const places = many ? all.filter((place) => !place.startsWith('routers/')) : all;
  for (const place of places) {
    for (const each of redirected(place, was, is)) {
      // Taking over what only a default route led to is what claiming means; taking over anything else is not.
      if (own.coversAll(each.prefix) || !each.unrouted) moved.push(each);
      else attracted.push(each);
    }
  }
  const routersLeftOut = all.length - places.length;
  return { places: places.length, routersLeftOut, skipped: null, moved, attracted, sessions: results };
}

function routerEntries({ sessions }: Solution): number {
  let sum = 0;
  for (const { outbound } of sessions.values()) sum += outbound.candidates;
  return sum;
}
