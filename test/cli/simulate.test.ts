/** `simulate` and `bgp-log` from arguments to exit code, in a made-up world. */
import { Ajv } from 'ajv';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { run, type FakeOptions, type Ran } from './fake-world.ts';

/** A site that offers `count` routes over one connection; 100 are allowed (F97). */
const site = (count: number): string => `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, announce: [{ from: 10.64.0.0/10, length: 24, count: ${count} }] }
vpnConnections:
  vpn: { customerGateway: dc1, vpnGateway: vgw, tunnels: [{ outsideIpAddress: 203.0.113.1, tunnelInsideCidr: 169.254.9.0/30 }] }
`;
const plan = `routecap: 1
plan:
  - { name: the 101st prefix, at: 5m, changes: [{ announce: { customerGateway: dc1, prefixes: [192.168.0.0/24] } }] }
until: 1h
expect:
  - { session: vpn, stays: up, always: true }
`;

const files = { 'design.yaml': site(100), 'plan.yaml': plan };
const simulate = (args: readonly string[], more: FakeOptions = {}): Promise<Ran> =>
  run(['simulate', ...args], { files, ...more });
const withPlan = ['design.yaml', '--plan', 'plan.yaml'];

interface Printed {
  readonly findings: readonly {
    rule: string;
    severity: string;
    subject: string;
    at: { file: string; line: number };
    time: { firstMs: number; totalMs: number; endsOfSteps: number[] };
  }[];
  readonly expectations: readonly { met: boolean }[];
  readonly steps: readonly { startedMs: number; quietMs: number }[];
  readonly sessions: readonly { id: string; state: string }[];
  readonly exitCode: number;
  readonly endMs: number;
}

async function json(args: readonly string[], more: FakeOptions = {}): Promise<Printed & { code: number }> {
  const { code, stdout } = await simulate([...args, '--format', 'json'], more);
  return { ...(JSON.parse(stdout) as Printed), code };
}

describe('the verdict', () => {
  test('without a plan: how the design comes up, and whether it is well then', async () => {
    const well = await json(['design.yaml']);
    expect([well.code, well.sessions[0]?.state, well.endMs]).toEqual([0, 'Established', 3_600_000]);
    const over = await json(['design.yaml'], { files: { 'design.yaml': site(101) } });
    expect([over.code, over.sessions[0]?.state]).toEqual([1, 'Idle']);
    expect(
      over.findings
        .filter(({ severity }) => severity === 'error')
        .map(({ rule }) => rule)
        .sort(),
    ).toEqual(['routes/inbound-cap-exceeded', 'vpn/connection-down']);
  });

  test('with a plan: findings with their time, and expectations', async () => {
    const result = await json(withPlan);
    expect(result.code).toBe(1);
    expect(result.exitCode).toBe(1);
    const exceeded = result.findings.find(({ rule }) => rule === 'routes/inbound-cap-exceeded');
    // From the step at 5 min to the end at 1 h.
    expect(exceeded).toMatchObject({
      subject: 'vpn/tunnel-1',
      severity: 'error',
      time: { firstMs: 300_000, totalMs: 3_300_000, endsOfSteps: [0] },
    });
    expect(result.expectations).toMatchObject([{ met: false }]);
    expect(result.findings.find(({ rule }) => rule === 'expect/not-met')?.at).toMatchObject({
      file: 'plan.yaml',
      line: 6,
    });
    expect(result.steps).toMatchObject([{ startedMs: 300_000 }]);
    expect((await json([...withPlan, '--fail-on', 'never'])).code).toBe(0);
  });

  test('--until ends it sooner; what is not reached is said', async () => {
    const { code, stdout } = await simulate([...withPlan, '--until', '2m']);
    expect(code).toBe(1);
    expect(stdout).toContain('Not reached before the end: the 101st prefix.');
  });

  test('--assume and --profile are those of check', async () => {
    const flapping = await json([...withPlan, '--assume', 'resetRetry=120']);
    expect(flapping.findings.find(({ rule }) => rule === 'vpn/connection-down')?.time.totalMs).toBeLessThan(3_299_000);
  });
});

