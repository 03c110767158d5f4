/** README tells the truth: its commands run, and print what it shows. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDesign } from '../src/design/read-design.ts';
import { checkDesign } from '../src/rules/check-design.ts';
import { makeSettings } from '../src/aws/settings.ts';
import { commandsOf, readmeBlocks } from './readme-blocks.ts';
import { run } from './run-scenario.ts';

const blocks = readmeBlocks();
const shells = blocks.filter(({ language }) => language === 'sh');

test('the first command sets up and checks a scenario, the second sets up and runs the tests', () => {
  expect(shells[0]?.text).toMatch(/^npm ci && npm run -s routecap -- check scenarios\/\S+\n$/);
  expect(shells[1]?.text).toBe('npm ci && npm test\n');
});

test('the first command finds no error', async () => {
  const [args] = commandsOf(shells[0]!);
  expect((await run(args!)).exitCode).toBe(0);
});

/** A line with … alone stands for any that were left out; all others are there, in this order. */
function expectShown(printed: string, shown: string): void {
  const pieces = shown.split(/^…\n/m);
  if (pieces.length === 1) return expect(printed).toBe(shown);
  let rest = printed;
  for (const [index, piece] of pieces.entries()) {
    const at = rest.indexOf(piece);
    expect(at, piece).toBeGreaterThanOrEqual(0);
    if (index === 0) expect(at).toBe(0);
    rest = rest.slice(at + piece.length);
  }
}

describe.each(
  shells.slice(2).flatMap((block) => commandsOf(block).map((args) => [args.join(' '), args, block] as const)),
)('routecap %s', (_line, args, block) => {
  test('prints what README shows below it', async () => {
    const { stdout, stderr, exitCode } = await run(args);
    expect([0, 1]).toContain(exitCode);
    const shown = blocks[blocks.indexOf(block) + 1];
    if (shown?.language !== 'text') return;
    expectShown(stdout + stderr, shown.text);
  });
});

test('the commands named in its text are commands', async () => {
  const named = [...readFileSync('README.md', 'utf8').matchAll(/^\| `([a-z]+)|, `([a-z]+)`/gm)].map(
    ([, a, b]) => a ?? b ?? '',
  );
  expect(named.length).toBeGreaterThan(5);
  for (const name of named) expect((await run([name, '--help'])).exitCode, name).toBe(0);
});

test('the design it shows is a design, and holds', () => {
  const text = blocks.find(({ language }) => language === 'yaml')?.text ?? '';
  const { design, problems, locate } = readDesign([{ file: 'README.md', text }], () => ({
    ok: false,
    why: 'no files',
  }));
  expect(problems).toEqual([]);
  if (design === null) throw new Error('no design');
  const { settings } = makeSettings({ design });
  const result = checkDesign({
    design,
    settings,
    otherSettings: null,
    locate,
    today: '2026-11-23',
    inputs: ['README.md'],
    version: '0',
    failOn: 'error',
  });
  expect(result.expectations.map(({ met }) => met)).toEqual([true, true]);
  expect(result.exitCode).toBe(0);
});
