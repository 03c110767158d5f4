/** The packed package, installed into a project that knows nothing of this repository. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

const { version, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
  devDependencies: Record<string, string>;
};

let folder = '';
let packed: Packed;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'routecap-package-'));
  const [first] = JSON.parse(npm(['pack', '--json', '--pack-destination', folder], '.')) as [Packed];
  packed = first;
  writeFileSync(join(folder, 'package.json'), '{ "name": "network", "private": true, "type": "module" }\n');
  const beside = ['typescript', 'vitest', '@types/node'].map((name) => `${name}@${devDependencies[name]}`);
  npm(['install', '--no-audit', '--no-fund', '--prefer-offline', `./${packed.filename}`, ...beside], folder);
  copyFileSync('scenarios/over-the-cap/design.yaml', join(folder, 'over.yaml'));
  copyFileSync('scenarios/cloudhub-near-its-limits/design.yaml', join(folder, 'near.yaml'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function run(command: string, ...args: readonly string[]) {
  return spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
}

const bin = (name: string): string => join(folder, 'node_modules', '.bin', name);

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

test('what is packed is what runs, and little of it', () => {
  const names = packed.files.map(({ path }) => path);
  expect(names.filter((name) => !/^(dist\/|package\.json$|README\.md$|LICENSE$)/.test(name))).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(['dist/routecap.js', 'dist/lib/index.js', 'dist/lib/index.d.ts']));
  expect(packed.size).toBeLessThan(1_200_000);
});

test('nothing in it names the machine it was built on', () => {
  const root = process.cwd();
  for (const { path } of packed.files) {
    const bytes = readFileSync(join(folder, 'node_modules', 'routecap', path));
    expect(bytes.includes(root), path).toBe(false);
  }
});

test('the command runs', () => {
  expect(run(bin('routecap'), '--version').stdout).toBe(`${version}\n`);
  const { status, stdout } = run(bin('routecap'), 'check', 'over.yaml');
  expect(status).toBe(1);
  expect(stdout).toContain('104 of 100');
  expect(run(bin('routecap'), 'check', 'near.yaml').status).toBe(0);
});

const program = `
import { readFileSync } from 'node:fs';
import { check, formatProblems, solve } from 'routecap';

const checked = check(readFileSync('over.yaml', 'utf8'), { profile: 'guide', today: '2026-11-23' });
if (!checked.ok) throw new Error(formatProblems(checked.problems));
const { result, design, settings } = checked;
console.log(result.routecap, result.exitCode, solve(design, settings).sessions.size);
`;

test('the library is imported from JavaScript', () => {
  write({ 'program.mjs': program });
  const { stdout, stderr } = run(process.execPath, 'program.mjs');
  expect(stderr).toBe('');
  expect(stdout).toBe(`${version} 1 2\n`);
});

const matchers = `
import { expect } from 'vitest';
import 'routecap/vitest';

expect('near.yaml').toHold({ profile: 'faq', failOn: 'error' });
expect({ routecap: 1 }).not.toReach('10.0.0.0/8', { from: 'app', via: ['vpn'] });
// @ts-expect-error there is no such profile
check('', { profile: 'other' });
// @ts-expect-error it needs a place to start from
expect('near.yaml').toReach('10.0.0.0/8', {});
// @ts-expect-error without asking whether it was read there is no result
check('').result;
`;

test.each(['NodeNext', 'Bundler'])('TypeScript with moduleResolution %s knows the library and the matchers', (way) => {
  const compilerOptions = {
    module: way === 'Bundler' ? 'ESNext' : 'NodeNext',
    moduleResolution: way,
    target: 'ES2023',
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: ['node'],
    skipLibCheck: false,
  };
  write({
    [`${way}/index.ts`]: program + matchers,
    [`${way}/tsconfig.json`]: JSON.stringify({ compilerOptions, include: ['.'] }),
  });
  const { status, stdout } = run(bin('tsc'), '-p', way);
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

test('the matchers work under vitest, and a failure says why', () => {
  write({
    'network.test.mjs': `
import { expect, test } from 'vitest';
import 'routecap/vitest';

test('the hub holds', () => {
  expect('near.yaml').toHold();
  expect('over.yaml').not.toHold();
});
test('the data centre holds', () => expect('over.yaml').toHold());
`,
  });
  const { status, stdout } = run(bin('vitest'), 'run', '--reporter=json');
  expect(status).toBe(1);
  const { testResults } = JSON.parse(stdout) as {
    testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
  };
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  expect(results.map(({ title, status: word }) => [title, word])).toEqual([
    ['the hub holds', 'passed'],
    ['the data centre holds', 'failed'],
  ]);
  expect(results[1]?.failureMessages[0]).toContain('routes/inbound-cap-exceeded');
});
