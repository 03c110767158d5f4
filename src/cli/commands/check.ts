/** `check`: read, solve, judge, print. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import { loadDesign } from '../load-design.ts';
import { reportProblems } from '../report-problems.ts';
import { reportLogs } from './bgp-log.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addInputFlags, addSettingsFlags } from '../shared-flags.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { version } from '../version.ts';

const formats = ['text', 'json'];

interface CheckFlags extends SharedFlags {
  readonly failOn: 'error' | 'warning' | 'note' | 'never';
}

export function addCheck(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('check')
    .description('solve a design and judge it against the limits')
    .argument(
      '<path...>',
      'designs (YAML, JSON), - for standard input, directories of AWS describe output; all together are one design',
    )
    .addOption(formatOption(formats))
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that makes the exit code 1')
        .choices(['error', 'warning', 'note', 'never'])
        .default('error'),
    );
  addColorFlags(addInputFlags(addSettingsFlags(command))).addHelpText(
    'after',
    `
Examples:
  routecap check design.yaml
  routecap check design.yaml --fail-on warning --near 90
  routecap check aws-export/ --format text --format json=result.json
  generate-design | routecap check - --profile guide`,
  );
  command.action(async (paths: string[], flags: CheckFlags) => {
    const outputs = readFormats(flags.format, formats);
    await guardInputs(outputs, paths, world);
    const loaded = await loadDesign(paths, flags, world, 'handBack');
    if (loaded.problems !== null) {
      if (loaded.logs !== undefined) return exit(await reportLogs(loaded.logs, { ...flags, paths, outputs }, world));
      return exit(await reportProblems(loaded.problems, { json: printsJson(outputs) }, world));
    }
    const { checkDesign, reporters } = await import('../../index.ts');
    const result = checkDesign({
      design: loaded.design,
      settings: loaded.settings,
      otherSettings: loaded.otherSettings,
      locate: loaded.locate,
      today: world.now().toISOString().slice(0, 10),
      inputs: paths,
      version: version(),
      failOn: flags.failOn,
    });
    await deliver(
      outputs,
      ({ format, file }) =>
        reporters[format as keyof typeof reporters](result, {
          color: file === null && wantsColor(flags.color, 'stdout', world),
          width: widthOf(world),
        }),
      world,
    );
    exit(result.exitCode);
  });
}
