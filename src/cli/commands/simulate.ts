/** `simulate`: what happens, second by second, as a design comes up and a plan changes it; recorded and replayed. */
import { Option } from 'commander';
import type { Command } from 'commander';
import type { Configuration, FailOn, Plan, Problem, RouterRetryId, SimulationInput } from '../../index.ts';
import { configure, formatsFor } from '../configure.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import type { Output } from '../formats.ts';
import { loadDesign, readNamedFile } from '../load-design.ts';
import { startProgress } from '../progress.ts';
import { readPaths } from '../read-paths.ts';
import { readRun, type ReportedInput } from '../recorded-run.ts';
import { reportProblems } from '../report-problems.ts';
import { runAndJudge, type Prepared } from '../run-and-judge.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addInputFlags, addSettingsFlags, inputsOf } from '../shared-flags.ts';
import { addSeverityFlag, severitiesOf } from '../severity-flag.ts';
import type { Asked } from '../severity-flag.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { collectRetry, readSeed } from '../simulate-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';

type Library = typeof import('../../index.ts');

const formats = ['text', 'json', 'jsonl'];
const lacking = 'simulate needs a design, or --replay with a recording';

interface SimulateFlags extends SharedFlags {
  readonly plan?: string;
  readonly until?: string;
  readonly seed?: number;
  readonly routerRetry?: Readonly<Record<string, string>>;
  readonly record?: string;
  readonly replay?: string;
  readonly bgpLog?: string;
  readonly failOn?: FailOn;
  readonly severity?: readonly Asked[];
}

export function addSimulate(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('simulate')
    .description('run a design under a virtual clock: how it comes up, and what a plan does to it')
    .argument('[path...]', 'what check takes; not with --replay')
    .option('--plan <file>', 'changes at their times, and what must hold meanwhile')
    .option(
      '--until <time>',
      "when it ends, such as 90s or 24h (default: the plan's, else an hour after its last step)",
    )
    .option('--seed <n>', "draw the routers' waits from what was measured, instead of the midpoints", readSeed)
    .option(
      '--router-retry <[router=]profile>',
      'how soon routers try again: frr, bird, gobgp, openbgpd; repeatable',
      collectRetry,
    )
    .addOption(formatOption(formats))
    .option('--record <file>', 'write all inputs to a file')
    .option('--replay <file>', 'run what was recorded, to the same bytes')
    .option('--bgp-log <file>', 'write what AWS would log of the VPN sessions')
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that makes the exit code 1 (default: error)').choices([
        'error',
        'warning',
        'note',
        'never',
      ]),
    );
  addColorFlags(addInputFlags(addSettingsFlags(addSeverityFlag(command)))).addHelpText(
    'after',
    `
What counts:
  Findings that hold when all is quiet after a step count with their severity. An error that holds only
  while things change is a note (and not told below a second), unless the plan expects otherwise (always, atMostBrokenFor); so is one
  that stood before the first step and that a step ends. An expectation that is not met is an error.

Examples:
  routecap simulate design.yaml
  routecap simulate design.yaml --plan change.yaml
  routecap simulate design.yaml --plan change.yaml --until 24h --assume resetRetry=120
  routecap simulate design.yaml --plan change.yaml --record run.jsonl
  routecap simulate --replay run.jsonl --format jsonl`,
  );
  command.action(async (given: string[], flags: SimulateFlags) => {
    const progress = startProgress(world);
    // A recording holds all that was settled when it was made.
    const configured = flags.replay === undefined ? await configure(given, flags, world, lacking) : null;
    if (configured !== null && configured.problems !== null) {
      return exit(await reportProblems(configured.problems, { json: printsJson(outputsOf(flags)) }, world));
    }
    const { paths, configuration } = configured ?? { paths: given, configuration: {} };
    const outputs = outputsOf({ ...flags, format: formatsFor(flags.format, configuration, formats) });
    const library = await import('../../index.ts');
    const inputs = [...inputsOf(paths, flags), ...[flags.plan, flags.replay].filter((file) => file !== undefined)];
    await guardInputs(outputs, inputs, world);
    const prepared =
      flags.replay === undefined
        ? await prepare(paths, flags, configuration, world, library)
        : await replay(flags.replay, paths, flags, world, library);
    if ('problems' in prepared)
      return exit(await reportProblems(prepared.problems, { json: printsJson(outputs) }, world));
    progress('simulating');
    const { report, written, log } = runAndJudge(prepared, library);
    await deliver(
      outputs,
      ({ format, file }) => {
        if (format === 'record') return written;
        if (format === 'bgp-log') return log;
        if (format === 'json') return library.reportTimelineJson(report);
        if (format === 'jsonl') return library.reportTimelineLines(report);
        return library.reportTimelineText(report, {
          color: file === null && wantsColor(flags.color, 'stdout', world),
          width: widthOf(world),
        });
      },
      world,
    );
    exit(report.judged.exitCode);
  });
}

