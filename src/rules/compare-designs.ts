/** The whole of `diff` on two designs that have been read: what changes in route terms, what it means, and how to get there. */
import type { Settings } from '../aws/settings.ts';
import type { Locate } from '../design/problem.ts';
import type { Design } from '../design/vocabulary.ts';
import { compareSolutions, type SolutionDifference } from '../solve/compare-solutions.ts';
import { solve } from '../solve/solve.ts';
import type { FailOn } from './check-result.ts';
import { failsAt } from './fails-at.ts';
import { migrationOrder, type MigrationOrder } from './migration-order.ts';
import type { Finding } from './rule.ts';
import { runChangeRules, runRules } from './run-rules.ts';
import type { Overrides } from './rule.ts';

/** Two designs that have been read, each with its limits. */
export interface CompareRequest {
  readonly before: { readonly design: Design; readonly settings: Settings; readonly locate: Locate };
  readonly after: { readonly design: Design; readonly settings: Settings; readonly locate: Locate };
  /** Paths as the user wrote them. */
  readonly inputs: readonly [string, string];
  readonly today: string;
  readonly version: string;
  readonly failOn: FailOn;
  /** Severity by rule id instead of the rule's own; `off` leaves the rule out. */
  readonly overrides?: Overrides;
}

/** What a change does, as `diff --format json` prints it, prefixes still as data. */
export interface DiffResult {
  readonly routecap: string;
  readonly profile: string;
  readonly inputs: readonly [string, string];
  readonly difference: SolutionDifference;
  /** What the change itself means, and what is found after it and not before. */
  readonly findings: readonly Finding[];
  /** Found before and not after. */
  readonly solved: readonly Finding[];
  readonly order: MigrationOrder;
  readonly summary: { readonly errors: number; readonly warnings: number; readonly notes: number };
  readonly exitCode: 0 | 1;
}

/** What changes between two designs, what is found after and not before, and an order that stays sound. */
export function compareDesigns(request: CompareRequest): DiffResult {
  const { before, after, inputs, today, version, failOn, overrides = {} } = request;
  const solutions = { before: solve(before.design, before.settings), after: solve(after.design, after.settings) };
  const was = runRules({ ...before, solution: solutions.before, today, overrides });
  const is = runRules({ ...after, solution: solutions.after, today, overrides });
  const key = ({ rule, subject }: Finding): string => `${rule} ${subject}`;
  const known = new Set(was.map(key));
  const still = new Set(is.map(key));
  const findings = [
    ...runChangeRules({ before: before.design, after: after.design, locate: after.locate, today, overrides }),
    ...is.filter((finding) => !known.has(key(finding))),
  ];
  const counting = findings.filter(({ suppressed }) => suppressed === null);
  const count = (severity: Finding['severity']): number =>
    counting.filter((finding) => finding.severity === severity).length;
  return {
    routecap: version,
    profile: after.settings.profile,
    inputs,
    difference: compareSolutions(solutions.before, solutions.after),
    findings,
    solved: was.filter((finding) => !still.has(key(finding))),
    order: migrationOrder(before.design, after.design, after.settings, today),
    summary: { errors: count('error'), warnings: count('warning'), notes: count('note') },
    exitCode: failsAt(counting, failOn) ? 1 : 0,
  };
}
