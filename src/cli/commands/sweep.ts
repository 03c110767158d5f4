/** `sweep`: every failure, or every few at once, and what each makes worse; in shards and merged again where it is large. */
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type {
  FailOn,
  FailureKind,
  NamedRecord,
  Overrides,
  Problem,
  Shard,
  ShardRecord,
  SweepHead,
  WorseCase,
} from '../../index.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import type { Output } from '../formats.ts';
import { configure, formatsFor } from '../configure.ts';
import { findConfiguration } from '../find-configuration.ts';
import { loadDesign } from '../load-design.ts';
import type { LoadedDesign } from '../load-design.ts';
import { readPaths } from '../read-paths.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunContext } from '../run-context.ts';
import { runSweep } from '../run-sweep.ts';
import { addSeverityFlag, severitiesOf } from '../severity-flag.ts';
import type { Asked } from '../severity-flag.ts';
import { readShardFlag } from '../shard-flag.ts';
import { addColorFlags, addInputFlags, addSettingsFlags, inputsOf } from '../shared-flags.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { sweepDigest } from '../sweep-digest.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';

type Library = typeof import('../../index.ts');

const formats = ['text', 'json'];
const kinds = [
  'tunnels',
  'vpnConnections',
  'customerGateways',
  'routers',
  'virtualInterfaces',
  'directConnectLocations',
  'directConnectGateways',
  'vpnGateways',
  'transitGateways',
  'maintenance',
] as const satisfies readonly FailureKind[];
const severities = ['error', 'warning', 'note', 'never'];

interface ReportFlags {
  readonly format?: readonly string[];
  readonly failOn?: FailOn;
  readonly color?: boolean;
  readonly severity?: readonly Asked[];
  readonly config?: boolean | string;
}

interface SweepFlags extends SharedFlags, ReportFlags {
  readonly format?: readonly string[];
  readonly of?: readonly string[];
  readonly atOnce: number;
  readonly most: number;
  readonly shard?: string;
  readonly out?: string;
  readonly threads?: number;
}

export function addSweep(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('sweep')
    .description('every failure, or every few at once, and what each makes worse')
    .argument('[path...]', 'designs, AWS describe output, plans and templates; all together are one design')
    .option('--of <kinds>', 'what fails, separated by commas; repeatable (default: everything)', collectKinds)
    .option('--at-once <n>', 'things that fail together, at most', wholeNumber(1, 20), 1)
    .option('--most <n>', 'refuse to try more sets of failures than this', wholeNumber(1, 1e9), 1_000_000)
    .option(
      '--shard <i/n>',
      'try one of n parts; N alone takes the index from a Kubernetes Indexed Job or an AWS Batch array',
    )
    .option('--out <file>', 'write down what was tried; a run that was ended goes on from there')
    .option('--threads <n>', 'threads of a long sweep (default: as many as processors)', wholeNumber(1, 256));
  addColorFlags(addInputFlags(addSettingsFlags(addReportFlags(command)))).addHelpText(
    'after',
    `
Kinds: ${kinds.join(', ')}.
maintenance: AWS replaces one tunnel endpoint of every connection of a gateway at the same time.

Examples:
  routecap sweep design.yaml
  routecap sweep design.yaml --at-once 2 --of vpnConnections,virtualInterfaces
  routecap sweep design.yaml --at-once 2 --shard 3/8 --out part-3.jsonl
  routecap sweep merge part-*.jsonl`,
  );
  command.action(async (given: string[], flags: SweepFlags) => {
    const configured = await configure(given, flags, world, 'sweep needs a design');
    if (configured.problems !== null) {
      const json = printsJson(readFormats(flags.format, formats));
      return exit(await reportProblems(configured.problems, { json }, world));
    }
    const { paths, configuration } = configured;
    const outputs = readFormats(formatsFor(flags.format, configuration, formats), formats);
    const shard = readShardFlag(flags.shard, world.env);
    if (shard.of > 1 && flags.out === undefined) {
      throw new UsageError('a shard alone says little: it needs --out FILE, for `routecap sweep merge`');
    }
    if (flags.out === '' || flags.out === '-') throw new UsageError('--out needs the name of a file');
    const written = [...outputs, ...(flags.out === undefined ? [] : [{ file: flags.out }])];
    await guardInputs(written, inputsOf(paths, flags), world);
    const refuse = async (all: readonly Problem[]): Promise<void> =>
      exit(await reportProblems(all, { json: printsJson(outputs) }, world));
    const overrides = await severitiesOf(configuration, flags.severity);
    const loaded = await loadDesign(paths, { ...flags, fallback: configuration }, world);
    if (loaded.problems !== null) return refuse(loaded.problems);
    const library = await import('../../index.ts');
    const swept = await sweep(loaded, { inputs: inputsOf(paths, flags), flags, overrides, shard }, world, library);
    if ('problems' in swept) return refuse(swept.problems);
    const failOn = flags.failOn ?? configuration.failOn ?? 'error';
    exit(await report(swept, { outputs, overrides, failOn, color: flags.color }, world, library));
  });
  addMerge(command, { world, exit });
}

