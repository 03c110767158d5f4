/**
 * Input that is meant to hang or crash a reader, or is merely far too much, through the real command and real
 * files: each ends soon, with a verdict or with words and exit code 2, and nothing secret comes out.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../run-scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'routecap-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const secret = 'QXZJVWQXZJVW';
/** Shared machines are slow; what hangs takes minutes. */
const soonMs = 20_000;

async function check(name: string): Promise<{ exitCode: number; said: string; stderr: string }> {
  const start = performance.now();
  const { exitCode, stdout, stderr } = await run(['check', join(folder, name), '--no-config']);
  expect(performance.now() - start).toBeLessThan(soonMs);
  expect([0, 1, 2]).toContain(exitCode);
  expect(stderr !== '').toBe(exitCode === 2);
  expect(stderr).not.toMatch(/internal error|^\s+at .*:\d+:\d+/m);
  expect(stdout + stderr).not.toContain(secret.slice(0, 6));
  return { exitCode, said: stdout + stderr, stderr };
}

function given(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

const json = (value: unknown): string => JSON.stringify(value);
const times = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_, n) => each(n)).join('');

const terraform = (resources: readonly unknown[]): string =>
  json({ format_version: '1.2', terraform_version: '1.9.8', planned_values: { root_module: { resources } } });
const gateway = (index: number): object => ({
  address: `aws_customer_gateway.x[${index}]`,
  mode: 'managed',
  type: 'aws_customer_gateway',
  name: 'x',
  index,
  values: { bgp_asn: '65001', ip_address: '203.0.113.1' },
});
const export_ = (configuration: string): string =>
  json({
    CustomerGateways: [{ CustomerGatewayId: 'cgw-1', State: 'available', BgpAsn: '65001', IpAddress: '203.0.113.1' }],
    VpnGateways: [{ VpnGatewayId: 'vgw-1', State: 'available', AmazonSideAsn: 64620 }],
    VpnConnections: [
      {
        VpnConnectionId: 'vpn-1',
        State: 'available',
        CustomerGatewayId: 'cgw-1',
        VpnGatewayId: 'vgw-1',
        CustomerGatewayConfiguration: configuration,
      },
    ],
  });

describe('far too much', () => {
  test.each([
    ['a file beyond what is read', 300, /more than 256 MiB/],
    ['200 MB of nothing', 200, /binary/],
  ])('%s', async (_, megabytes, words) => {
    const name = given('large.json', '');
    truncateSync(join(folder, name), megabytes * 2 ** 20);
    expect((await check(name)).stderr).toMatch(words);
  });

  test.each([
    [
      'bytes by chance',
      'random.json',
      () => Uint8Array.from({ length: 2 ** 20 }, (_, n) => (n * 2654435761) >>> 13),
      /not valid UTF-8|binary/,
    ],
    ['one line of JSON', 'line.json', () => `{"a":"${'x'.repeat(70 * 2 ** 20)}"}`, /larger than 64 MB/],
    [
      'a design that ends in spaces',
      'spaces.yaml',
      () => `routecap: 1\n${' '.repeat(70 * 2 ** 20)}`,
      /larger than 4 MB/,
    ],
    ['a YAML of brackets', 'brackets.yaml', () => `routecap: 1\na: ${'['.repeat(2 ** 21)}`, /64 levels/],
    ['a YAML of documents', 'documents.yaml', () => '---\n'.repeat(20_000), /one file holds one design/],
    [
      'a template beyond 4 MB',
      'large-template.json',
      () => `{"AWSTemplateFormatVersion":"2010-09-09","Resources":{${' '.repeat(5 * 2 ** 20)}}}`,
      /CloudFormation takes none/,
    ],
    [
      '100,000 resources of a plan',
      'many.json',
      () => terraform(Array.from({ length: 100_000 }, (_, n) => gateway(n))),
      /100,000 objects.*50,000/,
    ],
    [
      '100,000 objects of an export',
      'many-aws.json',
      () =>
        json({
          CustomerGateways: Array.from({ length: 100_000 }, (_, n) => ({
            CustomerGatewayId: `cgw-${n}`,
            State: 'available',
          })),
        }),
      /100,000 objects.*50,000/,
    ],
    [
      '100,000 things of a design',
      'many-design.json',
      () =>
        `{"routecap":1,"customerGateways":{${times(100_000, (n) => `${n === 0 ? '' : ','}"c${n}":{"bgpAsn":65001}`)}}}`,
      /100,000 things.*50,000/,
    ],
    // More problems than a call takes arguments.
    [
      '130,000 keys that no design has',
      'keys.json',
      () => `{"routecap":1${times(130_000, (n) => `,"k${n}":1`)}}`,
      /130000 problems, of which the first 1000 are shown/,
    ],
  ])(
    '%s',
    async (_, name, make, words) => {
      const { exitCode, stderr } = await check(given(name, make()));
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(words);
    },
    60_000,
  );

  test('100,000 resources of no concern are read', async () => {
    const buckets = Array.from({ length: 100_000 }, (_, n) => ({
      ...gateway(n),
      address: `aws_s3_bucket.x[${n}]`,
      type: 'aws_s3_bucket',
    }));
    const { exitCode, said } = await check(given('buckets.json', terraform(buckets)));
    expect(exitCode).toBe(0);
    expect(said).toContain('holds no resource');
  }, 60_000);
});

