/** `fit`: what to announce instead, so that it stays under a cap. */
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { FitResult, KeepOut, Problem, RouterFormat } from '../../index.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import type { Output } from '../formats.ts';
import { loadDesign } from '../load-design.ts';
import { readPrefix } from '../read-prefix.ts';
import { readPrefixFiles, textOf } from '../read-prefix-files.ts';
import type { PrefixFile } from '../read-prefix-files.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addInputFlags, addSettingsFlags } from '../shared-flags.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';

const formats = ['text', 'json', 'list', 'frr', 'bird', 'ios', 'junos'];

interface FitFlags extends SharedFlags {
  readonly session?: readonly string[];
  readonly router?: readonly string[];
  readonly cap?: number;
  readonly keepOut?: readonly string[];
  readonly asn?: number;
}

type Library = typeof import('../../index.ts');

export function addFit(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('fit')
    .description(
      'summarise announcements under a cap: the same addresses in fewer prefixes, or as little more as can be',
    )
    .argument(
      '<path...>',
      'lists of prefixes, one a line, - for standard input; or, with --router or --session, what check takes',
    )
    .option('--router <name>', 'a router, customer gateway or virtual interface of a design; repeatable', collect)
    .option(
      '--session <id>',
      'a session or connection of a design, and all that announces the same; repeatable',
      collect,
    )
    .option(
      '--cap <n>',
      'prefixes of each family at most (default: the cap of the sessions; of a list: none)',
      readCount,
    )
    .option('--keep-out <prefix|file>', 'space that must not be claimed; repeatable', collect)
    .option('--asn <n>', 'the AS of the router, for --format frr and ios of a list', readCount)
    .addOption(formatOption(formats));
  addColorFlags(addInputFlags(addSettingsFlags(command))).addHelpText(
    'after',
    `
Without a cap the addresses stay exactly the same. Under one, what has to be claimed besides is as little as can be.

Examples:
  routecap fit prefixes.txt --format list           the fewest prefixes that say the same
  routecap fit prefixes.txt --cap 100 --keep-out 10.20.0.0/16
  routecap fit design.yaml --router dc1             under the cap of its sessions, and solved again
  routecap fit design.yaml --session vpn-dc1 --cap 80 --format text --format frr=dc1.conf`,
  );
  command.action(async (paths: string[], flags: FitFlags) => {
    const outputs = readFormats(flags.format, formats);
    await guardInputs(outputs, paths, world);
    const kept = await readKeepOut(flags.keepOut ?? [], world);
    const ofDesign = flags.router !== undefined || flags.session !== undefined;
    const fitted = await (ofDesign ? fitDesignOf : fitListOf)(paths, flags, kept.keepOut, world);
    const problems = [...kept.problems, ...(fitted.problems ?? [])];
    if (fitted.result === null || problems.length > 0) {
      return exit(await reportProblems(problems, { json: printsJson(outputs) }, world));
    }
    const { result } = fitted;
    const asList = await listPrinter();
    // The rest of the library is slow to load beside what an aggregation takes.
    const print = outputs.every(({ format }) => format === 'list')
      ? null
      : await printer(paths, flags, world, outputs, result);
    await deliver(
      outputs,
      (output) => (output.format === 'list' || print === null ? asList(result) : print(output)),
      world,
    );
    exit(result.exitCode);
  });
}

async function listPrinter(): Promise<(result: FitResult) => Iterable<string>> {
  const { prefixListPieces } = await import('../../prefix-lists.ts');
  return function* ({ units }) {
    for (const { families } of units) for (const { summary } of families) yield* prefixListPieces(summary);
  };
}

async function printer(
  paths: readonly string[],
  flags: FitFlags,
  world: World,
  outputs: readonly Output[],
  result: FitResult,
): Promise<(output: Output) => string> {
  const library = await import('../../index.ts');
  refuseWithoutAsn(outputs, result, library);
  return ({ format, file }) => {
    if (format === 'json') return library.reportFitJson(result, { routecap: version(), inputs: paths });
    if (format !== 'text') return library.reportRouterConfig(result.units, format as RouterFormat);
    const color = file === null && wantsColor(flags.color, 'stdout', world);
    return library.reportFitText(result, paths, { color, width: widthOf(world) });
  };
}

type Outcome = { readonly problems: readonly Problem[] | null; readonly result: FitResult | null };

async function fitDesignOf(
  paths: readonly string[],
  flags: FitFlags,
  keepOut: readonly KeepOut[],
  world: World,
): Promise<Outcome> {
  const loaded = await loadDesign(paths, flags, world);
  if (loaded.problems !== null) return { problems: loaded.problems, result: null };
  const { design, settings, locate } = loaded;
  const today = world.now().toISOString().slice(0, 10);
  const [sessions, routers, cap] = [flags.session ?? [], flags.router ?? [], flags.cap ?? null];
  const { fitDesign } = await import('../../index.ts');
  return fitDesign({ design, settings, locate, today, sessions, routers, cap, keepOut });
}

async function fitListOf(
  paths: readonly string[],
  flags: FitFlags,
  keepOut: readonly KeepOut[],
  world: World,
): Promise<Outcome> {
  const { fitList, readLists } = await import('../../prefix-lists.ts');
  const { files, problems } = await readPrefixFiles(paths, world);
  const read = readLists(files);
  if (read.problems.length > 0) await refuseDesigns(files);
  const all = [...problems, ...read.problems];
  if (all.length > 0) return { problems: all, result: null };
  return fitList({ list: read.list, cap: flags.cap ?? null, keepOut, asn: flags.asn ?? null });
}

async function refuseDesigns(files: readonly PrefixFile[]): Promise<void> {
  const { recogniseInput } = await import('../../index.ts');
  const design = files.find((file) => recogniseInput(textOf(file) ?? '') !== 'unknown');
  if (design === undefined) return;
  const hint = 'say whose announcements are to fit: --router NAME or --session ID';
  throw new UsageError(`${design.file} is a design, not a list of prefixes`, hint);
}

/** Prefixes as such; everything else is a file of them. */
async function readKeepOut(
  texts: readonly string[],
  world: World,
): Promise<{ keepOut: readonly KeepOut[]; problems: readonly Problem[] }> {
  const { parsePrefix, readLists } = await import('../../prefix-lists.ts');
  const keepOut: KeepOut[] = [];
  const paths: string[] = [];
  for (const text of texts) {
    if (!/^[\d.:a-f]+\/\d+$/i.test(text)) paths.push(text);
    else keepOut.push({ prefix: readPrefix(text, parsePrefix, '--keep-out'), what: '--keep-out' });
  }
  const { files, problems } = await readPrefixFiles(paths, world);
  const read = files.map((file) => ({ file: file.file, ...readLists([file]) }));
  for (const { file, list } of read) for (const prefix of list) keepOut.push({ prefix, what: file });
  return { keepOut, problems: [...problems, ...read.flatMap((each) => each.problems)] };
}

function refuseWithoutAsn(
  outputs: readonly Output[],
  { units }: FitResult,
  { needsAsn, routerFormats }: Library,
): void {
  const format = routerFormats.find((each) => needsAsn(each) && outputs.some((output) => output.format === each));
  if (format !== undefined && units.some(({ asn }) => asn === null)) {
    throw new UsageError(`--format ${format} needs the AS of the router`, 'give it with --asn, such as --asn 65010');
  }
}

function collect(text: string, before: unknown): readonly string[] {
  return [...(Array.isArray(before) ? (before as string[]) : []), text];
}

function readCount(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}
