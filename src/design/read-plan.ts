/**
 * The text of a change plan (YAML or JSON) to a Plan, or to every problem it has, each with its place.
 * Names are looked up in the design as the steps before have changed it. Total: no text makes it throw.
 */
import { applyChanges } from './change.ts';
import { readWritten, type Language } from './design-source.ts';
import { parseDuration } from './duration.ts';
import type { ExpectedWhen, Plan, PlanExpectation, PlanStep } from './plan.ts';
import type { DesignPath, Locate, Location, Problem } from './problem.ts';
import { namedPlaces, readExpectation, type NamedPlaces } from './read-expectations.ts';
import { readPlanChange, type PlanReadingContext } from './read-plan-change.ts';
import { present, nameLookup, type ReadFile, type Reading } from './reading.ts';
import {
  planSchema,
  whenQuiet,
  type PlanDocument,
  type PlanExpectationDocument,
  type StepDocument,
} from './schema-plan.ts';
import { languageVersion } from './schema.ts';
import type { Design } from './vocabulary.ts';

export interface PlanReading {
  /** Null when there are problems. */
  readonly plan: Plan | null;
  readonly problems: readonly Problem[];
  /** Places in the plan, of paths such as `["expect", 0]`. */
  readonly locate: Locate;
  /** Of things that the plan has added or replaced by the end of a step (from 0), by their path in a design; null for all others. */
  readonly locateAdded: (path: DesignPath, step: number) => Location | null;
}

const planLanguage: Language<PlanDocument> = {
  schema: planSchema,
  what: 'a plan',
  looks: `routecap: ${languageVersion}, then plan: a list of steps, each with \`at\` and \`changes\``,
};

/** A plan file for a design: its steps, how long it runs and what must hold. `problems` has all that is wrong. */
export function readPlan(
  source: { readonly file: string; readonly text: string },
  design: Design,
  files: ReadFile,
): PlanReading {
  const read = readWritten(source.file, source.text, planLanguage);
  const problems: Problem[] = [...read.problems];
  const document: PlanDocument = read.document ?? {};
  const report: Reading['report'] = (path, message, suggestion = null, at = 'value') =>
    void problems.push(read.problem(path, at, message, suggestion));
  const damaged = (path: DesignPath): boolean =>
    read.damaged.some((each) => path.every((step, depth) => each[depth] === step));
  const suspect = new Set<string>();
  const lookup = nameLookup(report, read.document !== null);
  const reading: Reading = {
    document: {},
    report,
    damaged,
    reportIn: (file, line, column, width, excerpt, message, suggestion) =>
      void problems.push({ message, at: { file, line, column }, excerpt, width: Math.max(1, width), suggestion }),
    lineOf: (path) => `on line ${read.place(path)?.line ?? 1}`,
    fileOf: () => source.file,
    files,
    // What was to be added and could not be read has its problem already.
    known: (what, names, name, path) =>
      suspect.has(name.split('/')[0] ?? name) ? names.has(name) : lookup(what, names, name, path),
  };
  const versionGiven = document.routecap !== undefined || damaged(['routecap']);
  if (read.document !== null && !versionGiven) {
    report([], 'a plan says which version of the language it is written in', `routecap: ${languageVersion}`);
  }

  const untilMs = document.until === undefined ? null : msOf(document.until);
  const origins = new Map<string, DesignPath[]>();
  const { steps, stages } = readSteps(document, untilMs, design, { reading, suspect, origins });
  const names = unitedNames(stages);
  const expect = [...present(document.expect)].flatMap(
    ([given, i]) => readPlanned(reading, given, ['expect', i], names) ?? [],
  );
  problems.sort((p, q) => (p.at?.line ?? 0) - (q.at?.line ?? 0) || (p.at?.column ?? 0) - (q.at?.column ?? 0));
  const plan = problems.length === 0 ? { steps, untilMs, expect } : null;
  const locateAdded: PlanReading['locateAdded'] = ([section, name, ...rest], step) => {
    // A path in the plan begins with `plan` and the number of its step.
    const origin = origins.get(`${section ?? ''}/${name ?? ''}`)?.findLast(([, index]) => Number(index) <= step);
    return origin === undefined ? null : read.place([...origin, ...rest]);
  };
  return { plan, problems, locate: (path) => read.place(path), locateAdded };
}

