/** The GitLab job: its keys are those GitLab reads, and its script writes the reports it names. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Job {
  readonly image: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  readonly artifacts: {
    readonly when: string;
    readonly paths: readonly string[];
    readonly reports: Readonly<Record<string, string>>;
  };
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const file = parse(readFileSync('.gitlab/routecap.yml', 'utf8')) as { routecap: Job };
const job = file.routecap;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'routecap-gitlab-'));
  copyFileSync('scenarios/over-the-cap/design.yaml', join(folder, 'over.yaml'));
  copyFileSync('scenarios/cloudhub-near-its-limits/design.yaml', join(folder, 'near.yaml'));
  // Stands for npx: notes what it was to run, and runs the sources instead of what a registry has.
  const command = [process.execPath, '--import', import.meta.resolve('tsx'), resolve('src/cli/run.ts')];
  writeFileSync(join(folder, 'npx'), `#!/bin/sh\necho "$1 $2" > asked\nshift 2\nexec ${command.join(' ')} "$@"\n`);
  chmodSync(join(folder, 'npx'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As GitLab's runner does: variables in the environment, the lines one after the other, the first that fails ends it. */
function runJob(variables: Readonly<Record<string, string>>) {
  return spawnSync('bash', ['-eo', 'pipefail', '-c', job.script.join('\n')], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env['PATH']}`, ...job.variables, ...variables },
  });
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('the file is one job and its reports are kept when it fails', () => {
  expect(Object.keys(file)).toEqual(['routecap']);
  expect(Object.keys(job).sort()).toEqual(['artifacts', 'image', 'rules', 'script', 'stage', 'variables']);
  expect(job.artifacts.when).toBe('always');
  expect(Object.keys(job.artifacts.reports).sort()).toEqual(['codequality', 'junit']);
  expect([...job.artifacts.paths].sort()).toEqual(Object.values(job.artifacts.reports).sort());
});

test('a design over a cap fails the job, and the reports say where', () => {
  const { status, stdout } = runJob({ ROUTECAP_PATHS: 'over.yaml' });
  expect(status).toBe(1);
  expect(stdout).toContain('104 of 100');
  expect(read('asked')).toBe(`--yes routecap@${version}\n`);
  const { codequality = '', junit = '' } = job.artifacts.reports;
  const entries = JSON.parse(read(codequality)) as { check_name: string; location: { path: string } }[];
  expect(entries.map(({ check_name }) => check_name)).toContain('routes/inbound-cap-exceeded');
  expect(new Set(entries.map(({ location }) => location.path))).toEqual(new Set(['over.yaml']));
  expect(new XMLParser().parse(read(junit))).toHaveProperty('testsuites');
});

test('paths and flags are the variables', () => {
  expect(runJob({ ROUTECAP_PATHS: 'near.yaml' }).status).toBe(0);
  expect(runJob({ ROUTECAP_PATHS: 'near.yaml', ROUTECAP_FLAGS: '--fail-on note --near 50' }).status).toBe(1);
  expect(runJob({ ROUTECAP_PATHS: 'over.yaml', ROUTECAP_FLAGS: '--fail-on never' }).status).toBe(0);
  expect(runJob({ ROUTECAP_PATHS: 'missing.yaml' }).status).toBe(2);
});

test('an image that brings the command needs no npx', () => {
  const { status, stdout } = runJob({ ROUTECAP: 'echo run:', ROUTECAP_PATHS: 'a.yaml b.yaml' });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^run: check --format text .* -- a\.yaml b\.yaml\n$/);
});
