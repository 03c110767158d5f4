/**
 * What `check` finds out, as data: the shape that `--format json` prints and every reporter reads.
 * Its fields are a contract with users' scripts; more may be added, none may change.
 */
import type { Location } from '../design/problem.ts';
import type { ProfileName } from '../design/vocabulary.ts';
import type { Family } from '../net/prefix.ts';
import type { GatewayRef } from '../aws/network.ts';
import type { Oscillation } from '../aws/solution.ts';
import type { Finding, Severity } from './rule.ts';

/** A session as `check` reports it: its state and its counts against the caps. */
export interface CheckedSession {
  readonly id: string;
  readonly connection: string;
  readonly tunnel: number | null;
  readonly family: Family;
  readonly gateway: string;
  readonly gatewayKind: GatewayRef['kind'];
  readonly customerAsn: number;
  readonly amazonAsn: number;
  readonly routing: 'bgp' | 'static';
  readonly state: 'established' | 'idle' | 'down';
  /** False: in some outcomes the state is another. */
  readonly stateCertain: boolean;
  readonly reason: string;
  readonly assumptions: readonly string[];
  readonly inbound: {
    readonly offered: number;
    readonly accepted: number;
    readonly cap: number | null;
    /** `over`: a static VPN lists more routes than AWS takes; no session is reset. */
    readonly outcome: 'ok' | 'near' | 'reset' | 'over';
  };
  readonly outbound: {
    readonly candidates: number;
    readonly announced: number;
    readonly cap: number | null;
    readonly outcome: 'ok' | 'near' | 'truncated';
    readonly unknown: number;
  };
}

/** A finding with what its rule says of every such finding. */
export interface CheckedFinding extends Finding {
  readonly why: string;
  /** The baseline knows it, with better numbers: it counts again. */
  readonly lapsed?: string;
}

export interface CheckedExpectation {
  /** Position in the design's `expect` list, from 0. */
  readonly index: number;
  readonly met: boolean;
  readonly why: string;
  readonly at: Location | null;
}

export interface SessionChange {
  readonly id: string;
  readonly change: 'new' | 'gone' | 'changed';
  /** Null: it is new. */
  readonly before: CheckedSession | null;
}

export interface FindingChange {
  /** Position in the findings, from 0. */
  readonly index: number;
  readonly rule: string;
  readonly subject: string;
  readonly change: 'new' | 'worse' | 'same';
  /** What is worse, such as `count 62, now 102`; null otherwise. */
  readonly from: string | null;
}

/** The result held against that of another design, the base of a change. */
export interface BaseComparison {
  readonly inputs: readonly string[];
  /** Of the base. */
  readonly summary: CheckResult['summary'];
  /** Those that changed, in order of id, then those that are gone. */
  readonly sessions: readonly SessionChange[];
  /** In the order of the findings; suppressed ones and stale entries of a baseline are left out. */
  readonly findings: readonly FindingChange[];
  /** Found in the base and not any more. */
  readonly gone: readonly CheckedFinding[];
}

/** The lowest severity that makes the exit code 1. */
export const failOnLevels = ['error', 'warning', 'note', 'never'] as const;
/** The lowest severity that makes the exit code 1; `never`: none does. */
export type FailOn = Severity | 'never';

/** The verdict, as `check --format json` prints it. */
export interface CheckResult {
  /** Version of the program. */
  readonly routecap: string;
  readonly profile: ProfileName;
  readonly inputs: readonly string[];
  /** The `.routecap.yaml` in force, where there is one. */
  readonly configuration?: string;
  /** The file of known findings it was compared with, where it was. */
  readonly baseline?: string;
  /** What changed against the design it was compared with, where it was. */
  readonly base?: BaseComparison;
  /** In order of id. */
  readonly sessions: readonly CheckedSession[];
  readonly findings: readonly CheckedFinding[];
  readonly expectations: readonly CheckedExpectation[];
  readonly oscillation: Oscillation | null;
  /** Without the suppressed and the known ones. */
  readonly summary: { readonly errors: number; readonly warnings: number; readonly notes: number };
  readonly exitCode: 0 | 1;
}
