/**
 * What every scenario writes as SARIF, against the schema of the standard itself, which the package
 * `@microsoft/jest-sarif` ships. It is written in draft 4, of which it uses nothing that later drafts changed but `id`.
 */
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { argumentsOf, expectedOf, run, scenarioNames } from '../run-scenario.ts';

interface Schema {
  readonly $schema: string;
  readonly id: string;
  readonly title: string;
}

const { $schema, id, ...schema } = createRequire(import.meta.url)(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
) as Schema;

const validate = new Ajv({
  strict: false,
  allErrors: true,
  // Its patterns are of the older kind.
  unicodeRegExp: false,
  formats: {
    'date-time': true,
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => !/[\s\\<>"{}|^`]/.test(text) && URL.canParse(text, 'https://example.com/'),
  },
}).compile(schema);

test('the schema is that of SARIF 2.1.0, and refuses what is none', () => {
  expect([$schema, schema.title]).toEqual([
    'http://json-schema.org/draft-04/schema#',
    expect.stringContaining('(SARIF) Version 2.1.0'),
  ]);
  expect(id).toContain('sarif-2.1.0');
  expect(validate({ version: '2.1.0' })).toBe(false);
  expect(validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false);
  const result = { message: { text: 'x' }, level: 'fatal' };
  expect(validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [result] }] })).toBe(false);
});

const checked = scenarioNames().filter((name) => expectedOf(name).command[0] === 'check');

test('there are scenarios to try', () => {
  expect(checked.length).toBeGreaterThan(20);
});

test.each(checked)('%s', async (name) => {
  const { stdout } = await run([...argumentsOf(name, expectedOf(name)), '--format', 'sarif']);
  validate(JSON.parse(stdout));
  expect(validate.errors ?? []).toEqual([]);
});
