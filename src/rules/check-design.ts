/**
 * The whole of `check` on a design that has been read: solve, run the rules, evaluate what the design
 * expects, ask the other profile about what was found, count, and decide the exit code. No files, no
 * clock: both are handed in.
 */
import type { QuotaInForce } from '../aws/quota.ts';
import type { Settings } from '../aws/settings.ts';
import type { Locate } from '../design/problem.ts';
import { thousands } from '../design/thousands.ts';
import type { Design } from '../design/vocabulary.ts';
import type { SessionResult, Solution } from '../aws/solution.ts';
import { solve } from '../solve/solve.ts';
import { applyBaseline } from './baseline/apply-baseline.ts';
import type { Baseline } from './baseline/baseline.ts';
import { rules } from './catalogue.ts';
import type { CheckedFinding, CheckedSession, CheckResult, FailOn } from './check-result.ts';
import { compareWithBase } from './compare-with-base.ts';
import { evaluateExpectations } from './expectations.ts';
import { failsAt } from './fails-at.ts';
import type { Finding, RuleContext, Severity } from './rule.ts';
import { byRuleAndSubject, runRules } from './run-rules.ts';
import type { Overrides } from './rule.ts';

/** A design that has been read, and under what it is judged. */
export interface CheckRequest {
  readonly design: Design;
  readonly settings: Settings;
  /** The same flags under the other profile, to say where it judges differently; null: not asked. */
  readonly otherSettings: Settings | null;
  readonly locate: Locate;
  /** ISO date of today. */
  readonly today: string;
  /** Names of what was read, as the user wrote them. */
  readonly inputs: readonly string[];
  /** Name of the configuration in force, for the report. */
  readonly configuration?: string | null;
  /** Of the program, for the report. */
  readonly version: string;
  readonly failOn: FailOn;
  /** Findings that are known already. */
  readonly baseline?: Baseline | null;
  /** The design before the change, to say what the change did; it has no say in the exit code. */
  readonly base?: Pick<CheckRequest, 'design' | 'settings' | 'locate' | 'inputs'> | null;
  /** Severity by rule id instead of the rule's own; `off` leaves the rule out. */
  readonly overrides?: Overrides;
}

/** The verdict on a design that has been read; `check` reads it first. */
export function checkDesign(request: CheckRequest): CheckResult {
  const { design, settings, locate, today } = request;
  const solution = solve(design, settings);
  const context: RuleContext = { design, settings, solution, today };
  const overrides = request.overrides ?? {};
  const found = runRules({ ...context, locate, overrides });
  const baseline = request.baseline ?? null;
  const told = withOtherProfile(found, context, request);
  const findings = baseline === null ? told : applyBaseline(told, baseline, overrides).sort(byRuleAndSubject);
  const counting = findings.filter((finding) => !finding.known && finding.suppressed === null);
  const count = (severity: Severity): number => counting.filter((finding) => finding.severity === severity).length;
  const summary = { errors: count('error'), warnings: count('warning'), notes: count('note') };
  const sessions = [...solution.sessions.values()].map((result) => checkedSession(result));
  return {
    routecap: request.version,
    profile: settings.profile,
    inputs: request.inputs,
    ...(request.configuration == null ? {} : { configuration: request.configuration }),
    ...(baseline === null ? {} : { baseline: baseline.file }),
    ...withBase({ sessions, findings }, request),
    sessions,
    findings,
    expectations: evaluateExpectations(context).map(({ index, met, why, path }) => ({
      index,
      met,
      why,
      at: locate(path),
    })),
    oscillation: solution.oscillation,
    summary,
    exitCode: failsAt(counting, request.failOn) ? 1 : 0,
  };
}

function withBase(
  now: Pick<CheckResult, 'sessions' | 'findings'>,
  { base, ...request }: CheckRequest,
): Pick<CheckResult, 'base'> {
  if (base === null || base === undefined) return {};
  const was = checkDesign({ ...request, ...base, otherSettings: null, baseline: null });
  return { base: compareWithBase(now, was) };
}

