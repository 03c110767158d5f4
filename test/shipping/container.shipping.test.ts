/**
 * The container file without an engine: its stages are laid out in folders and its commands are run there, but
 * for those that need a registry or another machine's root.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Stage {
  readonly image: string;
  readonly name: string | null;
  readonly steps: readonly { readonly word: string; readonly rest: string }[];
}

const stages = stagesOf(readFileSync('.container/Containerfile', 'utf8'));
const [build, last] = stages as [Stage, Stage];

function stagesOf(text: string): Stage[] {
  const found: (Stage & { steps: { word: string; rest: string }[] })[] = [];
  for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const [, word = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (word === '') throw new Error(`not an instruction: ${line}`);
    const from = /^(\S+)(?: AS (\S+))?$/.exec(rest);
    if (word === 'FROM') found.push({ image: from?.[1] ?? '', name: from?.[2] ?? null, steps: [] });
    else found.at(-1)?.steps.push({ word, rest });
  }
  return found;
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'routecap-container-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('there is a stage that builds and a small one that runs, on images with a fixed tag', () => {
  expect(stages.map(({ name }) => name)).toEqual(['build', null]);
  for (const { image } of stages) expect(image).toMatch(/^node:\d+\.\d+\.\d+-\w+-slim$/);
});

test('it does not run as root, and is the command', () => {
  const of = (word: string) => last.steps.filter((step) => step.word === word).map(({ rest }) => rest);
  expect(of('USER')).toEqual(['node']);
  expect(of('ENTRYPOINT')).toEqual(['["routecap"]']);
  expect(of('WORKDIR').at(-1)).toBe('/work');
  // Nothing after it could need root.
  expect(last.steps.findIndex(({ word }) => word === 'USER')).toBeGreaterThan(
    last.steps.findLastIndex(({ word }) => word === 'RUN' || word === 'COPY'),
  );
});

test('the engine version is one that package.json allows', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  const [major = 0] = /^>=(\d+)/.exec(engines.node)?.slice(1).map(Number) ?? [];
  for (const { image } of stages) expect(Number(/^node:(\d+)/.exec(image)?.[1])).toBeGreaterThanOrEqual(major);
});

test('what is copied builds, and what is built runs by itself', () => {
  const built = join(folder, 'build');
  layOut(build, built, (from) => from);
  const system = join(folder, 'system');
  const install = join(system, 'opt', 'routecap');
  layOut({ ...last, steps: last.steps.filter(({ word }) => word === 'COPY') }, install, (from, stage) =>
    stage === null ? from : join(built, from.replace('/routecap/', '')),
  );
  const links = last.steps.filter(({ word }) => word === 'RUN').map(({ rest }) => rest);
  expect(links).toEqual(['ln -s /opt/routecap/dist/routecap.js /usr/local/bin/routecap']);
  expect(readdirSync(join(install, 'node_modules'))).toEqual(['tinypool']);
  const { status, stdout, stderr } = spawnSync(
    join(install, 'dist', 'routecap.js'),
    ['check', resolve('scenarios/over-the-cap/design.yaml')],
    { cwd: folder, encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(status).toBe(1);
  expect(stdout).toContain('104 of 100');
  const design = resolve('scenarios/the-one-pair-that-overflows-the-backup/design.yaml');
  const [alone, threads] = ['1', '2'].map((count) =>
    spawnSync(join(install, 'dist', 'routecap.js'), ['sweep', design, '--at-once', '2', '--threads', count], {
      cwd: folder,
      encoding: 'utf8',
    }),
  );
  expect(alone?.stderr).toBe('');
  expect(threads?.stdout).toBe(alone?.stdout);
});

/** What the ignore file lets through: it names everything and takes some back. */
function isInContext(path: string): boolean {
  const lines = readFileSync('.dockerignore', 'utf8').trim().split('\n');
  expect(lines[0]).toBe('*');
  return lines.slice(1).some((line) => path === line.replace(/^!/, ''));
}

function layOut(stage: Stage, target: string, sourceOf: (from: string, stage: string | null) => string): void {
  mkdirSync(target, { recursive: true });
  for (const { word, rest } of stage.steps) {
    if (word === 'COPY') {
      const [, from = null, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? [];
      const names = paths.split(' ');
      const to = names.pop() ?? '';
      for (const name of names) {
        if (from === null) expect(isInContext(name), `${name} is in .dockerignore`).toBe(true);
        cpSync(sourceOf(name, from), join(target, to.endsWith('/') ? join(to, name) : to), { recursive: true });
      }
    } else if (word === 'RUN' && rest.startsWith('npm ci')) {
      // The same packages, by the same lock file.
      symlinkSync(resolve('node_modules'), join(target, 'node_modules'));
    } else if (word === 'RUN') {
      execFileSync('sh', ['-c', rest], { cwd: target, stdio: 'pipe' });
    }
  }
}
