/** `sweep` from the command line: kinds, shards, files that go on, and what is refused. */
import { describe, expect, test } from 'vitest';
import { failureKinds } from '../../src/design/vocabulary.ts';
import { run } from './fake-world.ts';

const design = `routecap: 1
vpcs: { app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64620 } }
routers: { dc: { asn: 65001, announce: [10.1.0.0/16] } }
customerGateways: { a: { bgpAsn: 65001, router: dc }, b: { bgpAsn: 65001, router: dc } }
vpnConnections:
  one: { customerGateway: a, vpnGateway: vgw }
  two: { customerGateway: b, vpnGateway: vgw }
expect:
  - { session: one, stays: up }
demands: []
`;
const reach = design.replace('{ session: one, stays: up }', '{ reach: 10.1.0.0/16, from: app }');
const files = { 'design.yaml': reach };

interface Json {
  readonly cases: { readonly sets: number; readonly solved: number; readonly worse: number; readonly idle: number };
  readonly findings: readonly {
    readonly rule: string;
    readonly after: { readonly shortest: readonly string[]; readonly cases: number };
  }[];
  readonly exitCode: number;
}
const json = (text: string): Json => JSON.parse(text) as Json;

describe('a sweep', () => {
  test('of single tunnels finds that the other ones carry on', async () => {
    const { code, stdout } = await run(['sweep', 'design.yaml', '--of', 'tunnels', '--format', 'json'], { files });
    expect(code).toBe(0);
    expect(json(stdout).cases).toEqual({ sets: 4, idle: 0, solved: 4, worse: 0 });
  });

  test('of two connections at once finds the pair, and says so once', async () => {
    const { code, stdout } = await run(
      ['sweep', 'design.yaml', '--of', 'vpnConnections', '--at-once', '2', '--format', 'json'],
      { files },
    );
    expect(code).toBe(1);
    const { findings, cases } = json(stdout);
    expect(cases).toEqual({ sets: 3, idle: 0, solved: 3, worse: 1 });
    expect(findings.map(({ rule, after }) => [rule, after.shortest])).toEqual([
      ['expect/not-met', ['VPN connection one', 'VPN connection two']],
    ]);
  });

  test('knows every kind of failure that the language has', async () => {
    const { stderr } = await run(['sweep', 'design.yaml', '--of', 'nothing'], { files });
    expect(stderr).toContain(`is not one of ${failureKinds.join(', ')}\n`);
  });

  test('takes kinds one by one or together', async () => {
    const apart = await run(['sweep', 'design.yaml', '--of', 'tunnels', '--of', 'routers', '--format', 'json'], {
      files,
    });
    const together = await run(['sweep', 'design.yaml', '--of', 'routers,tunnels', '--format', 'json'], { files });
    expect(apart).toEqual(together);
  });

  test('does not mind what is down as drawn', async () => {
    const drawn = reach.replace(
      'vpnGateway: vgw }\n  two',
      'vpnGateway: vgw, tunnels: [{ status: down }, {}] }\n  two',
    );
    const { stdout } = await run(['sweep', 'design.yaml', '--of', 'tunnels', '--format', 'json'], {
      files: { 'design.yaml': drawn },
    });
    expect(json(stdout).cases).toEqual({ sets: 4, idle: 1, solved: 3, worse: 0 });
  });
});

