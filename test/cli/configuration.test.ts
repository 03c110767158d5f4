/** `.routecap.yaml`: found upwards, read with places, and weaker than flags and the design. */
import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../src/rules/check-result.ts';
import { run } from './fake-world.ts';

/** 85 of the 100 routes that the FAQ's line 97 allows. */
const site = (more = ''): string => `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, announce: [{ from: 10.64.0.0/10, length: 24, count: 85 }] }
vpnConnections:
  vpn-dc1: { customerGateway: dc1, vpnGateway: vgw }
${more}`;

async function check(
  configuration: Record<string, string>,
  flags: readonly string[] = [],
  design = site(),
): Promise<{ code: number; result: CheckResult; has: (rule: string) => boolean }> {
  const { code, stdout } = await run(['check', 'site.yaml', '--format', 'json', ...flags], {
    files: { 'site.yaml': design, ...configuration },
  });
  const result = JSON.parse(stdout) as CheckResult;
  return { code, result, has: (rule) => result.findings.some((finding) => finding.rule === rule) };
}

const near = 'routes/inbound-cap-near';

describe('where it is', () => {
  test.each(['.routecap.yaml', '../.routecap.yaml', '../../../.routecap.yaml'])('%s is found', async (path) => {
    expect((await check({ [path]: 'profile: guide' })).result.profile).toBe('guide');
  });

  test('the nearest one holds, and nothing above the root is looked at', async () => {
    const both = { '.routecap.yaml': 'near: 90', '../.routecap.yaml': 'profile: guide' };
    expect((await check(both)).result.profile).toBe('faq');
    expect((await check({ '../../../../.routecap.yaml': 'profile: guide' })).result.profile).toBe('faq');
  });

  test('--no-config leaves it alone, even a broken one', async () => {
    expect((await check({ '.routecap.yaml': 'profile: [' }, ['--no-config'])).result.profile).toBe('faq');
  });

  test.each(['', '# nothing yet\n', '\n  # nothing\n\n'])('one without content asks for nothing: %j', async (text) => {
    expect((await check({ '.routecap.yaml': text })).result.profile).toBe('faq');
  });
});

describe('what it says', () => {
  test('profile and near: the design is stronger, a flag the strongest', async () => {
    const files = { '.routecap.yaml': 'profile: guide\nnear: 90\n' };
    const alone = await check(files);
    expect([alone.result.profile, alone.has(near)]).toEqual(['guide', false]);
    const design = await check(files, [], site('profile: faq\nnear: 85\n'));
    expect([design.result.profile, design.has(near)]).toEqual(['faq', true]);
    const flag = await check(files, ['--profile', 'faq', '--near', '85']);
    expect([flag.result.profile, flag.has(near)]).toEqual(['faq', true]);
  });

  test('failOn', async () => {
    const files = { '.routecap.yaml': 'failOn: warning' };
    expect((await check({})).code).toBe(0);
    expect((await check(files)).code).toBe(1);
    expect((await check(files, ['--fail-on', 'error'])).code).toBe(0);
  });

  test('severity, of rules and families; off is a word', async () => {
    const files = { '.routecap.yaml': `severity:\n  ${near}: off\n  resilience/*: error\n` };
    const { has, code } = await check(files);
    expect([has(near), code]).toEqual([false, 1]);
    expect((await check(files, ['--severity', `${near}=note`])).has(near)).toBe(true);
  });

  test('format: all of them, unless a flag asks for others', async () => {
    const files = { 'site.yaml': site(), '.routecap.yaml': 'format: [github, gitlab=quality.json]' };
    const plain = await run(['check', 'site.yaml'], { files });
    expect(plain.stdout).toMatch(/^::warning /);
    expect(Object.keys(plain.written)).toEqual(['quality.json']);
    const flag = await run(['check', 'site.yaml', '--format', 'text'], { files });
    expect(flag.stdout).toMatch(/^PASS/);
    expect(flag.written).toEqual({});
  });
});

test.each([
  ['a misspelt key', 'profil: faq', /^\.routecap\.yaml:1:1: [^]*no key `profil`[^]*did you mean `profile`/],
  ['a profile that is none', 'near: 80\nprofile: strict', /^\.routecap\.yaml:2:10: expected `faq` or `guide`/],
  ['a rule that is none', 'severity:\n  vpn/mtuu: off', /^\.routecap\.yaml:2:3: [^]*did you mean `vpn\/mtu`/],
  ['a level that is none', 'severity: { vpn/mtu: fatal }', /^\.routecap\.yaml:1:22: expected `error`/],
  ['a percentage that is none', 'near: 101', /^\.routecap\.yaml:1:7: /],
  ['a list', '[faq]', /^\.routecap\.yaml:1:1: a configuration is a map/],
  ['no YAML', 'severity: {', /^\.routecap\.yaml:\d+:\d+: /],
  ['a format that is none', 'format: [xml]', /--format xml is not one of/],
])('%s is told with its place, exit 2', async (_, text, message) => {
  const { code, stdout, stderr } = await run(['check', 'site.yaml'], {
    files: { 'site.yaml': site(), '.routecap.yaml': text },
  });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
});
