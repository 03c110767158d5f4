/** The shape of a rule: its meta for the catalogue, and its check. A rule is one file; words come last. */
import type { Settings } from '../aws/settings.ts';
import type { DesignPath, Location } from '../design/problem.ts';
import type { Design } from '../design/vocabulary.ts';
import type { Solution } from '../aws/solution.ts';

/** How bad a finding is. */
export type Severity = 'error' | 'warning' | 'note';

/**
 * Severity by rule id instead of the rule's own; `off` leaves the rule out. That holds for every rule, also for those
 * that no `ignore` entry can silence: it is said in the open of a rule as a whole, where an entry is an exception
 * tucked away in a design. What `expect` finds is in the result all the same.
 */
export type Overrides = Readonly<Record<string, Severity | 'off'>>;

export interface RuleContext {
  readonly design: Design;
  readonly settings: Settings;
  readonly solution: Solution;
  /** ISO date of today, handed in from the world. */
  readonly today: string;
}

/** Two designs, the second meant to replace the first: what rules about changes read. */
export interface ChangeContext {
  readonly before: Design;
  readonly after: Design;
}

/** One place where a rule is broken. */
export interface Breach {
  /** What it is about: a session id, or the name of a thing. */
  readonly subject: string;
  readonly message: string;
  readonly args?: Readonly<Record<string, string | number | boolean | null>>;
  /** Where in the design. */
  readonly path: DesignPath;
  /** When it differs from the rule's. */
  readonly severity?: Severity;
  readonly fix?: string;
  /** Fact ids beyond the rule's own. */
  readonly facts?: readonly string[];
  /** Assumption ids this breach rests on, beyond the rule's own. */
  readonly assumptions?: readonly string[];
  /** The quota it compares with: the other profile is asked too when the two differ. */
  readonly quota?: string;
}

/** One thing that is checked: why, on which facts, and how. */
export interface Rule {
  /** `family/what-is-wrong`. */
  readonly id: string;
  readonly severity: Severity;
  /** One line. */
  readonly title: string;
  /** What follows from it, for someone who meets it at night. */
  readonly why: string;
  /** What to do. A breach may say it better. */
  readonly fix: string;
  /** Fact ids, at least one (`F97`, `Q-VPN-IN-VGW` …); empty only for rules about the input itself. */
  readonly facts: readonly string[];
  readonly assumptions?: readonly string[];
  /** False: an `ignore` entry cannot silence it. A severity of `off` can. */
  readonly suppressible?: boolean;
  /** The verdict differs between the profiles for a reason other than a quota: both are asked. */
  readonly profileDependent?: boolean;
  /**
   * How it is judged after a failure. `same`: a failure adds nothing, for it judges what is written, or how
   * much there is to lose. `whole`: it has to see the whole network. Otherwise the part that a failure
   * reached is enough.
   */
  readonly afterFailure?: 'same' | 'whole';
  readonly check: (context: RuleContext) => Iterable<Breach>;
  /** Judges a change from one design to another; paths are those of the second. */
  readonly checkChange?: (context: ChangeContext) => Iterable<Breach>;
}

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly says: string;
}

/** What a rule found, with its place, its sources and what to do. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly message: string;
  readonly args: Readonly<Record<string, string | number | boolean | null>>;
  readonly at: Location | null;
  readonly sources: readonly Source[];
  readonly assumptions: readonly string[];
  readonly fix: string;
  /** In the baseline. */
  readonly known: boolean;
  readonly suppressed: { readonly reason: string; readonly until: string | null } | null;
  /** What the other profile says, when it says something else; null when both agree. */
  readonly otherProfile: string | null;
}
