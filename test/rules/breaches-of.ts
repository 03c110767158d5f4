/** What one rule says of a small design written out in the test. */
import { expect } from 'vitest';
import { makeSettings } from '../../src/aws/settings.ts';
import { readDesign, type ReadFile } from '../../src/design/read-design.ts';
import type { Design, ProfileName } from '../../src/design/vocabulary.ts';
import type { Breach, Rule, RuleContext } from '../../src/rules/rule.ts';
import { solve } from '../../src/solve/solve.ts';

export interface Wanted {
  readonly profile?: ProfileName;
  readonly near?: number;
  readonly today?: string;
}

const noFiles: ReadFile = (path) => ({ ok: false, why: `${path} is not there` });

/** The design must be sound: a test of a rule is not about problems of the input. */
export function designOf(yaml: string): Design {
  const { design, problems } = readDesign([{ file: 'test.yaml', text: `routecap: 1\n${yaml}` }], noFiles);
  expect(problems).toEqual([]);
  return design!;
}

export function contextOf(yaml: string, wanted: Wanted = {}): RuleContext {
  const design = designOf(yaml);
  const { settings, problems } = makeSettings({ design, profile: wanted.profile, near: wanted.near });
  expect(problems).toEqual([]);
  return { design, settings, solution: solve(design, settings), today: wanted.today ?? '2026-01-15' };
}

export function breachesOf(rule: Rule, yaml: string, wanted: Wanted = {}): Breach[] {
  return [...rule.check(contextOf(yaml, wanted))];
}

/** Subject and severity of each breach. */
export function verdicts(rule: Rule, yaml: string, wanted: Wanted = {}): string[] {
  return breachesOf(rule, yaml, wanted).map((breach) => `${breach.severity ?? rule.severity} ${breach.subject}`);
}
