/**
 * What a failure makes worse, found in the part it reached, is what the whole catalogue finds in the failed
 * design solved afresh and did not find, or found with better numbers, before.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../src/aws/settings.ts';
import { applyChanges, type Change } from '../../src/design/change.ts';
import { failingThings } from '../../src/design/failures.ts';
import { readDesign } from '../../src/design/read-design.ts';
import { failureKinds, type Design } from '../../src/design/vocabulary.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { FailureJudge } from '../../src/rules/failures/failure-judge.ts';
import type { Breach } from '../../src/rules/rule.ts';
import { worseNumbers } from '../../src/rules/baseline/worse-numbers.ts';
import { solve } from '../../src/solve/solve.ts';
import { caseArbitrary, designOf, settingsOf } from '../arbitraries/design.ts';
import { steady, withCount } from '../arbitraries/steady-design.ts';

const today = '2026-11-24';

interface Found {
  readonly rule: string;
  readonly breach: Breach;
}

function findAll(design: Design, settings: Settings): Found[] {
  const solution = solve(design, settings);
  return rules.flatMap((rule) =>
    [...rule.check({ design, settings, solution, today })].map((breach) => ({ rule: rule.id, breach })),
  );
}

const keyOf = ({ rule, breach }: Found): string => `${rule} ${breach.subject}`;
const renamed = (rule: string): string =>
  /^routes\/(inbound|outbound|connect|vpc-propagated)-cap-exceeded$|^routes\/tgw-total-exceeded$/.test(rule)
    ? 'resilience/failover-overflows'
    : rule === 'bandwidth/demand-exceeds-capacity'
      ? 'bandwidth/demand-exceeds-capacity-after-failure'
      : rule;

/** Plainly: every rule on the failed design, less what was there before. */
function plainNews(design: Design, settings: Settings, before: readonly Found[], changes: readonly Change[]): string[] {
  const failed = applyChanges(design, changes);
  const solution = solve(failed, settings);
  const isDown = (subject: string): boolean => {
    const named = [...solution.network.sessions.values()].filter(
      ({ id, connection }) => id === subject || connection === subject,
    );
    const exact = named.filter(({ id }) => id === subject);
    const asked = exact.length > 0 ? exact : named;
    return asked.length > 0 && asked.every(({ down }) => down !== null);
  };
  const judgedOtherwise = new Set(rules.filter(({ afterFailure }) => afterFailure === 'same').map(({ id }) => id));
  const news = findAll(failed, settings).filter((found) => {
    const { rule, breach } = found;
    if (judgedOtherwise.has(rule) || isDown(breach.subject)) return false;
    const same = before.filter((other) => keyOf(other) === keyOf(found));
    if (
      rule.endsWith('-near') &&
      before.some((other) => keyOf(other) === keyOf({ ...found, rule: rule.replace('-near', '-exceeded') }))
    )
      return false;
    return same.every((other) => worseNumbers(breach.args ?? {}, other.breach.args ?? {}).length > 0);
  });
  return news.map(({ rule, breach }) => `${renamed(rule)} ${breach.subject}: ${breach.message}`).sort();
}

const cases = fc
  .tuple(
    fc.oneof({ weight: 5, arbitrary: caseArbitrary().map(steady) }, { weight: 1, arbitrary: caseArbitrary() }),
    fc.constantFrom(0, 0, 0, 1, 3),
  )
  .map(([drawn, count]) => withCount(drawn, count));

describe('judging a failure', () => {
  test('finds what the whole catalogue finds in the failed design', () => {
    fc.assert(
      fc.property(cases, fc.nat(), fc.nat(), (drawn, one, other) => {
        const design = designOf(drawn.document);
        const settings = settingsOf(design, drawn.quotas, drawn.assumptions);
        const failures = failureKinds.flatMap((kind) => failingThings(design, kind).map(({ changes }) => [...changes]));
        const pair = [one, other].flatMap((pick) => failures[pick % failures.length] ?? []);
        const judge = new FailureJudge({ design, settings, today, rules });
        const before = findAll(design, settings);
        for (const changes of [...failures, pair]) {
          const news = judge.judge(changes).filter(({ rule }) => rule !== 'expect/not-met');
          expect(news.map(({ rule, subject, message }) => `${rule} ${subject}: ${message}`).sort()).toEqual(
            plainNews(design, settings, before, changes),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  test('and there is something to find', () => {
    const file = 'scenarios/the-one-pair-that-overflows-the-backup/design.yaml';
    const { design } = readDesign([{ file, text: readFileSync(file, 'utf8') }], () => ({ ok: false, why: 'no files' }));
    if (design === null) throw new Error('no design');
    const settings = settingsOf(design);
    const changes: Change[] = ['porto-mill-a', 'porto-mill-b'].map((connection) => ({
      kind: 'connectionDown',
      connection,
    }));
    const news = new FailureJudge({ design, settings, today, rules }).judge(changes);
    expect(new Set(news.map(({ rule }) => rule)).size).toBeGreaterThan(1);
    expect(news.map(({ rule, subject, message }) => `${rule} ${subject}: ${message}`).sort()).toEqual(
      plainNews(design, settings, findAll(design, settings), changes),
    );
  });

  test('nothing that is said to be the same after a failure becomes worse by one', () => {
    const same = new Set(
      ['asn/duplicate-sites', 'ecmp/mixed-public-private'].filter((id) =>
        rules.some((rule) => rule.id === id && rule.afterFailure === 'same'),
      ),
    );
    expect(same.size).toBe(2);
    fc.assert(
      fc.property(cases, fc.nat(), (drawn, pick) => {
        const design = designOf(drawn.document);
        const settings = settingsOf(design, drawn.quotas, drawn.assumptions);
        const failures = failureKinds.flatMap((kind) => failingThings(design, kind).map(({ changes }) => [...changes]));
        const before = new Set(findAll(design, settings).map(keyOf));
        const after = findAll(applyChanges(design, failures[pick % failures.length] ?? []), settings);
        expect(after.filter((found) => same.has(found.rule) && !before.has(keyOf(found)))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
