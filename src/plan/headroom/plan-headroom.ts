/**
 * The whole of `headroom` on a design that has been read: what is over already, how much more of everything
 * fits and what breaks first, and, when something grows, on which day. No files, no clock: both are handed in.
 */
import type { Settings } from '../../aws/settings.ts';
import { nearest } from '../../design/nearest.ts';
import type { Locate, Problem } from '../../design/problem.ts';
import type { Design, ProfileName } from '../../design/vocabulary.ts';
import { rules } from '../../rules/catalogue.ts';
import type { FailOn } from '../../rules/check-result.ts';
import { failsAt } from '../../rules/fails-at.ts';
import { runRules } from '../../rules/run-rules.ts';
import { routerNamed } from '../../solve/place-names.ts';
import { formatDay, type Day } from './calendar.ts';
import { fitHistory, type PastDesign } from './fit-history.ts';
import { groundOf, type Ground } from './ground.ts';
import { growthDates } from './growth-dates.ts';
import { grownBy, rateText } from './growth-rate.ts';
import { headroomRows } from './headroom-rows.ts';
import type { DatedRoom, GrowthResult, HeadroomResult, ProfileGrowth } from './headroom-result.ts';
import { hubHeadroom } from './hub-headroom.ts';
import { readGrowth, type GrowthOrder } from './read-growth.ts';
import { siteHeadroom } from './site-headroom.ts';
import { typicalBranch, typicalVpc } from './typical.ts';

/** A design with its limits, and how it grows. */
export interface HeadroomRequest {
  readonly design: Design;
  readonly settings: Settings;
  /** The same flags under the other profile; null: not asked. */
  readonly otherSettings: Settings | null;
  readonly locate: Locate;
  readonly today: Day;
  /** The last day growth is looked at. */
  readonly until: Day;
  /** As people write it (read-growth.ts). */
  readonly growth: readonly string[];
  /** Two dated designs or more, from which rates are drawn; empty: none. */
  readonly history: readonly PastDesign[];
  /** Site that more branches are like; null: the most common kind at each gateway. */
  readonly like: string | null;
  readonly inputs: readonly string[];
  readonly version: string;
  readonly failOn: FailOn;
}

/** How much more fits everywhere, what breaks first, and with growth on which day; proven by solving. */
export function planHeadroom(
  request: HeadroomRequest,
): { readonly result: HeadroomResult } | { readonly problems: readonly Problem[] } {
  const { design, settings, otherSettings, failOn } = request;
  const ground = groundOf(design, settings);
  const wanted = readWanted(request, ground);
  if (wanted.problems.length > 0) return { problems: wanted.problems };
  const grounds = [ground, ...(profilesDiffer(design, otherSettings) ? [groundOf(design, otherSettings)] : [])];
  const sites = grounds.map((each) => siteHeadroom(each.solution, each.settings, each.before));
  const findings = overAlready(request, ground);
  const counting = findings.filter(({ suppressed }) => suppressed === null);
  const count = (severity: string): number => counting.filter((each) => each.severity === severity).length;
  return {
    result: {
      routecap: request.version,
      profile: settings.profile,
      inputs: request.inputs,
      headroom: headroomRows(grounds, sites, hubHeadroom(grounds, wanted.like)),
      growth: growthOf(request, grounds, wanted.orders),
      findings,
      summary: { errors: count('error'), warnings: count('warning'), notes: count('note') },
      exitCode: failsAt(counting, failOn) ? 1 : 0,
    },
  };
}

interface Wanted {
  readonly like: string | null;
  readonly orders: readonly GrowthOrder[];
  readonly problems: readonly Problem[];
}

/** Beyond these the work is endless and the answer known: AWS takes far fewer. */
const mostGrown = { prefixes: 100_000, branches: 10_000, vpcs: 10_000 } as const;

function tooMany(orders: readonly GrowthOrder[], { today, until }: HeadroomRequest): Problem[] {
  return orders.flatMap(({ kind, subject, rate }) => {
    const count = grownBy(rate, today, until);
    if (count <= mostGrown[kind]) return [];
    const what = kind === 'prefixes' ? `prefixes of ${subject}` : `${kind} like ${subject}`;
    const message = `${rateText(rate)} would be ${count} ${what} by ${formatDay(until)}; at most ${mostGrown[kind]} are looked at: give a smaller rate or an earlier --until`;
    return [{ message, at: null, excerpt: null, width: 1, suggestion: null }];
  });
}

