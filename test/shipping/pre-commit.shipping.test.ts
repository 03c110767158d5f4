/** The hooks, installed from git and run by the real pre-commit on a real commit. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkOut, commitAll } from './checkout.ts';

const overTheCap = readFileSync('scenarios/over-the-cap/design.yaml', 'utf8');
const holds = readFileSync('scenarios/cloudhub-near-its-limits/design.yaml', 'utf8');

let folder = '';
let team = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'routecap-hooks-'));
  mkdirSync(join(folder, 'routecap'));
  const revision = checkOut(join(folder, 'routecap'));
  team = join(folder, 'team');
  mkdirSync(team);
  writeFileSync(join(team, '.pre-commit-config.yaml'), configuration(revision));
  for (const name of ['one.yaml', 'a.routecap.yaml', 'b.routecap.yaml']) writeFileSync(join(team, name), holds);
  commitAll(team);
  const { status, stdout, stderr } = preCommit('install-hooks');
  expect(status, stdout + stderr).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function configuration(revision: string): string {
  return `repos:
  - repo: file://${folder}/routecap
    rev: ${revision}
    hooks:
      - id: routecap-check
        args: [one.yaml]
        language_version: system
      - id: routecap-check-each
        args: [--fail-on=error]
        language_version: system
`;
}

function preCommit(...args: readonly string[]) {
  return spawnSync('pre-commit', args, {
    cwd: team,
    encoding: 'utf8',
    // What the machine has cached is not asked for again.
    env: { ...process.env, PRE_COMMIT_HOME: join(folder, 'home'), npm_config_prefer_offline: 'true' },
  });
}

test('designs that hold pass', () => {
  const { status, stdout } = preCommit('run', '--all-files');
  expect(stdout.match(/Passed/g)).toHaveLength(2);
  expect(status).toBe(0);
});

test('a design that breaks a cap fails the hook that it is for, which says why', () => {
  writeFileSync(join(team, 'one.yaml'), overTheCap);
  const { status, stdout } = preCommit('run', '--all-files');
  writeFileSync(join(team, 'one.yaml'), holds);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^routecap check\.+Failed$/m);
  expect(stdout).toMatch(/^routecap check, each design by itself\.+Passed$/m);
  expect(stdout).toContain('104 of 100');
});

test('of several designs each is checked by itself, to the last', () => {
  writeFileSync(join(team, 'a.routecap.yaml'), overTheCap);
  const { status, stdout } = preCommit('run', 'routecap-check-each', '--all-files');
  writeFileSync(join(team, 'a.routecap.yaml'), holds);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^FAIL .*a\.routecap\.yaml$/m);
  expect(stdout).toMatch(/^PASS .*b\.routecap\.yaml$/m);
});

test('files that are no designs start nothing', () => {
  writeFileSync(join(team, 'notes.md'), 'notes\n');
  const { status, stdout } = preCommit('run', '--files', 'notes.md');
  expect(stdout.match(/Skipped/g)).toHaveLength(2);
  expect(status).toBe(0);
});
