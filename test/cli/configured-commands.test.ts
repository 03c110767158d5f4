/** `.routecap.yaml` in every command that solves a design, and from wherever it is found. */
import { describe, expect, test } from 'vitest';
import { run } from './fake-world.ts';
import type { Ran } from './fake-world.ts';

/** 85 of the 100 routes that the FAQ's line 97 allows. */
const site = (more = '', count = 85): string => `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, announce: [{ from: 10.64.0.0/10, length: 24, count: ${count} }] }
vpnConnections:
  vpn-dc1: { customerGateway: dc1, vpnGateway: vgw }
${more}`;

const near = 'routes/inbound-cap-near';

interface Result {
  readonly profile: string;
  readonly inputs: readonly string[];
  readonly findings: readonly { rule: string; severity: string; known: boolean }[];
  readonly exitCode: number;
  readonly configuration?: string;
}

async function json(args: readonly string[], files: Record<string, string>): Promise<Ran & { result: Result }> {
  const ran = await run([...args, '--format', 'json'], { files });
  expect(ran.stderr).toBe('');
  return { ...ran, result: JSON.parse(ran.stdout) as Result };
}

describe('without a path', () => {
  const commands: [string, string[]][] = [
    ['check', []],
    ['routes', []],
    ['explain', ['--at', 'app', '--prefix', '10.64.0.0/24']],
    ['simulate', []],
  ];

  test.each(commands)('%s reads what the configuration names, counted from where it stands', async (command, flags) => {
    const files = {
      '../.routecap.yaml': 'paths: [designs/site.yaml]\nprofile: guide\n',
      '../designs/site.yaml': site(),
    };
    const { result } = await json([command, ...flags], files);
    expect(result.inputs).toEqual(['../designs/site.yaml']);
    expect(result.profile).toBe('guide');
  });

  test.each(commands)('%s: a path that is given is read instead', async (command, flags) => {
    const files = { '.routecap.yaml': 'paths: [gone.yaml]\n', 'site.yaml': site() };
    expect((await json([command, 'site.yaml', ...flags], files)).result.inputs).toEqual(['site.yaml']);
  });

  test.each(commands)('%s: nothing to read is bad usage, and says what would help', async (command, flags) => {
    const none = await run([command, ...flags], { files: {} });
    expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/missing required argument|needs a design/)]);
    expect(none.stderr).toContain('`paths` in a .routecap.yaml');
    const silent = await run([command, ...flags], { files: { '.routecap.yaml': 'near: 90' } });
    expect(silent.stderr).toContain('.routecap.yaml has no `paths`');
    const unwanted = await run([command, ...flags, '--no-config'], {
      files: { '.routecap.yaml': 'paths: [site.yaml]', 'site.yaml': site() },
    });
    expect(unwanted.code).toBe(2);
  });

  test('a named path that is not there is told', async () => {
    const { code, stderr } = await run(['check'], {
      files: { '.routecap.yaml': 'paths: [sit.yaml]', 'site.yaml': site() },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot read sit\.yaml: there is no such file[^]*site\.yaml/);
  });
});