function addMerge(sweepCommand: Command, { world, exit }: RunContext): void {
  const command = sweepCommand
    .command('merge')
    .description('put the shards of a sweep together and report the whole')
    .argument('<file...>', 'what each shard wrote with --out');
  addColorFlags(addReportFlags(command));
  command.action(async (files: string[], _own: unknown, self: Command) => {
    // Flags of the same name belong to the command above as well; given anywhere, they are meant for this.
    const flags = self.optsWithGlobals<ReportFlags>();
    const outputs = readFormats(flags.format, formats);
    await guardInputs(outputs, files, world);
    const library = await import('../../index.ts');
    const problems: Problem[] = [];
    const shards: NamedRecord[] = [];
    const { read, problems: unread } = await readPaths(files, world, library.nearest);
    problems.push(...unread);
    for (const { texts } of read) {
      for (const { file, text } of texts) {
        const found = library.readShard(text);
        if ('wrong' in found) problems.push(problem(`cannot read ${file}: ${found.wrong}`));
        else shards.push({ file, record: found.record });
      }
    }
    const merged = problems.length > 0 ? null : library.mergeShards(shards);
    if (merged !== null) problems.push(...merged.problems.map(problem));
    if (merged === null || merged.head === null) {
      return exit(await reportProblems(problems, { json: printsJson(outputs) }, world));
    }
    const { configuration } = await findConfiguration(world, flags.config ?? true);
    const overrides = await severitiesOf(configuration, flags.severity);
    const failOn = flags.failOn ?? configuration.failOn ?? 'error';
    exit(await report(merged, { outputs, overrides, failOn, color: flags.color }, world, library));
  });
}

function addReportFlags(command: Command): Command {
  return addSeverityFlag(command)
    .addOption(formatOption(formats))
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that makes the exit code 1 (default: error)').choices(
        severities,
      ),
    );
}

interface Asking {
  readonly inputs: readonly string[];
  readonly flags: SweepFlags;
  readonly overrides: Overrides;
  readonly shard: Shard;
}

interface Swept {
  readonly head: SweepHead;
  readonly worse: readonly WorseCase[];
}

