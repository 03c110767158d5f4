/** The commands beside `check`. */
import { describe, expect, test } from 'vitest';
import { run } from './fake-world.ts';

const files = {
  'site.yaml': `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, announce: [192.168.0.0/24, { prefix: 192.168.0.0/16, asPath: [65010, 65100] }] }
vpnConnections:
  vpn-dc1: { customerGateway: dc1, vpnGateway: vgw }
expect:
  - { reach: 192.168.0.0/24, from: app, via: [vpn-dc1] }
`,
};

describe('routes', () => {
  test('one place, as data', async () => {
    const { code, stdout } = await run(['routes', 'site.yaml', '--at', 'app', '--format', 'json'], { files });
    const { places } = JSON.parse(stdout) as {
      places: { place: string; routes: { prefix: string; status: string }[] }[];
    };
    expect(places.map((place) => place.place)).toEqual(['vpcs/app/main']);
    expect(places[0]?.routes.map(({ prefix, status }) => [prefix, status])).toEqual([
      ['10.20.0.0/16', 'certain'],
      ['192.168.0.0/16', 'certain'],
      ['192.168.0.0/24', 'certain'],
    ]);
    expect(code).toBe(0);
  });

  test('--prefix keeps what covers it or lies within', async () => {
    const { stdout } = await run(['routes', 'site.yaml', '--at', 'app', '--prefix', '192.168.0.0/20'], { files });
    expect(stdout).toContain('192.168.0.0/16');
    expect(stdout).toContain('192.168.0.0/24');
    expect(stdout).not.toContain('10.20.0.0/16');
  });

  test('an unknown place is a mistake of usage, with a guess', async () => {
    const { code, stderr, stdout } = await run(['routes', 'site.yaml', '--at', 'ap'], { files });
    expect(stderr).toBe('error: there is no place ap in this design\ndid you mean: app\n');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('explain', () => {
  test('the longest match, its candidates and where the packets end', async () => {
    const { code, stdout } = await run(
      ['explain', 'site.yaml', '--at', 'vgw', '--prefix', '192.168.0.9/32', '--format', 'json'],
      { files },
    );
    const { explanations } = JSON.parse(stdout) as {
      explanations: {
        place: string;
        entry: { prefix: string };
        candidates: { route: { asPath: number[] } }[];
        forwarding: { reach: string };
      }[];
    };
    expect(explanations).toHaveLength(1);
    expect(explanations[0]?.place).toBe('vpnGateways/vgw');
    expect(explanations[0]?.entry.prefix).toBe('192.168.0.0/24');
    expect(explanations[0]?.candidates.map(({ route }) => route.asPath)).toEqual([[65010], [65010]]);
    expect(explanations[0]?.forwarding.reach).toBe('certain');
    expect(code).toBe(0);
  });

  test('a place without a route says so and is no failure', async () => {
    const { code, stdout } = await run(['explain', 'site.yaml', '--at', 'app', '--prefix', '172.16.0.0/12'], { files });
    expect(stdout).toContain('172.16.0.0/12 at vpcs/app/main\n  no route\n');
    expect(code).toBe(0);
  });
});

describe('import', () => {
  test('what is printed means the same: printed again it is the same text', async () => {
    for (const format of ['yaml', 'json']) {
      const once = await run(['import', 'site.yaml', '--format', format], { files });
      expect(once.code).toBe(0);
      const again = await run(['import', '-', '--format', format], { stdin: once.stdout });
      expect(again.stdout).toBe(once.stdout);
    }
  });

  test('--output writes a file and prints nothing', async () => {
    const { code, stdout, written } = await run(['import', 'site.yaml', '--output', 'out.yaml'], { files });
    expect(stdout).toBe('');
    expect(written['out.yaml']).toMatch(/^routecap: 1\n/);
    expect(code).toBe(0);
  });

  test('a name that a terminal would obey is escaped and means the same', async () => {
    const evil = files['site.yaml'].replaceAll('vpn-dc1', '"vpn\\e[2J"');
    const once = await run(['import', '-'], { stdin: evil });
    // Whether such a name is a design at all is the reader's business.
    expect(once.stdout + once.stderr).not.toContain(String.fromCharCode(27));
    if (once.code === 0) expect((await run(['import', '-'], { stdin: once.stdout })).stdout).toBe(once.stdout);
  });
});

describe('listings', () => {
  test.each(['rules', 'quotas', 'assumptions'])('%s in all three formats', async (name) => {
    const json = JSON.parse((await run([name, '--format', 'json'])).stdout) as Record<string, { id: string }[]>;
    const ids = (json[name] ?? []).map((row) => row.id);
    expect(ids.length).toBeGreaterThan(5);
    const text = (await run([name], { columns: 200 })).stdout;
    const markdown = (await run([name, '--format', 'markdown'])).stdout;
    for (const id of ids) {
      expect(text).toContain(`\n${id}  `);
      expect(markdown).toContain(`| \`${id}\` |`);
      expect(markdown).toContain(`\n## ${id}\n`);
    }
  });

  test('one by its id, in full', async () => {
    const { code, stdout } = await run(['rules', 'asn/customer-out-of-range']);
    expect(stdout).toMatch(/^asn\/customer-out-of-range\n  severity {4}error\n/);
    expect(stdout).toContain('F293');
    expect(code).toBe(0);
  });

  test('a family', async () => {
    const { stdout } = await run(['rules', 'asn', '--format', 'json']);
    const { rules } = JSON.parse(stdout) as { rules: { id: string }[] };
    expect(rules.length).toBeGreaterThan(1);
    expect(rules.every((rule) => rule.id.startsWith('asn/'))).toBe(true);
  });
});

test('schema is a JSON Schema that knows the sections', async () => {
  const { code, stdout } = await run(['schema']);
  const schema = JSON.parse(stdout) as { $schema: string; properties: object };
  expect(schema.$schema).toContain('json-schema.org');
  expect(Object.keys(schema.properties)).toContain('vpnConnections');
  expect(code).toBe(0);
});
