import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { reportJunit } from '../../src/reporters/junit.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { hostileName, hostileNames } from './hostile-names.ts';
import { sampleFinding, sampleResult } from './sample-result.ts';

interface Failure {
  '@type': string;
  '@message': string;
  '#text': string;
}
interface TestCase {
  '@name': string;
  '@classname': string;
  failure?: Failure[];
  skipped?: { '@message': string };
  'system-out'?: string;
}
interface Counted {
  '@name': string;
  '@tests': string;
  '@failures': string;
  '@skipped': string;
}
interface Suite extends Counted {
  testcase: TestCase[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  parseTagValue: false,
  htmlEntities: true,
  isArray: (name) => ['testsuite', 'testcase', 'failure'].includes(name),
});

function junit(...findings: ReturnType<typeof sampleFinding>[]): { root: Counted; suites: Suite[]; cases: TestCase[] } {
  const text = reportJunit(sampleResult({ findings }));
  expect(XMLValidator.validate(text)).toBe(true);
  const { testsuites } = parser.parse(text) as { testsuites: Counted & { testsuite: Suite[] } };
  return {
    root: testsuites,
    suites: testsuites.testsuite,
    cases: testsuites.testsuite.flatMap(({ testcase }) => testcase),
  };
}

test('every rule that judges a design is a case in the suite of its family; with nothing found all pass', () => {
  const { root, suites, cases } = junit();
  const judging = rules.filter(({ checkChange }) => checkChange === undefined).map(({ id }) => id);
  expect(cases.map((each) => each['@name']).sort()).toEqual([...judging].sort());
  expect(suites.map((suite) => suite['@name'])).toEqual([...new Set(judging.map((id) => id.split('/')[0]))]);
  for (const suite of suites) {
    expect(suite.testcase.every((each) => each['@name'].startsWith(`${suite['@name']}/`))).toBe(true);
    expect([suite['@tests'], suite['@failures'], suite['@skipped']]).toEqual([String(suite.testcase.length), '0', '0']);
  }
  expect([root['@tests'], root['@failures'], root['@skipped']]).toEqual([String(judging.length), '0', '0']);
});

test('a failure for each finding; what is known or suppressed is skipped with its reason', () => {
  const { root, suites, cases } = junit(
    sampleFinding('a'),
    sampleFinding('b'),
    sampleFinding('c', { suppressed: { reason: 'spring', until: null } }),
    sampleFinding('d', { rule: 'vpn/mtu', suppressed: { reason: 'the router clamps', until: '2027-01-01' } }),
    sampleFinding('e', { rule: 'vpn/mtu', known: true }),
  );
  const near = cases.find((each) => each['@name'] === 'routes/inbound-cap-near');
  expect(near?.failure?.map((each) => [each['@type'], each['@message']])).toEqual([
    ['warning', 'a offers 95 of 100 routes'],
    ['warning', 'b offers 95 of 100 routes'],
  ]);
  expect(near?.failure?.[0]?.['#text']).toContain('at: site.yaml:7:3');
  expect(near?.['system-out']).toBe('c: suppressed: spring');
  expect(near?.skipped).toBeUndefined();
  const mtu = cases.find((each) => each['@name'] === 'vpn/mtu');
  expect(mtu?.skipped?.['@message']).toBe(
    'd: suppressed: the router clamps (until 2027-01-01)\ne: known from the baseline',
  );
  expect([root['@failures'], root['@skipped']]).toEqual(['1', '1']);
  expect(suites.find((suite) => suite['@name'] === 'routes')?.['@failures']).toBe('1');
});

/** XML 1.0, production 2: what no document may hold, not even as a reference. */
// oxlint-disable-next-line no-control-regex
const forbidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

test('whatever the names, it is XML 1.0 and the names come back', () => {
  for (const name of hostileNames)
    expect(reportJunit(sampleResult({ findings: [sampleFinding(name)] }))).not.toMatch(forbidden);
  fc.assert(
    fc.property(hostileName, (name) => {
      const text = reportJunit(sampleResult({ findings: [sampleFinding(name, { message: name })] }));
      expect(text).not.toMatch(forbidden);
      expect(XMLValidator.validate(text)).toBe(true);
    }),
    { numRuns: 100 },
  );
  const { cases } = junit(sampleFinding('<a> & "b" \'c\' ]]>', { message: '<a> & "b" \'c\' ]]>' }));
  const failure = cases.flatMap((each) => each.failure ?? []);
  expect(failure.map((each) => each['@message'])).toEqual(['<a> & "b" \'c\' ]]>']);
});
