/** What a fit proposes: the summary, what it claims beyond what was announced, and what that does to the design. */
import type { Change } from '../../design/change.ts';
import type { Problem } from '../../design/problem.ts';
import type { Family, Prefix } from '../../net/prefix.ts';
import type { PrefixList } from '../../net/prefix-list.ts';
import type { Finding } from '../../rules/rule.ts';

/** Space that may not be claimed, and whose it is: `VPC app`, `announced by routers/hq`. */
export interface KeepOut {
  readonly prefix: Prefix;
  readonly what: string;
}

/** A point of the curve: so many prefixes claim at least so many addresses that were not announced. */
export interface CurvePoint {
  readonly prefixes: number;
  readonly extra: bigint;
}

/** One family of one announcer. */
export interface FamilyFit {
  readonly family: Family;
  /** What the cap leaves for these prefixes; null: no cap, only exact aggregation was asked for. */
  readonly cap: number | null;
  /** Prefixes announced now, each once. */
  readonly announced: number;
  /** As few as say the same: the same addresses, the same ways. */
  readonly exact: number;
  /** What to announce instead, sorted. */
  readonly summary: PrefixList;
  /** Of the summary: made by the fit, to be announced anew. The others are announced already. */
  readonly added: () => PrefixList;
  /** Announced now and not in the summary. */
  readonly dropped: () => PrefixList;
  /** Addresses of the summary that were not announced. */
  readonly extra: bigint;
  /** The largest blocks of them, largest first, at most five; and how many blocks there are. */
  readonly extraBlocks: readonly Prefix[];
  readonly extraBlockCount: number;
  /** From the fewest prefixes that do up to the cap; empty where nothing need be claimed. */
  readonly curve: readonly CurvePoint[];
  /** Parts that are summarised each by itself, because their attributes or their rivals differ. */
  readonly parts: number;
  /** Prefixes that were only aggregated exactly, since somebody else announces what covers them. */
  readonly rivalled: number;
}

/** Announcements that are changed as one, and where they are sent. */
export interface UnitFit {
  /** `routers/dc1`, `customerGateways/dc1` …; empty for a plain list. */
  readonly announcers: readonly string[];
  /** Ids of the sessions on which the change is seen. */
  readonly sessions: readonly string[];
  /** The announcing AS; null: not known. */
  readonly asn: number | null;
  readonly families: readonly FamilyFit[];
  readonly changes: readonly Change[];
}

/** Addresses that go another way with the proposal than before. */
export interface Redirected {
  readonly place: string;
  readonly prefix: Prefix;
  /** Of the prefix: those that do not belong to a longer one. */
  readonly addresses: bigint;
  /** No route led there before, or only a default route. */
  readonly unrouted: boolean;
  /** Owners of the routes in use, such as a connection or an attachment; empty: no route. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The design solved again with the proposal applied. */
export interface FitCheck {
  /** Places looked at; 0: too much to solve twice, see `skipped`. */
  readonly places: number;
  /** Routers whose tables were not looked at, because all of them together are too much. */
  readonly routersLeftOut: number;
  readonly skipped: string | null;
  /** Announced before, or routed otherwise than by a default route, and another way now. A sound proposal has none. */
  readonly moved: readonly Redirected[];
  /** Nobody's before, and drawn to the sessions now. */
  readonly attracted: readonly Redirected[];
  /** Sessions with what they offer of what they may, as the proposal leaves them. */
  readonly sessions: readonly {
    readonly id: string;
    readonly offered: number;
    readonly cap: number | null;
    readonly outcome: string;
  }[];
}

/** What `fit --format json` prints. */
export interface FitResult {
  /** Null for plain lists. */
  readonly profile: string | null;
  readonly units: readonly UnitFit[];
  /** Null for plain lists. */
  readonly check: FitCheck | null;
  /** Found with the proposal and not before. */
  readonly findings: readonly Finding[];
  /** Found before and not with the proposal. */
  readonly solved: readonly Finding[];
  readonly exitCode: 0 | 1;
}

/** A summary that fits, and what it claims besides. */
export type Fitted =
  | { readonly problems: null; readonly result: FitResult }
  | { readonly problems: readonly Problem[]; readonly result: null };

export function problemOf(message: string, suggestion: string | null = null): Problem {
  return { message, at: null, excerpt: null, width: 1, suggestion };
}