function outputsOf(
  flags: Pick<SimulateFlags, 'record' | 'bgpLog'> & { format?: readonly string[] | undefined },
): Output[] {
  const outputs = readFormats(flags.format, formats);
  for (const [format, file] of [
    ['record', flags.record],
    ['bgp-log', flags.bgpLog],
  ] as const) {
    if (file === undefined) continue;
    if (file === '' || file === '-') throw new UsageError(`--${format} needs the name of a file`);
    if (outputs.some((other) => other.file === file)) throw new UsageError(`two outputs are to be written to ${file}`);
    outputs.push({ format, file });
  }
  return outputs;
}

const hourMs = 3_600_000;

async function prepare(
  paths: readonly string[],
  flags: SimulateFlags,
  configuration: Configuration,
  world: World,
  library: Library,
): Promise<Prepared | { readonly problems: readonly Problem[] }> {
  if (inputsOf(paths, flags).includes('-') && flags.plan === '-')
    throw new UsageError('the plan and something else cannot both come from standard input');
  const untilMs = flags.until === undefined ? null : readUntil(flags.until, library);
  const routerRetry = readRetry(flags.routerRetry, library);
  const overrides = await severitiesOf(configuration, flags.severity);
  const loaded = await loadDesign(paths, { ...flags, fallback: configuration }, world);
  if (loaded.problems !== null) return { problems: loaded.problems };
  let plan: Plan = { steps: [], untilMs: null, expect: [] };
  let locate: Prepared['locate'] = loaded.locate;
  let expectPlaces: ReportedInput['expectPlaces'] = [];
  if (flags.plan !== undefined) {
    const { read, problems } = await readPaths([flags.plan], world, library.nearest);
    const [text] = read[0]?.texts ?? [];
    if (read[0]?.kind === 'directory')
      return {
        problems: [
          { message: `${flags.plan} is a directory, not a plan`, at: null, excerpt: null, width: 1, suggestion: null },
        ],
      };
    if (problems.length > 0 || text === undefined) return { problems };
    const reading = library.readPlan(text, loaded.design, (path, from) => readNamedFile(path, from, world));
    if (reading.plan === null) return { problems: reading.problems };
    plan = reading.plan;
    locate = (path, step) => reading.locateAdded(path, step) ?? loaded.locate(path);
    expectPlaces = plan.expect.map((_, index) => reading.locate(['expect', index]));
  }
  if (routerRetry !== undefined) checkRouters(routerRetry, loaded.design, plan, library);
  const last = Math.max(0, ...plan.steps.map(({ at }) => (at.kind === 'time' ? at.ms : 0)));
  const waits = plan.steps.filter(({ at }) => at.kind === 'quiet').length;
  const input: SimulationInput = {
    design: loaded.design,
    settings: loaded.settings,
    steps: plan.steps,
    untilMs: untilMs ?? plan.untilMs ?? last + hourMs * Math.max(1, Math.min(waits, 24)),
    options: {
      ...(flags.seed === undefined ? {} : { seed: flags.seed }),
      ...(routerRetry === undefined ? {} : { routerRetry }),
    },
  };
  const reported = {
    inputs: paths,
    plan: flags.plan ?? null,
    expect: plan.expect,
    today: world.now().toISOString().slice(0, 10),
    failOn: flags.failOn ?? configuration.failOn ?? 'error',
    overrides,
    places: [],
    expectPlaces,
  };
  return { input, reported, locate };
}

