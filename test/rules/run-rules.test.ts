import { describe, expect, test } from 'vitest';
import { fact } from '../../src/aws/facts.ts';
import type { Locate } from '../../src/design/problem.ts';
import type { Finding, Rule } from '../../src/rules/rule.ts';
import { runRules, type RunContext } from '../../src/rules/run-rules.ts';
import { expired } from '../../src/rules/suppressions/expired.ts';
import { unused } from '../../src/rules/suppressions/unused.ts';
import { contextOf } from './breaches-of.ts';

/** Finds something about each of these subjects. */
const rule = (id: string, subjects: readonly string[], more: Partial<Rule> = {}): Rule => ({
  id,
  severity: 'error',
  title: 'Title',
  why: 'Why.',
  fix: 'Fix.',
  facts: ['F97'],
  check: () => subjects.map((subject) => ({ subject, message: `about ${subject}`, path: ['vpcs', subject] })),
  ...more,
});

const nowhere: Locate = () => null;
const silence = (rules: readonly Rule[]): readonly Rule[] => [...rules, expired, unused];

function run(rules: readonly Rule[], yaml = '', more: Partial<RunContext> = {}): Finding[] {
  return runRules({
    ...contextOf(yaml === '' ? 'near: 80' : yaml, { today: '2026-01-15' }),
    locate: nowhere,
    rules,
    ...more,
  });
}

const brief = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule: id, subject, suppressed }) => `${id} ${subject}${suppressed === null ? '' : ' (silenced)'}`);

test('findings are in order of rule and subject, numbers as numbers', () => {
  const rules = [rule('vpn/z', ['branch-10', 'branch-2']), rule('asn/a', ['b', 'a'])];
  expect(brief(run(rules))).toEqual(['asn/a a', 'asn/a b', 'vpn/z branch-2', 'vpn/z branch-10']);
});

test('facts become sources, paths become places, the rest has its defaults', () => {
  const at = { file: 'd.yaml', line: 3, column: 5 };
  const locate: Locate = (path) => (path.join('/') === 'vpcs/a' ? at : null);
  const [finding] = run([rule('vpn/z', ['a'])], '', { locate });
  const { title, says } = fact('F97');
  expect(finding).toEqual({
    rule: 'vpn/z',
    severity: 'error',
    subject: 'a',
    message: 'about a',
    args: {},
    at,
    sources: [{ id: 'F97', title, says }],
    assumptions: [],
    fix: 'Fix.',
    known: false,
    suppressed: null,
    otherProfile: null,
  });
});

test('a breach adds its facts and assumptions to those of the rule, each once, and may say severity and fix', () => {
  const more: Partial<Rule> = {
    assumptions: ['resetRetry'],
    check: () => [
      {
        subject: 'a',
        message: 'm',
        path: [],
        severity: 'note',
        fix: 'Better.',
        facts: ['F97', 'F95'],
        assumptions: ['countingScope', 'resetRetry'],
      },
    ],
  };
  const [finding] = run([rule('vpn/z', [], more)]);
  expect(finding?.sources.map((source) => source.id)).toEqual(['F97', 'F95']);
  expect(finding?.assumptions).toEqual(['countingScope', 'resetRetry']);
  expect(finding).toMatchObject({ severity: 'note', fix: 'Better.' });
});

test('an override changes the severity or switches the rule off', () => {
  const rules = [rule('vpn/y', ['a']), rule('vpn/z', ['a'])];
  const findings = run(rules, '', { overrides: { 'vpn/y': 'note', 'vpn/z': 'off' } });
  expect(findings.map(({ rule: id, severity }) => `${severity} ${id}`)).toEqual(['note vpn/y']);
});

describe('ignore', () => {
  const ignoring = (entry: string): string => `ignore: [{ reason: known, ${entry} }]`;

  test('silences the subject it names, and says why', () => {
    const findings = run(silence([rule('vpn/z', ['a', 'b'])]), ignoring('rule: vpn/z, subject: a'));
    expect(brief(findings)).toEqual(['vpn/z a (silenced)', 'vpn/z b']);
    expect(findings[0]?.suppressed).toEqual({ reason: 'known', until: null });
  });

  test('silences every subject with *, and every rule of a family with family/*', () => {
    expect(brief(run(silence([rule('vpn/z', ['a', 'b'])]), ignoring('rule: vpn/z, subject: "*"')))).toEqual([
      'vpn/z a (silenced)',
      'vpn/z b (silenced)',
    ]);
    const rules = silence([rule('vpn/y', ['a']), rule('vpn/z', ['a']), rule('vpn-other/z', ['a'])]);
    expect(brief(run(rules, ignoring('rule: vpn/*, subject: a')))).toEqual([
      'vpn-other/z a',
      'vpn/y a (silenced)',
      'vpn/z a (silenced)',
    ]);
  });

  test('the last day still counts; the day after it is over, and that is a finding of its own', () => {
    const rules = silence([rule('vpn/z', ['a'])]);
    const entry = 'rule: vpn/z, subject: a, until: 2026-01-';
    expect(brief(run(rules, ignoring(`${entry}15`)))).toEqual(['vpn/z a (silenced)']);
    const late = run(rules, ignoring(`${entry}14`));
    expect(brief(late)).toEqual(['suppressions/expired vpn/z', 'vpn/z a']);
    expect(late[0]).toMatchObject({ severity: 'warning' });
    expect(late[0]?.message).toContain('2026-01-14');
  });

  test('an entry that matches nothing is a note that says why', () => {
    const rules = silence([rule('vpn/z', ['a'])]);
    for (const [entry, reason] of [
      ['rule: vpn/z, subject: b', 'found nothing about that subject'],
      ['rule: vpn/zz, subject: a', 'no rule of that name'],
      ['rule: suppressions/expired, subject: "*"', 'cannot be silenced'],
    ] as const) {
      const [finding] = run(rules, ignoring(entry));
      expect(finding).toMatchObject({ rule: 'suppressions/unused', severity: 'note' });
      expect(finding?.message).toContain(reason);
    }
  });

  test('an entry for a rule that is switched off had no chance to match', () => {
    const rules = silence([rule('vpn/z', ['a'])]);
    expect(brief(run(rules, ignoring('rule: vpn/z, subject: a'), { overrides: { 'vpn/z': 'off' } }))).toEqual([]);
  });

  test('a rule that is not suppressible is never silenced', () => {
    const rules = silence([rule('vpn/z', ['a'], { suppressible: false })]);
    expect(brief(run(rules, ignoring('rule: vpn/z, subject: "*"')))).toContain('vpn/z a');
    const over = 'ignore: [{ rule: "suppressions/*", subject: "*", reason: tired, until: 2026-01-01 }]';
    expect(brief(run(silence([]), over))).toEqual(['suppressions/expired suppressions/*']);
  });
});

test('the whole catalogue is silent on a sound design, and the same twice', () => {
  const yaml = `
region: eu-west-1
vpcs: { app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64620 } }
customerGateways: { dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10 } }
vpnConnections: { vpn: { customerGateway: dc1, vpnGateway: vgw } }`;
  const all = (): Finding[] => runRules({ ...contextOf(yaml), locate: nowhere });
  const own = all().filter(({ rule: id }) => /^(asn|vpn|quotas|direct-connect|suppressions)\//.test(id));
  expect(own).toEqual([]);
  expect(JSON.stringify(all())).toBe(JSON.stringify(all()));
});
