import { describe, expect, test } from 'vitest';
import { reportText } from '../../src/reporters/text.ts';
import { sampleFinding, sampleResult, sampleSession } from './sample-result.ts';

const plain = { color: false, width: 100 };

describe('reportText', () => {
  test('an empty result is a verdict and no more than it has', () => {
    expect(reportText(sampleResult(), plain)).toBe(
      ['PASS  nothing found  ·  profile faq  ·  site.yaml', '', 'Sessions', '  none', ''].join('\n'),
    );
  });

  test('the verdict comes first, sessions with the same numbers share a line, an idle one says why', () => {
    const idle = {
      state: 'idle',
      reason: 'reset: 104 routes offered, 100 allowed',
      inbound: { offered: 104, accepted: 0, cap: 100, outcome: 'reset' },
      outbound: { candidates: 1, announced: 0, cap: 1000, outcome: 'ok', unknown: 0 },
    } as const;
    const result = sampleResult({
      sessions: [sampleSession('vpn-dc1/tunnel-1', idle), sampleSession('vpn-dc1/tunnel-2', idle)],
      summary: { errors: 2, warnings: 1, notes: 0 },
      exitCode: 1,
    });
    expect(reportText(result, plain).split('\n')).toEqual([
      'FAIL  2 errors, 1 warning  ·  profile faq  ·  site.yaml',
      '',
      'Sessions',
      '  session             state  to AWS                           from AWS',
      '  vpn-dc1/tunnel-1,2  idle   104 of 100 ██████████ 104% over  1 of 1,000 ░░░░░░░░░░ 0%',
      '    reset: 104 routes offered, 100 allowed',
      '',
    ]);
  });

  test('on a narrow terminal the bars go, the numbers stay', () => {
    const text = reportText(sampleResult({ sessions: [sampleSession('vpn-dc1/tunnel-1')] }), {
      color: false,
      width: 60,
    });
    expect(text).toContain('  vpn-dc1/tunnel-1  established  10 of 100 10%  1 of 1,000 0%');
    expect(text).not.toContain('█');
  });

  test('a share is rounded down: 999 of 1,000 is not all of it', () => {
    const outbound = { candidates: 999, announced: 999, cap: 1000, outcome: 'near', unknown: 0 } as const;
    const text = reportText(sampleResult({ sessions: [sampleSession('a/tunnel-1', { outbound })] }), plain);
    expect(text).toContain('999 of 1,000 █████████░ 99% near');
  });

  test('truncation says how many are missing', () => {
    const outbound = { candidates: 1045, announced: 1000, cap: 1000, outcome: 'truncated', unknown: 45 } as const;
    const text = reportText(sampleResult({ sessions: [sampleSession('a/tunnel-1', { outbound })] }), plain);
    expect(text).toContain('1,045 of 1,000 ██████████ 104% 45 missing');
  });

  test('findings that differ only in subject and numbers are folded into one', () => {
    const findings = [
      sampleFinding('vpn-01/tunnel-1'),
      sampleFinding('vpn-01/tunnel-2', {
        message: 'vpn-01/tunnel-2 offers 97 of 100 routes',
        args: { count: 97, cap: 100 },
        at: { file: 'site.yaml', line: 9, column: 3 },
      }),
      sampleFinding('vpn-02/tunnel-1'),
    ];
    const text = reportText(sampleResult({ findings, summary: { errors: 0, warnings: 3, notes: 0 } }), plain);
    expect(text.split('\n').slice(5)).toEqual([
      'warning  routes/inbound-cap-near  ×3',
      '  vpn-01/tunnel-1 offers 95 of 100 routes',
      '  and 2 more (count 95–97): vpn-01/tunnel-2, vpn-02/tunnel-1',
      '  at       site.yaml:7:3 and 1 other place',
      '  why      A few more and the session is reset.',
      '  fix      Summarise.',
      '  source   F97 AWS VPN FAQ',
      '',
    ]);
  });

  test('of many sources the first two are named in full', () => {
    const sources = ['F97', 'B-1', 'B-2', 'Q-3'].map((id) => ({ id, title: `Book of ${id}`, says: '' }));
    const text = reportText(sampleResult({ findings: [sampleFinding('a', { sources })] }), plain);
    expect(text).toContain('  source   F97 Book of F97; B-1 Book of B-1; also B-2, Q-3\n');
  });

  test('a subject that the message does not name in any way stands before it', () => {
    const named = sampleFinding('app/main', { message: 'route table main of VPC app is full' });
    const unnamed = sampleFinding('vgw', { message: 'too many' });
    const text = reportText(sampleResult({ findings: [named, unnamed] }), plain);
    expect(text).toContain('\n  route table main of VPC app is full\n');
    expect(text).toContain('\n  vgw: too many\n');
  });

  test('errors stand before warnings, and another message is another group', () => {
    const findings = [
      sampleFinding('a'),
      sampleFinding('b', { message: 'something else is wrong with b' }),
      sampleFinding('c', { rule: 'vpn/connection-down', severity: 'error', message: 'c is down' }),
    ];
    const text = reportText(sampleResult({ findings }), plain);
    const heads = text.split('\n').filter((line) => /^(error|warning|note)\b/.test(line));
    expect(heads).toEqual([
      'error    vpn/connection-down',
      'warning  routes/inbound-cap-near',
      'warning  routes/inbound-cap-near',
    ]);
  });

  test('assumptions and the other profile are said, known and suppressed findings are counted only', () => {
    const findings = [
      sampleFinding('a', { assumptions: ['retry'], otherProfile: 'with --profile guide this is not a finding' }),
      sampleFinding('hidden-one', { known: true }),
      sampleFinding('hidden-two', { suppressed: { reason: 'agreed', until: null } }),
    ];
    const text = reportText(sampleResult({ findings }), plain);
    expect(text).toContain('  assumes  retry\n  but      with --profile guide this is not a finding\n');
    expect(text).not.toContain('hidden');
    expect(text).toContain('Not shown: 1 finding suppressed, 1 finding known from the baseline.\n');
  });

  test('expectations count from one and say whether they are met', () => {
    const expectations = [
      { index: 0, met: true, why: 'vpn-dc1 stays up', at: null },
      {
        index: 1,
        met: false,
        why: '192.168.0.0/24 is not reachable from app',
        at: { file: 'site.yaml', line: 9, column: 5 },
      },
    ];
    // The finding of the unmet one is told here and not once more above.
    const findings = [sampleFinding('app', { rule: 'expect/not-met', severity: 'error', message: 'told elsewhere' })];
    const text = reportText(sampleResult({ expectations, findings }), plain);
    expect(text.split('\n').slice(-5)).toEqual([
      'Expectations',
      '  met      1. vpn-dc1 stays up',
      '  not met  2. 192.168.0.0/24 is not reachable from app',
      '              expect/not-met  site.yaml:9:5',
      '',
    ]);
    expect(text).not.toContain('told elsewhere');
  });

  test('of very many expectations those that are met are counted', () => {
    const expectations = Array.from({ length: 20 }, (_, index) => ({
      index,
      met: index !== 7,
      why: `number ${index}`,
      at: null,
    }));
    expect(reportText(sampleResult({ expectations }), plain).split('\n').slice(-5)).toEqual([
      'Expectations',
      '  not met  8. number 7',
      '              expect/not-met',
      '  met      19 of 20',
      '',
    ]);
  });

  test('of very many sessions only those are listed that are not well', () => {
    const well = Array.from({ length: 60 }, (_, index) => sampleSession(`vpn-${index}/tunnel-1`));
    const near = sampleSession('near/tunnel-1', { inbound: { offered: 95, accepted: 95, cap: 100, outcome: 'near' } });
    const text = reportText(sampleResult({ sessions: [...well, near] }), plain);
    expect(text).toContain('near/tunnel-1');
    expect(text).not.toContain('vpn-7/');
    expect(text).toContain('60 further lines of sessions that are established and not near a cap');
  });

  test('no steady state is said before the findings', () => {
    const text = reportText(sampleResult({ oscillation: { period: 2, sessions: ['a/tunnel-1'] } }), plain);
    expect(text).toContain('No steady state: the routes repeat every 2 rounds; sessions that change: a/tunnel-1');
  });

  test('colour is there when asked for and only then', () => {
    const result = sampleResult({ findings: [sampleFinding('a')] });
    const esc = String.fromCharCode(27);
    expect(reportText(result, plain)).not.toContain(esc);
    expect(reportText(result, { color: true, width: 100 })).toContain(`${esc}[33mwarning${esc}[39m`);
  });
});
