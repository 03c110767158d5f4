/**
 * Fits what a router or a session of a design announces under its cap: the announcements are found, put into
 * parts, summarised, turned into changes, and the changed design is solved and judged again.
 */
import { exported } from '../../aws/customer-router.ts';
import type { Session } from '../../aws/network.ts';
import type { Settings } from '../../aws/settings.ts';
import type { Solution } from '../../aws/solution.ts';
import { applyChanges, type Change } from '../../design/change.ts';
import { nearest } from '../../design/nearest.ts';
import type { Locate, Problem } from '../../design/problem.ts';
import type { Announcement, Design } from '../../design/vocabulary.ts';
import { type Family, type Prefix, prefixKey } from '../../net/prefix.ts';
import { PrefixList } from '../../net/prefix-list.ts';
import { listed } from '../../rules/listed.ts';
import type { Finding } from '../../rules/rule.ts';
import { runRules } from '../../rules/run-rules.ts';
import { routerNamed } from '../../solve/place-names.ts';
import { solve } from '../../solve/solve.ts';
import { announcerName, type Unit, unitsOf } from './announcers.ts';
import { checkFit } from './check-fit.ts';
import { designKeepOut } from './design-keep-out.ts';
import { fitFamily } from './fit-family.ts';
import { type FamilyFit, type Fitted, type KeepOut, problemOf, type UnitFit } from './fit-result.ts';
import { partsOfUnit, type UnitPart } from './parts-of-unit.ts';

/** A design, what of it is to be summarised, and under which caps. */
export interface DesignRequest {
  readonly design: Design;
  readonly settings: Settings;
  readonly locate: Locate;
  /** ISO date of today. */
  readonly today: string;
  /** Ids of sessions, or names of connections for all of theirs. */
  readonly sessions: readonly string[];
  /** Names of routers, customer gateways or virtual interfaces. */
  readonly routers: readonly string[];
  /** Null: the cap of the sessions. */
  readonly cap: number | null;
  /** Beyond what the design gives to others. */
  readonly keepOut: readonly KeepOut[];
}

/** Summaries of what a design's routers announce, each proved by solving the design with them. */
export function fitDesign(request: DesignRequest): Fitted {
  const { design, settings, locate, today } = request;
  const solution = solve(design, settings);
  const { subjects, problems } = subjectsOf(solution, request);
  const { units, unnamed } = unitsOf(
    solution.network,
    subjects.filter(({ routing }) => routing === 'bgp'),
  );
  problems.push(...refusals(units, unnamed, subjects));
  if (problems.length > 0) return { problems, result: null };
  const fits: UnitFit[] = [];
  const announced: Prefix[] = [];
  for (const unit of units) {
    const fitted = fitUnit(unit, solution, request);
    problems.push(...fitted.problems);
    if (fitted.fit !== null) fits.push(fitted.fit);
    // One by one: a full table is too much for one call.
    for (const prefix of fitted.announced) announced.push(prefix);
  }
  if (problems.length > 0) return { problems, result: null };
  const after = applyChanges(
    design,
    fits.flatMap(({ changes }) => changes),
  );
  const solved = solve(after, settings);
  const sessions = fits.flatMap((fit) => fit.sessions);
  const check = checkFit({ before: design, after, settings, solution: solved, announced, sessions });
  const was = runRules({ design, settings, solution, today, locate });
  const is = runRules({ design: after, settings, solution: solved, today, locate });
  const key = ({ rule, subject }: Finding): string => `${rule} ${subject}`;
  const [known, still] = [new Set(was.map(key)), new Set(is.map(key))];
  const findings = is.filter((finding) => !known.has(key(finding)));
  const broken = check.sessions.some(({ outcome }) => outcome === 'reset');
  const worse = findings.some(({ severity, suppressed }) => severity === 'error' && suppressed === null);
  return {
    problems: null,
    result: {
      profile: settings.profile,
      units: fits,
      check,
      findings,
      solved: was.filter((finding) => !still.has(key(finding))),
      exitCode: broken || worse || check.moved.length > 0 ? 1 : 0,
    },
  };
}

