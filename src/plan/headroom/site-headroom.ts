/**
 * How many more prefixes each router can announce before a cap breaks anywhere: on its own sessions, on
 * those of the sites that hear of them, in a table they are propagated into. Routers in a like place move
 * the same counts, so one of each kind is tried out, the others are worked out from it, and each different
 * outcome is proven by solving, the tightest first, as long as the work stays within bounds.
 */
import type { RouterNode, Session } from '../../aws/network.ts';
import type { Settings } from '../../aws/settings.ts';
import type { Solution } from '../../aws/solution.ts';
import { compareNatural } from '../../design/compare-natural.ts';
import type { Family } from '../../net/prefix.ts';
import { freshPrefixes, takenPrefixes } from './fresh-prefixes.ts';
import type { HeadroomRow } from './headroom-result.ts';
import type { Meter, MeterKey } from './meter.ts';
import { withMorePrefixes } from './more-prefixes.ts';
import { reachOf, type Reach } from './reach.ts';
import { trialOf, type Meters, type Trial } from './trial.ts';

export interface SiteHeadroom extends Reach {
  readonly router: string;
  readonly family: Family;
  readonly proof: HeadroomRow['proof'];
}

interface Site {
  readonly router: RouterNode;
  readonly family: Family;
  /** Its sessions of the family. */
  readonly sessions: readonly Session[];
  /** What else its counts depend on, in one text: equal texts, equal effects on others. */
  readonly place: string;
  /** Its own counts towards AWS. */
  readonly own: readonly Meter[];
}

/** Sessions that are solved in all, over every trial: about twenty solutions of the largest transit gateway. */
const mostWork = 200_000;

/** In order of name. */
export function siteHeadroom(solution: Solution, settings: Settings, before: Meters): SiteHeadroom[] {
  const sites = sitesOf(solution, before);
  const work = { left: mostWork, each: Math.max(1, solution.sessions.size) };
  const found: SiteHeadroom[] = [];
  for (const place of groupedBy(sites, (site) => site.place).values()) {
    found.push(...inPlace(place, solution, settings, before, work));
  }
  return found.sort((a, b) => compareNatural(a.router, b.router) || compareNatural(a.family, b.family));
}

function inPlace(
  sites: readonly Site[],
  solution: Solution,
  settings: Settings,
  before: Meters,
  work: { left: number; readonly each: number },
): SiteHeadroom[] {
  const roomOf = ({ own }: Site): number => Math.min(...own.map(({ used, cap }) => cap - used));
  const widest = sites.reduce((a, b) => (roomOf(b) > roomOf(a) ? b : a));
  const trial = trialFor(widest, solution, settings, before);
  work.left -= work.each;
  const moved = movedBy(widest, trial.meters(1), before);
  const guesses = sites.map((site) => ({ site, guess: guessFor(site, sites, widest, moved, before) }));
  const alike = groupedBy(guesses, ({ site, guess }) => `${guess} ${site.own.map(({ used }) => used).join(' ')}`);
  const groups = [...alike.values()].sort((a, b) => (a[0]!.guess ?? Infinity) - (b[0]!.guess ?? Infinity));
  return groups.flatMap((group) => {
    const [{ site: first, guess }] = group as [(typeof group)[number]];
    if (work.left < 0 && groups.length > 1) return group.map((each) => unproven(each, moved, before));
    const own = group.find(({ site }) => site === widest)?.site ?? first;
    // One solution with one more, and, unless nothing fits, two at the edge.
    if (guess !== null) work.left -= work.each * (guess === 0 ? 1 : 2);
    const reach = reachOf(own === widest ? trial : trialFor(own, solution, settings, before), guess);
    return group.map(({ site }) => ({
      router: site.router.name,
      family: site.family,
      ...(site === own ? reach : { left: reach.left, broken: renamed(reach.broken, own, site) }),
      proof: guess === null ? 'counted' : site === own ? 'solved' : 'alike',
    }));
  });
}

function trialFor({ router, family }: Site, solution: Solution, settings: Settings, before: Meters): Trial {
  const { network } = solution;
  const taken = takenPrefixes(network);
  return trialOf(settings, before, (amount) =>
    withMorePrefixes(network.design, network, new Map([[router.name, freshPrefixes(taken).take(family, amount)]])),
  );
}

