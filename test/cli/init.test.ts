/** `init`: what it finds, what it writes of it, what it leaves alone. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { CheckResult } from '../../src/rules/check-result.ts';
import { run as runForReal } from '../run-scenario.ts';
import { run } from './fake-world.ts';

const fixtures = 'test/importers/fixtures';
const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function directoryWith(fill: (directory: string) => void): string {
  const directory = mkdtempSync(join(tmpdir(), 'routecap-init-'));
  made.push(directory);
  fill(directory);
  return directory;
}

async function checked(...args: string[]): Promise<CheckResult> {
  const { stdout, stderr } = await runForReal(['check', ...args, '--format', 'json']);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as CheckResult;
}

const foundIn = ({ findings }: CheckResult): string[] =>
  findings.filter(({ rule }) => rule !== 'input/replaced').map(({ rule, subject }) => `${rule} ${subject}`);

const inputs: [string, string, string][] = [
  ['an AWS export', 'aws-hub', 'aws-export'],
  ['an AWS export of one file', 'aws-vgw/export.json', 'export.json'],
  ['a Terraform plan', 'terraform/plan.json', 'plan.json'],
  ['a Terraform state', 'terraform/state.json', 'state.json'],
  ['a CloudFormation template', 'cloudformation/hub.yaml', 'hub.yaml'],
];

describe.each(inputs)('from %s', (_, fixture, name) => {
  const prepare = (): string =>
    directoryWith((directory) => cpSync(join(fixtures, fixture), join(directory, name), { recursive: true }));

  test('the design it writes is checked with the same findings as the input itself', async () => {
    const directory = prepare();
    const { exitCode, stdout } = await runForReal(['init', directory]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(', used\n');
    const written = await checked('--config', join(directory, '.routecap.yaml'));
    expect(written.inputs).toEqual([join(directory, 'routecap.yaml')]);
    expect(written.configuration).toBe(join(directory, '.routecap.yaml'));
    expect(foundIn(written)).toEqual(foundIn(await checked(join(directory, name))));
  });

  test('what it proposes to expect holds', async () => {
    const directory = prepare();
    await runForReal(['init', directory]);
    const text = readFileSync(join(directory, 'routecap.yaml'), 'utf8');
    const proposed = text.slice(text.indexOf('# expect:')).replaceAll(/^# /gm, '');
    writeFileSync(join(directory, 'wanted.yaml'), `routecap: 1\n${proposed}`);
    const { expectations } = await checked(join(directory, 'routecap.yaml'), join(directory, 'wanted.yaml'));
    expect(expectations.length).toBeGreaterThan(0);
    expect(expectations.filter(({ met }) => !met)).toEqual([]);
  });

  test('asked again it keeps everything', async () => {
    const directory = prepare();
    await runForReal(['init', directory]);
    const before = readdirSync(directory).map((file) => [
      file,
      file.includes('routecap') ? readFileSync(join(directory, file), 'utf8') : '',
    ]);
    const { exitCode, stdout } = await runForReal(['init', directory, '--format', 'json']);
    expect(exitCode).toBe(0);
    const { files } = JSON.parse(stdout) as { files: { fate: string }[] };
    expect(files.map(({ fate }) => fate)).toEqual(['kept']);
    expect(
      readdirSync(directory).map((file) => [
        file,
        file.includes('routecap') ? readFileSync(join(directory, file), 'utf8') : '',
      ]),
    ).toEqual(before);
  });
});

test('from nothing: a starter that holds, with nothing found in it', async () => {
  const directory = directoryWith(() => {});
  const { stdout } = await runForReal(['init', directory]);
  expect(stdout).toContain('nothing that routecap reads');
  const result = await checked('--config', join(directory, '.routecap.yaml'));
  expect(result.findings).toEqual([]);
  expect(result.expectations.map(({ met }) => met)).toEqual([true, true, true, true]);
});

test('directories on the way are made; where one cannot be, no file is written', async () => {
  const directory = directoryWith((made) => mkdirSync(join(made, '.github')));
  await runForReal(['init', directory]);
  expect(readdirSync(join(directory, '.github', 'workflows'))).toEqual(['routecap.yml']);
  const barred = directoryWith((made) => writeFileSync(join(made, '.github'), 'a file'));
  const { exitCode, stderr } = await runForReal(['init', barred]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/cannot write .*workflows/);
  expect(readdirSync(barred)).toEqual(['.github']);
});

const site = readFileSync('scenarios/over-the-cap/design.yaml', 'utf8');

describe('from designs', () => {
  test('one that is there is what the configuration reads; no other is written', async () => {
    const { written, stdout } = await run(['init'], { files: { 'net/site.yaml': site } });
    expect(Object.keys(written)).toEqual(['.routecap.yaml']);
    expect((parse(written['.routecap.yaml'] ?? '') as { paths: string[] }).paths).toEqual(['net/site.yaml']);
    expect(stdout).toContain('net/site.yaml: a design, used');
  });

  test('files of one design are read together, designs that are not one are not', async () => {
    const more = 'routecap: 1\nvpcs: { other: { cidrs: [10.99.0.0/16] } }\n';
    const pathsOf = async (files: Record<string, string>): Promise<string[]> => {
      const { written } = await run(['init'], { files });
      return (parse(written['.routecap.yaml'] ?? '') as { paths: string[] }).paths;
    };
    expect(await pathsOf({ 'a.yaml': site, 'b.yaml': more })).toEqual(['a.yaml', 'b.yaml']);
    const clash = site.replaceAll('65020', '65021');
    expect(await pathsOf({ 'deep/a.yaml': site, 'z.yaml': clash })).toEqual(['z.yaml']);
  });

  test('a plan for simulate is none', async () => {
    const { written, stdout } = await run(['init'], { files: { 'plan.yaml': 'routecap: 1\nplan: []\n' } });
    expect(Object.keys(written)).toEqual(['routecap.yaml', '.routecap.yaml']);
    expect(stdout).toContain('plan.yaml: a plan for `simulate`');
  });

  test('a broken one is told, and one of our name is not written over', async () => {
    const broken = site.replace('cidrs', 'cidr');
    const other = await run(['init'], { files: { 'old.yaml': broken } });
    expect(other.stdout).toMatch(/not used {2}old\.yaml: .*no key `cidr`/);
    const ours = await run(['init'], { files: { 'routecap.yaml': broken } });
    expect([ours.code, ours.written]).toEqual([2, {}]);
    expect(ours.stderr).toMatch(/routecap\.yaml is there and is no design to go on from: .*no key `cidr`.*--force/);
    const forced = await run(['init', '--force'], { files: { 'routecap.yaml': broken } });
    expect(forced.written['routecap.yaml']).toContain('A first design');
  });
});

describe('what it says of what it cannot use', () => {
  test('Terraform without a plan: the commands that make one', async () => {
    const { stdout } = await run(['init'], { files: { 'main.tf': 'resource {}', 'vpn.tf': '' } });
    expect(stdout).toContain('main.tf and 1 more: Terraform without a plan');
    expect(stdout).toContain('terraform plan -out tfplan && terraform show -json tfplan > plan.json');
  });

  test('a state that Terraform keeps, not prints: why, and a starter', async () => {
    const state = '{ "version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "resources": [] }';
    const { written, stdout } = await run(['init'], { files: { 'terraform.tfstate': state } });
    expect(stdout).toMatch(/not used {2}terraform\.tfstate: .*terraform show -json/);
    expect(written['routecap.yaml']).toContain('A first design');
  });

  test('what a router printed is named, also in the design', async () => {
    const shown =
      'BGP table version is 7, local router ID is 10.0.0.1\n   Network          Next Hop            Metric\n';
    const files = { 'export.json': readFileSync(`${fixtures}/aws-vgw/export.json`, 'utf8'), 'show-bgp.txt': shown };
    const { written, stdout } = await run(['init'], { files });
    expect(stdout).toContain('show-bgp.txt: what a router printed');
    expect(written['routecap.yaml']).toContain('# show-bgp.txt looks like what a router printed');
  });

  test('a template without a network is not one', async () => {
    const template = '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"B": {"Type": "AWS::S3::Bucket"}}}';
    const { stdout } = await run(['init'], { files: { 'bucket.template.json': template } });
    expect(stdout).toContain('not used  bucket.template.json: there is no gateway, VPN or virtual interface in it');
  });

  test('a directory of very many files is looked at in part, and that is said', async () => {
    const files = Object.fromEntries(Array.from({ length: 5200 }, (_, index) => [`f${index}.json`, '{}']));
    const { stdout } = await run(['init'], { files });
    expect(stdout).toMatch(/^Looked at \.: 5000 files, and there is more that was not looked at\n/);
  });

  test.each([
    ['gone', /cannot look at gone: there is no such directory/],
    ['site.yaml', /cannot look at site\.yaml: it is not a directory/],
  ])('%s: exit 2', async (directory, words) => {
    const { code, stderr, written } = await run(['init', directory], { files: { 'site.yaml': site } });
    expect([code, written]).toEqual([2, {}]);
    expect(stderr).toMatch(words);
  });
});

test('names from the directory steer neither the design nor the terminal', async () => {
  const exported = readFileSync(`${fixtures}/aws-vgw/export.json`, 'utf8');
  const name = 'x\nvpcs: { evil: {} }\u001b[31m.json';
  const { written, stdout } = await run(['init'], { files: { [name]: exported } });
  expect(Object.keys((parse(written['routecap.yaml'] ?? '') as { vpcs: object }).vpcs)).toEqual(['vpc-01']);
  expect(stdout).not.toContain('\u001b');
});

describe('writing', () => {
  const files = {
    'export.json': readFileSync(`${fixtures}/aws-vgw/export.json`, 'utf8'),
    '.routecap.yaml': 'profile: guide\n',
  };

  test('what is there is kept, unless --force', async () => {
    const kept = await run(['init'], { files });
    expect(Object.keys(kept.written)).toEqual(['routecap.yaml']);
    expect(kept.stdout).toMatch(/Kept, it is there already[^]*\n {2}\.routecap\.yaml/);
    const forced = await run(['init', '--force'], { files });
    expect(Object.keys(forced.written)).toEqual(['routecap.yaml', '.routecap.yaml']);
  });

  test('--dry-run prints every file and writes none', async () => {
    const { written, stdout } = await run(['init', '--dry-run', '--ci', 'github'], { files });
    expect(written).toEqual({});
    expect(stdout).toContain('--- routecap.yaml\n');
    expect(stdout).toContain('--- .github/workflows/routecap.yml\n');
    const json = JSON.parse((await run(['init', '--dry-run', '--format', 'json'], { files })).stdout) as {
      dryRun: boolean;
      files: { path: string; text: string }[];
    };
    expect([json.dryRun, json.files[0]?.path, json.files[0]?.text.includes('vpnGateways')]).toEqual([
      true,
      'routecap.yaml',
      true,
    ]);
  });
});

describe('the job', () => {
  const remote = (url: string): Record<string, string> => ({ '.git/config': `[remote "origin"]\n\turl = ${url}\n` });
  const jobsOf = async (files: Record<string, string>, ...flags: string[]): Promise<string[]> =>
    Object.keys((await run(['init', ...flags], { files })).written).filter((file) => !file.endsWith('routecap.yaml'));
  const github = ['.github/workflows/routecap.yml'];
  const gitlab = ['.gitlab/routecap.yml', '.gitlab-ci.yml'];

  test.each([
    ['nothing says whose', { 'README.md': '' }, [], []],
    ['.github is there', { '.github/CODEOWNERS': '' }, [], github],
    ['cloned over HTTPS', remote('https://github.com/acme/net.git'), [], github],
    ['cloned over SSH', remote('git@github.com:acme/net.git'), [], github],
    ['a GitLab of one’s own', remote('ssh://git@gitlab.acme.example:2222/net.git'), [], gitlab],
    ['neither', remote('https://git.acme.example/github/net.git'), [], []],
    ['--ci none', remote('https://github.com/acme/net.git'), ['--ci', 'none'], []],
    ['--ci gitlab', remote('https://github.com/acme/net.git'), ['--ci', 'gitlab'], gitlab],
  ])('%s', async (_, files, flags, expected) => {
    expect(await jobsOf(files as Record<string, string>, ...flags)).toEqual(expected);
  });

  test('a pipeline that is there stays, and is told what to include', async () => {
    const { written, stdout } = await run(['init'], { files: { '.gitlab-ci.yml': 'test: {}' } });
    expect(Object.keys(written)).not.toContain('.gitlab-ci.yml');
    expect(stdout).toContain('include the job in .gitlab-ci.yml: include: [{ local: .gitlab/routecap.yml }]');
  });

  test('no password of an address is told or written', async () => {
    const { written, stdout } = await run(['init'], { files: remote('https://me:hunter2@github.com/acme/net.git') });
    expect(Object.keys(written)).toContain(github[0]);
    expect(stdout + Object.values(written).join('')).not.toContain('hunter2');
  });

  /** The command of a job, as a shell would split it, without npx. */
  function argumentsOf(command: string): string[] {
    const [npx, yes, pinned, ...rest] = command.trim().split(/\s+/);
    expect([npx, yes]).toEqual(['npx', '--yes']);
    expect(pinned).toMatch(/^routecap@\d+\.\d+\.\d+/);
    return rest;
  }

  interface Workflow {
    jobs: { check: { steps: { run?: string; uses?: string; with?: Record<string, unknown> }[] } };
  }

  test('GitHub: its command runs as written, and leaves what the next steps take', async () => {
    const files = { 'export.json': readFileSync(`${fixtures}/aws-vgw/export.json`, 'utf8'), '.github/CODEOWNERS': '' };
    const { written } = await run(['init'], { files });
    const { steps } = (parse(written['.github/workflows/routecap.yml'] ?? '') as Workflow).jobs.check;
    const ran = await run(argumentsOf(steps.find((step) => step.run?.startsWith('npx') === true)?.run ?? ''), {
      files: { ...files, ...written },
    });
    expect(ran.stderr).toBe('');
    expect(ran.code).toBe(0);
    expect(Object.keys(ran.written)).toEqual(['routecap.sarif', 'routecap.md']);
    expect(steps.find((step) => step.uses?.includes('upload-sarif'))?.with?.['sarif_file']).toBe('routecap.sarif');
    expect(steps.some((step) => step.run === 'cat routecap.md >> "$GITHUB_STEP_SUMMARY"')).toBe(true);
  });

  test('GitLab: its command runs as written, and leaves its reports', async () => {
    const files = { 'export.json': readFileSync(`${fixtures}/aws-vgw/export.json`, 'utf8') };
    const { written } = await run(['init', '--ci', 'gitlab'], { files });
    const { routecap: job } = parse(written['.gitlab/routecap.yml'] ?? '') as {
      routecap: { script: string[]; artifacts: { paths: string[]; reports: Record<string, string> } };
    };
    const ran = await run(argumentsOf(job.script[0] ?? ''), { files: { ...files, ...written } });
    expect(ran.code).toBe(0);
    expect(Object.keys(ran.written).sort()).toEqual(
      [...Object.values(job.artifacts.reports), ...job.artifacts.paths].sort(),
    );
    expect(parse(written['.gitlab-ci.yml'] ?? '')).toEqual({ include: [{ local: '.gitlab/routecap.yml' }] });
  });

  test('of a directory in a repository: at its root, with the configuration named', async () => {
    const files = { ...remote('https://github.com/acme/net.git'), 'infra/net/site.yaml': site };
    const { written, stdout } = await run(['init', 'infra/net'], { files });
    expect(Object.keys(written)).toEqual(['infra/net/.routecap.yaml', '.github/workflows/routecap.yml']);
    expect(stdout).toContain('cd infra/net && routecap check');
    const { steps } = (parse(written['.github/workflows/routecap.yml'] ?? '') as Workflow).jobs.check;
    const command = steps.find((step) => step.run?.startsWith('npx') === true)?.run ?? '';
    const ran = await run(argumentsOf(command), { files: { ...files, ...written } });
    expect(ran.code).toBe(1);
    // Annotations and code scanning want places from the root of the repository.
    expect(ran.stdout).toContain('file=infra/net/site.yaml,');
  });
});
