/** What a BGP log of AWS proves about the cap: sessions that were reset for it, and those that came near. */
import type { LoggedSession } from '../aws/session-log.ts';
import { inboundCapExceeded } from './routes/inbound-cap-exceeded.ts';
import { inboundCapNear } from './routes/inbound-cap-near.ts';
import type { CheckedFinding, FailOn } from './check-result.ts';
import { counted, thousands } from './counted.ts';
import { failsAt } from './fails-at.ts';
import { findingOf } from './finding-of.ts';
import type { Breach, Rule, Severity } from './rule.ts';

/** The verdict on logs, as `bgp-log --format json` prints it. */
export interface LogResult {
  readonly routecap: string;
  readonly inputs: readonly string[];
  readonly sessions: readonly LoggedSession[];
  readonly findings: readonly CheckedFinding[];
  readonly summary: { readonly errors: number; readonly warnings: number; readonly notes: number };
  readonly exitCode: 0 | 1;
}

export interface LogRequest {
  readonly sessions: readonly LoggedSession[];
  /** Percent of a cap from which it counts as near. */
  readonly near: number;
  readonly inputs: readonly string[];
  readonly version: string;
  readonly failOn: FailOn;
}

/** What logs prove of the sessions in them, as findings. */
export function judgeSessionLog({ sessions, near, inputs, version, failOn }: LogRequest): LogResult {
  const findings = sessions.flatMap((session) => findingsOf(session, near));
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    routecap: version,
    inputs,
    sessions,
    findings,
    summary: { errors: count('error'), warnings: count('warning'), notes: count('note') },
    exitCode: failsAt(findings, failOn) ? 1 : 0,
  };
}

function findingsOf(session: LoggedSession, near: number): CheckedFinding[] {
  const { id, resets, most, cap, warnings } = session;
  if (resets.length > 0) {
    const over = resets.reduce<number | null>((a, { count }) => (count === null ? a : Math.max(a ?? 0, count)), null);
    const of = cap === null ? '' : ` (cap ${thousands(cap)})`;
    const offered = over === null ? 'more routes than the cap' : `up to ${counted(over, 'route')}`;
    const message = `${id} was offered ${offered}${of}, and AWS reset it ${resets.length === 1 ? 'once' : counted(resets.length, 'time')} within the log.`;
    return [
      made(inboundCapExceeded, session, session.at.exceeded, {
        message,
        args: { count: over, cap, resets: resets.length },
      }),
    ];
  }
  const close = most !== null && cap !== null && most.count * 100 >= cap * near;
  if (warnings === 0 && !close) return [];
  const reached =
    most === null ? 'near the cap' : `${counted(most.count, 'route')}${cap === null ? '' : ` of ${thousands(cap)}`}`;
  const warned = warnings === 0 ? '' : `; AWS warned of it ${warnings === 1 ? 'once' : counted(warnings, 'time')}`;
  const message = `${id} carried ${reached}${warned}. One route beyond the cap resets it.`;
  return [
    made(inboundCapNear, session, session.at.near ?? most?.at ?? null, {
      message,
      args: { count: most?.count ?? null, cap, warnings },
    }),
  ];
}

function made(
  rule: Rule,
  { id, at }: LoggedSession,
  place: LoggedSession['at']['exceeded'],
  { message, args }: Pick<Breach, 'message' | 'args'>,
): CheckedFinding {
  const breach: Breach = { subject: id, message, args: args ?? {}, path: [], facts: ['B-IN-LOGS'] };
  // What a log shows rests on no assumption.
  return { ...findingOf(rule, breach, () => place ?? at.first, { suppressed: null }), assumptions: [], why: rule.why };
}