function readUntil(text: string, library: Library): number {
  const read = library.parseDuration(text);
  if (read.ok && read.ms > 0) return read.ms;
  const why = read.ok ? 'nothing happens in no time' : read.why;
  throw new UsageError(
    `--until ${text}: ${why}`,
    read.ok || read.suggestion === null ? null : `did you mean: ${read.suggestion}`,
  );
}

function readRetry(
  given: SimulateFlags['routerRetry'],
  library: Library,
): Readonly<Record<string, RouterRetryId>> | undefined {
  if (given === undefined) return undefined;
  for (const profile of Object.values(given)) {
    if ((library.routerRetryIds as readonly string[]).includes(profile)) continue;
    const guess = library.nearest(profile, library.routerRetryIds);
    throw new UsageError(
      `--router-retry ${profile} is not one of ${library.routerRetryIds.join(', ')}`,
      guess === null ? null : `did you mean: ${guess}`,
    );
  }
  return given as Readonly<Record<string, RouterRetryId>>;
}

/** Routers are those drawn and what stands for one: a customer gateway, a virtual interface, a Connect peer. */
function checkRouters(
  retry: Readonly<Record<string, string>>,
  design: SimulationInput['design'],
  plan: Plan,
  library: Library,
): void {
  const names = new Set<string>();
  const add = (things: Readonly<Record<string, unknown>>): void =>
    Object.keys(things).forEach((name) => names.add(name));
  for (const section of ['routers', 'customerGateways', 'virtualInterfaces'] as const) add(design[section]);
  for (const { attachments } of Object.values(design.transitGateways)) {
    for (const [name, each] of Object.entries(attachments))
      if (each.kind === 'connect') for (const peer of Object.keys(each.peers)) names.add(`${name}/${peer}`);
  }
  for (const change of plan.steps.flatMap(({ changes }) => changes)) if (change.kind === 'add') names.add(change.name);
  for (const name of Object.keys(retry)) {
    if (name === 'default' || names.has(name)) continue;
    const guess = library.nearest(name, names);
    throw new UsageError(
      `--router-retry: there is no router ${name} in this design`,
      guess === null ? null : `did you mean: ${guess}`,
    );
  }
}

async function replay(
  file: string,
  paths: readonly string[],
  flags: SimulateFlags,
  world: World,
  library: Library,
): Promise<Prepared | { readonly problems: readonly Problem[] }> {
  const settled = [
    'plan',
    'until',
    'seed',
    'routerRetry',
    'profile',
    'near',
    'quota',
    'assume',
    'severity',
    'from',
    'announce',
    'record',
  ] as const;
  const other =
    paths.length > 0
      ? 'a design'
      : settled
          .map((name) =>
            flags[name] === undefined ? null : `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
          )
          .find((name) => name !== null);
  if (other !== null && other !== undefined)
    throw new UsageError(`--replay runs what was recorded; ${other} has no place beside it`);
  const { read, problems } = await readPaths([file], world, library.nearest);
  const [text] = read[0]?.texts ?? [];
  if (problems.length > 0 || text === undefined) {
    return {
      problems:
        problems.length > 0
          ? problems
          : [{ message: `${file} is not a recording`, at: null, excerpt: null, width: 1, suggestion: null }],
    };
  }
  const run = readRun(file, text.text, version(), library);
  if ('problems' in run) return run;
  const places = new Map(run.reported.places.map(([path, step, at]) => [JSON.stringify([path, step]), at]));
  const reported = { ...run.reported, failOn: flags.failOn ?? run.reported.failOn };
  return { input: run.input, reported, locate: (path, step) => places.get(JSON.stringify([path, step])) ?? null };
}