describe('formats', () => {
  test('jsonl has every event in order, json and text the same verdict', async () => {
    const { stdout, written } = await simulate([...withPlan, '--format', 'jsonl', '--format', 'text=out.txt']);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { ms: number; kind: string });
    expect(events.map(({ ms }) => ms)).toEqual(events.map(({ ms }) => ms).sort((a, b) => a - b));
    expect(events.filter(({ kind }) => kind === 'step')).toEqual([
      { ms: 300_000, kind: 'step', step: 'the 101st prefix', index: 0 },
    ]);
    expect(written['out.txt']).toMatch(/^FAIL {2}\d+ errors?/);
  });

  test('the text, small and whole', async () => {
    const small = site(2).replace('dc1: {', 'dc1: { transit: false,');
    const { stdout } = await simulate(['design.yaml', '--until', '60s'], {
      files: { 'design.yaml': small },
      columns: 80,
    });
    const [verdict = '', ...rest] = stdout.split('\n\n');
    expect(verdict.split('\n')[1]).toBe('Simulated 1 min: how the design comes up; all is quiet at the end.');
    const [timeline = '', picture = ''] = rest;
    expect(timeline.split('\n').map((line) => line.replace(/^ {2}\+[\d:.]+ /, '  TIME '))).toEqual([
      'Timeline',
      '  TIME  vpn/tunnel-1     Idle → Established',
      '  TIME  vpn/tunnel-1     End-of-RIB from the customer: 2 prefixes',
      '  TIME  vpn/tunnel-1     End-of-RIB from AWS: 1 prefix',
      '  TIME  vpnGateways/vgw  learns 3 routes',
      '  TIME  vpcs/app/main    learns 3 routes',
      '  TIME                   all is quiet',
    ]);
    expect(picture).toMatch(/^Sessions over time\n {2}vpn\/tunnel-1 {2}▒█+\n/);
  });

  test('colour only where it is wanted', async () => {
    expect((await simulate(withPlan)).stdout).not.toContain('\u001b[');
    expect((await simulate([...withPlan, '--color'])).stdout).toContain('\u001b[');
  });
});

describe('--record and --replay', () => {
  test('give the same bytes again, with nothing but the recording', async () => {
    for (const format of ['text', 'json', 'jsonl']) {
      const first = await simulate([
        ...withPlan,
        '--record',
        'run.jsonl',
        '--format',
        format,
        '--seed',
        '7',
        '--assume',
        'resetRetry=120',
        '--fail-on',
        'warning',
      ]);
      const again = await run(['simulate', '--replay', 'run.jsonl', '--format', format], {
        files: { 'run.jsonl': first.written['run.jsonl']! },
        today: '2031-01-01',
      });
      expect({ ...again, written: {} }).toEqual({ ...first, written: {} });
    }
  });

  const recorded = async (): Promise<string> =>
    (await simulate([...withPlan, '--record', 'run.jsonl'])).written['run.jsonl']!;
  const replayed = (text: string): Promise<Ran> =>
    run(['simulate', '--replay', 'run.jsonl'], { files: { 'run.jsonl': text } });

  test('refuse what is not a sound recording of this version', async () => {
    const text = await recorded();
    const wrong = {
      'made by routecap 99.0.0': text.replace(/"routecap":"[^"]*"/, '"routecap":"99.0.0"'),
      'changed since': text.replace('"count":1', '"count":2').replace('the 101st', 'the 102nd'),
      'cut short': text.slice(0, text.length / 2),
      'not a recording': 'routecap: 1\n',
      recording: '',
    };
    for (const [words, each] of Object.entries(wrong)) {
      const ran = await replayed(each);
      expect({ words, code: ran.code, stdout: ran.stdout }).toEqual({ words, code: 2, stdout: '' });
      expect(ran.stderr).toContain(words);
      expect(ran.stderr).not.toContain('internal');
    }
  });

  test('leave no room for other inputs', async () => {
    for (const other of [
      ['design.yaml'],
      ['--plan', 'plan.yaml'],
      ['--seed', '1'],
      ['--until', '5m'],
      ['--assume', 'resetRetry=60'],
    ]) {
      const ran = await simulate(['--replay', 'run.jsonl', ...other], { files: { ...files, 'run.jsonl': 'x' } });
      expect([ran.code, ran.stderr.includes('no place beside it')]).toEqual([2, true]);
    }
  });
});

describe('what is wrong is said', () => {
  test.each([
    [['simulate'], 'simulate needs a design'],
    [['simulate', 'design.yaml', '--until', '90'], 'did you mean: 90s'],
    [['simulate', 'design.yaml', '--until', '0s'], 'nothing happens in no time'],
    [['simulate', 'design.yaml', '--router-retry', 'fr'], 'did you mean: frr'],
    [['simulate', 'design.yaml', '--router-retry', 'dc2=frr'], 'did you mean: dc1'],
    [['simulate', 'design.yaml', '--seed', 'x'], 'whole number'],
    [['simulate', 'design.yaml', '--plan', 'pla.yaml'], 'did you mean `plan.yaml`'],
    [['simulate', 'design.yaml', '--record', 'design.yaml'], 'would overwrite an input'],
    [['simulate', 'design.yaml', '--record', 'x', '--bgp-log', 'x'], 'two outputs'],
    [['simulate', '-', '--plan', '-'], 'cannot both come from standard input'],
  ])('%j', async (argv, words) => {
    const { code, stderr } = await run(argv, { files });
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });

  test('a problem of the plan, in text and in JSON', async () => {
    const broken = { files: { ...files, 'plan.yaml': plan.replace('customerGateway: dc1', 'customerGateway: dc2') } };
    const text = await simulate(withPlan, broken);
    expect([text.code, text.stdout]).toEqual([2, '']);
    expect(text.stderr).toContain('plan.yaml:3:80: there is no customer gateway `dc2`');
    const asJson = await simulate([...withPlan, '--format', 'json'], broken);
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      exitCode: 2,
      problems: [{ at: { file: 'plan.yaml', line: 3, column: 80 }, suggestion: 'dc1' }],
    });
  });

  test('a plan may come from standard input', async () => {
    expect((await simulate(['design.yaml', '--plan', '-'], { stdin: plan })).code).toBe(1);
  });
});