describe('shards', () => {
  const args = ['sweep', 'design.yaml', '--at-once', '2', '--of', 'tunnels,vpnConnections'];

  async function shard(index: number, of: number): Promise<string> {
    const { written } = await run([...args, '--shard', `${index}/${of}`, '--out', 'part'], { files });
    return written['part'] ?? '';
  }

  test('merged are the sweep, byte for byte', async () => {
    const whole = await run([...args, '--format', 'json'], { files });
    const parts = Object.fromEntries(
      await Promise.all([1, 2, 3].map(async (index) => [`part-${index}`, await shard(index, 3)] as const)),
    );
    const merged = await run(['sweep', 'merge', 'part-2', 'part-3', 'part-1', '--format', 'json'], { files: parts });
    expect(merged.stdout).toBe(whole.stdout);
    expect(merged.code).toBe(whole.code);
    const text = await run(args, { files });
    expect((await run(['sweep', 'merge', 'part-1', 'part-2', 'part-3'], { files: parts })).stdout).toBe(text.stdout);
  });

  test('take their number from where many are started at once', async () => {
    const expected = await shard(2, 3);
    for (const name of ['JOB_COMPLETION_INDEX', 'AWS_BATCH_JOB_ARRAY_INDEX']) {
      const { written } = await run([...args, '--shard', '3', '--out', 'part'], { files, env: { [name]: '1' } });
      expect(written['part'], name).toBe(expected);
    }
  });

  test('ended and started again go on, and come to the same', async () => {
    const whole = await shard(1, 1);
    const lines = whole.split('\n');
    // Ended within its last line.
    const torn = `${lines.slice(0, 1).join('\n')}\n${(lines[1] ?? '').slice(0, 20)}`;
    const again = await run([...args, '--shard', '1/1', '--out', 'part'], { files: { ...files, part: torn } });
    expect(again.written['part']).toBe(whole);
    const done = await run([...args, '--out', 'part', '--format', 'json'], { files: { ...files, part: whole } });
    expect(done.written).toEqual({});
    expect(done.stdout).toBe((await run([...args, '--format', 'json'], { files })).stdout);
  });

  test.each([
    [['--shard', '5/3', '--out', 'p'], 'there is no shard 5 of 3'],
    [['--shard', '0/3', '--out', 'p'], 'there is no shard 0 of 3'],
    [['--shard', '1/0', '--out', 'p'], 'there are no 0 shards'],
    [['--shard', 'x', '--out', 'p'], 'is not I/N'],
    [['--shard', '3', '--out', 'p'], 'does not say which of the 3'],
    [['--shard', '1/3'], 'needs --out FILE'],
    [['--of', 'tunnles'], 'did you mean: tunnels'],
    [['--at-once', '0'], 'whole number from 1'],
    [['--at-once', '3', '--most', '10'], 'sets of up to 3 failures, more than 10'],
    [['--out', 'design.yaml'], 'would overwrite an input'],
  ])('%j is refused', async (more, why) => {
    const { code, stderr, stdout, written } = await run(['sweep', 'design.yaml', ...more], { files });
    expect(stderr).toContain(why);
    expect({ code, stdout, written }).toEqual({ code: 2, stdout: '', written: {} });
  });

  test('an index beyond the number of shards is refused', async () => {
    const { code, stderr } = await run([...args, '--shard', '3', '--out', 'p'], {
      files,
      env: { JOB_COMPLETION_INDEX: '3' },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('JOB_COMPLETION_INDEX is 3');
  });

  test('a file of another design, or of anything else, is left alone', async () => {
    const other = await run([...args, '--out', 'part'], {
      files: { 'design.yaml': reach.replace('65001', '65009').replaceAll('bgpAsn: 65001', 'bgpAsn: 65009') },
    });
    for (const part of [other.written['part'] ?? '', 'my notes\n']) {
      const { code, stderr, written } = await run([...args, '--out', 'part'], { files: { ...files, part } });
      expect({ code, written }).toEqual({ code: 2, written: {} });
      expect(stderr).toContain('part');
    }
  });

  test('what does not belong together is not merged, and all of it is said at once', async () => {
    const [one, two] = [await shard(1, 2), await shard(2, 2)];
    const changed = await run([...args, '--shard', '2/2', '--out', 'part'], {
      files: { 'design.yaml': reach.replace('10.1.0.0/16]', '10.9.0.0/16]') },
    });
    const merge = async (parts: Record<string, string>) =>
      run(['sweep', 'merge', ...Object.keys(parts)], { files: parts });
    const cut = two.slice(0, two.indexOf('\n') + 1);
    for (const [parts, why] of [
      [{ one, other: changed.written['part'] ?? '' }, 'the design or its settings differ'],
      [{ one }, 'shard 2/2 is missing'],
      [{ one, again: one }, 'are both shard 1/2'],
      [{ one, cut }, 'cut is not done'],
      [{ one, junk: 'junk' }, 'cannot read junk'],
      [{ one, odd: await shard(1, 3) }, 'it is one of 3 shards, not of 2'],
    ] as const) {
      const { code, stderr, stdout } = await merge(parts);
      expect(stderr).toContain(why);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    }
    expect((await merge({ one, two })).code).toBe(1);
  });
});

describe('what is known already', () => {
  test('is no news: what is wrong without any failure is not told', async () => {
    const broken = reach.replace('10.1.0.0/16, from: app', '10.77.0.0/16, from: app');
    const { code } = await run(['sweep', 'design.yaml', '--of', 'vpnConnections', '--at-once', '2'], {
      files: { 'design.yaml': broken },
    });
    expect(code).toBe(0);
  });

  test('and what is suppressed in the design is counted apart', async () => {
    const overloaded = `${reach.replace(/expect:[\s\S]*/, '')}demands: [{ from: app, to: dc, bandwidth: 1Gbps }]\nignore: [{ rule: bandwidth/demand-exceeds-capacity-after-failure, subject: '*', reason: a weekend is enough }]\n`;
    const silenced = await run(['sweep', 'design.yaml', '--of', 'routers'], { files: { 'design.yaml': overloaded } });
    expect(silenced.code).toBe(0);
    expect(silenced.stdout).toContain('Not shown: 1 finding suppressed.');
    const aloud = overloaded.replace(/ignore:.*/, '');
    expect((await run(['sweep', 'design.yaml', '--of', 'routers'], { files: { 'design.yaml': aloud } })).code).toBe(1);
  });

  test('and what is switched off is not looked for', async () => {
    const { code, stdout } = await run(
      ['sweep', 'design.yaml', '--of', 'vpnConnections', '--at-once', '2', '--severity', 'expect/not-met=off'],
      { files },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('PASS');
  });
});
