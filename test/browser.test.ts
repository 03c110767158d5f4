/** The library runs where there is no Node: nothing of Node is in its bundle, and the bundle solves a design. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { check } from '../src/index.ts';

let code = '';
let imported: string[] = [];
beforeAll(async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/index.ts'],
    outfile: 'routecap.js',
    write: false,
    metafile: true,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'routecap',
    // Without this esbuild would stop at the first; the test names them all.
    external: ['node:*', ...builtinModules],
    logLevel: 'silent',
  });
  code = outputFiles[0]?.text ?? '';
  imported = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
    imports.filter(({ external }) => external === true).map(({ path }) => `${file} imports ${path}`),
  );
});

test('no module of Node is imported', () => {
  expect(imported).toEqual([]);
});

test('without any of Node’s globals it judges a design as it does here', () => {
  const text = readFileSync('scenarios/over-the-cap/design.yaml', 'utf8');
  const page = createContext({ TextDecoder, TextEncoder, URL, text });
  expect(runInContext('[typeof process, typeof require, typeof Buffer]', page)).toEqual([
    'undefined',
    'undefined',
    'undefined',
  ]);
  const there = runInContext(
    `${code}
    const checked = routecap.check({ file: 'design.yaml', text }, { today: '2026-11-23' });
    const options = { color: false, width: 100, design: checked.design };
    JSON.stringify({
      json: routecap.reporters.json(checked.result, options),
      texts: Object.values(routecap.reporters).map((report) => report(checked.result, options)).length,
      rules: routecap.formatListing(routecap.listRules(routecap.rules, routecap.fact), 'text', { ...options, detailed: false }).length,
    });`,
    page,
  ) as string;
  const { json, texts, rules } = JSON.parse(there) as { json: string; texts: number; rules: number };
  const here = check({ file: 'design.yaml', text }, { today: '2026-11-23' });
  if (!here.ok) throw new Error('it is a design');
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(here.result)));
  expect(here.result.exitCode).toBe(1);
  expect(texts).toBeGreaterThan(5);
  expect(rules).toBeGreaterThan(1000);
});