function readWanted(request: HeadroomRequest, ground: Ground): Wanted {
  const { growth, like, design } = request;
  const { network } = ground;
  const branches = gatewaysWith(ground, 'branches');
  const vpcs = gatewaysWith(ground, 'vpcs');
  const given = like === null ? null : routerNamed(network, like);
  const read = readGrowth(growth, {
    network,
    branch: given ?? (branches.length === 1 ? (branches[0] ?? null) : null),
    vpc: vpcs.length === 1 ? (vpcs[0] ?? null) : null,
  });
  const sites = [...network.routers.keys(), ...Object.keys(design.customerGateways)];
  const unknown = like !== null && given === null ? [nobodyLike(like, sites)] : [];
  return {
    like: given,
    orders: read.orders,
    problems: [...unknown, ...read.problems, ...tooMany(read.orders, request)],
  };
}

function nobodyLike(like: string, sites: readonly string[]): Problem {
  const message = `--like ${like}: there is no such site in this design`;
  return { message, at: null, excerpt: null, width: 1, suggestion: nearest(like, sites) };
}

/** What one more is like at each gateway that has any. */
function gatewaysWith(ground: Ground, kind: 'branches' | 'vpcs'): string[] {
  const { design } = ground;
  const found: (string | null)[] = [];
  for (const name of Object.keys(design.transitGateways)) {
    if (kind === 'vpcs') found.push(typicalVpc(ground, name));
    else found.push(typicalBranch(ground, { kind: 'transitGateway', name }));
  }
  if (kind === 'branches') {
    for (const name of Object.keys(design.vpnGateways)) found.push(typicalBranch(ground, { kind: 'vpnGateway', name }));
  }
  return found.flatMap((name) => name ?? []);
}

/** The profiles have different caps only for VPNs of transit gateways. */
function profilesDiffer(design: Design, other: Settings | null): other is Settings {
  return (
    other !== null && Object.values(design.vpnConnections).some(({ gateway }) => gateway?.kind === 'transitGateway')
  );
}

/** What the rules say that a headroom rests on: caps that are broken, and sessions that never settle. */
function overAlready(
  { design, settings, locate, today }: HeadroomRequest,
  { solution }: Ground,
): HeadroomResult['findings'] {
  const ofCaps = rules.filter(({ id }) => id.endsWith('-exceeded') || id === 'sessions/oscillates');
  const whyOf = new Map(ofCaps.map(({ id, why }) => [id, why]));
  const context = { design, settings, solution, today: formatDay(today), locate };
  return runRules({ ...context, rules: ofCaps }).map((it) => ({ ...it, why: whyOf.get(it.rule) ?? '' }));
}

function growthOf(
  { history, settings, otherSettings, today, until }: HeadroomRequest,
  grounds: readonly Ground[],
  given: readonly GrowthOrder[],
): GrowthResult | null {
  const [ground] = grounds as [Ground];
  const fitted = history.length === 0 ? { orders: [], steady: [] } : fitHistory(history, ground, settings);
  const said = new Set(given.map(({ kind, subject }) => `${kind} ${subject}`));
  // What is given by word stands before what the past would say.
  const orders = [...given, ...fitted.orders.filter(({ kind, subject }) => !said.has(`${kind} ${subject}`))];
  if (given.length === 0 && history.length === 0) return null;
  const profiles = growthDates(grounds, orders, { from: today, until });
  const [own] = profiles;
  const same = own === undefined || grounds.length > 1 || otherSettings === null ? [] : [otherSettings.profile];
  return {
    from: formatDay(today),
    until: formatDay(until),
    growth: orders.map(({ kind, subject, rate, points }) => ({
      kind,
      subject,
      rate: rateText(rate),
      source: points === null ? 'given' : 'fitted',
      points,
    })),
    steady: fitted.steady,
    profiles: [...profiles, ...same.map((profile) => under(own as ProfileGrowth, profile))],
  };
}

/** The same under a profile that has the same caps here. */
function under({ firstBreak, whenRaised, bites, courses }: ProfileGrowth, profile: ProfileName): ProfileGrowth {
  const dated = (room: DatedRoom | null): DatedRoom | null =>
    room === null ? null : { ...room, firstToBreak: { ...room.firstToBreak, profile } };
  return {
    profile,
    firstBreak: dated(firstBreak),
    whenRaised: whenRaised === null ? null : { firstBreak: dated(whenRaised.firstBreak) },
    bites: bites.map((bite) => ({ ...bite, profile })),
    courses,
  };
}
