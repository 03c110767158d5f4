/** A command that prints a listing: all of it as a table, or some of it by id with all there is to say. */
import type { Command } from 'commander';
import type { Listing, ListingFormat } from '../index.ts';
import { deliver, formatOption, readFormats } from './formats.ts';
import type { RunContext } from './run-context.ts';
import { addColorFlags } from './shared-flags.ts';
import { wantsColor, widthOf } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const formats = ['text', 'json', 'markdown'];

export interface ListingCommand {
  readonly name: string;
  /** What one row is. */
  readonly one: string;
  readonly description: string;
  readonly exampleId: string;
  /** A family of ids, where they have families. */
  readonly family?: string;
  readonly load: () => Promise<Listing>;
}

export function addListing(program: Command, { world, exit }: RunContext, listed: ListingCommand): void {
  const command = program
    .command(listed.name)
    .description(listed.description)
    .argument(
      '[id...]',
      `only these, in full${listed.family === undefined ? '' : `; a family such as ${listed.family} counts`}`,
    )
    .addOption(formatOption(formats))
    .addHelpText(
      'after',
      `
Examples:
  routecap ${listed.name}
  routecap ${listed.name} ${listed.exampleId}
${listed.family === undefined ? '' : `  routecap ${listed.name} ${listed.family}\n`}  routecap ${listed.name} --format markdown=${listed.name}.md`,
    );
  addColorFlags(command).action(async (ids: string[], flags: { format?: string[]; color?: boolean }) => {
    const outputs = readFormats(flags.format, formats);
    const listing = await listed.load();
    const { formatListing, nearest } = await import('../index.ts');
    const wanted =
      ids.length === 0 ? listing : { ...listing, rows: ids.flatMap((id) => rowsFor(id, listing, listed, nearest)) };
    await deliver(
      outputs,
      ({ format, file }) =>
        formatListing(wanted, format as ListingFormat, {
          color: file === null && wantsColor(flags.color, 'stdout', world),
          width: widthOf(world),
          detailed: ids.length > 0,
        }),
      world,
    );
    exit(0);
  });
}

function rowsFor(
  id: string,
  listing: Listing,
  listed: ListingCommand,
  nearest: (word: string, candidates: Iterable<string>) => string | null,
): Listing['rows'] {
  const idOf = (row: Listing['rows'][number]): string => row.cells[0] ?? '';
  const exact = listing.rows.filter((row) => idOf(row) === id);
  const rows = exact.length > 0 ? exact : listing.rows.filter((row) => idOf(row).split(/[/.]/)[0] === id);
  if (rows.length > 0) return rows;
  const guess = nearest(id, listing.rows.map(idOf));
  const hint = guess === null ? `\`routecap ${listed.name}\` lists them` : `did you mean: ${guess}`;
  throw new UsageError(`there is no ${listed.one} ${id}`, hint);
}
