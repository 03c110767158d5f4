/**
 * Rates of growth out of the past: a straight line by least squares through what each site announced on
 * each date, and through how many branches and VPCs each gateway had. At least two dates; more make the
 * line steadier. What did not grow is named, not grown.
 */
import type { Settings } from '../../aws/settings.ts';
import type { Solution } from '../../aws/solution.ts';
import { compareNatural } from '../../design/compare-natural.ts';
import type { Design } from '../../design/vocabulary.ts';
import { solve } from '../../solve/solve.ts';
import type { Day } from './calendar.ts';
import type { Ground } from './ground.ts';
import type { GrowthOrder } from './read-growth.ts';
import { typicalBranch, typicalVpc } from './typical.ts';

export interface PastDesign {
  readonly day: Day;
  readonly design: Design;
}

/** `history`: two dates or more, in any order. The orders are those of sites and gateways of the ground. */
export function fitHistory(
  history: readonly PastDesign[],
  ground: Ground,
  settings: Settings,
): { readonly orders: readonly GrowthOrder[]; readonly steady: readonly string[] } {
  const past = history
    .map(({ day, design }) => ({ day, counts: countsOf(solve(design, settings)) }))
    .sort((a, b) => a.day - b.day);
  const orders: GrowthOrder[] = [];
  const steady: string[] = [];
  for (const [name, subject] of grownThings(ground)) {
    const points = past.flatMap(({ day, counts }) => {
      const count = counts.get(name);
      return count === undefined ? [] : [{ day, count }];
    });
    // A site that is new grows as a branch of its gateway, not by itself.
    if (points.length < past.length || past.length < 2) continue;
    const rate = lineThrough(points);
    if (rate === null) steady.push(nameOf(name));
    else orders.push({ kind: kindOf(name), subject, rate, points: points.length });
  }
  return { orders, steady: steady.sort(compareNatural) };
}

type Thing = `${GrowthOrder['kind']} ${string}`;

/** What may have grown, and for branches and VPCs what one more is like. */
function grownThings(ground: Ground): Map<Thing, string> {
  const { network, design } = ground;
  const things = new Map<Thing, string>();
  for (const router of network.routers.values()) things.set(`prefixes ${router.name}`, router.name);
  for (const kind of ['vpnGateway', 'transitGateway'] as const) {
    for (const name of Object.keys(design[`${kind}s`])) {
      const branch = typicalBranch(ground, { kind, name });
      if (branch !== null) things.set(`branches ${kind}/${name}`, branch);
    }
  }
  for (const name of Object.keys(design.transitGateways)) {
    const vpc = typicalVpc(ground, name);
    if (vpc !== null) things.set(`vpcs transitGateway/${name}`, vpc);
  }
  return things;
}

function countsOf({ network, sessions }: Solution): Map<Thing, number> {
  const counts = new Map<Thing, number>();
  for (const router of network.routers.values()) {
    const offered = router.sessions.map(({ id }) => sessions.get(id)?.inbound.offered ?? 0);
    if (offered.length > 0) counts.set(`prefixes ${router.name}`, Math.max(...offered));
  }
  for (const kind of ['vpnGateway', 'transitGateway'] as const) {
    for (const name of Object.keys(network.design[`${kind}s`])) {
      const own = network.sessionsOf({ kind, name }).filter((session) => session.kind === 'vpn');
      counts.set(`branches ${kind}/${name}`, new Set(own.map(({ router }) => router)).size);
    }
  }
  for (const [name, { attachments }] of Object.entries(network.design.transitGateways)) {
    const vpcs = Object.values(attachments).flatMap((it) => (it.kind === 'vpc' ? [it.vpc] : []));
    counts.set(`vpcs transitGateway/${name}`, new Set(vpcs).size);
  }
  return counts;
}

function kindOf(thing: Thing): GrowthOrder['kind'] {
  return thing.slice(0, thing.indexOf(' ')) as GrowthOrder['kind'];
}

function nameOf(thing: Thing): string {
  const name = thing.slice(thing.indexOf(' ') + 1);
  return kindOf(thing) === 'prefixes' ? name : `${kindOf(thing)} of ${name.slice(name.indexOf('/') + 1)}`;
}

/** The slope as a fraction of whole numbers, so that no rounding moves a date; null: it does not rise. */
function lineThrough(points: readonly { readonly day: Day; readonly count: number }[]): GrowthOrder['rate'] | null {
  const n = points.length;
  const [first] = points;
  if (first === undefined) return null;
  let [x, y, xy, xx] = [0, 0, 0, 0];
  for (const point of points) {
    // Days from the first, so that the sums stay small.
    const day = point.day - first.day;
    x += day;
    y += point.count;
    xy += day * point.count;
    xx += day * day;
  }
  const rise = n * xy - x * y;
  const run = n * xx - x * x;
  return run <= 0 || rise <= 0 ? null : { kind: 'line', count: rise, days: run };
}
