/** `bgp-log`: what BGP logs of AWS prove about the sessions in them. `check` does the same when it is given logs. */
import { Option } from 'commander';
import type { Command } from 'commander';
import type { FailOn } from '../../index.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import type { Output } from '../formats.ts';
import { readPaths } from '../read-paths.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addNearFlag } from '../shared-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';

const formats = ['text', 'json'];

interface LogFlags {
  readonly format?: readonly string[];
  readonly near?: number;
  readonly failOn: FailOn;
  readonly color?: boolean;
}

export function addBgpLog(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('bgp-log')
    .description('read the BGP logs of VPN tunnels: states, resets, and how near the cap they came')
    .argument('<path...>', 'log files as AWS writes them (JSON), - for standard input, directories')
    .addOption(formatOption(formats))
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that makes the exit code 1')
        .choices(['error', 'warning', 'note', 'never'])
        .default('error'),
    );
  addColorFlags(addNearFlag(command)).addHelpText(
    'after',
    `
Examples:
  routecap bgp-log tunnel-1.jsonl tunnel-2.jsonl
  aws logs tail vpn-bgp --since 1d --format short | routecap bgp-log -`,
  );
  command.action(async (paths: string[], flags: LogFlags) => {
    const outputs = readFormats(flags.format, formats);
    await guardInputs(outputs, paths, world);
    const { nearest } = await import('../../index.ts');
    const { read, problems } = await readPaths(paths, world, nearest);
    if (problems.length > 0) return exit(await reportProblems(problems, { json: printsJson(outputs) }, world));
    const files = read.flatMap(({ texts }) => texts.map(({ file, text }) => ({ path: file, text })));
    exit(await reportLogs(files, { paths, outputs, ...flags }, world));
  });
}

export async function reportLogs(
  files: readonly { readonly path: string; readonly text: string }[],
  given: {
    readonly paths: readonly string[];
    readonly outputs: readonly Output[];
    readonly near?: number | undefined;
    readonly failOn: FailOn;
    readonly color?: boolean;
  },
  world: World,
): Promise<0 | 1 | 2> {
  const other = given.outputs.find(({ format }) => !formats.includes(format));
  if (other !== undefined)
    throw new UsageError(`of a BGP log there is no --format ${other.format}`, `there is ${formats.join(' and ')}`);
  const { importBgpLog, judgeSessionLog, reportBgpLog, reportBgpLogJson } = await import('../../index.ts');
  const { sessions, problems } = importBgpLog(files);
  const none = { message: 'there is no file to read', at: null, excerpt: null, width: 1, suggestion: null };
  const all = files.length === 0 ? [none] : problems;
  if (all.length > 0) return reportProblems(all, { json: printsJson(given.outputs) }, world);
  const result = judgeSessionLog({
    sessions,
    near: given.near ?? 80,
    inputs: given.paths,
    version: version(),
    failOn: given.failOn,
  });
  await deliver(
    given.outputs,
    ({ format, file }) =>
      format === 'json'
        ? reportBgpLogJson(result)
        : reportBgpLog(result, {
            color: file === null && wantsColor(given.color, 'stdout', world),
            width: widthOf(world),
          }),
    world,
  );
  return result.exitCode;
}
