/** `check` from arguments to exit code, on small designs whose verdict the FAQ's numbers give. */
import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../src/rules/check-result.ts';
import { run } from './fake-world.ts';

/** A site on a virtual private gateway that offers `count` routes; the FAQ's line 97 allows 100. */
function siteOffering(count: number, more = ''): string {
  return `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, announce: [{ from: 10.64.0.0/10, length: 24, count: ${count} }] }
vpnConnections:
  vpn-dc1: { customerGateway: dc1, vpnGateway: vgw }
${more}`;
}

async function checkJson(
  design: string,
  ...flags: string[]
): Promise<{ code: number; result: CheckResult; stdout: string }> {
  const { code, stdout } = await run(['check', 'site.yaml', '--format', 'json', ...flags], {
    files: { 'site.yaml': design },
  });
  return { code, result: JSON.parse(stdout) as CheckResult, stdout };
}

describe('the verdict', () => {
  test('one route over the cap: both sessions are idle, exit 1', async () => {
    const { code, result } = await checkJson(siteOffering(101));
    expect(result.sessions.map(({ id, state, inbound }) => ({ id, state, inbound }))).toEqual(
      [1, 2].map((tunnel) => ({
        id: `vpn-dc1/tunnel-${tunnel}`,
        state: 'idle',
        inbound: { offered: 101, accepted: 0, cap: 100, outcome: 'reset' },
      })),
    );
    const exceeded = result.findings.filter((finding) => finding.rule === 'routes/inbound-cap-exceeded');
    expect(exceeded.map((finding) => finding.subject)).toEqual(['vpn-dc1/tunnel-1', 'vpn-dc1/tunnel-2']);
    expect(exceeded[0]?.at).toEqual(expect.objectContaining({ file: 'site.yaml' }));
    expect(exceeded[0]?.sources.map((source) => source.id)).toContain('F97');
    expect(result.exitCode).toBe(1);
    expect(code).toBe(1);
  });

  test('at the cap it holds and is near; --fail-on decides', async () => {
    const { code, result } = await checkJson(siteOffering(100));
    expect(result.sessions[0]).toMatchObject({ state: 'established', inbound: { accepted: 100, outcome: 'near' } });
    expect(code).toBe(0);
    expect((await checkJson(siteOffering(100), '--fail-on', 'warning')).code).toBe(1);
    expect((await checkJson(siteOffering(101), '--fail-on', 'never')).code).toBe(0);
  });

  test('--near moves the threshold', async () => {
    const near = async (...flags: string[]): Promise<string | undefined> =>
      (await checkJson(siteOffering(90), ...flags)).result.sessions[0]?.inbound.outcome;
    expect(await near('--near', '90')).toBe('near');
    expect(await near('--near', '91')).toBe('ok');
  });

  test('a suppressed finding is listed and does not count', async () => {
    const ignore = 'ignore: [{ rule: "*", subject: "*", reason: agreed, until: "2026-06-01" }]\n';
    const all = siteOffering(101, ignore.replace('"*", subject', 'routes/inbound-cap-exceeded, subject'));
    const { result } = await checkJson(all);
    const suppressed = result.findings.filter((finding) => finding.suppressed !== null);
    expect(suppressed.map((finding) => finding.rule)).toEqual([
      'routes/inbound-cap-exceeded',
      'routes/inbound-cap-exceeded',
    ]);
    expect(suppressed[0]?.suppressed).toEqual({ reason: 'agreed', until: '2026-06-01' });
    const counted = result.findings.filter((finding) => finding.suppressed === null && finding.severity === 'error');
    expect(result.summary.errors).toBe(counted.length);
  });

  test('expectations are counted from 0 and the unmet one is a finding', async () => {
    const more = 'expect:\n  - { session: vpn-dc1, stays: up }\n  - { session: vpn-dc1, stays: down }\n';
    const { code, result } = await checkJson(siteOffering(10, more));
    expect(result.expectations.map(({ index, met }) => [index, met])).toEqual([
      [0, true],
      [1, false],
    ]);
    expect(result.findings.map((finding) => finding.rule)).toContain('expect/not-met');
    expect(code).toBe(1);
  });

  test('a finding that the other profile does not share says so', async () => {
    // 1,200 routes for the third site: more than the FAQ's 1,000, fewer than the guide's 5,000.
    const design = `routecap: 1
transitGateways:
  hub: { amazonSideAsn: 64513 }
customerGateways:
  a: { bgpAsn: 65001, ipAddress: 198.51.100.1, announce: [{ from: 10.0.0.0/12, length: 24, count: 600 }] }
  b: { bgpAsn: 65002, ipAddress: 198.51.100.2, announce: [{ from: 10.16.0.0/12, length: 24, count: 600 }] }
  c: { bgpAsn: 65003, ipAddress: 198.51.100.3, announce: [10.32.0.0/24] }
vpnConnections:
  vpn-a: { customerGateway: a, transitGateway: hub }
  vpn-b: { customerGateway: b, transitGateway: hub }
  vpn-c: { customerGateway: c, transitGateway: hub }
`;
    const faq = (await checkJson(design)).result;
    const over = faq.findings.filter((finding) => finding.rule === 'routes/outbound-cap-exceeded');
    expect(over.map((finding) => finding.subject)).toEqual(['vpn-c/tunnel-1', 'vpn-c/tunnel-2']);
    expect(over[0]?.otherProfile).toBe('with --profile guide this is not a finding (cap 5,000)');
    const guide = (await checkJson(design, '--profile', 'guide')).result;
    expect(guide.findings.filter((finding) => finding.rule === 'routes/outbound-cap-exceeded')).toEqual([]);
    expect(guide.profile).toBe('guide');
  });
});

