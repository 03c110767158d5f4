/** `--announce ROUTER=FILE` as its user meets it. */
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { applyAnnounced } from '../../src/cli/apply-announced.ts';
import { unpack } from '../../src/cli/unpack.ts';
import * as library from '../../src/index.ts';
import { run } from './fake-world.ts';

const design = `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
transitGateways:
  hub:
    amazonSideAsn: 64512
    transitGatewayCidrBlocks: [10.99.0.0/24]
    attachments:
      app-att: { vpc: app }
      sdwan: { connect: { transportAttachment: app-att, peers: { edge: { peerAsn: 65040, announce: [10.8.0.0/16] } } } }
routers:
  dc1: { asn: 65010, announce: [192.168.0.0/24] }
customerGateways:
  cgw-dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, router: dc1 }
  branch: { bgpAsn: 65020, ipAddress: 203.0.113.20, announce: [192.168.9.0/24] }
vpnConnections:
  vpn-dc1: { customerGateway: cgw-dc1, vpnGateway: vgw }
  vpn-branch:
    customerGateway: branch
    vpnGateway: vgw
    tunnels: [{ announce: [192.168.10.0/24, 192.168.11.0/24] }, {}]
`;

const many = Array.from({ length: 101 }, (_, i) => `10.64.${i}.0/24`).join('\n');

interface Checked {
  readonly inputs: readonly string[];
  readonly sessions: readonly { readonly id: string; readonly inbound: { readonly offered: number } }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly subject: string;
    readonly message: string;
    readonly at: unknown;
  }[];
}

async function check(announce: readonly string[], files: Record<string, string | Uint8Array>, stdin?: string) {
  const flags = announce.flatMap((each) => ['--announce', each]);
  const ran = await run(['check', 'd.yaml', ...flags, '--format', 'json'], {
    files: { 'd.yaml': design, ...files },
    ...(stdin === undefined ? {} : { stdin }),
  });
  const parsed = JSON.parse(ran.stdout) as Checked & { problems?: { message: string; suggestion: string | null }[] };
  const offered = Object.fromEntries((parsed.sessions ?? []).map(({ id, inbound }) => [id, inbound.offered]));
  return { ...ran, ...parsed, offered };
}

const before = { 'vpn-dc1/tunnel-1': 1, 'vpn-branch/tunnel-1': 2, 'vpn-branch/tunnel-2': 1, 'sdwan/edge/1': 1 };

describe('whose announcements are replaced', () => {
  test('nobody said anything', async () => {
    expect((await check([], {})).offered).toMatchObject(before);
  });

  test('those of a router', async () => {
    const { code, offered, findings, inputs } = await check(['dc1=list.txt'], { 'list.txt': many });
    expect(offered).toMatchObject({ ...before, 'vpn-dc1/tunnel-1': 101, 'vpn-dc1/tunnel-2': 101 });
    expect(findings.map(({ rule }) => rule)).toContain('routes/inbound-cap-exceeded');
    expect(inputs).toEqual(['d.yaml', 'list.txt']);
    expect(code).toBe(1);
  });

  test('those of a customer gateway that is its own router, on single tunnels too', async () => {
    const { offered } = await check(['branch=list.txt'], { 'list.txt': '10.1.0.0/16\n10.2.0.0/16\n10.3.0.0/16\n' });
    expect(offered).toMatchObject({ ...before, 'vpn-branch/tunnel-1': 3, 'vpn-branch/tunnel-2': 3 });
  });

  test('those of a Connect peer', async () => {
    const { offered } = await check(['sdwan/edge=list.txt'], { 'list.txt': '10.1.0.0/16\n10.2.0.0/16\n' });
    expect(offered).toMatchObject({ ...before, 'sdwan/edge/1': 2, 'sdwan/edge/2': 2 });
  });

  test('two files for one router count together', async () => {
    const { offered } = await check(['dc1=a.txt', 'dc1=b.txt'], {
      'a.txt': '10.1.0.0/16\n10.2.0.0/16',
      'b.txt': '10.2.0.0/16\n10.3.0.0/16',
    });
    expect(offered).toMatchObject({ ...before, 'vpn-dc1/tunnel-1': 3 });
  });

  test('a file without routes means that nothing is announced, and that is said with its place', async () => {
    const { offered, findings } = await check(['dc1=none.json'], { 'none.json': '{"routes": {}}' });
    expect(offered).toMatchObject({ 'vpn-dc1/tunnel-1': 0 });
    expect(findings.filter(({ rule }) => rule === 'input/not-modelled')).toMatchObject([
      {
        subject: 'dc1',
        message: 'dc1: none.json: it holds no route, so nothing is announced.',
        at: { file: 'none.json', line: 1, column: 1 },
      },
    ]);
  });

  test('a file of another AS is said', async () => {
    const { findings } = await check(['dc1=a.json'], {
      'a.json': '{"localAS": 65099, "routes": {"10.1.0.0/16": [{"path": "", "bestpath": true}]}}',
    });
    expect(findings.map(({ message }) => message)).toContain('dc1: a.json is what AS 65099 sees, and dc1 is AS 65010.');
  });
});

