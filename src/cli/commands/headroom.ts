/** `headroom`: how much more fits, what breaks first, and on which day growth gets there. */
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { FailOn, Problem } from '../../index.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import { loadDesign, type LoadedDesign } from '../load-design.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addInputFlags, addSettingsFlags } from '../shared-flags.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

const formats = ['text', 'json'];

interface Past {
  readonly date: string;
  readonly path: string;
}

interface HeadroomFlags extends SharedFlags {
  readonly growth?: readonly string[];
  readonly history?: readonly Past[];
  readonly like?: string;
  readonly today?: string;
  readonly until?: string;
  readonly failOn: FailOn;
}

export function addHeadroom(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('headroom')
    .description('how many more prefixes, branches and VPCs fit, what breaks first, and when growth gets there')
    .argument('[path...]', 'what check takes (default: the last of --history)')
    .option('--growth <rate>', "what grows: 'dc1 +3/month', 'branches +1/week like dc7'; repeatable", collect)
    .option('--history <date=path>', 'a design or export as it was then; two or more give the rates', collectPast)
    .option('--like <site>', 'what one more branch is like (default: the most common kind at each gateway)')
    .option('--until <date>', 'the last day that growth is looked at (default: two years from today)')
    .option('--today <date>', 'the day to count from (default: today)')
    .addOption(formatOption(formats))
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity of what is over already that makes the exit code 1')
        .choices(['error', 'warning', 'note', 'never'])
        .default('error'),
    );
  addColorFlags(addInputFlags(addSettingsFlags(command))).addHelpText(
    'after',
    `
Periods are day, week, month, quarter and year; what comes in one is spread over it.

Examples:
  routecap headroom design.yaml
  routecap headroom design.yaml --growth 'dc1 +3/month' --growth 'branches +1/week like branch-07'
  routecap headroom design.yaml --growth 'vpcs +2/quarter like app' --until 2030-01-01 --format json
  routecap headroom --history 2026-01-01=old/ --history 2026-06-01=new/`,
  );
  command.action(async (paths: string[], flags: HeadroomFlags) => {
    const outputs = readFormats(flags.format, formats);
    const past = flags.history ?? [];
    await guardInputs(outputs, [...paths, ...past.map(({ path }) => path)], world);
    const { formatJson, parseDay, planHeadroom, reportHeadroom } = await import('../../index.ts');
    const dayOf = (flag: string, text: string): number => {
      const day = parseDay(text);
      if (day === null) throw new UsageError(`${flag} ${text}: this is no day`, 'write it as YYYY-MM-DD');
      return day;
    };
    const today = dayOf('--today', flags.today ?? world.now().toISOString().slice(0, 10));
    const until = flags.until === undefined ? today + twoYears : dayOf('--until', flags.until);
    if (until <= today) throw new UsageError(`--until ${flags.until} is not after today`);
    const dates = past.map(({ date }) => dayOf('--history', date));
    checkHistory(paths, past, dates);

    const problems: Problem[] = [];
    const history: (LoadedDesign & { readonly day: number })[] = [];
    for (const [index, { path }] of past.entries()) {
      const loaded = await loadDesign([path], flags, world);
      if (loaded.problems === null) history.push({ ...loaded, day: dates[index] as number });
      else problems.push(...loaded.problems);
    }
    const newest = past[dates.indexOf(Math.max(...dates))]?.path;
    const inputs = paths.length > 0 ? paths : [newest as string];
    const loaded = problems.length > 0 ? { problems } : await loadDesign(inputs, flags, world);
    if (loaded.problems !== null) {
      // The newest of a history may have been read twice.
      return exit(await reportProblems(loaded.problems, { json: printsJson(outputs) }, world));
    }
    const planned = planHeadroom({
      design: loaded.design,
      settings: loaded.settings,
      otherSettings: loaded.otherSettings,
      locate: loaded.locate,
      today,
      until,
      growth: flags.growth ?? [],
      history,
      like: flags.like ?? null,
      inputs,
      version: version(),
      failOn: flags.failOn,
    });
    if ('problems' in planned) {
      return exit(await reportProblems(planned.problems, { json: printsJson(outputs) }, world));
    }
    const { result } = planned;
    await deliver(
      outputs,
      ({ format, file }) =>
        format === 'json'
          ? formatJson(result)
          : reportHeadroom(result, {
              color: file === null && wantsColor(flags.color, 'stdout', world),
              width: widthOf(world),
            }),
      world,
    );
    exit(result.exitCode);
  });
}

const twoYears = 731;

function checkHistory(paths: readonly string[], past: readonly Past[], dates: readonly number[]): void {
  if (paths.length === 0 && past.length === 0) throw new UsageError('there is nothing to look at: a path is missing');
  if (past.length === 1) throw new UsageError('one date shows no growth', 'give --history twice or more');
  const twice = past.find((_, index) => dates.indexOf(dates[index] as number) !== index);
  if (twice !== undefined) throw new UsageError(`--history has ${twice.date} twice`);
}

function collect(text: string, before: unknown): readonly string[] {
  return [...((before as readonly string[] | undefined) ?? []), text];
}

function collectPast(text: string, before: unknown): readonly Past[] {
  const cut = text.indexOf('=');
  if (cut < 1 || cut === text.length - 1) {
    throw new InvalidArgumentError('It is written DATE=PATH, such as 2026-01-01=old-export/.');
  }
  const past = { date: text.slice(0, cut), path: text.slice(cut + 1) };
  return [...((before as readonly Past[] | undefined) ?? []), past];
}
