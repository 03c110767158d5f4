/**
 * Tables of what the program knows (rules, quotas, assumptions, facts): one description, printed as
 * text, as Markdown for documents, or as JSON.
 */
import picocolors from 'picocolors';
import { columns as columnsOf } from '../design/format-problem.ts';
import { formatJson } from './format-json.ts';
import { padEnd, wrap } from './wrap.ts';

/** Rows of something that the program knows. */
export interface Listing {
  /** Key of the rows in JSON. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly ListedRow[];
}

export interface ListedRow {
  /** As many as there are columns; the last one is wrapped. */
  readonly cells: readonly string[];
  /** What there is to say beyond the table: a name and a text each. */
  readonly details: readonly { readonly name: string; readonly text: string }[];
  readonly data: unknown;
}

export const listingFormats = ['text', 'json', 'markdown'] as const;
/** How a listing is printed. */
export type ListingFormat = (typeof listingFormats)[number];

export interface ListingOptions {
  readonly color: boolean;
  readonly width: number;
  /** With each row's details instead of the table alone (text). */
  readonly detailed: boolean;
}

/** A listing in one of `listingFormats`. */
export function formatListing(listing: Listing, format: ListingFormat, options: ListingOptions): string {
  if (format === 'json') return formatJson({ [listing.name]: listing.rows.map((row) => row.data) });
  if (format === 'markdown') return markdown(listing);
  return options.detailed ? detailed(listing, options) : tabulated(listing, options);
}

function tabulated(listing: Listing, { color, width }: ListingOptions): string {
  const { columns, rows } = listing;
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => columnsOf(row.cells[index] ?? ''))),
  );
  const last = columns.length - 1;
  // Two blanks between columns; a table too wide for the terminal keeps a readable last column all the same.
  const used = widths.slice(0, last).reduce((sum, each) => sum + each + 2, 0);
  const lastWidth = Math.min(widths[last] ?? 0, Math.max(30, width - used));
  const lines = [columns, ...rows.map(({ cells }) => cells)].flatMap((cells) => {
    const start = cells.slice(0, last).map((cell, index) => padEnd(cell, (widths[index] ?? 0) + 2));
    return wrap(cells[last] ?? '', used + lastWidth, start.join(''), ' '.repeat(used));
  });
  const colors = picocolors.createColors(color);
  return `${[colors.dim(lines[0] ?? ''), ...lines.slice(1)].join('\n')}\n`;
}

function detailed(listing: Listing, { color, width }: ListingOptions): string {
  const colors = picocolors.createColors(color);
  const blocks = listing.rows.map((row) => {
    const [id = '', ...cells] = row.cells;
    const lines = [colors.bold(id)];
    cells.forEach((cell, index) => lines.push(...field(listing.columns[index + 1] ?? '', cell)));
    for (const { name, text } of row.details) lines.push(...field(name, text));
    return lines.join('\n');
  });
  return `${blocks.join('\n\n')}\n`;

  function field(name: string, text: string): string[] {
    if (text === '') return [];
    const indent = ' '.repeat(14);
    const [head = '', ...tail] = wrap(text, width, indent, indent);
    return [`  ${colors.dim(name.padEnd(10))}  ${head.slice(indent.length)}`, ...tail];
  }
}

function markdown(listing: Listing): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => escapeMarkdown(cell)).join(' | ')} |`;
  const lines = [`# ${listing.title}`, '', line(listing.columns), `|${' --- |'.repeat(listing.columns.length)}`];
  for (const { cells } of listing.rows) lines.push(line([`\`${cells[0] ?? ''}\``, ...cells.slice(1)]));
  for (const { cells, details } of listing.rows) {
    if (details.length === 0) continue;
    lines.push('', `## ${cells[0] ?? ''}`);
    for (const { name, text } of details) {
      if (text !== '') lines.push('', `**${capitalised(name)}.** ${escapeMarkdown(text)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[|<>*\\]/g, (character) => `\\${character}`).replaceAll('\n', ' ');
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
