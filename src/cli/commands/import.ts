/** `import`: the design that an input means, to read, to keep and to go on from. */
import { dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { DesignFormat, ListingFormat } from '../../index.ts';
import type { AccountFlags } from '../ask-account.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import type { Output } from '../formats.ts';
import { loadDesign } from '../load-design.ts';
import type { LoadedDesign, NotLoaded } from '../load-design.ts';
import type { ReadText } from '../read-paths.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addInputFlags, inputKinds, inputsOf } from '../shared-flags.ts';
import type { InputKind, SharedFlags } from '../shared-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { World } from '../world.ts';

const formats = ['yaml', 'json'];

interface ImportFlags extends Omit<SharedFlags, 'from'>, AccountFlags {
  readonly from?: InputKind | 'aws-account';
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
    .option('--region <region>', 'with --from aws-account: read this Region; repeatable', collectRegion)
    .option('--aws-profile <name>', 'with --from aws-account: the profile whose credentials are used')
    .option('--save <directory>', 'with --from aws-account: keep what AWS answered, without secrets')
    .option('--iam-policy', 'with --from aws-account: print the policy that it takes, and read nothing')
    .option('--list-kinds', 'list what is read, mentioned and passed over, of all formats or of the one of --from');
  addColorFlags(addInputFlags(command, [...inputKinds, 'aws-account'])).addHelpText(
    'after',
    `
Examples:
  routecap import aws-export/ --output design.yaml
  routecap import aws-export/ sites.yaml --format json
  routecap import design.yaml --announce dc1=advertised-routes.json
  routecap import --from aws-account --region eu-west-1 --region us-east-1 --save aws-export
  routecap import --from aws-account --iam-policy
  routecap import --list-kinds --from terraform

Nothing is asked of AWS but with --from aws-account, which only reads. It takes the AWS SDK:
npm install @aws-sdk/client-ec2 @aws-sdk/client-direct-connect`,
  );
  command.action(async (paths: string[], flags: ImportFlags) => {
    if (flags.listKinds === true) return exit(await printKinds(paths, flags, world));
    const outputs = withOutput(readFormats(flags.format, formats), flags.output);
    await guardInputs(outputs, inputsOf(paths, flags), world);
    const { from, ...others } = flags;
    if (from !== 'aws-account') {
      refuseAccountFlags(paths, flags);
      return printDesignOf(await loadDesign(paths, { ...others, ...(from && { from }) }, world), outputs);
    }
    if (flags.iamPolicy === true) {
      const { iamPolicy } = await import('../../aws-account/iam-policy.ts');
      await deliver(outputs, iamPolicy, world);
      return exit(0);
    }
    const { askAccount } = await import('../ask-account.ts');
    const answered = await askAccount(flags, world);
    if (answered.problems.length > 0) return printDesignOf(answered, outputs);
    const loaded = await loadDesign(paths, others, world, { also: [answered.read] });
    await printDesignOf(loaded, outputs, flags.save === undefined ? [] : answered.read.texts);
  });

  async function printDesignOf(
    loaded: LoadedDesign | NotLoaded,
    outputs: readonly Output[],
    toSave: readonly ReadText[] = [],
  ): Promise<void> {
    if (loaded.problems !== null) {
      return exit(await reportProblems(loaded.problems, { json: printsJson(outputs) }, world));
    }
    const { formatDesign } = await import('../../index.ts');
    for (const folder of new Set(toSave.map(({ file }) => dirname(file)))) await world.makeDirectory(folder);
    const saved = new Map(toSave.map(({ file, text }) => [file, text]));
    const files = toSave.map(({ file }): Output => ({ format: 'saved', file }));
    await deliver(
      [...outputs, ...files],
      ({ format, file }) => saved.get(file ?? '') ?? formatDesign(loaded.design, format as DesignFormat),
      world,
    );
    exit(0);
  }
}

function collectRegion(text: string, before: unknown): readonly string[] {
  if (!/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(text)) {
    throw new InvalidArgumentError('A Region is written like eu-west-1.');
  }
  return [...new Set([...((before as readonly string[] | undefined) ?? []), text])];
}

function refuseAccountFlags(paths: readonly string[], flags: ImportFlags): void {
  const given = [
    ['--region', flags.region],
    ['--aws-profile', flags.awsProfile],
    ['--save', flags.save],
    ['--iam-policy', flags.iamPolicy],
  ].find(([, value]) => value !== undefined);
  if (given !== undefined) throw new UsageError(`${String(given[0])} goes with --from aws-account`);
  if (paths.length === 0) throw new UsageError('nothing to import', 'routecap import PATH…, or --list-kinds');
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
