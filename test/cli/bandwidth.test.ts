/** `routecap bandwidth` as typed: answers, exit codes, and what is refused in which words. */
import { describe, expect, test } from 'vitest';
import { run } from './fake-world.ts';

const design = `routecap: 1
vpcs: { app: { cidrs: [10.20.0.0/16] } }
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att: { vpc: app } } } }
customerGateways: { dc1: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.1.0.0/16] } }
vpnConnections: { vpn: { customerGateway: dc1, transitGateway: hub } }
`;
const files = {
  'design.yaml': `${design}demands: [{ from: app, to: dc1, bandwidth: 2.5Gbps }]\n`,
  'none.yaml': design,
};

test('the help has an example, and the command a line in the help of the program', async () => {
  const { stdout, code } = await run(['bandwidth', '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('routecap bandwidth --for 10Gbps');
  expect((await run(['--help'])).stdout).toMatch(/^ {2}bandwidth\b/m);
});

describe('without a design', () => {
  test('text says the number first, JSON has the numbers with their sources', async () => {
    const { stdout, code } = await run(['bandwidth', '--for', '10Gbps']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^4 VPN connections for 10Gbps over a transit gateway\./);
    const json = await run(['bandwidth', '--for', '10Gbps', '--format', 'json']);
    const result = JSON.parse(json.stdout) as Record<string, unknown>;
    expect(result).toMatchObject({
      possible: true,
      needs: { connections: 4, tunnels: 8 },
      quotas: [
        { id: 'vpn.tunnel-bandwidth', value: 1250, unit: 'Mbps', sources: [{ id: 'F73' }, {}] },
        { id: 'vpn.tunnel-packets', value: 140_000 },
      ],
      findings: [],
      exitCode: 0,
    });
  });

  test('impossible is an answer too, with what to use instead', async () => {
    const { stdout, code } = await run(['bandwidth', '--for', '10Gbps', '--on', 'vgw']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^impossible: 10Gbps over a virtual private gateway\. On a transit gateway with ECMP: 4/);
  });

  test('a seed decides the draws, and the same seed the same bytes', async () => {
    const asked = ['bandwidth', '--flows', '200x20Mbps', '--flows', '30x300Mbps', '--seed', '7'];
    const first = await run(asked);
    expect(first.stdout).toMatch(/simulated, [\d,]+ draws/);
    expect(await run(asked)).toEqual(first);
  });
});

describe('with a design', () => {
  test('exit 0 when its demands fit, 1 with findings and a proposal when they do not', async () => {
    const fits = await run(['bandwidth', 'design.yaml'], { files });
    expect([fits.code, fits.stdout.split('\n')[0]]).toEqual([
      0,
      'PASS  the demands fit  ·  profile faq  ·  design.yaml',
    ]);
    const lost = await run(['bandwidth', 'design.yaml', '--after-loss-of', 'tunnel', '--format', 'json'], { files });
    expect(lost.code).toBe(1);
    expect(JSON.parse(lost.stdout)).toMatchObject({
      holds: false,
      demands: [{ from: 'app', fits: false, connections: [{ like: 'vpn', there: 1, needed: 2 }] }],
      proposal: {
        connections: [{ like: 'vpn', there: 1, needed: 2, added: ['vpn-2'] }],
        addToDesign: { vpnConnections: { 'vpn-2': { customerGateway: 'dc1', transitGateway: 'hub' } } },
      },
      findings: [{ rule: 'bandwidth/demand-exceeds-capacity-after-failure', at: { file: 'design.yaml', line: 6 } }],
      exitCode: 1,
    });
  });

  test('what is proposed can be read beside the design, and then it fits', async () => {
    const asked = ['bandwidth', 'design.yaml', '--after-loss-of', 'connection'];
    const { stdout } = await run([...asked, '--format', 'json'], { files });
    const { proposal } = JSON.parse(stdout) as { proposal: { addToDesign: unknown } };
    const more = { ...files, 'more.json': JSON.stringify(proposal.addToDesign) };
    expect((await run([...asked, 'more.json'], { files: more })).code).toBe(0);
  });

  test('a demand that a flag asks for', async () => {
    const asked = ['bandwidth', 'none.yaml', '--from', 'app', '--to', 'dc1', '--for'];
    expect((await run([...asked, '2.5Gbps'], { files })).code).toBe(0);
    const { code, stdout } = await run([...asked, '1e30Gbps'], { files });
    expect(code).toBe(1);
    expect(stdout).toMatch(/more than 250 connections of a kind are not tried/);
  });
});

describe('bad usage is exit 2, and says what was meant', () => {
  test.each<[string[], RegExp]>([
    [['--for', '10Gb'], /--for 10Gb is no bandwidth.*\ndid you mean: 10Gbps/],
    [['--for', '10'], /did you mean: 10bps|did you mean: 10Gbps/],
    [['--for', '0'], /^(?!.*did you mean: 0)[^]*--for 0 is nothing/],
    [['--for', '0Gbps'], /--for 0Gbps is nothing/],
    [['--for', '-3Gbps'], /did you mean: 3Gbps/],
    [['--for', 'much'], /--for much is no bandwidth/],
    [['--packets', '-1'], /--packets -1 is no number of packets/],
    [['--packets', '0'], /--packets 0 is no number of packets/],
    [[], /how much is it for\?/],
    [['--for', '1Gbps', '--flows', '40'], /flows are written COUNTxSIZE/],
    [['--flows', '4x10'], /10 is no bandwidth/],
    [['--flows', '9999999x1Mbps'], /at most 1,000,000 flows/],
    [['--for', '1Gbps', '--risk', '0%'], /percentage between 0 and 100/],
    [['--for', '1Gbps', '--packet-size', '9'], /--packet-size 9 is not a whole number from 20/],
    [['--for', '1Gbps', '--port', '1Gbps'], /add --over private/],
    [['--for', '1Gbps', '--after-loss-of', 'port'], /add --over private/],
    [['--for', '1Gbps', '--after-loss-of', 'house'], /Allowed choices are tunnel, connection, port/],
    [['--for', '1Gbps', '--encryption', 'DES'], /--encryption DES is not one of AES128/],
    [['--for', '1Gbps', '--from', 'app'], /--from names a place of a design/],
    [['--for', '1Gbps', '--on', 'connect', '--over', 'private'], /not about Connect peers/],
    [['none.yaml'], /the design has no demands/],
    [['design.yaml', '--on', 'vgw'], /--on is for a question without a design/],
    [['design.yaml', '--for', '1Gbps'], /need --from and --to/],
    [['design.yaml', '--from', 'app', '--to', 'dc2', '--for', '1Gbps'], /no place is called dc2\ndid you mean: dc1/],
    [['design.yaml', '--to', 'app'], /no demand of the design is between these places/],
    [['--for', '1Gbps', '--assume', 'ecmpFlowHash=no'], /ecmpFlowHash cannot be no/],
  ])('%j', async (argv, message) => {
    const { code, stdout, stderr } = await run(['bandwidth', ...argv], { files });
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