describe('settings', () => {
  const solving: [string, string[]][] = [
    ['check', ['site.yaml']],
    ['routes', ['site.yaml']],
    ['explain', ['site.yaml', '--at', 'app', '--prefix', '10.64.0.0/24']],
    ['simulate', ['site.yaml']],
    ['diff', ['site.yaml', 'site.yaml']],
  ];

  test.each(solving)(
    '%s: profile of the configuration, of the design, of a flag, each stronger',
    async (command, args) => {
      const files = { '.routecap.yaml': 'profile: guide\n', 'site.yaml': site() };
      expect((await json([command, ...args], files)).result.profile).toBe('guide');
      expect((await json([command, ...args], { ...files, 'site.yaml': site('profile: faq\n') })).result.profile).toBe(
        'faq',
      );
      expect((await json([command, ...args, '--profile', 'faq'], files)).result.profile).toBe('faq');
      expect((await json([command, ...args, '--no-config'], files)).result.profile).toBe('faq');
    },
  );

  test.each(solving)('%s: a broken configuration stops it, with its place', async (command, args) => {
    const { code, stderr, stdout } = await run([command, ...args], {
      files: { '.routecap.yaml': '\nprofil: faq', 'site.yaml': site() },
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^\.routecap\.yaml:2:1: /);
  });

  test('quotas and assumptions: weaker than those of the design, one by one', async () => {
    const dx = (more: string): string => `routecap: 1
directConnectGateways: { dxgw: { amazonSideAsn: 64550, associations: [{ vpnGateway: vgw }] } }
vpcs: { app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64620 } }
virtualInterfaces: { vif: { type: private, directConnectGateway: dxgw, bgpAsn: 65010, announce: [{ from: 10.64.0.0/10, length: 24, count: 150 }] } }
${more}`;
    const over = async (configuration: string, more = '', ...flags: string[]): Promise<boolean> => {
      const { result } = await json(['check', 'a.yaml', ...flags], {
        '.routecap.yaml': configuration,
        'a.yaml': dx(more),
      });
      return result.findings.some(({ rule }) => rule === 'routes/inbound-cap-exceeded');
    };
    expect(await over('')).toBe(true);
    expect(await over('quotas: { dx.routes-from-customer: 200 }')).toBe(false);
    expect(await over('quotas: { dx.routes-from-customer: 200 }', 'quotas: { dx.routes-from-customer: 120 }')).toBe(
      true,
    );
    expect(await over('quotas: { dx.routes-from-customer: 120 }', '', '--quota', 'dx.routes-from-customer=200')).toBe(
      false,
    );
  });

  test('an assumption of the configuration holds', async () => {
    const ask = async (configuration: string): Promise<string> =>
      (
        await run(['simulate', 'site.yaml', '--until', '1h'], {
          files: { '.routecap.yaml': configuration, 'site.yaml': site('', 101) },
        })
      ).stdout;
    expect(await ask('assumptions: { resetRetry: 120 }')).toMatch(
      /times more|Idle → Established[^]*Idle → Established/,
    );
    expect(await ask('')).not.toMatch(/Idle → Established[^]*Idle → Established/);
  });

  test.each([
    [
      'quotas: { dx.routes-from-custmer: 200 }',
      /:1:11: .*no key `dx\.routes-from-custmer`[^]*dx\.routes-from-customer/,
    ],
    ['quotas: { vgw.routes-from-customer: 200 }', /^\.routecap\.yaml:1:\d+: /],
    ['assumptions: { resetRety: 5 }', /no key `resetRety`[^]*did you mean `resetRetry`/],
    [
      'assumptions:\n  resetRetry: sometimes',
      /^\.routecap\.yaml:2:15: resetRetry cannot be sometimes[^]*resetRetry: sometimes\n\s+\^/,
    ],
    ['paths: site.yaml', /paths stand in a list[^]*\[site\.yaml\]/],
    ['baseline: [known.json]', /expected a file/],
  ])('%s is told with its place', async (configuration, words) => {
    const { code, stderr } = await run(['check', 'site.yaml'], {
      files: { '.routecap.yaml': configuration, 'site.yaml': site() },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });
});

describe('severity and failOn', () => {
  const files = (configuration: string): Record<string, string> => ({
    '.routecap.yaml': configuration,
    'before.yaml': site('', 10),
    'site.yaml': site(),
  });

  test.each([
    ['check', ['site.yaml']],
    ['diff', ['before.yaml', 'site.yaml']],
    ['simulate', ['site.yaml']],
  ])('%s', async (command, args) => {
    const level = async (configuration: string, ...flags: string[]): Promise<[string | undefined, number]> => {
      const { code, result } = await json([command, ...args, ...flags], files(configuration));
      return [result.findings.find(({ rule }) => rule === near)?.severity, code];
    };
    expect(await level('')).toEqual(['warning', 0]);
    expect(await level('failOn: warning')).toEqual(['warning', 1]);
    expect(await level('failOn: warning', '--fail-on', 'error')).toEqual(['warning', 0]);
    expect(await level(`severity: { ${near}: error }`)).toEqual(['error', 1]);
    expect(await level(`severity: { ${near}: off }`)).toEqual([undefined, 0]);
    expect(await level(`severity: { ${near}: off }`, '--severity', `${near}=note`)).toEqual(['note', 0]);
  });

  test('a recording keeps what held when it was made', async () => {
    const { written } = await run(['simulate', 'site.yaml', '--record', 'run.jsonl'], {
      files: files(`severity: { ${near}: error }`),
    });
    const { code, result } = await json(['simulate', '--replay', 'run.jsonl'], {
      'run.jsonl': written['run.jsonl'] ?? '',
      '.routecap.yaml': 'failOn: never',
    });
    expect([result.findings.find(({ rule }) => rule === near)?.severity, code]).toEqual(['error', 1]);
  });
});

describe('format', () => {
  const files = { '.routecap.yaml': 'format: [json, sarif=out.sarif]', 'site.yaml': site() };

  test('every command prints as asked; files are written by check alone', async () => {
    for (const [command, ...args] of [
      ['check', 'site.yaml'],
      ['routes', 'site.yaml'],
      ['simulate', 'site.yaml'],
      ['diff', 'site.yaml', 'site.yaml'],
    ]) {
      const { stdout, written } = await run([command!, ...args], { files });
      expect(JSON.parse(stdout)).toHaveProperty('routecap');
      expect(Object.keys(written)).toEqual(command === 'check' ? ['out.sarif'] : []);
    }
  });

  test('what a command does not have it leaves', async () => {
    const { code, stdout } = await run(['routes', 'site.yaml'], {
      files: { ...files, '.routecap.yaml': 'format: [github]' },
    });
    expect(code).toBe(0);
    expect(stdout).toContain('vpcs/app/main');
  });

  test('a file counts from the configuration', async () => {
    const { written } = await run(['check', 'site.yaml'], {
      files: { '../.routecap.yaml': 'format: [text, json=reports/out.json]', 'site.yaml': site() },
    });
    expect(Object.keys(written)).toEqual(['../reports/out.json']);
  });
});

describe('baseline', () => {
  const configuration = 'baseline: known.json\npaths: [site.yaml]\n';

  test('is written for the first time, and holds from then on, also from below', async () => {
    const files = { '.routecap.yaml': configuration, 'site.yaml': site('', 104) };
    const first = await run(['check', '--write-baseline', 'known.json'], { files });
    expect([first.code, Object.keys(first.written)]).toEqual([1, ['known.json']]);
    const known = first.written['known.json'] ?? '';
    expect((await run(['check'], { files: { ...files, 'known.json': known } })).code).toBe(0);
    const above = {
      '../../.routecap.yaml': configuration,
      '../../site.yaml': site('', 104),
      '../../known.json': known,
    };
    expect((await json(['check'], above)).result.findings.every((finding) => finding.known)).toBe(true);
  });

  test('one that is not there is told; a flag names another', async () => {
    const files = { '.routecap.yaml': configuration, 'site.yaml': site('', 104) };
    const gone = await run(['check'], { files });
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('cannot read known.json')]);
    const other = await json(['check', '--baseline', 'other.json'], {
      ...files,
      'other.json': '{"routecapBaseline": 1, "findings": []}',
    });
    expect(other.result).toHaveProperty('baseline', 'other.json');
  });
});

describe('--config', () => {
  test('names it, wherever it is; the nearest is not asked then', async () => {
    const files = {
      '.routecap.yaml': 'profile: [',
      'teams/net.yaml': 'profile: guide\npaths: [site.yaml]\n',
      'teams/site.yaml': site(),
    };
    const { result } = await json(['check', '--config', 'teams/net.yaml'], files);
    expect([result.profile, result.configuration, result.inputs]).toEqual([
      'guide',
      'teams/net.yaml',
      ['teams/site.yaml'],
    ]);
  });

  test.each([
    ['gone.yaml', /cannot read gone\.yaml: there is no such file/],
    ['teams', /cannot read the configuration teams: it is a directory/],
    ['-', /--config takes the name of a file/],
  ])('%s: exit 2', async (name, words) => {
    const { code, stderr } = await run(['check', 'site.yaml', '--config', name], {
      files: { 'site.yaml': site(), 'teams/a.yaml': '' },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });
});

describe('what silences, and what cannot', () => {
  const today = '2026-06-01';
  const check = async (
    more: string,
    ...flags: string[]
  ): Promise<{ code: number; rules: string[]; quiet: string[] }> => {
    const ran = await run(['check', 'site.yaml', '--format', 'json', ...flags], {
      files: { 'site.yaml': site(more, 104) },
      today,
    });
    const { findings } = JSON.parse(ran.stdout) as { findings: { rule: string; suppressed: unknown }[] };
    const of = (silent: boolean): string[] => [
      ...new Set(findings.filter(({ suppressed }) => (suppressed !== null) === silent).map(({ rule }) => rule)),
    ];
    return { code: ran.code, rules: of(false), quiet: of(true) };
  };
  const ignoring = (until: string): string => `ignore:
  - { rule: routes/inbound-cap-exceeded, reason: we move in June, until: ${until} }
  - { rule: vpn/connection-down, reason: we move in June, until: ${until} }
`;

  test('an entry holds to the end of its last day, and counts again the day after', async () => {
    const held = await check(ignoring(today));
    expect([held.code, held.quiet]).toEqual([0, ['routes/inbound-cap-exceeded', 'vpn/connection-down']]);
    const lapsed = await check(ignoring('2026-05-31'));
    expect([lapsed.code, lapsed.quiet]).toEqual([1, []]);
    expect(lapsed.rules).toEqual(
      expect.arrayContaining(['routes/inbound-cap-exceeded', 'suppressions/expired', 'vpn/connection-down']),
    );
  });

  test.each([
    ['no reason', 'ignore: [{ rule: vpn/mtu }]', /:\d+:\d+: an `ignore` entry needs the key `reason`/],
    ['an empty reason', 'ignore: [{ rule: vpn/mtu, reason: " " }]', /expected a reason, not an empty text/],
    ['no day', 'ignore: [{ rule: vpn/mtu, reason: later, until: soon }]', /soon/],
  ])('an entry with %s is a problem', async (_, more, words) => {
    const { code, stderr } = await run(['check', 'site.yaml'], { files: { 'site.yaml': site(more) } });
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });

  test('an unmet expectation cannot be ignored; said of the rule as a whole it can be left out, and is still shown', async () => {
    const expecting = 'expect: [{ session: vpn-dc1, stays: up }]\n';
    const ignored = await check(`${expecting}ignore: [{ rule: expect/*, reason: tired }]\n`);
    expect(ignored.rules).toEqual(expect.arrayContaining(['expect/not-met', 'suppressions/unused']));
    const off = await run(['check', 'site.yaml', '--severity', 'expect/not-met=off', '--format', 'json'], {
      files: { 'site.yaml': site(expecting, 104) },
    });
    const { findings, expectations } = JSON.parse(off.stdout) as {
      findings: { rule: string }[];
      expectations: { met: boolean }[];
    };
    expect(findings.map(({ rule }) => rule)).not.toContain('expect/not-met');
    expect(expectations.map(({ met }) => met)).toEqual([false]);
  });
});