describe('inputs', () => {
  test('standard input', async () => {
    const { code, stdout } = await run(['check', '-', '--format', 'json'], { stdin: siteOffering(5) });
    expect((JSON.parse(stdout) as CheckResult).inputs).toEqual(['-']);
    expect(code).toBe(0);
  });

  test('several paths make one design', async () => {
    const [head = '', tail = ''] = siteOffering(101).split('vpnConnections:');
    const files = { 'a.yaml': head, 'b.yaml': `routecap: 1\nvpnConnections:${tail}` };
    const { code, stdout } = await run(['check', 'a.yaml', 'b.yaml', '--format', 'json'], { files });
    const result = JSON.parse(stdout) as CheckResult;
    expect(result.sessions.map((session) => session.id)).toEqual(['vpn-dc1/tunnel-1', 'vpn-dc1/tunnel-2']);
    expect(result.findings.find((finding) => finding.subject === 'vpn-dc1/tunnel-1')?.at?.file).toBe('b.yaml');
    expect(code).toBe(1);
  });

  test('UTF-16 with its mark, as PowerShell writes it', async () => {
    const bytes = Buffer.from(`\ufeff${siteOffering(5)}`, 'utf16le');
    expect((await run(['check', 'site.yaml'], { files: { 'site.yaml': bytes } })).code).toBe(0);
  });

  test('a list of prefixes is found beside the design that names it', async () => {
    const files = {
      'sites/dc1.yaml': siteOffering(1).replace(/announce: .*\]/, 'announce: [{ file: dc1.txt }]'),
      'sites/dc1.txt': '192.168.0.0/24\n192.168.1.0/24\n',
    };
    const { stdout } = await run(['check', 'sites/dc1.yaml', '--format', 'json'], { files });
    expect((JSON.parse(stdout) as CheckResult).sessions[0]?.inbound.offered).toBe(2);
  });

  test('a directory of describe output, with a design that adds what it cannot tell', async () => {
    const files = {
      'export/vpn.json': JSON.stringify({
        VpnConnections: [
          {
            VpnConnectionId: 'vpn-0a',
            CustomerGatewayId: 'cgw-0a',
            VpnGatewayId: 'vgw-0a',
            State: 'available',
            Type: 'ipsec.1',
            Options: { StaticRoutesOnly: false },
            VgwTelemetry: [{ OutsideIpAddress: '198.51.100.7', Status: 'UP', AcceptedRouteCount: 3 }],
          },
        ],
      }),
      'export/cgw.json': JSON.stringify({
        CustomerGateways: [
          {
            CustomerGatewayId: 'cgw-0a',
            BgpAsn: '65010',
            IpAddress: '203.0.113.10',
            State: 'available',
            Type: 'ipsec.1',
          },
        ],
      }),
      'export/vgw.json': JSON.stringify({
        VpnGateways: [
          { VpnGatewayId: 'vgw-0a', AmazonSideAsn: 64620, State: 'available', Type: 'ipsec.1', VpcAttachments: [] },
        ],
      }),
      'more.yaml': 'routecap: 1\nexpect: [{ session: vpn-0a, stays: up }]\n',
    };
    const { code, stdout, stderr } = await run(['check', 'export', 'more.yaml', '--format', 'json'], { files });
    expect(stderr).toBe('');
    const result = JSON.parse(stdout) as CheckResult;
    expect(result.sessions.map(({ id, inbound }) => [id, inbound.offered])).toEqual([['vpn-0a/198.51.100.7', 3]]);
    expect(result.expectations).toEqual([expect.objectContaining({ index: 0, met: true })]);
    expect(code).toBe(0);
  });

  test.each([
    [
      'state.json',
      '{"version":4,"terraform_version":"1.9.0","serial":1,"lineage":"x","resources":[]}',
      'terraform show -json',
    ],
    ['stack.yaml', 'AWSTemplateFormatVersion: "2010-09-09"\n', 'has no Resources'],
    ['empty.yaml', '', 'empty'],
  ])('%s is refused by name', async (name, text, words) => {
    const { code, stderr } = await run(['check', name], { files: { [name]: text } });
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });

  test('no secret of a broken export is shown', async () => {
    const secret = 'hunter2-tell-nobody';
    const broken = `{"VpnConnections": [{"Options": {"TunnelOptions": [{"PreSharedKey": "${secret}"}]}, "CustomerGatewayConfiguration": "<k>${secret}</k>" oops}]}`;
    for (const path of ['export/vpn.json', 'vpn.json']) {
      for (const flags of [[], ['--format', 'json'], ['--from', 'design'], ['--from', 'aws']]) {
        const { code, stdout, stderr } = await run(['check', path.split('/')[0] ?? '', ...flags], {
          files: { [path]: broken },
        });
        expect(stdout + stderr).not.toContain(secret);
        expect(stderr).not.toBe('');
        expect(code).toBe(2);
      }
    }
  });
});

