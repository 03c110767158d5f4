import { expect, test } from 'vitest';
import { readBaseline } from '../../../src/rules/baseline/read-baseline.ts';

test('entries come with their places; `args` may be left out', () => {
  const text = `{
  "routecapBaseline": 1,
  "findings": [
    { "rule": "vpn/mtu", "subject": "a", "args": { "cap": 9 } },
    { "rule": "vpn/mtu", "subject": "b" }
  ]
}`;
  expect(readBaseline('known.json', text)).toEqual({
    problems: [],
    baseline: {
      file: 'known.json',
      entries: [
        { rule: 'vpn/mtu', subject: 'a', args: { cap: 9 }, at: { file: 'known.json', line: 4, column: 5 } },
        { rule: 'vpn/mtu', subject: 'b', args: {}, at: { file: 'known.json', line: 5, column: 5 } },
      ],
    },
  });
});

test.each([
  ['nothing', '', /a baseline is JSON/],
  ['no JSON', 'routecap: 1\n', /a baseline is JSON/],
  ['JSON cut off', '{ "routecapBaseline": 1, "findings": [', /a baseline is JSON/],
  ['a key twice', '{ "routecapBaseline": 1, "findings": [], "findings": [] }', /a baseline is JSON/],
  ['a list', '[]', /not a baseline/],
  ['null', 'null', /not a baseline/],
  ['the JSON of a check', '{ "routecap": "0.1.0", "findings": [] }', /not a baseline.*--write-baseline/],
  ['another version', '{ "routecapBaseline": 2, "findings": [] }', /version 2, and only 1 can be read/],
  ['a version in text', '{ "routecapBaseline": "1", "findings": [] }', /version "1", and only 1/],
  ['no findings', '{ "routecapBaseline": 1 }', /`findings` has to be a list/],
  ['findings as a map', '{ "routecapBaseline": 1, "findings": {} }', /`findings` has to be a list/],
  ['an unknown key', '{ "routecapBaseline": 1, "findings": [], "ignore": [] }', /has no `ignore`/],
  ['an entry that is text', '{ "routecapBaseline": 1, "findings": ["vpn/mtu"] }', /an entry is a map/],
  [
    'an entry without subject',
    '{ "routecapBaseline": 1, "findings": [{ "rule": "vpn/mtu" }] }',
    /needs a `rule` and a `subject`/,
  ],
  [
    'numbers in text',
    '{ "routecapBaseline": 1, "findings": [{ "rule": "a", "subject": "b", "args": { "n": "1" } }] }',
    /map of numbers/,
  ],
  [
    'a name from the prototype',
    '{ "routecapBaseline": 1, "findings": [{ "__proto__": { "rule": "a" }, "subject": "b" }] }',
    /needs a `rule`/,
  ],
])('%s is a problem with its place', (_, text, message) => {
  const { baseline, problems } = readBaseline('known.json', text);
  expect(baseline).toBeNull();
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toMatch(message);
  expect(problems[0]?.at?.file).toBe('known.json');
});

test('all that is wrong with the entries is told at once', () => {
  const text =
    '{ "routecapBaseline": 1, "findings": [\n 1,\n { "rule": 2, "subject": "b" },\n { "rule": "a", "subject": "b", "args": [] }\n] }';
  expect(readBaseline('known.json', text).problems.map(({ at }) => at?.line)).toEqual([2, 3, 4]);
});
