/** `fit` as typed: lists, designs, formats, and what it refuses. */
import { describe, expect, test } from 'vitest';
import { run } from './fake-world.ts';

const design = `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, announce: [10.64.0.0/24, 10.64.1.0/24, 10.64.3.0/24, 192.168.9.0/24] }
  dc2: { bgpAsn: 65011, ipAddress: 203.0.113.11, announce: [10.64.2.128/25] }
vpnConnections:
  vpn-dc1: { customerGateway: dc1, vpnGateway: vgw }
  vpn-dc2: { customerGateway: dc2, vpnGateway: vgw }
`;

const files = {
  'site.yaml': design,
  'list.txt': '10.64.0.0/24\n10.64.1.0/24 # twin\n10.64.3.0/24\n10.64.3.0/25\n2001:db8::/48\n2001:db8:1::/48\n',
  'bad.txt': '10.64.0.0/24\n10.64.0.1/24\nnonsense\n',
  'own.txt': '10.64.2.0/25\n',
  'empty.txt': '',
};

interface Data {
  readonly units: readonly {
    readonly announcers: readonly string[];
    readonly sessions: readonly string[];
    readonly families: readonly {
      family: string;
      summary: string[];
      extraAddresses: string;
      exact: number;
      added: string[];
      dropped: string[];
    }[];
  }[];
  readonly check: { readonly moved: unknown[]; readonly sessions: { id: string; offered: number; outcome: string }[] };
  readonly exitCode: number;
}

describe('a list', () => {
  test('without a cap says the same in the fewest prefixes', async () => {
    const { code, stdout } = await run(['fit', 'list.txt', '--format', 'list'], { files });
    expect(stdout).toBe('10.64.0.0/23\n10.64.3.0/24\n2001:db8::/47\n');
    expect(code).toBe(0);
  });

  test('from standard input, and with the cap of each family by itself', async () => {
    const { stdout } = await run(['fit', '-', '--cap', '1', '--format', 'list'], { stdin: files['list.txt'] });
    expect(stdout).toBe('10.64.0.0/22\n2001:db8::/47\n');
  });

  test('says what it claims, in addresses', async () => {
    const { stdout } = await run(['fit', 'list.txt', '--cap', '1', '--format', 'json'], { files });
    const { units } = JSON.parse(stdout) as Data;
    expect(units[0]?.families.map(({ extraAddresses }) => extraAddresses)).toEqual(['256', '0']);
  });

  test('keeps out of prefixes and of files of them, and says the least that can be', async () => {
    for (const keepOut of ['10.64.2.0/25', 'own.txt']) {
      const { code, stderr, stdout } = await run(['fit', 'list.txt', '--cap', '1', '--keep-out', keepOut], { files });
      expect(stderr).toContain('4 IPv4 prefixes cannot be summarised to 1; 2 is the least that can be');
      expect(stderr).toContain('10.64.0.0/22 would claim of 10.64.2.0/25');
      expect(stdout).toBe('');
      expect(code).toBe(2);
    }
  });

  test('refuses what cannot be done, each with a reason', async () => {
    const cases: [string[], string][] = [
      [['fit', 'list.txt', '--cap', '0'], 'a cap of 0 leaves no room for 4 IPv4 prefixes'],
      [['fit', 'empty.txt', '--cap', '5'], 'there is no prefix in the input'],
      [['fit', 'bad.txt'], 'did you mean `10.64.0.0/24`'],
      [['fit', 'site.yaml', '--cap', '5'], 'site.yaml is a design, not a list of prefixes'],
      [['fit', 'lists.txt'], 'there is no such file'],
      [['fit', 'list.txt', '--cap', '2', '--format', 'frr'], '--format frr needs the AS of the router'],
      [['fit', 'list.txt', '--keep-out', '10.0.0.1/8'], '--keep-out 10.0.0.1/8: bits are set'],
      [['fit', 'list.txt', '--cap', '-3'], 'whole number'],
    ];
    for (const [argv, words] of cases) {
      const { code, stderr, stdout } = await run(argv, { files });
      expect(stderr).toContain(words);
      expect(stdout).toBe('');
      expect(code).toBe(2);
    }
  });

  test('every problem of a file is shown in its place', async () => {
    const { stderr } = await run(['fit', 'bad.txt'], { files });
    expect(stderr).toContain('bad.txt:2:1');
    expect(stderr).toContain('bad.txt:3:1');
    expect(stderr).toContain('2 problems');
  });

  test('as configuration', async () => {
    const printed = async (format: string): Promise<string> =>
      (await run(['fit', 'list.txt', '--cap', '1', '--asn', '65010', '--format', format], { files })).stdout;
    expect(await printed('ios')).toContain('  aggregate-address 10.64.0.0 255.255.252.0 summary-only\n');
    expect(await printed('ios')).toContain('  aggregate-address 2001:DB8::/47 summary-only\n'.toLowerCase());
    expect(await printed('frr')).toContain('ip prefix-list ROUTECAP-IPV4 seq 5 permit 10.64.0.0/22\n');
    expect(await printed('bird')).toContain('  route 10.64.0.0/22 blackhole;\n');
    expect(await printed('junos')).toContain('set routing-options aggregate route 10.64.0.0/22 discard\n');
    expect(await printed('junos')).toContain('set routing-options rib inet6.0 aggregate route 2001:db8::/47 discard\n');
  });

  test('several formats in one run, files first', async () => {
    const { written, stdout } = await run(['fit', 'list.txt', '--format', 'list=out.txt', '--format', 'text'], {
      files,
    });
    expect(written['out.txt']).toBe('10.64.0.0/23\n10.64.3.0/24\n2001:db8::/47\n');
    expect(stdout).toContain('6 prefixes as 3');
  });
});

describe('a design', () => {
  test('under the cap of the session: exactly what is announced, in fewer prefixes', async () => {
    const { code, stdout } = await run(['fit', 'site.yaml', '--router', 'dc1', '--format', 'json'], { files });
    const { units, check } = JSON.parse(stdout) as Data;
    expect(units[0]).toMatchObject({
      announcers: ['customerGateways/dc1'],
      sessions: ['vpn-dc1/tunnel-1', 'vpn-dc1/tunnel-2'],
    });
    expect(units[0]?.families[0]).toMatchObject({
      summary: ['10.64.0.0/23', '10.64.3.0/24', '192.168.9.0/24'],
      added: ['10.64.0.0/23'],
    });
    expect(check.moved).toEqual([]);
    expect(check.sessions.map(({ offered }) => offered)).toEqual([3, 3]);
    expect(code).toBe(0);
  });

  test('never what another site announces', async () => {
    const { code, stderr } = await run(['fit', 'site.yaml', '--session', 'vpn-dc1/tunnel-1', '--cap', '2'], { files });
    expect(stderr).toContain('10.64.2.128/25 (announced by dc2 on vpn-dc2)');
    expect(code).toBe(2);
  });

  test('names that are not there, with a guess', async () => {
    const { stderr } = await run(['fit', 'site.yaml', '--router', 'dc3', '--session', 'vpn-dc'], { files });
    expect(stderr).toContain('there is no router dc3');
    expect(stderr).toContain('there is no session vpn-dc');
  });
});