function checkedSession(result: SessionResult): CheckedSession {
  const { session, inbound, outbound } = result;
  return {
    id: session.id,
    connection: session.connection,
    tunnel: session.tunnel,
    family: session.family,
    gateway: session.gateway.name,
    gatewayKind: session.gateway.kind,
    customerAsn: session.customerAsn,
    amazonAsn: session.amazonAsn,
    routing: session.routing,
    state: result.state,
    stateCertain: result.stateCertain,
    reason: result.reason,
    assumptions: result.assumptions,
    inbound: {
      offered: inbound.offered,
      accepted: inbound.accepted,
      cap: inbound.cap,
      outcome: inbound.outcome,
    },
    outbound: {
      candidates: outbound.candidates,
      announced: outbound.announced,
      cap: outbound.cap,
      outcome: outbound.outcome,
      unknown: outbound.unknown,
    },
  };
}

/** Solves once more under the other profile, when there is something to ask it about. */
function withOtherProfile(
  found: readonly Finding[],
  context: RuleContext,
  request: CheckRequest,
): readonly CheckedFinding[] {
  const other = request.otherSettings;
  const ask =
    other !== null && mayDiffer(found, context.design) ? askOther(found, context, other, request) : (): null => null;
  const whyOf = new Map(rules.map((rule) => [rule.id, rule.why]));
  return found.map((finding) => ({ ...finding, otherProfile: ask(finding), why: whyOf.get(finding.rule) ?? '' }));
}

/** The profiles differ in caps of transit gateways, in tunnel options and in what some rules say; elsewhere solving twice tells nothing. */
function mayDiffer(found: readonly Finding[], design: Design): boolean {
  if (found.length === 0) return false;
  const dependent = new Set(rules.filter((rule) => rule.profileDependent === true).map(({ id }) => id));
  const connections = Object.values(design.vpnConnections);
  return (
    Object.keys(design.transitGateways).length > 0 ||
    connections.some(({ tunnelBandwidth, mtu }) => tunnelBandwidth === 'large' || mtu !== null) ||
    found.some(({ rule }) => dependent.has(rule))
  );
}

function askOther(
  found: readonly Finding[],
  context: RuleContext,
  settings: Settings,
  request: CheckRequest,
): (finding: Finding) => string | null {
  const { design, today, locate, overrides = {} } = request;
  const solution: Solution = solve(design, settings);
  const there = new Map<string, Finding[]>();
  for (const finding of runRules({ design, settings, solution, today, locate, overrides })) {
    const known = there.get(keyOf(finding));
    if (known === undefined) there.set(keyOf(finding), [finding]);
    else known.push(finding);
  }
  const here = new Map<string, number>();
  for (const finding of found) here.set(keyOf(finding), (here.get(keyOf(finding)) ?? 0) + 1);
  const quotasOfRule = new Map<string, Map<string, string | undefined>>();
  return (finding) => {
    const same = there.get(keyOf(finding)) ?? [];
    const flag = `with --profile ${settings.profile}`;
    if (same.length === 0) {
      const quota = quotaOf(finding, context, settings, quotasOfRule);
      const cap = quota === null ? '' : ` (${capText(quota)})`;
      return `${flag} this is not a finding${cap}`;
    }
    // Several of one rule and subject cannot be told apart by more than their words.
    const counterpart = here.get(keyOf(finding)) === 1 && same.length === 1 ? same[0] : undefined;
    if (counterpart === undefined || sameVerdict(counterpart, finding)) return null;
    const severity = counterpart.severity === finding.severity ? '' : ` a ${counterpart.severity}`;
    return `${flag}${severity}: ${counterpart.message}`;
  };
}

function keyOf(finding: Finding): string {
  return JSON.stringify([finding.rule, finding.subject]);
}

function sameVerdict(a: Finding, b: Finding): boolean {
  return a.severity === b.severity && a.message === b.message;
}

function capText(quota: QuotaInForce): string {
  return quota.value === null ? 'no such cap' : `cap ${thousands(quota.value)}`;
}

/** The quota a finding rests on, as the other settings have it; null: none, or the same in both. */
function quotaOf(
  finding: Finding,
  context: RuleContext,
  other: Settings,
  seen: Map<string, Map<string, string | undefined>>,
): QuotaInForce | null {
  let quotas = seen.get(finding.rule);
  if (quotas === undefined) {
    quotas = new Map();
    const rule = rules.find((each) => each.id === finding.rule);
    for (const breach of rule?.check(context) ?? []) {
      quotas.set(JSON.stringify([breach.subject, breach.message]), breach.quota);
    }
    seen.set(finding.rule, quotas);
  }
  const id = quotas.get(JSON.stringify([finding.subject, finding.message]));
  if (id === undefined) return null;
  const quota = other.quota(id);
  return quota.value === context.settings.quota(id).value ? null : quota;
}