describe('10,000 deep', () => {
  const deep = 10_000;
  test.each([
    ['JSON', 'deep.json', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`],
    ['a design in JSON', 'deep-design.json', `{"routecap":1,"vpcs":${'['.repeat(deep)}${']'.repeat(deep)}}`],
    ['YAML', 'deep.yaml', `routecap: 1\nvpcs: ${'['.repeat(deep)}${']'.repeat(deep)}\n`],
    [
      'a template',
      'deep-template.json',
      `{"Resources":{"A":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":${'{"Fn::Sub":'.repeat(deep)}1${'}'.repeat(deep)}}}}}`,
    ],
    ['an export', 'deep-aws.json', `{"VpnConnections":[${'['.repeat(deep)}${']'.repeat(deep)}]}`],
  ])('%s is refused', async (_, name, text) => {
    expect((await check(given(name, text))).exitCode).toBe(2);
  });

  test.each([
    [
      'modules',
      `{"format_version":"1.2","planned_values":{"root_module":${'{"child_modules":['.repeat(deep)}${json({ resources: [gateway(0)] })}${']}'.repeat(deep)}}}`,
    ],
    [
      'called modules',
      `{"format_version":"1.2","planned_values":{"root_module":${json({ resources: [gateway(0)] })}},"configuration":{"root_module":${'{"module_calls":{"m":{"module":'.repeat(deep)}{}${'}}}'.repeat(deep)}}}`,
    ],
  ])('%s of Terraform may nest, and what is in them is found', async (_, text) => {
    const { exitCode, said } = await check(given('deep-plan.json', text));
    expect(exitCode).toBe(0);
    expect(said).toContain('customer gateway without a VPN connection');
  });
});

describe('bombs', () => {
  const doubling = times(
    9,
    (n) =>
      `${String.fromCharCode(98 + n)}: &${String.fromCharCode(98 + n)} [${`*${String.fromCharCode(97 + n)},`.repeat(9)}]\n`,
  );
  test.each([
    ['aliases of a design', 'bomb.yaml', `routecap: 1\na: &a [x,x,x,x,x,x,x,x,x]\n${doubling}`, /aliases/],
    [
      'aliases of a template',
      'bomb-template.yaml',
      `AWSTemplateFormatVersion: '2010-09-09'\nResources: {}\na: &a [x,x]\n${doubling}`,
      /aliases/,
    ],
  ])('%s', async (_, name, text, words) => {
    expect((await check(given(name, text))).stderr).toMatch(words);
  });

  const entities = `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">${times(9, (n) => `<!ENTITY ${String.fromCharCode(98 + n)} "${`&${String.fromCharCode(97 + n)};`.repeat(10)}">`)}]>`;
  test.each([
    [
      'entities that multiply',
      `<?xml version="1.0"?>${entities}<vpn_connection><a>&j;</a><pre_shared_key>${secret}</pre_shared_key></vpn_connection>`,
    ],
    [
      'an entity that is a file',
      `<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><vpn_connection><asn>&a;</asn></vpn_connection>`,
    ],
    ['elements 10,000 deep', `<vpn_connection>${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</vpn_connection>`],
  ])('%s in the configuration of a connection', async (_, xml) => {
    const { exitCode, said } = await check(given('bomb.json', export_(xml)));
    expect([0, 1]).toContain(exitCode);
    expect(said).toContain('vpn-1');
    expect(said).not.toContain('root:');
  });
});

describe('the same text in other bytes', () => {
  const utf16 = (text: string, big: boolean): Uint8Array => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };
  const inputs = {
    'design.yaml': 'scenarios/over-the-cap/design.yaml',
    'plan.json': 'scenarios/a-plan-that-replaces-the-gateway/plan.json',
    'template.yaml': 'test/importers/fixtures/cloudformation/hub.yaml',
    'export.json': 'test/importers/fixtures/aws-vgw/export.json',
  };
  test.each(Object.entries(inputs))('%s: line ends, a mark in front and UTF-16 are no matter', async (name, source) => {
    const text = readFileSync(source, 'utf8');
    const plain = await check(given(name, text));
    expect([0, 1]).toContain(plain.exitCode);
    for (const other of [text.replaceAll('\n', '\r\n'), `\ufeff${text}`, utf16(text, false), utf16(text, true)])
      expect(await check(given(name, other))).toEqual(plain);
  });

  test.each(Object.entries(inputs))(
    '%s with a NUL, or a byte of another character set, is refused',
    async (name, source) => {
      const text = readFileSync(source, 'utf8');
      expect((await check(given(name, `${text.slice(0, 60)}\0${text.slice(60)}`))).stderr).toMatch(/binary/);
      const bytes = Buffer.concat([
        Buffer.from(text.slice(0, 60)),
        Buffer.from([0xe9, 0x20]),
        Buffer.from(text.slice(60)),
      ]);
      expect((await check(given(name, bytes))).stderr).toMatch(/:\d+:\d+: the file is not valid UTF-8/);
    },
  );
});

describe('keys and names', () => {
  test.each([
    ['a design', 'twice.json', '{"routecap":1,"vpcs":{},"vpcs":{"a":{}}}'],
    ['a plan', 'twice-plan.json', terraform([gateway(0)]).replace('"bgp_asn"', '"bgp_asn":"65002","bgp_asn"')],
    [
      'a template',
      'twice-template.json',
      '{"Resources":{"A":{"Type":"AWS::EC2::VPC"},"A":{"Type":"AWS::EC2::VPNGateway"}}}',
    ],
    [
      'an export',
      'twice-aws.json',
      '{"CustomerGateways":[{"CustomerGatewayId":"cgw-1"}],"CustomerGateways":[{"CustomerGatewayId":"cgw-2"}]}',
    ],
    [
      'an export, once with an escape',
      'twice-escaped.json',
      '{"CustomerGateways":[{"CustomerGatewayId":"cgw-1","\\u0042gpAsn":1,"BgpAsn":2}]}',
    ],
  ])('a key given twice in %s is refused, with its place', async (_, name, text) => {
    const { exitCode, stderr } = await check(given(name, text));
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/:1:\d+: .*given twice/);
  });

  test.each([
    [
      'a plan',
      '__proto__',
      terraform([{ ...gateway(0), name: '__proto__', index: '__proto__', address: 'aws_customer_gateway.__proto__' }]),
    ],
    [
      'a plan',
      'constructor',
      terraform([{ ...gateway(0), name: 'constructor', address: 'aws_customer_gateway.constructor' }]),
    ],
    [
      'a template',
      'constructor',
      '{"Resources":{"constructor":{"Type":"AWS::EC2::CustomerGateway","Properties":{"BgpAsn":65001,"IpAddress":"203.0.113.1"}}}}',
    ],
    [
      'a design',
      'constructor',
      '{"routecap":1,"customerGateways":{"constructor":{"bgpAsn":65001,"ipAddress":"203.0.113.1"}}}',
    ],
  ])('in %s %s is a name like any other', async (_, _name, text) => {
    const { exitCode, said } = await check(given('names.json', text));
    expect(exitCode).toBe(0);
    expect(said).toContain('customer gateway without a VPN connection');
  });

  test('keys of the prototype change nothing', async () => {
    for (const text of [
      '{"__proto__":{"routecap":1},"vpcs":{}}',
      '{"__proto__":{"a":1},"CustomerGateways":[{"CustomerGatewayId":"cgw-1","State":"available","BgpAsn":"65001","__proto__":{"IpAddress":"x"}}]}',
      terraform([{ ...gateway(0), values: JSON.parse('{"__proto__":{"bgp_asn":"x"},"bgp_asn":"65001"}') as object }]),
    ])
      await check(given('proto.json', text));
    expect(Object.keys({})).toEqual([]);
    expect(({} as Record<string, unknown>)['routecap']).toBeUndefined();
  });

  test.each([
    ['a plan', terraform([{ ...gateway(0), name: '\ud83d', address: 'aws_customer_gateway.\ud83d' }])],
    [
      'a template',
      '{"Resources":{"A\\ud83d":{"Type":"AWS::EC2::CustomerGateway","Properties":{"BgpAsn":65001,"IpAddress":"203.0.113.1"}}}}',
    ],
    ['an export', '{"CustomerGateways":[{"CustomerGatewayId":"cgw-\\ud83d","State":"available"}]}'],
    ['a design', '{"routecap":1,"customerGateways":{"a\\ud83d":{}}}'],
  ])('half a character in a name of %s is borne', async (_, text) => {
    await check(given('half.json', text));
  });
});

describe('what is no file', () => {
  test('a pipe nobody writes to, and a device', async () => {
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    expect((await check('fifo')).stderr).toMatch(/it is a pipe/);
    expect((await run(['check', '/dev/zero'])).stderr).toMatch(/it is a device/);
  });

  test('links that lead round in a circle', async () => {
    mkdirSync(join(folder, 'loop/inner'), { recursive: true });
    symlinkSync('..', join(folder, 'loop/inner/back'));
    symlinkSync('self', join(folder, 'loop/self'));
    writeFileSync(join(folder, 'loop/inner/a.json'), export_(''));
    const { exitCode, said } = await check('loop');
    expect(exitCode).toBe(0);
    expect(said).toContain('vpn-1');
    expect((await check('loop/self')).stderr).toMatch(/circle/);
  });
});
