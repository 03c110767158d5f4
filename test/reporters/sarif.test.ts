import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { reportSarif } from '../../src/reporters/sarif.ts';
import { hostileNames } from './hostile-names.ts';
import { sampleFinding, sampleResult } from './sample-result.ts';
import { sarifSchema } from './sarif-schema.ts';

const validate = new Ajv({ formats: { 'uri-reference': true } }).compile(sarifSchema);

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: {
    physicalLocation?: { artifactLocation: { uri: string }; region: object };
    logicalLocations: { fullyQualifiedName: string }[];
  }[];
  partialFingerprints: Record<string, string>;
  suppressions?: object[];
  baselineState?: string;
}

function sarif(...findings: ReturnType<typeof sampleFinding>[]): {
  rules: { id: string; help: { text: string }; defaultConfiguration: { level: string } }[];
  results: Result[];
} {
  const log = JSON.parse(reportSarif(sampleResult({ findings }))) as {
    runs: [{ tool: { driver: { rules: [] } }; results: Result[] }];
  };
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  return { rules: log.runs[0].tool.driver.rules, results: log.runs[0].results };
}

test('nothing found is a run without results', () => {
  expect(sarif()).toEqual({ rules: [], results: [] });
});

test('a result names its rule, level, place and subject', () => {
  const { rules, results } = sarif(
    sampleFinding('vpn/tunnel-1'),
    sampleFinding('vpn/tunnel-2', { rule: 'vpn/connection-down', severity: 'error' }),
    sampleFinding('vpn/tunnel-3', { severity: 'note' }),
  );
  expect(rules.map(({ id }) => id)).toEqual(['routes/inbound-cap-near', 'vpn/connection-down']);
  expect(rules.map(({ defaultConfiguration }) => defaultConfiguration.level)).toEqual(['warning', 'error']);
  expect(rules[0]?.help.text).toContain('F97, AWS VPN FAQ: One hundred.');
  expect(results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
    ['routes/inbound-cap-near', 0, 'warning'],
    ['vpn/connection-down', 1, 'error'],
    ['routes/inbound-cap-near', 0, 'note'],
  ]);
  expect(results[0]?.locations).toEqual([
    {
      physicalLocation: { artifactLocation: { uri: 'site.yaml' }, region: { startLine: 7, startColumn: 3 } },
      logicalLocations: [{ fullyQualifiedName: 'vpn/tunnel-1' }],
    },
  ]);
  expect(results[0]?.message.text).toBe('vpn/tunnel-1 offers 95 of 100 routes Summarise.');
  expect(results[0]).not.toHaveProperty('suppressions');
  expect(results[0]).not.toHaveProperty('baselineState');
});

test('a moved line keeps its fingerprints', () => {
  const { results: before } = sarif(sampleFinding('a'));
  const { results: after } = sarif(sampleFinding('a', { at: { file: 'site.yaml', line: 70, column: 3 } }));
  expect(after[0]?.partialFingerprints).toEqual(before[0]?.partialFingerprints);
});

test('suppressed and known ones are there and marked, and the others as not', () => {
  const { results } = sarif(
    sampleFinding('a', { suppressed: { reason: 'spring', until: '2027-06-30' } }),
    sampleFinding('b', { known: true }),
    sampleFinding('c'),
  );
  expect(results.map(({ suppressions }) => suppressions)).toEqual([
    [{ kind: 'inSource', status: 'accepted', justification: 'spring', properties: { until: '2027-06-30' } }],
    [{ kind: 'external', status: 'accepted', justification: 'known from the baseline' }],
    [],
  ]);
  expect(results.map(({ baselineState }) => baselineState)).toEqual(['new', 'unchanged', 'new']);
});

test('what a baseline knows names the file of the baseline', () => {
  const log = JSON.parse(
    reportSarif(sampleResult({ baseline: './nets/known.json', findings: [sampleFinding('b', { known: true })] })),
  ) as { runs: [{ results: Result[] }] };
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  expect(log.runs[0].results[0]?.suppressions).toEqual([
    expect.objectContaining({
      kind: 'external',
      location: { physicalLocation: { artifactLocation: { uri: 'nets/known.json' } } },
    }),
  ]);
});

test.each([
  ['./nets/site a.yaml', 'nets/site%20a.yaml'],
  ['nets\\site.yaml', 'nets/site.yaml'],
  ['../up/100%#1?.yaml', '../up/100%25%231%3F.yaml'],
  ['/srv/site.yaml', 'file:///srv/site.yaml'],
  ['C:\\nets\\site.yaml', 'file:///C:/nets/site.yaml'],
  ['a:b.yaml', 'a%3Ab.yaml'],
])('the file %s is the URI %s', (file, uri) => {
  const { results } = sarif(sampleFinding('a', { at: { file, line: 1, column: 1 } }));
  expect(results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe(uri);
});

test('without a file there is no physical place, and the subject is named all the same', () => {
  const { results } = sarif(
    sampleFinding('a', { at: null }),
    sampleFinding('b', { at: { file: '<stdin>', line: 1, column: 1 } }),
  );
  expect(results.map(({ locations }) => locations)).toEqual([
    [{ logicalLocations: [{ fullyQualifiedName: 'a' }] }],
    [{ logicalLocations: [{ fullyQualifiedName: 'b' }] }],
  ]);
});

test('a name is no link and no placeholder, and no name breaks the shape', () => {
  const { results } = sarif(sampleFinding('[x](http://e) {0}'), ...hostileNames.map((name) => sampleFinding(name)));
  expect(results[0]?.message.text).toContain('\\[x](http://e) {{0}}');
  expect(results[0]?.locations[0]?.logicalLocations[0]?.fullyQualifiedName).toBe('[x](http://e) {0}');
});
