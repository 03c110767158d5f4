import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { formatProblem } from '../../src/design/format-problem.ts';
import { editDistance, nearest } from '../../src/design/nearest.ts';
import { readDesign } from '../../src/design/read-design.ts';
import { readJsonText } from '../../src/design/read-json-text.ts';
import { valueOf } from '../../src/design/source-node.ts';
import { files, soundDocument } from '../design/arbitrary-document.ts';

/** Words of the language and of both notations, thrown together. */
const soup = fc
  .array(
    fc.constantFrom(
      'routecap',
      ': ',
      '1',
      '\n',
      '\n  ',
      '\n    ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '&a ',
      '*a',
      '!x ',
      '#',
      '|',
      '>',
      '?',
      '\t',
      '\r\n',
      '<<: *a',
      '---\n',
      '...\n',
      '%YAML 1.2\n',
      'vpcs',
      'vpnConnections',
      'customerGateways',
      'announce',
      'expect',
      'tunnels',
      'null',
      '~',
      '10.0.0.0/8',
      '0x1',
      '.inf',
      '__proto__',
      'constructor',
      '\u0000',
      '\ud800',
      '😀',
      'password: hunter2',
    ),
    { maxLength: 40 },
  )
  .map((words) => words.join(''));

/** A sound design with a few places of its text spoiled. */
const spoiled = fc
  .tuple(
    soundDocument,
    fc.boolean(),
    fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(8), fc.oneof(soup, fc.string({ maxLength: 3 }))),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([document, json, cuts]) => {
    let text = json ? JSON.stringify(document, null, 1) : stringify(document);
    for (const [where, gone, put] of cuts) {
      const at = Math.floor(where * text.length);
      text = text.slice(0, at) + put + text.slice(at + gone);
    }
    return text;
  });

test('any text ends in a design or in problems with places that exist, and never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(spoiled, soup, fc.string({ unit: 'binary', maxLength: 200 })),
      fc.constantFrom('a.yaml', 'a.json'),
      (text, file) => {
        const { design, problems, locate } = readDesign([{ file, text }], files);
        expect(design === null).toBe(problems.length > 0);
        const lines = text.replace(/^\ufeff/, '').split('\n');
        for (const problem of problems) {
          expect(formatProblem(problem)).not.toBe('');
          expect(problem.width).toBeGreaterThanOrEqual(1);
          expect(problem.at).not.toBeNull();
          if (problem.at!.file !== file) continue;
          const line = lines[problem.at!.line - 1];
          expect(line).toBeDefined();
          expect(problem.at!.column).toBeGreaterThanOrEqual(1);
          // One behind the last character at most: something is missing there.
          expect(problem.at!.column).toBeLessThanOrEqual(line!.length + 1);
        }
        expect(locate(['vpnConnections', 'a', 'tunnels', 7])?.file).toBe(
          problems.length > 0 && locate([]) === null ? undefined : file,
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('a document reads the same as YAML, as JSON and as data', () => {
  fc.assert(
    fc.property(soundDocument, (document) => {
      const yaml = readDesign([{ file: 'a', text: stringify(document) }], files);
      const json = readDesign([{ file: 'a', text: JSON.stringify(document, null, 2) }], files);
      const data = readDesign([{ file: 'a', document }], files);
      expect(yaml.problems).toEqual([]);
      expect(json.design).toEqual(yaml.design);
      expect(data.design).toEqual(yaml.design);
    }),
    { numRuns: 150 },
  );
});

test('every thing of a sound document is located at its own key', () => {
  fc.assert(
    fc.property(soundDocument, fc.boolean(), (document, asJson) => {
      const text = asJson ? JSON.stringify(document, null, 2) : stringify(document);
      const lines = text.split('\n');
      const { locate } = readDesign([{ file: 'a', text }], files);
      for (const section of ['vpcs', 'customerGateways', 'vpnConnections', 'virtualInterfaces'] as const) {
        for (const name of Object.keys(document[section] ?? {})) {
          const at = locate([section, name])!;
          const written = lines[at.line - 1]!.slice(at.column - 1);
          expect(written.replace(/^["']/, '').startsWith(name)).toBe(true);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('JSON: the scan takes what JSON.parse takes, and its tree holds the same values', () => {
  const jsonish = fc
    .array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"b"',
        '"\\u00e9\\n"',
        '"\\x"',
        '0',
        '-1.5e3',
        '01',
        '.5',
        'true',
        'null',
        'nul',
        ' ',
        '\n',
        '"',
        '\u00a0',
      ),
      { maxLength: 12 },
    )
    .map((words) => words.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.json({ maxDepth: 5 }), jsonish), (text) => {
      let expected: unknown;
      try {
        expected = JSON.parse(text);
      } catch {
        expect(readJsonText(text).ok).toBe(false);
        return;
      }
      const read = readJsonText(text);
      expect(read.ok).toBe(true);
      if (!read.ok) return;
      expect(read.value).toEqual(expected);
      // Of a key given twice JSON.parse keeps the last and the tree the first; the flaw says so.
      if (read.flaws.length === 0) expect(JSON.stringify(valueOf(read.root()))).toBe(JSON.stringify(expected));
    }),
    { numRuns: 300 },
  );
});

/** Optimal string alignment by its definition, slowly. */
function slowDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  let least = Math.min(
    slowDistance(x, b) + 1,
    slowDistance(a, y) + 1,
    slowDistance(x, y) + (a.at(-1) === b.at(-1) ? 0 : 1),
  );
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
    least = Math.min(least, slowDistance(a.slice(0, -2), b.slice(0, -2)) + 1);
  return least;
}

test('edit distance is what its definition says; nearest returns a candidate that none beats', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 5 }), (a, words) => {
      for (const b of words) expect(editDistance(a, b)).toBe(slowDistance(a, b));
      const found = nearest(a, words);
      if (found === null) return;
      expect(words).toContain(found);
      for (const b of words) if (b !== a) expect(slowDistance(a, found)).toBeLessThanOrEqual(slowDistance(a, b));
    }),
    { numRuns: 300 },
  );
});
