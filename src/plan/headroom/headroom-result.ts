/**
 * What `headroom` finds out, as data: the shape that `--format json` prints. Its fields are a contract
 * with users' scripts; more may be added, none may change.
 */
import type { ProfileName } from '../../design/vocabulary.ts';
import type { CheckedFinding } from '../../rules/check-result.ts';
import type { Meter } from './meter.ts';

/** A cap that growth breaks. */
export interface Break {
  readonly rule: string;
  readonly subject: string;
  readonly quota: string;
  readonly profile: ProfileName;
  readonly unit: string;
  /** The count with one more than fits. */
  readonly used: number;
  readonly cap: number;
  /** AWS raises it on request. */
  readonly adjustable: boolean;
  /** The design or a flag says that it was raised. */
  readonly overridden: boolean;
  /** Further subjects whose same quota breaks at the same time. */
  readonly alike: number;
  /** Further quotas that break at the same time. */
  readonly others: readonly string[];
}

export interface Room {
  /** Null: nothing that is known breaks. */
  readonly left: number | null;
  readonly firstToBreak: Break | null;
}

/** One cap: what is used of it, what is left, and how that is known. */
export interface HeadroomRow extends Room {
  /**
   * What `left` is a number of. `inbound`: more prefixes on the router behind the session, which cross all
   * its sessions; `branches`, `vpcs`: more of them at the gateway; otherwise more of what the quota counts.
   */
  readonly kind: Meter['kind'] | 'branches' | 'vpcs';
  readonly subject: string;
  readonly unit: string;
  /** Router behind a session; null elsewhere. */
  readonly router: string | null;
  readonly used: number;
  /** Of the subject's own quota; null where several quotas decide. */
  readonly cap: number | null;
  readonly quota: string | null;
  readonly rule: string | null;
  readonly adjustable: boolean;
  readonly overridden: boolean;
  /** The thing that each one more is like. */
  readonly like: string | null;
  /**
   * `solved`: the design grown by `left` was solved and nothing broke, grown by one more and it did. `alike`:
   * so it was for another router in the same situation. `counted`: cap less used, or worked out from a router
   * in a like place.
   */
  readonly proof: 'solved' | 'alike' | 'counted';
  /** The same with every adjustable quota raised as far as AWS says; null: nothing else. */
  readonly whenRaised: Room | null;
  /** Where the other profile says something else. */
  readonly otherProfile: (Room & { readonly profile: ProfileName; readonly cap: number | null }) | null;
}

/** Where a rate of growth comes from. */
export interface Growth {
  readonly kind: 'prefixes' | 'branches' | 'vpcs';
  /** Router that announces more, or the thing that each one more is like. */
  readonly subject: string;
  /** As given, or `+N in D days` of the straight line through the history. */
  readonly rate: string;
  readonly source: 'given' | 'fitted';
  /** Points of the history that the line was laid through; null: given. */
  readonly points: number | null;
}

/** A cap, and the day on which growth breaks it if what breaks before is put right. */
export interface Bite extends Break {
  /** ISO date: the day before all is fine. */
  readonly date: string;
  readonly usedToday: number;
}

/** A count over time, for a picture. */
export interface Course {
  readonly rule: string;
  readonly quota: string;
  readonly subject: string;
  readonly alike: number;
  readonly cap: number;
  readonly points: readonly { readonly date: string; readonly used: number }[];
}

export interface DatedRoom {
  readonly date: string;
  /** Everything that grows, by how much until the day. */
  readonly grown: readonly { readonly kind: Growth['kind']; readonly subject: string; readonly count: number }[];
  readonly firstToBreak: Break;
}

export interface ProfileGrowth {
  readonly profile: ProfileName;
  /** Null: nothing breaks until the end. Proven by solving: the day before nothing breaks. */
  readonly firstBreak: DatedRoom | null;
  /** With every adjustable quota raised; null where the first break is of one that is not adjustable. */
  readonly whenRaised: { readonly firstBreak: DatedRoom | null } | null;
  /** In order of date. */
  readonly bites: readonly Bite[];
  readonly courses: readonly Course[];
}

export interface GrowthResult {
  readonly from: string;
  readonly until: string;
  readonly growth: readonly Growth[];
  /** What a history says does not grow. */
  readonly steady: readonly string[];
  /** The profile of the run first. */
  readonly profiles: readonly ProfileGrowth[];
}

/** What `headroom --format json` prints. */
export interface HeadroomResult {
  readonly routecap: string;
  readonly profile: ProfileName;
  readonly inputs: readonly string[];
  /** Of each kind the tightest first. */
  readonly headroom: readonly HeadroomRow[];
  readonly growth: GrowthResult | null;
  /** What is over already. */
  readonly findings: readonly CheckedFinding[];
  readonly summary: { readonly errors: number; readonly warnings: number; readonly notes: number };
  readonly exitCode: 0 | 1;
}