describe('what cannot be done', () => {
  test.each([
    ['dc2=list.txt', '--announce dc2: there is no router `dc2`', 'dc1'],
    ['cgw-dc1=list.txt', '--announce cgw-dc1: `cgw-dc1` is a session of router `dc1`', 'dc1'],
    ['dc1=lost.txt', 'cannot read lost.txt: there is no such file', 'list.txt'],
  ])('%s', async (flag, message, suggestion) => {
    const { code, problems } = await check([flag], { 'list.txt': many });
    expect(code).toBe(2);
    expect(problems).toMatchObject([{ message, suggestion }]);
  });

  test('problems of the design and of the files come together', async () => {
    const { code, stderr } = await run(['check', 'd.yaml', '--announce', 'dc1=bad.txt'], {
      files: { 'd.yaml': `${design}vpcz: {}\n`, 'bad.txt': '10.0.0.0/8\n10.0.0.1/8\n' },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('vpcz');
    expect(stderr).toContain('bad.txt:2:1: "10.0.0.1/8" is no prefix');
  });

  test('an output does not replace what is announced', async () => {
    const { code, stderr } = await run(['check', 'd.yaml', '--announce', 'dc1=list.txt', '--format', 'json=list.txt'], {
      files: { 'd.yaml': design, 'list.txt': many },
    });
    expect([code, stderr]).toEqual([2, 'error: writing list.txt would overwrite an input\n']);
  });

  test.each(['dc1', '=x', 'dc1=', 'dc1=#format=mrt'])('--announce %s is bad usage', async (flag) => {
    expect((await run(['check', 'd.yaml', '--announce', flag], { files: { 'd.yaml': design } })).code).toBe(2);
  });

  test('standard input is read once', async () => {
    const { code, stderr } = await run(['check', '-', '--announce', 'dc1=-'], { stdin: design });
    expect([code, stderr]).toEqual([2, 'error: standard input can be read once, and - stands for it twice\n']);
  });
});

test('from standard input, with a format that is forced', async () => {
  const { offered } = await check(['dc1=-#format=prefixes'], {}, '10.1.0.0/16\n10.2.0.0/16\n');
  expect(offered).toMatchObject({ 'vpn-dc1/tunnel-1': 2 });
});

test('every command that reads a design takes it', async () => {
  const files = { 'd.yaml': design, 'one.txt': '10.7.0.0/16\n', 'many.txt': many };
  for (const [args, file, says] of [
    [['routes'], 'one.txt', '10.7.0.0/16'],
    [['explain', '--prefix', '10.7.0.0/16', '--at', 'app'], 'one.txt', 'vpn-dc1/tunnel-1'],
    [['import'], 'one.txt', '10.7.0.0/16'],
    [['check'], 'many.txt', '101 of 100'],
    [['simulate'], 'many.txt', 'AWS has 101 prefixes: over the cap of 100'],
  ] as const) {
    const { stdout, stderr } = await run([...args, 'd.yaml', '--announce', `dc1=${file}`], { files });
    expect([args[0], stderr]).toEqual([args[0], '']);
    expect(stdout).toContain(says);
  }
});

test('diff gives each side what it has a router for, and refuses a router that neither has', async () => {
  const files = { 'd.yaml': design, 'new.yaml': design.replaceAll('dc1', 'dc7'), 'list.txt': '10.7.0.0/16\n' };
  expect(
    (await run(['diff', 'd.yaml', 'new.yaml', '--announce', 'dc7=list.txt', '--fail-on', 'never'], { files })).code,
  ).toBe(0);
  expect(await run(['diff', 'd.yaml', 'new.yaml', '--announce', 'dc9=list.txt'], { files })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no router `dc9`') as string,
  });
});

test('BIRD does not show the own AS that it puts in front: a route prepended once is received with it twice', () => {
  const { design: read, locate } = library.readDesign([{ file: 'd.yaml', text: design }], () => ({
    ok: false,
    why: '',
  }));
  const { settings } = library.makeSettings({ design: read! });
  const route = (prefix: string, path: string): string =>
    `${prefix} blackhole [own 12:00:00.000] * (200)\n${path === '' ? '' : `\tBGP.as_path: ${path}\n`}`;
  const text = route('10.1.0.0/16', '') + route('10.2.0.0/16', '65010') + route('10.3.0.0/16', '65001 65010');
  const imported = library.importAnnounced({ path: 'bird.txt', bytes: new TextEncoder().encode(text) });
  const flag = { router: 'dc1', file: 'bird.txt', format: null, peer: null };
  const applied = applyAnnounced([{ ...flag, ...imported }], { design: read!, settings, locate }, library);
  expect(applied.design.routers['dc1']!.announce!.map(({ asPath }) => asPath)).toEqual([
    null,
    [65010, 65010],
    [65001, 65010],
  ]);
});

describe('packed files', () => {
  const text = new TextEncoder().encode(many);
  const bzip2 = (bytes: Uint8Array): Uint8Array => execFileSync('bzip2', ['-c'], { input: bytes, maxBuffer: 1 << 30 });

  test('gzip, and bzip2 of one stream and of several', async () => {
    const packed = [
      gzipSync(text),
      bzip2(text),
      Uint8Array.from([...bzip2(text.subarray(0, 500)), ...bzip2(text.subarray(500))]),
    ];
    for (const each of packed) {
      const unpacked = await unpack(each);
      expect('bytes' in unpacked && Buffer.from(unpacked.bytes).equals(Buffer.from(text))).toBe(true);
    }
    const { offered } = await check(['dc1=list.gz'], { 'list.gz': gzipSync(text) });
    expect(offered).toMatchObject({ 'vpn-dc1/tunnel-1': 101 });
  });

  test('cut short or damaged, they are refused and nothing of them is used', async () => {
    for (const whole of [new Uint8Array(gzipSync(text)), new Uint8Array(bzip2(text))]) {
      for (let cut = 4; cut < whole.length; cut += 7)
        expect(await unpack(whole.subarray(0, cut))).toHaveProperty('why');
    }
    expect((await check(['dc1=x.bz2'], { 'x.bz2': bzip2(text).subarray(0, 60) })).problems).toMatchObject([
      { message: 'cannot read x.bz2: it ends too early for bzip2' },
    ]);
  });

  test('a bomb ends at the limit', async () => {
    const bomb = gzipSync(new Uint8Array(401 * 2 ** 20), { level: 1 });
    expect(await unpack(bomb)).toEqual({ why: 'unpacked it has more than 400 MiB' });
  });

  test('UTF-16 is text', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('10.1.0.0/16\r\n10.2.0.0/16\r\n', 'utf16le')]);
    expect((await check(['dc1=list.txt'], { 'list.txt': utf16 })).offered).toMatchObject({ 'vpn-dc1/tunnel-1': 2 });
  });
});
