/** The built command: it starts from what V8 kept of its code, and as well without. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCommand } from '../../.build/build-command.ts';
import { run } from '../run-scenario.ts';

const built = mkdtempSync(join(tmpdir(), 'routecap-built-'));
const command = join(built, 'routecap.js');
const args = ['check', 'scenarios/over-the-cap/design.yaml'];
let expected: Awaited<ReturnType<typeof run>>;

beforeAll(async () => {
  await buildCommand(built);
  expected = await run(args);
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

function start(script: string, flags: readonly string[] = [], more: readonly string[] = args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, script, ...more], {
    encoding: 'utf8',
    env: {},
  });
  return { exitCode: status, stdout, stderr };
}

/** What V8 says of the code that was kept. */
function wasAccepted(script: string, flags: readonly string[] = []): boolean {
  const told = `const vm = require('node:vm');
    const { Script } = vm;
    vm.Script = class extends Script {
      constructor(...given) { super(...given); console.log('rejected', this.cachedDataRejected); }
    };
    require(process.argv[1]);`;
  const output = execFileSync(process.execPath, [...flags, '-e', told, script, '--version'], { encoding: 'utf8' });
  const [, rejected] = /^rejected (\w+)$/m.exec(output) ?? [];
  expect(['true', 'false']).toContain(rejected);
  return rejected === 'false';
}

test('what the sources print is what it prints, from code that V8 accepts', () => {
  expect(start(command)).toEqual(expected);
  expect(expected.exitCode).toBe(1);
  expect(wasAccepted(command)).toBe(true);
});

test('another set of flags makes V8 refuse the code, and nothing else', () => {
  expect(wasAccepted(command, ['--stack-size=900'])).toBe(false);
  expect(start(command, ['--stack-size=900'])).toEqual(expected);
});

test('a bad command line and a bad input end as they do from the sources', async () => {
  for (const wrong of [
    ['chek'],
    ['check'],
    ['check', 'no-such-file.yaml'],
    ['check', 'package.json', '--from', 'aws'],
  ]) {
    expect(start(command, [], wrong), wrong.join(' ')).toEqual(await run(wrong));
  }
});

test('a live account without the SDK: what to install', () => {
  const { exitCode, stdout, stderr } = start(command, [], ['import', '--from', 'aws-account', '--region', 'eu-west-1']);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/not installed here: npm install @aws-sdk\/client-ec2 @aws-sdk\/client-direct-connect\n$/);
});

describe('code that V8 kept', () => {
  const copy = mkdtempSync(join(tmpdir(), 'routecap-copied-'));
  const copied = join(copy, 'routecap.js');
  const compiled = join(copy, 'compiled');
  beforeAll(() => cpSync(built, copy, { recursive: true }));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test('does not matter when it is broken', () => {
    const [name = ''] = readdirSync(compiled);
    const whole = readFileSync(join(compiled, name));
    for (const bytes of [Buffer.alloc(0), Buffer.from('not code'), whole.subarray(0, whole.length >> 1)]) {
      writeFileSync(join(compiled, name), bytes);
      expect(start(copied)).toEqual(expected);
      expect(readFileSync(join(compiled, name)).equals(bytes)).toBe(true);
    }
  });

  test('is made by the first check that came to its end', () => {
    rmSync(compiled, { recursive: true });
    for (const little of [['--help'], ['check', 'no-such-file.yaml']]) start(copied, [], little);
    expect(existsSync(compiled)).toBe(false);
    expect(start(copied)).toEqual(expected);
    expect(readdirSync(compiled)).toEqual(readdirSync(join(built, 'compiled')));
    expect(wasAccepted(copied)).toBe(true);
    expect(start(copied)).toEqual(expected);
  });

  test('is not missed where it cannot be kept', () => {
    rmSync(compiled, { recursive: true });
    // Root may write to any folder, but to none whose name a file has.
    writeFileSync(compiled, '');
    expect(start(copied)).toEqual(expected);
    expect(readdirSync(copy).sort()).toEqual([
      'command.js',
      'compiled',
      'package.json',
      'routecap.js',
      'sweep-worker.js',
    ]);
  });
});

test('it runs through a link, as npx has it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'routecap-link-'));
  try {
    symlinkSync(command, join(folder, 'routecap'));
    expect(start(join(folder, 'routecap'))).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
