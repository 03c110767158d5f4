/** Every scenario finds the rules written down for it by hand, and prints what its folder shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../src/rules/catalogue.ts';
import { argumentsOf, expectedOf, run, scenarioNames, scenariosFolder } from './run-scenario.ts';

const names = scenarioNames();

describe.each(names)('scenario %s', (name) => {
  const expected = expectedOf(name);
  const args = argumentsOf(name, expected);

  test('finds the rules written down for it, and no others', async () => {
    const { exitCode, stdout } = await run([...args, '--format', 'json']);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; suppressed: unknown }[] };
    const found = findings.filter(({ suppressed }) => suppressed === null).map(({ rule }) => rule);
    expect([...new Set(found)].sort()).toEqual(expected.rules);
    expect(exitCode).toBe(expected.exitCode);
  });

  test('prints what its folder shows, twice the same', async () => {
    const first = await run(args);
    const second = await run(args);
    expect(second).toEqual(first);
    expect(first.stdout + first.stderr).toBe(readFileSync(join(scenariosFolder, name, 'output.txt'), 'utf8'));
  });

  test('tells its story: a drawing and what happens', () => {
    const story = readFileSync(join(scenariosFolder, name, 'README.md'), 'utf8');
    expect(story).toMatch(/^# \S/);
    expect(story).toContain('```');
    expect(story.length).toBeGreaterThan(300);
  });
});

test('every rule is expected by one scenario at least, and not by another', () => {
  const expectations = names.map((name) => new Set(expectedOf(name).rules));
  const never = rules.filter(({ id }) => !expectations.some((ids) => ids.has(id))).map(({ id }) => id);
  const always = rules.filter(({ id }) => expectations.every((ids) => ids.has(id))).map(({ id }) => id);
  expect({ never, always }).toEqual({ never: [], always: [] });
});

test('no scenario expects a rule that does not exist', () => {
  const known = new Set(rules.map(({ id }) => id));
  const unknown = names.flatMap((name) => expectedOf(name).rules.filter((id) => !known.has(id)));
  expect(unknown).toEqual([]);
});