function subjectsOf(
  { network }: Solution,
  { sessions, routers }: DesignRequest,
): { subjects: Session[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const found = new Set<Session>();
  const all = [...network.sessions.values()];
  for (const wanted of sessions) {
    const those = all.filter(({ id, connection }) => id === wanted || connection === wanted);
    for (const session of those) found.add(session);
    if (those.length > 0) continue;
    const names = all.flatMap(({ id, connection }) => [id, connection]);
    problems.push(problemOf(`there is no session ${wanted} in this design`, nearest(wanted, names)));
  }
  for (const wanted of routers) {
    const name = routerNamed(network, wanted);
    if (name === null) {
      problems.push(problemOf(`there is no router ${wanted} in this design`, nearest(wanted, network.routers.keys())));
      continue;
    }
    const those = network.routers.get(name)?.sessions ?? [];
    for (const session of those) found.add(session);
    if (those.length === 0) problems.push(problemOf(`router ${wanted} has no session to announce anything on`));
  }
  return { subjects: [...found], problems };
}

function refusals(units: readonly Unit[], unnamed: readonly Session[], subjects: readonly Session[]): Problem[] {
  const problems = unnamed.map(({ id }) =>
    problemOf(
      `${id} has announcements of its own; a fit changes those of a router, customer gateway, virtual interface or connection`,
    ),
  );
  // Beside sessions with BGP, static ones are no reason to do nothing.
  if (subjects.every(({ routing }) => routing === 'static')) {
    for (const { id } of subjects)
      problems.push(problemOf(`${id} is static: its routes are set in AWS, and nothing is announced on it`));
  }
  for (const { announcers, sessions } of units) {
    const counting = sessions.find(({ announce }) => announce.some(({ anonymous }) => anonymous > 0));
    if (announcers.some(({ observed }) => observed) && counting !== undefined) {
      problems.push(
        problemOf(
          `of the routes on ${counting.id} only the number is known; say what is announced, in a design beside the export`,
        ),
      );
    }
  }
  return problems;
}

interface FittedUnit {
  readonly fit: UnitFit | null;
  readonly problems: readonly Problem[];
  readonly announced: readonly Prefix[];
}

function fitUnit(unit: Unit, solution: Solution, request: DesignRequest): FittedUnit {
  const names = unit.announcers.map(announcerName);
  const others = [...designKeepOut(solution.network, new Set(unit.sessions.map(({ id }) => id)))];
  const keepOut = request.keepOut.map(({ prefix }) => prefix);
  const owners = [...others.filter(({ prefix }) => prefix.length > 0), ...request.keepOut];
  const problems: Problem[] = [];
  const families: FamilyFit[] = [];
  const announced: Prefix[] = [];
  const made: Made[] = [];
  for (const family of ['ipv4', 'ipv6'] as const) {
    const parts = partsOfUnit(unit, family, others, keepOut);
    if (parts.length === 0) continue;
    const known = parts.flatMap(({ prefixes }) => [...prefixes]);
    for (const prefix of known) announced.push(prefix);
    const { fit, covers, why } = fitFamily({
      family,
      parts,
      cap: room(unit, family, known, solution, request.cap),
      owners,
    });
    if (fit === null) problems.push(problemOf(`${listed(names)}: ${why}`));
    else families.push(fit);
    parts.forEach((part, i) => made.push({ part, cover: covers[i] ?? PrefixList.empty }));
  }
  if (announced.length === 0)
    problems.push(problemOf(`${listed(names)} announces no prefix that is known, so there is nothing to fit`));
  if (problems.length > 0) return { fit: null, problems, announced };
  const asn = unit.sessions[0]?.customerAsn ?? null;
  const sessions = unit.sessions.map(({ id }) => id);
  return { fit: { announcers: names, sessions, asn, families, changes: changesOf(unit, made) }, problems, announced };
}

/** What the caps leave: the least of all sessions, without what cannot be summarised: bare counts, and what a transit router passes on. */
function room(
  unit: Unit,
  family: Family,
  known: readonly Prefix[],
  solution: Solution,
  wanted: number | null,
): number | null {
  let least: number | null = null;
  for (const session of unit.sessions) {
    const cap = wanted ?? session.inboundCap.value;
    if (session.family !== family || cap === null) continue;
    const sent = known.filter((prefix) => exported(session.policy, prefix)).length;
    const offered = solution.sessions.get(session.id)?.inbound.offered ?? sent;
    const left = cap - Math.max(0, offered - sent);
    least = least === null ? left : Math.min(least, left);
  }
  return least;
}

interface Made {
  readonly part: UnitPart;
  readonly cover: PrefixList;
}

function changesOf({ announcers, announce }: Unit, made: readonly Made[]): Change[] {
  const gone: Prefix[] = [];
  const added: Announcement[] = [];
  for (const { part, cover } of made) {
    const [before, after] = [part.prefixes, cover].map((list) => new Set(Array.from(list, prefixKey)));
    for (const each of part.prefixes) if (!after!.has(prefixKey(each))) gone.push(each);
    const fresh = [...cover].filter((each) => !before!.has(prefixKey(each)));
    if (fresh.length > 0) added.push({ ...part.like, anonymous: 0, prefixes: PrefixList.from(fresh) });
  }
  if (gone.length === 0 && added.length === 0) return [];
  return announcers.flatMap(({ section, name, observed }): Change[] => [
    // What was merely observed gives way to whatever is announced by word, so all of it has to be.
    ...(observed ? [{ kind: 'announce', section, name, announcements: announce } as const] : []),
    { kind: 'withdraw', section, name, prefixes: gone },
    { kind: 'announce', section, name, announcements: added },
  ]);
}