describe('outputs', () => {
  const files = { 'site.yaml': siteOffering(101) };

  test('text to the terminal and JSON to a file, the same verdict', async () => {
    const { code, stdout, written } = await run(
      ['check', 'site.yaml', '--format', 'text', '--format', 'json=out.json'],
      { files },
    );
    expect(stdout.startsWith('FAIL  ')).toBe(true);
    expect(Object.keys(written)).toEqual(['out.json']);
    expect((JSON.parse(written['out.json'] ?? '') as CheckResult).exitCode).toBe(1);
    expect(code).toBe(1);
  });

  test('colour on a terminal, never in a file', async () => {
    const esc = String.fromCharCode(27);
    const options = { files, terminal: true, columns: 80 };
    const { stdout, written } = await run(
      ['check', 'site.yaml', '--format', 'text', '--format', 'text=out.txt'],
      options,
    );
    expect(stdout).toContain(esc);
    expect(written['out.txt']).not.toContain(esc);
    expect((await run(['check', 'site.yaml', '--no-color'], options)).stdout).not.toContain(esc);
    expect((await run(['check', 'site.yaml', '--color'], { files })).stdout).toContain(esc);
  });

  test('a file that cannot be written: exit 2, and nothing is printed either', async () => {
    const { code, stdout, stderr, written } = await run(
      ['check', 'site.yaml', '--format', 'text', '--format', 'json=a.json', '--format', 'text=b.txt'],
      { files, readOnly: ['b.txt'] },
    );
    expect(stderr).toBe('error: cannot write b.txt: permission denied\n');
    expect(stdout).toBe('');
    expect(written).toEqual({});
    expect(code).toBe(2);
  });

  test('two runs print the same bytes', async () => {
    for (const format of ['text', 'json']) {
      const once = await run(['check', 'site.yaml', '--format', format], { files });
      const again = await run(['check', 'site.yaml', '--format', format], { files, today: '2026-06-02' });
      expect(again.stdout).toBe(once.stdout);
    }
  });

  test('names from the input do not reach the terminal as they are', async () => {
    const evil = siteOffering(101).replaceAll('vpn-dc1', '"vpn\\e[2Jdc1"');
    for (const format of ['text', 'json']) {
      const { stdout, stderr } = await run(['check', '-', '--format', format], { stdin: evil });
      expect(stdout + stderr).not.toContain(String.fromCharCode(27));
    }
  });
});