/** A duration the schema has already found sound. */
function msOf(text: string): number {
  const read = parseDuration(text);
  if (!read.ok) throw new Error(`a duration passed the schema and does not parse: ${text}`);
  return read.ms;
}

function readSteps(
  document: PlanDocument,
  untilMs: number | null,
  design: Design,
  context: PlanReadingContext,
): { readonly steps: PlanStep[]; readonly stages: readonly Design[] } {
  const { reading } = context;
  if (document.plan?.length === 0) reading.report(['plan'], 'the plan is empty; it has one step at least', null, 'key');
  const steps: PlanStep[] = [];
  const stages: Design[] = [design];
  let now = design;
  let last = null as { readonly ms: number; readonly path: DesignPath } | null;
  for (const [given, i] of present(document.plan)) {
    const path = ['plan', i];
    const at = readAt(given);
    if (at.kind === 'time') {
      const atPath = given.at === undefined ? path : [...path, 'at'];
      if (last !== null && at.ms < last.ms) {
        reading.report(
          atPath,
          `the steps are out of order: this one comes before the one ${reading.lineOf(last.path)}`,
        );
      } else if (untilMs !== null && at.ms > untilMs) {
        reading.report(
          atPath,
          `this step would come after the end of the simulation (\`until: ${document.until ?? ''}\`)`,
        );
      }
      last = { ms: Math.max(at.ms, last?.ms ?? 0), path: atPath };
    }
    const changes: PlanStep['changes'][number][] = [];
    if (given.changes?.length === 0) reading.report([...path, 'changes'], 'the step changes nothing', null, 'key');
    for (const [change, j] of present(given.changes)) {
      const made = readPlanChange(context, change, [...path, 'changes', j], now);
      changes.push(...made);
      now = applyChanges(
        now,
        made.flatMap((each) => (each.kind === 'tunnelMaintenance' ? [] : [each])),
      );
    }
    stages.push(now);
    const step = { name: given.name ?? `step ${i + 1}`, at, changes };
    steps.push(given.administrative === undefined ? step : { ...step, administrative: given.administrative });
  }
  return { steps, stages };
}

function readAt({ at }: StepDocument): PlanStep['at'] {
  return at === undefined || at === whenQuiet ? { kind: 'quiet' } : { kind: 'time', ms: msOf(at) };
}

/** Of the design at every stage: what an expectation names need not be there all the time. */
function unitedNames(stages: readonly Design[]): NamedPlaces {
  const all = stages.map(namedPlaces);
  const unite = (key: keyof NamedPlaces): Set<string> => new Set(all.flatMap((names) => [...names[key].keys()]));
  return { places: unite('places'), connections: unite('connections'), sessions: unite('sessions') };
}

function readPlanned(
  reading: Reading,
  given: PlanExpectationDocument,
  path: DesignPath,
  names: NamedPlaces,
): PlanExpectation | null {
  const { always, afterLastStep, atMostBrokenFor, ...stated } = given;
  const told = [
    ...(always === true ? ['always'] : []),
    ...(afterLastStep === true ? ['afterLastStep'] : []),
    ...(atMostBrokenFor === undefined ? [] : ['atMostBrokenFor']),
  ];
  if (told.length > 1) {
    reading.report([...path, told[1] ?? ''], `\`${told[0]}\` and \`${told[1]}\` exclude each other`, null, 'key');
    return null;
  }
  const meanwhile = told[0] !== undefined && told[0] !== 'afterLastStep';
  if (meanwhile && stated.afterFailuresOf !== undefined) {
    const message = `\`afterFailuresOf\` is judged when all is quiet, and has no place beside \`${told[0]}\``;
    reading.report([...path, 'afterFailuresOf'], message, null, 'key');
    return null;
  }
  const expectation = readExpectation(reading, stated, path, names);
  return expectation === null ? null : { expectation, when: whenOf(always, atMostBrokenFor) };
}

function whenOf(always: boolean | undefined, atMostBrokenFor: string | undefined): ExpectedWhen {
  if (always === true) return { kind: 'always' };
  return atMostBrokenFor === undefined
    ? { kind: 'afterLastStep' }
    : { kind: 'atMostBrokenFor', ms: msOf(atMostBrokenFor) };
}
