import { expect, test } from 'vitest';
import { formatListing } from '../../src/reporters/listing.ts';
import type { Listing } from '../../src/reporters/listing.ts';

const listing: Listing = {
  name: 'things',
  title: 'Things',
  columns: ['thing', 'what'],
  rows: [
    {
      cells: ['a.b', 'first | of them'],
      details: [{ name: 'why', text: 'because <it> is' }],
      data: { id: 'a.b' },
    },
    { cells: ['c', 'a second one whose text is much too long for a narrow terminal'], details: [], data: { id: 'c' } },
  ],
};
const options = { color: false, width: 40, detailed: false };

test('text is a table without a frame whose last column wraps', () => {
  expect(formatListing(listing, 'text', options).split('\n')).toEqual([
    'thing  what',
    'a.b    first | of them',
    'c      a second one whose text is much',
    '       too long for a narrow terminal',
    '',
  ]);
});

test('json has the data under the name of the listing', () => {
  expect(JSON.parse(formatListing(listing, 'json', options))).toEqual({ things: [{ id: 'a.b' }, { id: 'c' }] });
});

test('markdown escapes what Markdown would read', () => {
  expect(formatListing(listing, 'markdown', options).split('\n')).toEqual([
    '# Things',
    '',
    '| thing | what |',
    '| --- | --- |',
    '| `a.b` | first \\| of them |',
    '| `c` | a second one whose text is much too long for a narrow terminal |',
    '',
    '## a.b',
    '',
    '**Why.** because \\<it\\> is',
    '',
  ]);
});

test('in detail every row has its fields', () => {
  expect(formatListing({ ...listing, rows: listing.rows.slice(0, 1) }, 'text', { ...options, detailed: true })).toBe(
    'a.b\n  what        first | of them\n  why         because <it> is\n',
  );
});
