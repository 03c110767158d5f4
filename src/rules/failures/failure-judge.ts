/**
 * What a failure makes worse: the rules and expectations of a design, held against what is left of it. A
 * finding counts when it was not there before, or was there with better numbers. Where the solver knows
 * what the failure reached, only that is looked at.
 */
import type { Settings } from '../../aws/settings.ts';
import type { Change } from '../../design/change.ts';
import type { Design, Expectation } from '../../design/vocabulary.ts';
import { focused, focusOf } from '../../solve/focus.ts';
import { type After, Resolver } from '../../solve/resolver.ts';
import type { Solution } from '../../aws/solution.ts';
import { notMet, notMetBreach } from '../expect/not-met.ts';
import { judgeExpectation } from '../judge-expectation.ts';
import type { Breach, Rule, RuleContext } from '../rule.ts';
import type { Overrides } from '../rule.ts';
import { worseNumbers } from '../baseline/worse-numbers.ts';
import { nameAfterFailure } from './names-after-failure.ts';

/** A breach as data, with the rule that it breaks. */
export interface RuleBreach extends Breach {
  readonly rule: string;
}

export interface FailureJudgeOptions {
  readonly design: Design;
  readonly settings: Settings;
  /** ISO date of today. */
  readonly today: string;
  /** Those that are to judge: the catalogue, or some of it. */
  readonly rules: readonly Rule[];
  readonly overrides?: Overrides;
}

/** Solves a design once, then says of failures what they make worse. */
export class FailureJudge {
  readonly #design: Design;
  readonly #settings: Settings;
  readonly #today: string;
  /** Rules to which a failure may matter. */
  readonly #rules: readonly Rule[];
  /** Arguments of what was found before any failure, by rule and subject. */
  readonly #before = new Map<string, Breach[]>();
  readonly #expected: ReadonlySet<number>;
  readonly resolver: Resolver;

  constructor({ design, settings, today, rules: asked, overrides = {} }: FailureJudgeOptions) {
    this.#design = design;
    this.#settings = settings;
    this.#today = today;
    this.resolver = new Resolver(design, settings);
    const rules: Rule[] = [];
    for (const rule of asked) {
      if (rule.afterFailure === 'same' || overrides[rule.id] === 'off') continue;
      let asks = false;
      const { base } = this.resolver;
      // A rule that finds what it finds without asking for the solution finds the same in any other.
      const context: RuleContext = {
        design,
        settings,
        today,
        get solution() {
          asks = true;
          return base;
        },
      };
      for (const breach of rule.check(context)) push(this.#before, keyOf(rule.id, breach), breach);
      if (asks) rules.push(rule);
    }
    this.#rules = rules;
    const met = (expectation: Expectation): boolean => this.#judge(expectation, this.resolver.base).met;
    const wanted = asked.includes(notMet) && overrides[notMet.id] !== 'off' ? design.expect : [];
    this.#expected = new Set(wanted.flatMap((expectation, index) => (met(expectation) ? [index] : [])));
  }

  judge(changes: readonly Change[]): RuleBreach[] {
    const after = this.resolver.after(changes);
    const found: RuleBreach[] = [];
    for (const { rule, breach } of this.#breaches(after)) {
      if (this.#isNews(rule.id, breach) && !this.#isTheFailureItself(breach, after.solution))
        found.push(named(rule, breach));
    }
    for (const [index, expectation] of this.#design.expect.entries()) {
      if (!this.#expected.has(index)) continue;
      const { met, why } = this.#judge(expectation, after.solution);
      if (!met) found.push({ ...notMetBreach(expectation, { index, why, path: ['expect', index] }), rule: notMet.id });
    }
    return found.sort(
      (a, b) => compareText(a.rule, b.rule) || compareText(a.subject, b.subject) || compareText(a.message, b.message),
    );
  }

  *#breaches({ solution, reached }: After): Generator<{ readonly rule: Rule; readonly breach: Breach }> {
    const part = reached === null ? solution : focused(solution, focusOf(reached, this.resolver.base, solution));
    for (const rule of this.#rules) {
      const context = {
        design: solution.network.design,
        settings: this.#settings,
        today: this.#today,
        solution: rule.afterFailure === 'whole' ? solution : part,
      };
      for (const breach of rule.check(context)) yield { rule, breach };
    }
  }

  /** What is asked of the way holds as drawn; after failures only where the expectation says so. */
  #judge(expectation: Expectation, solution: Solution): { readonly met: boolean; readonly why: string } {
    const { base } = this.resolver;
    const relaxed =
      expectation.kind === 'reach' && expectation.afterFailuresOf === null && solution !== base
        ? { ...expectation, via: null }
        : expectation;
    return judgeExpectation(relaxed, solution, base);
  }

  #isNews(rule: string, breach: Breach): boolean {
    const known = [...(this.#before.get(keyOf(rule, breach)) ?? []), ...this.#worseKind(rule, breach)];
    const args = breach.args ?? {};
    return known.every((before) => worseNumbers(args, before.args ?? {}).length > 0);
  }

  /** What is near a cap after having been beyond it is no news. */
  #worseKind(rule: string, breach: Breach): readonly Breach[] {
    if (!rule.endsWith('-near')) return [];
    const before = this.#before.get(keyOf(rule.replace(/-near$/, '-exceeded'), breach)) ?? [];
    return before.map((each) => ({ ...each, args: {} }));
  }

  /** That a connection is down of which every session has failed says nothing. */
  #isTheFailureItself({ subject }: Breach, solution: Solution): boolean {
    const session = solution.network.sessions.get(subject);
    const sessions =
      session === undefined
        ? (['vpn', 'virtualInterface', 'connect'] as const).flatMap((kind) =>
            this.resolver.fabric.sessionsOver(kind, subject),
          )
        : [session];
    return sessions.length > 0 && sessions.every(({ id }) => solution.network.sessions.get(id)?.down != null);
  }
}

function named(rule: Rule, breach: Breach): RuleBreach {
  const name = nameAfterFailure(rule.id);
  if (name === rule.id) return { ...breach, rule: name };
  return {
    ...breach,
    rule: name,
    args: { ...breach.args, breaks: rule.id },
    facts: [...rule.facts, ...(breach.facts ?? [])],
    assumptions: [...(rule.assumptions ?? []), ...(breach.assumptions ?? [])],
  };
}

function keyOf(rule: string, { subject }: Breach): string {
  return `${rule}\n${subject}`;
}

function push(map: Map<string, Breach[]>, key: string, breach: Breach): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [breach]);
  else list.push(breach);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
