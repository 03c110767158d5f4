/** `import`: the design that an input means, to read, to keep and to go on from. */
import type { Command } from 'commander';
import type { DesignFormat, ListingFormat } from '../../index.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import type { Output } from '../formats.ts';
import { loadDesign } from '../load-design.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addInputFlags } from '../shared-flags.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { World } from '../world.ts';

const formats = ['yaml', 'json'];

interface ImportFlags extends SharedFlags {
  readonly output?: string;
  readonly listKinds?: boolean;
}

const listingFormats = ['text', 'json', 'markdown'];

export function addImport(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('import')
    .description('print the design that an input means')
    .argument('[path...]', 'what check takes')
    .addOption(formatOption(formats))
    .option('-o, --output <file>', 'write it to a file')
    .option('--list-kinds', 'list what is read, mentioned and passed over, of all formats or of the one of --from');
  addColorFlags(addInputFlags(command)).addHelpText(
    'after',
    `
Examples:
  routecap import aws-export/ --output design.yaml
  routecap import aws-export/ sites.yaml --format json
  routecap import --list-kinds --from terraform`,
  );
  command.action(async (paths: string[], flags: ImportFlags) => {
    if (flags.listKinds === true) return exit(await printKinds(paths, flags, world));
    if (paths.length === 0) throw new UsageError('nothing to import', 'routecap import PATH…, or --list-kinds');
    const outputs = withOutput(readFormats(flags.format, formats), flags.output);
    await guardInputs(outputs, paths, world);
    const loaded = await loadDesign(paths, flags, world);
    if (loaded.problems !== null) {
      return exit(await reportProblems(loaded.problems, { json: printsJson(outputs) }, world));
    }
    const { formatDesign } = await import('../../index.ts');
    await deliver(outputs, ({ format }) => formatDesign(loaded.design, format as DesignFormat), world);
    exit(0);
  });
}

async function printKinds(paths: readonly string[], flags: ImportFlags, world: World): Promise<0> {
  if (paths.length > 0) throw new UsageError('--list-kinds takes no paths');
  const outputs = withOutput(readFormats(flags.format, listingFormats), flags.output);
  const { formatListing, importedKinds, listImportedKinds } = await import('../../index.ts');
  const kinds = importedKinds().filter(({ format }) => flags.from === undefined || format === flags.from);
  if (kinds.length === 0) throw new UsageError(`--from ${flags.from} has no kinds`, 'aws, terraform, cloudformation');
  const listing = listImportedKinds(kinds);
  const width = widthOf(world);
  await deliver(
    outputs,
    ({ format, file }) =>
      formatListing(listing, format as ListingFormat, {
        color: file === null && wantsColor(flags.color, 'stdout', world),
        width,
        detailed: false,
      }),
    world,
  );
  return 0;
}

function withOutput(outputs: readonly Output[], file: string | undefined): readonly Output[] {
  if (file === undefined) return outputs;
  if (file === '') throw new UsageError('--output lacks a file name');
  if (outputs.length > 1 || outputs[0]?.file !== null)
    throw new UsageError('--output and --format F=FILE exclude each other');
  return outputs.map((output) => ({ ...output, file }));
}