async function sweep(
  loaded: LoadedDesign,
  { inputs, flags, overrides, shard }: Asking,
  world: World,
  library: Library,
): Promise<Swept | { readonly problems: readonly Problem[] }> {
  const { design, settings } = loaded;
  const scope = { kinds: kindsNamed(flags.of, library), atOnce: flags.atOnce };
  const sets = library.countSets(design, scope);
  if (sets > flags.most) {
    throw new UsageError(
      `there are ${sets.toLocaleString('en-US')} sets of up to ${scope.atOnce} failures, more than ${flags.most.toLocaleString('en-US')}`,
      'name fewer kinds with --of, fewer --at-once, or a larger --most',
    );
  }
  const today = world.now().toISOString().slice(0, 10);
  const judge = new library.FailureJudge({ design, settings, today, rules: library.rules, overrides });
  const { cases, ...counts } = library.sweepCases(design, scope, (changes) => judge.resolver.failing(changes));
  // The day matters only to what lapses on it.
  const lapsed = design.ignore.map(({ until }) => until !== null && until < today);
  const recording = library.record({ design, settings, steps: [], untilMs: 0, options: {} });
  const head: SweepHead = {
    routecap: version(),
    digest: sweepDigest([recording, JSON.stringify([overrides, lapsed])]),
    profile: settings.profile,
    inputs,
    ...scope,
    ...counts,
    solved: cases.length,
  };
  const earlier = flags.out === undefined ? null : await readEarlier(flags.out, head, shard, world, library);
  if (earlier !== null && 'problems' in earlier) return earlier;
  const worse = await runSweep(
    {
      loaded,
      head,
      shard,
      cases: cases.filter(({ ordinal }) => library.isInShard(ordinal, shard)),
      judge,
      thread: { recording, today, overrides },
      threads: flags.threads,
      out: flags.out,
      earlier,
    },
    world,
    library,
  );
  return { head, worse };
}

/** What an earlier run of the same shard left; null: nothing. A line that was being written then is taken away. */
async function readEarlier(
  out: string,
  head: SweepHead,
  shard: Shard,
  world: World,
  library: Library,
): Promise<ShardRecord | { readonly problems: readonly Problem[] } | null> {
  const { kind } = await world.look(out);
  if (kind === 'missing') return null;
  const { read, problems } = await readPaths([out], world, library.nearest);
  const text = read[0]?.kind === 'file' ? read[0].texts[0]?.text : undefined;
  if (text === undefined) return { problems: problems.length > 0 ? problems : [problem(`--out ${out} is not a file`)] };
  if (text === '') return null;
  const found = library.readShard(text);
  if ('wrong' in found)
    return { problems: [problem(`--out ${out} exists already, and ${found.wrong}; name another file`)] };
  const { record } = found;
  const same =
    JSON.stringify([record.head.digest, record.head.routecap, record.head.kinds, record.head.atOnce, record.shard]) ===
    JSON.stringify([head.digest, head.routecap, head.kinds, head.atOnce, shard]);
  if (!same)
    return { problems: [problem(`--out ${out} is of another sweep or shard; name another file, or delete it`)] };
  if (record.wholeLength < text.length)
    await world.writeFiles([{ path: out, text: text.slice(0, record.wholeLength) }]);
  return record;
}

async function report(
  { head, worse }: Swept,
  asked: {
    readonly outputs: readonly Output[];
    readonly overrides: Overrides;
    readonly failOn: FailOn;
    readonly color: boolean | undefined;
  },
  world: World,
  library: Library,
): Promise<0 | 1> {
  const { outputs, overrides, failOn, color } = asked;
  const result = library.sweepResult(head, worse, { failOn, overrides });
  await deliver(
    outputs,
    ({ format, file }) =>
      format === 'json'
        ? library.reportSweepJson(result)
        : library.reportSweep(result, {
            color: file === null && wantsColor(color, 'stdout', world),
            width: widthOf(world),
          }),
    world,
  );
  return result.exitCode;
}

function problem(message: string): Problem {
  return { message, at: null, excerpt: null, width: 1, suggestion: null };
}

function collectKinds(text: string, before: unknown): readonly string[] {
  return [...((before as readonly string[] | undefined) ?? []), ...text.split(',').map((word) => word.trim())];
}

/** In order of the vocabulary; all when none is named. */
function kindsNamed(names: readonly string[] | undefined, library: Library): readonly FailureKind[] {
  for (const name of names ?? []) {
    if (kinds.some((kind) => kind === name)) continue;
    const guess = library.nearest(name, kinds);
    throw new UsageError(
      `--of ${name} is not one of ${kinds.join(', ')}`,
      guess === null ? null : `did you mean: ${guess}`,
    );
  }
  return kinds.filter((kind) => names?.includes(kind) ?? true);
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d{1,10}$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It is a whole number from ${least} to ${most.toLocaleString('en-US')}.`);
    }
    return value;
  };
}