function sitesOf({ network, sessions: results }: Solution, before: Meters): Site[] {
  const { design } = network;
  const hasTransit = [...network.routers.values()].some(({ transit }) => transit);
  const amazonAsns = new Set([...network.sessions.values()].map(({ amazonAsn }) => amazonAsn));
  const propagations = propagationsOf(design);
  const sites: Site[] = [];
  for (const router of network.routers.values()) {
    for (const family of ['ipv4', 'ipv6'] as const) {
      const sessions = router.sessions.filter((session) => session.family === family);
      const own = sessions.flatMap((session) => before.get(ownKey(session)) ?? []);
      if (own.length === 0) continue;
      const places = sessions.map((session) => {
        const { gateway, kind, routing, attachment, customerAsn, transport } = session;
        const result = results.get(session.id);
        const table = attachment === null ? null : network.associatedTable(gateway.name, attachment);
        const into = attachment === null ? '' : (propagations.get(`${gateway.name} ${attachment}`) ?? '');
        // Its own ASN matters where somebody may find it in a path.
        const asn = hasTransit || amazonAsns.has(customerAsn) ? customerAsn : null;
        const stands = `${result?.state} ${result?.stateCertain}`;
        const position = sessions.findIndex((each) => each.connection === session.connection);
        return [gateway.kind, gateway.name, kind, routing, transport, table, into, asn, stands, position];
      });
      const alone = router.transit || router.sessions.some(({ kind }) => kind === 'connect') ? router.name : null;
      sites.push({ router, family, sessions, own, place: JSON.stringify([family, places, alone]) });
    }
  }
  return sites;
}

/** Names of the tables an attachment propagates into, by gateway and attachment. */
function propagationsOf(design: Solution['network']['design']): Map<string, string> {
  const found = new Map<string, string>();
  for (const [gateway, { routeTables }] of Object.entries(design.transitGateways)) {
    for (const [table, { propagations }] of Object.entries(routeTables)) {
      for (const attachment of propagations) {
        const key = `${gateway} ${attachment}`;
        found.set(key, `${found.get(key) ?? ''}/${table}`);
      }
    }
  }
  return found;
}

function ownKey(session: Session): MeterKey {
  return `${session.inboundCap.quota.id} ${session.routing === 'static' ? session.connection : session.id}`;
}

/** By how much one more prefix of the site raises each count but its own towards AWS. */
function movedBy(site: Site, after: Meters, before: Meters): Map<MeterKey, number> {
  const own = new Set(site.sessions.map(ownKey));
  const moved = new Map<MeterKey, number>();
  for (const [key, { used }] of after) {
    const more = used - (before.get(key)?.used ?? used);
    if (more > 0 && !own.has(key)) moved.set(key, more);
  }
  return moved;
}

/** Counts of others that a site moves: those its like moved, and, as that one is now among the others, its own. */
function guessFor(
  site: Site,
  sites: readonly Site[],
  tried: Site,
  moved: ReadonlyMap<MeterKey, number>,
  before: Meters,
): number | null {
  let least: number | null = null;
  const weigh = (meter: Meter | undefined, step: number): void => {
    if (meter === undefined || step <= 0) return;
    const fits = Math.max(0, Math.floor((meter.cap - meter.used) / step));
    least = least === null ? fits : Math.min(least, fits);
  };
  for (const meter of site.own) weigh(meter, 1);
  if (site === tried || sites.length === 1) {
    for (const [key, step] of moved) weigh(before.get(key), step);
    return least;
  }
  const skipped = ownKeys(site);
  for (const [key, step] of moved) if (!skipped.has(key)) weigh(before.get(key), step);
  // What the site hears when its like announces more, its like hears of it.
  site.sessions.forEach((session, index) => {
    const step = moved.get(outKey(session)) ?? 0;
    const other = tried.sessions[index];
    if (other !== undefined) weigh(before.get(outKey(other)), step);
  });
  return least;
}

function outKey(session: Session): MeterKey {
  return `${session.outboundCap.quota.id} ${session.id}`;
}

function ownKeys({ sessions }: Site): Set<MeterKey> {
  return new Set(sessions.flatMap((session) => [ownKey(session), outKey(session)]));
}

/** The same break where the two sites have changed places. */
function renamed(broken: readonly Meter[], from: Site, to: Site): Meter[] {
  const names = new Map<string, string>();
  from.sessions.forEach((session, index) => {
    const other = to.sessions[index] ?? session;
    names.set(session.id, other.id).set(other.id, session.id);
    names.set(session.connection, other.connection).set(other.connection, session.connection);
  });
  return broken.map((meter) => ({ ...meter, subject: names.get(meter.subject) ?? meter.subject }));
}

/** Beyond the bounds of the work: what the counts say. */
function unproven(
  { site, guess }: { readonly site: Site; readonly guess: number | null },
  moved: ReadonlyMap<MeterKey, number>,
  before: Meters,
): SiteHeadroom {
  const skipped = ownKeys(site);
  const others = [...moved].flatMap(([key, step]) => {
    const meter = before.get(key);
    return meter === undefined || skipped.has(key) ? [] : [{ meter, step }];
  });
  const broken = [...site.own.map((meter) => ({ meter, step: 1 })), ...others]
    .map(({ meter, step }) => ({ ...meter, used: meter.used + ((guess ?? 0) + 1) * step }))
    .filter(({ used, cap }) => guess !== null && used > cap);
  return { router: site.router.name, family: site.family, left: guess, broken, proof: 'counted' };
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
