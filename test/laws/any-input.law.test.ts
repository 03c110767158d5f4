/**
 * Whatever is given as a design, `check` ends in 0, 1 or 2, with words for people and never with a stack
 * trace or an internal error; and what it prints does not steer a terminal.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { run } from '../cli/fake-world.ts';

const small = `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, announce: [192.168.0.0/24, { from: 10.64.0.0/10, length: 24, count: 99 }] }
vpnConnections:
  vpn-dc1: { customerGateway: dc1, vpnGateway: vgw }
expect:
  - { session: vpn-dc1, stays: up }
  - { reach: 192.168.0.0/24, from: app, via: [vpn-dc1], afterFailuresOf: { tunnels: 1 } }
`;

/** Words of the language and values at its borders: what tears at seams rather than at the first line. */
const pieces = [
  'routecap: 1',
  'vpcs:',
  '  app:',
  ' {',
  '}',
  '[',
  ']',
  ', ',
  ': ',
  '- ',
  '\n',
  '\t',
  '&a ',
  '*a',
  '<<: ',
  '!!set ',
  '"',
  "'",
  '|',
  '#',
  '10.20.0.0/16',
  '0.0.0.0/0',
  '::/0',
  '255.255.255.255/32',
  '10.0.0.1/8',
  '0',
  '-1',
  '4294967296',
  '1e999',
  '.nan',
  'null',
  'true',
  'announce',
  'count',
  'from',
  'length',
  'prefix',
  'file: /etc/hostname',
  '__proto__',
  'constructor',
  'vpn-dc1',
  'vgw',
  'tunnels',
  'expect',
  '\u001b[2J',
  '\u202e',
  '\u0000',
  '\ud83d',
  'x'.repeat(300),
];

const mutated = fc
  .array(
    fc.record({ at: fc.nat(small.length), cut: fc.integer({ min: 0, max: 40 }), put: fc.constantFrom('', ...pieces) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((changes) => changes.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), small));

const texts = fc.oneof(
  { weight: 4, arbitrary: mutated },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((list) => list.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.json() },
);

function judge(ran: { code: number; stdout: string; stderr: string }): void {
  expect([0, 1, 2]).toContain(ran.code);
  expect(ran.stderr).not.toMatch(/internal error|^\s+at .*:\d+:\d+/m);
  // oxlint-disable-next-line no-control-regex
  expect(ran.stdout + ran.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  // Exit 2 always says why, and nothing else does.
  expect(ran.stderr !== '').toBe(ran.code === 2);
}

test('any text as a design', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom('text', 'json'), async (text, format) => {
      const ran = await run(['check', '-', '--format', format], { stdin: text });
      judge(ran);
      if (format === 'json') expect((JSON.parse(ran.stdout) as { exitCode: number }).exitCode).toBe(ran.code);
    }),
  );
});

test('any bytes as a design', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
      judge(await run(['check', 'design'], { files: { design: bytes } }));
    }),
  );
});

test('any words on the command line', async () => {
  const words = fc.oneof(
    fc.constantFrom(
      'check',
      'routes',
      'explain',
      'import',
      'rules',
      'quotas',
      'assumptions',
      'schema',
      'help',
      'd.yaml',
      'gone',
      '-',
      '--',
    ),
    fc.constantFrom(
      '--format',
      '--format=json',
      '--near',
      '--quota',
      '--assume',
      '--at',
      '--prefix',
      '--fail-on=note',
      '--no-color',
    ),
    fc.constantFrom('json', 'app', '10.0.0.0/8', 'a=b', '80', '', '-h', '--version', '__proto__=1', 'constructor'),
    fc.string({ maxLength: 8 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 6 }), async (argv) => {
      const { code, stderr } = await run(argv, { files: { 'd.yaml': small }, stdin: small });
      expect([0, 1, 2]).toContain(code);
      expect(stderr).not.toMatch(/internal error/);
      if (code === 2) expect(stderr).not.toBe('');
    }),
  );
});
