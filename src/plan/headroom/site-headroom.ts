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
import type { PrefixSet } from '../../net/prefix-set.ts';
import { freshPrefixes, takenPrefixes } from './fresh-prefixes.ts';
import type { Break, HeadroomRow, Room } from './headroom-result.ts';
import type { Meter, MeterKey } from './meter.ts';
import { withMorePrefixes } from './more-prefixes.ts';
import { reachOf } from './reach.ts';
import { firstOf, trialOf, type Meters, type Trial } from './trial.ts';

export interface SiteHeadroom extends Room {
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

/** Sessions that are solved in all, over every trial: about fifteen solutions of the largest transit gateway. */
const mostWork = 150_000;

/** In order of name. */
export function siteHeadroom(solution: Solution, settings: Settings, before: Meters): SiteHeadroom[] {
  const sites = sitesOf(solution, before);
  const work = { left: mostWork, each: Math.max(1, solution.sessions.size) };
  const tried: Tried = { solution, settings, before, taken: takenPrefixes(solution.network) };
  const found: SiteHeadroom[] = [];
  for (const place of groupedBy(sites, (site) => site.place).values()) {
    found.push(...inPlace(place, tried, work));
  }
  return found.sort((a, b) => compareNatural(a.router, b.router) || compareNatural(a.family, b.family));
}

/** What all trials have in common. */
interface Tried {
  readonly solution: Solution;
  readonly settings: Settings;
  readonly before: Meters;
  readonly taken: PrefixSet;
}

function inPlace(sites: readonly Site[], tried: Tried, work: { left: number; readonly each: number }): SiteHeadroom[] {
  const { settings, before } = tried;
  const roomOf = ({ own }: Site): number => Math.min(...own.map(({ used, cap }) => cap - used));
  const widest = sites.reduce((a, b) => (roomOf(b) > roomOf(a) ? b : a));
  const trial = trialFor(widest, tried);
  work.left -= work.each;
  const moved = movedBy(widest, trial.meters(1), before);
  const guesses = sites.map((site) => ({ site, ...guessFor(site, widest, moved, before) }));
  const alike = groupedBy(guesses, ({ site, fits }) => `${fits} ${site.own.map(({ used }) => used).join(' ')}`);
  const groups = [...alike.values()].sort((a, b) => (a[0]?.fits ?? Infinity) - (b[0]?.fits ?? Infinity));
  return groups.flatMap((group) => {
    const [{ site: first, fits }] = group as [(typeof group)[number]];
    // Beyond the bounds of the work it is what the counts say.
    if (work.left < 0 && groups.length > 1) {
      return group.map(({ site, breaks }) => {
        const firstToBreak = firstOf(breaks === null ? [] : [breaks], settings, before);
        return { router: site.router.name, family: site.family, left: fits, firstToBreak, proof: 'counted' };
      });
    }
    const own = group.find(({ site }) => site === widest)?.site ?? first;
    if (fits !== null) work.left -= work.each * (fits === 0 ? 1 : 2);
    const { left, broken } = reachOf(own === widest ? trial : trialFor(own, tried), fits);
    const found = firstOf(broken, settings, before);
    return group.map(({ site }) => ({
      router: site.router.name,
      family: site.family,
      left,
      firstToBreak: site === own ? found : renamed(found, own, site),
      proof: fits === null ? 'counted' : site === own ? 'solved' : 'alike',
    }));
  });
}

function trialFor({ router, family }: Site, { solution, settings, before, taken }: Tried): Trial {
  const { network } = solution;
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

/** A count that one more prefix raises, and how many fit by it alone. */
interface Moved {
  readonly key: MeterKey;
  readonly meter: Meter;
  readonly step: number;
  readonly fits: number;
}

/** By how much one more prefix of the site raises each count but its own towards AWS; the tightest first. */
function movedBy(site: Site, after: Meters, before: Meters): Moved[] {
  const own = new Set(site.sessions.map(ownKey));
  const moved: Moved[] = [];
  for (const [key, { used }] of after) {
    const meter = before.get(key);
    if (meter === undefined || used <= meter.used || own.has(key)) continue;
    moved.push(movedMeter(key, meter, used - meter.used));
  }
  return moved.sort((a, b) => a.fits - b.fits);
}

function movedMeter(key: MeterKey, meter: Meter, step: number): Moved {
  return { key, meter, step, fits: Math.max(0, Math.floor((meter.cap - meter.used) / step)) };
}

/** What fits by the counts, and the count that then breaks; null: none that has a cap moves. */
function guessFor(
  site: Site,
  tried: Site,
  moved: readonly Moved[],
  before: Meters,
): { readonly fits: number | null; readonly breaks: Meter | null } {
  const candidates = site.own.map((meter) => movedMeter('', meter, 1));
  if (site === tried) candidates.push(...moved.slice(0, 1));
  else {
    const skipped = new Set(site.sessions.map(outKey));
    const other = moved.find(({ key }) => !skipped.has(key));
    if (other !== undefined) candidates.push(other);
    // What a site hears when its like announces more, its like hears of it.
    if (moved.some(({ key }) => skipped.has(key))) {
      for (const key of tried.sessions.map(outKey)) {
        const meter = before.get(key);
        if (meter !== undefined) candidates.push(movedMeter(key, meter, 1));
      }
    }
  }
  const [first] = candidates.sort((a, b) => a.fits - b.fits);
  if (first === undefined) return { fits: null, breaks: null };
  const { meter, step, fits } = first;
  return { fits, breaks: { ...meter, used: meter.used + (fits + 1) * step } };
}

function outKey(session: Session): MeterKey {
  return `${session.outboundCap.quota.id} ${session.id}`;
}

/** The same break where the two sites have changed places. */
function renamed(found: Break | null, from: Site, to: Site): Break | null {
  if (found === null) return null;
  for (const [index, session] of from.sessions.entries()) {
    const other = to.sessions[index];
    if (other === undefined) continue;
    for (const [a, b] of [
      [session.id, other.id],
      [session.connection, other.connection],
    ] as const) {
      if (found.subject === a) return { ...found, subject: b };
      if (found.subject === b) return { ...found, subject: a };
    }
  }
  return found;
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
