/** The JSON Schemas of configurations and baselines take what the program takes and refuse what it refuses. */
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { run } from '../cli/fake-world.ts';
import { baselineJsonSchema } from '../../src/rules/baseline/baseline-json-schema.ts';
import { baselineOf } from '../../src/rules/baseline/baseline.ts';
import { readBaseline } from '../../src/rules/baseline/read-baseline.ts';
import { configurationJsonSchema, readConfiguration } from '../../src/rules/read-configuration.ts';
import { sampleFinding } from '../reporters/sample-result.ts';

const ajv = new Ajv({ allErrors: true, strictTypes: false });

describe('a configuration', () => {
  const validate = ajv.compile(configurationJsonSchema());
  const taken = (text: string): [boolean, boolean] => [
    validate(parse(text)),
    readConfiguration('c', text).problems.length === 0,
  ];

  test.each([
    'routecap: 1',
    'paths: [a.yaml, aws-export/]\nbaseline: known.json\nprofile: guide\nnear: 90\nfailOn: never',
    'severity: { vpn/mtu: "off", "routes/*": note }\nformat: [text, sarif=out.sarif]',
    'quotas: { dx.routes-from-customer: 200 }\nassumptions: { resetRetry: 120, loopedRoutesCount: true }',
  ])('%j is one', (text) => {
    expect(taken(text)).toEqual([true, true]);
  });

  test.each([
    'routecap: 2',
    'profil: faq',
    'near: 0',
    'failOn: fatal',
    'severity: { vpn/mtuu: note }',
    'severity: { vpn/mtu: loud }',
    'paths: a.yaml',
    'quotas: { none.such: 5 }',
    'assumptions: { resetRety: 5 }',
  ])('%j is none', (text) => {
    expect(taken(text)).toEqual([false, false]);
  });
});

describe('a baseline', () => {
  const validate = ajv.compile(baselineJsonSchema());
  const taken = (value: unknown): [boolean, boolean] => [
    validate(value),
    readBaseline('b', JSON.stringify(value)).baseline !== null,
  ];

  test('what is written is one', () => {
    expect(taken(baselineOf([sampleFinding('a'), sampleFinding('b')]))).toEqual([true, true]);
  });

  test.each([
    { routecapBaseline: 2, findings: [] },
    { findings: [] },
    { routecapBaseline: 1 },
    { routecapBaseline: 1, findings: [{ rule: 'vpn/mtu' }] },
    { routecapBaseline: 1, findings: [{ rule: 'vpn/mtu', subject: 'a', args: { count: 'many' } }] },
    { routecapBaseline: 1, findings: [], more: 1 },
  ])('%j is none', (value) => {
    expect(taken(value)).toEqual([false, false]);
  });
});

test('both are printed, by argument or by flag', async () => {
  for (const what of ['configuration', 'baseline']) {
    const { code, stdout } = await run(['schema', what]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ title: `routecap ${what}` });
    expect((await run(['schema', '--for', what])).stdout).toBe(stdout);
  }
  expect((await run(['schema', 'plan', '--for', 'baseline'])).code).toBe(2);
  expect((await run(['schema', 'configuratin'])).stderr).toContain('design, plan, configuration, baseline');
});