describe('BGP logs', () => {
  test('what is written is read again, with the same resets', async () => {
    const { written } = await simulate([...withPlan, '--bgp-log', 'bgp.jsonl', '--assume', 'resetRetry=120']);
    const log = written['bgp.jsonl']!;
    const [first] = log.split('\n');
    expect(JSON.parse(first!)).toEqual({
      resource_id: 'vpn_203.0.113.1',
      event_timestamp: Date.parse('2026-06-01T00:00:00Z'),
      timestamp: '2026-06-01 00:00:00.000Z',
      type: 'BGPStatus',
      status: 'DOWN',
      message: {
        details: 'AWS-side peer BGP session state has changed from Idle to Connect with neighbor 169.254.9.2',
      },
    });
    expect(log).toContain(
      'AWS-side peer detected the maximum prefix limit was exceeded - received 101 prefixes from neighbor 169.254.9.2, limit is 100',
    );
    expect(log).toContain(
      'AWS-side peer sent a notification 6/1 (Cease/Maximum Number of Prefixes Reached) to neighbor 169.254.9.2',
    );
    const resets = log.split('\n').filter((line) => line.includes('notification 6/1')).length;
    for (const argv of [
      ['check', 'bgp.jsonl'],
      ['check', '--from', 'bgp-log', 'bgp.jsonl'],
      ['bgp-log', 'bgp.jsonl'],
    ]) {
      const { code, stdout } = await run([...argv, '--format', 'json'], { files: { 'bgp.jsonl': log } });
      const result = JSON.parse(stdout) as {
        sessions: { id: string; resets: unknown[]; most: { count: number }; cap: number }[];
        findings: { rule: string }[];
      };
      expect(code).toBe(1);
      expect(result.sessions).toHaveLength(1);
      expect(result.sessions[0]).toMatchObject({ id: 'vpn_203.0.113.1', most: { count: 101 }, cap: 100 });
      expect(result.sessions[0]?.resets).toHaveLength(resets);
      expect(result.findings.map(({ rule }) => rule)).toEqual(['routes/inbound-cap-exceeded']);
    }
    expect((await run(['bgp-log', 'bgp.jsonl'], { files: { 'bgp.jsonl': log } })).stdout).toContain(
      '101 of 100 (101%)',
    );
  });

  test('other commands say what to do with one, and a design beside it is too much', async () => {
    const log = {
      'bgp.jsonl': '{"resource_id":"a","event_timestamp":1,"type":"BGPStatus","status":"UP","message":null}\n',
      ...files,
    };
    for (const argv of [
      ['routes', 'bgp.jsonl'],
      ['check', 'bgp.jsonl', 'design.yaml'],
    ]) {
      const { code, stderr } = await run(argv, { files: log });
      expect([code, stderr]).toEqual([2, expect.stringContaining('routecap bgp-log')]);
    }
    expect((await run(['bgp-log', 'design.yaml'], { files: log })).code).toBe(2);
  });
});

describe('schema plan', () => {
  test('takes the plans of the scenarios and refuses what is none', async () => {
    const { code, stdout } = await run(['schema', 'plan']);
    expect(code).toBe(0);
    const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(JSON.parse(stdout) as object);
    const plans = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('plan.yaml'),
    );
    expect(plans.length).toBeGreaterThan(3);
    for (const path of plans) {
      const taken = validate(parse(readFileSync(`scenarios/${path}`, 'utf8')));
      expect({ path, taken, errors: validate.errors }).toEqual({ path, taken: true, errors: null });
    }
    for (const wrong of [
      {},
      { plan: [{}] },
      { plan: [{ changes: [{ tunelDown: 'x' }] }] },
      { plan: [], until: 'soon' },
    ]) {
      expect({ wrong, taken: validate(wrong) }).toEqual({ wrong, taken: false });
    }
    expect(JSON.parse((await run(['schema'])).stdout)).toMatchObject({ title: 'routecap design' });
  });
});
