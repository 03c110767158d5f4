import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportGithub } from '../../src/reporters/github.ts';
import { hostileName } from './hostile-names.ts';
import { sampleFinding, sampleResult } from './sample-result.ts';

test('an annotation for each finding that counts, by its severity', () => {
  const text = reportGithub(
    sampleResult({
      findings: [
        sampleFinding('a', { severity: 'error' }),
        sampleFinding('b'),
        sampleFinding('c', { severity: 'note', at: null }),
        sampleFinding('d', { known: true }),
        sampleFinding('e', { suppressed: { reason: 'spring', until: null } }),
      ],
    }),
  );
  expect(text).toBe(
    [
      '::error file=site.yaml,line=7,col=3,title=routes/inbound-cap-near (a)::a offers 95 of 100 routes%0ASummarise.',
      '::warning file=site.yaml,line=7,col=3,title=routes/inbound-cap-near (b)::b offers 95 of 100 routes%0ASummarise.',
      '::notice title=routes/inbound-cap-near (c)::c offers 95 of 100 routes%0ASummarise.',
      '',
    ].join('\n'),
  );
});

test('percent, line breaks, colon and comma are escaped where they would mean something', () => {
  const text = reportGithub(
    sampleResult({
      findings: [sampleFinding('50%, a:b', { at: { file: 'a,b:c.yaml', line: 1, column: 2 }, fix: '' })],
    }),
  );
  expect(text).toBe(
    '::warning file=a%2Cb%3Ac.yaml,line=1,col=2,title=routes/inbound-cap-near (50%25%2C a%3Ab)::50%25, a:b offers 95 of 100 routes\n',
  );
});

/** The grammar of the runner: `::name k=v,k=v::message`. */
const command = /^::(error|warning|notice) ((?:[a-z]+=[^:,]+)(?:,[a-z]+=[^:,]+)*)::(.*)$/;

test('whatever the names, a finding is one line and one command', () => {
  fc.assert(
    fc.property(hostileName, hostileName, (subject, file) => {
      const finding = sampleFinding(`x${subject}`, { at: { file: `f${file}`, line: 1, column: 1 } });
      const lines = reportGithub(sampleResult({ findings: [finding, finding] })).split('\n');
      expect(lines).toHaveLength(3);
      for (const line of lines.slice(0, 2)) {
        const [, , properties = ''] = command.exec(line) ?? [];
        expect(properties.split(',').map((each) => each.split('=')[0])).toEqual(['file', 'line', 'col', 'title']);
      }
    }),
    { numRuns: 200 },
  );
});
