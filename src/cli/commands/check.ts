/** `check`: read, solve, judge, print. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { addBaseFlag, loadBase } from '../base-flag.ts';
import type { BaseFlag } from '../base-flag.ts';
import { addBaselineFlags, loadBaseline, withBaseline } from '../baseline-flags.ts';
import type { BaselineFlags } from '../baseline-flags.ts';
import { findConfiguration } from '../find-configuration.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import type { Output } from '../formats.ts';
import { loadDesign } from '../load-design.ts';
import { reportProblems } from '../report-problems.ts';
import { reportLogs } from './bgp-log.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addInputFlags, addSettingsFlags } from '../shared-flags.ts';
import { addSeverityFlag, askedOf, overridesOf } from '../severity-flag.ts';
import type { Asked } from '../severity-flag.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

const formats = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown'];

interface CheckFlags extends SharedFlags, BaselineFlags, BaseFlag {
  readonly severity?: readonly Asked[];
  readonly config: boolean;
  readonly failOn?: 'error' | 'warning' | 'note' | 'never';
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
      new Option('--fail-on <severity>', 'lowest severity that makes the exit code 1 (default: error)').choices([
        'error',
        'warning',
        'note',
        'never',
      ]),
    );
  command.option('--no-config', 'do not look for a .routecap.yaml here and in the directories above');
  addColorFlags(addInputFlags(addSettingsFlags(addSeverityFlag(addBaseFlag(addBaselineFlags(command)))))).addHelpText(
    'after',
    `
Examples:
  routecap check design.yaml
  routecap check design.yaml --fail-on warning --near 90
  routecap check design.yaml --write-baseline known.json
  routecap check design.yaml --baseline known.json
  routecap check plan.json sites.yaml --base main/plan.json --base main/sites.yaml --format markdown
  routecap check aws-export/ --format text --format json=result.json
  generate-design | routecap check - --profile guide`,
  );
  command.action(async (paths: string[], flags: CheckFlags) => {
    const { configuration, problems } = await findConfiguration(world, flags.config);
    if (problems.length > 0) {
      return exit(await reportProblems(problems, { json: printsJson(readFormats(flags.format, formats)) }, world));
    }
    const failOn = flags.failOn ?? configuration.failOn ?? 'error';
    const asked = readFormats(flags.format ?? configuration.format, formats);
    const inputs = [...paths, ...(flags.base ?? [])];
    await guardInputs(asked, inputs, world);
    const outputs = await withBaseline(asked, flags, inputs, world);
    const overrides = {
      ...(await overridesOf(askedOf(configuration.severity))),
      ...(await overridesOf(flags.severity)),
    };
    const known = await loadBaseline(flags.baseline, world);
    const loaded = await loadDesign(paths, { ...flags, fallback: configuration }, world, 'handBack');
    const compared = await loadBase(flags.base, paths, { ...flags, fallback: configuration }, world);
    if (loaded.problems !== null || compared.problems !== null || known.problems.length > 0) {
      const isLogs = loaded.problems !== null && loaded.logs !== undefined;
      if (isLogs && compared.problems === null && known.problems.length === 0) {
        refuseForLogs(outputs, flags);
        return exit(await reportLogs(loaded.logs, { ...flags, failOn, paths, outputs }, world));
      }
      return exit(
        await reportProblems(
          [...known.problems, ...(loaded.problems ?? []), ...(compared.problems ?? [])],
          { json: printsJson(outputs) },
          world,
        ),
      );
    }
    const { baselineOf, checkDesign, formatJson, reporters } = await import('../../index.ts');
    const result = checkDesign({
      design: loaded.design,
      settings: loaded.settings,
      otherSettings: loaded.otherSettings,
      locate: loaded.locate,
      today: world.now().toISOString().slice(0, 10),
      inputs: paths,
      version: version(),
      failOn,
      baseline: known.baseline,
      base: compared.base,
      overrides,
    });
    await deliver(
      outputs,
      ({ format, file }) =>
        format === 'baseline'
          ? formatJson(baselineOf(result.findings))
          : reporters[format as keyof typeof reporters](result, {
              color: file === null && wantsColor(flags.color, 'stdout', world),
              width: widthOf(world),
            }),
      world,
    );
    exit(result.exitCode);
  });
}

/** What logs prove has no places in a design, which the other formats and a baseline are about. */
function refuseForLogs(outputs: readonly Output[], { baseline, base }: BaselineFlags & BaseFlag): void {
  const other = outputs.find(({ format }) => format !== 'text' && format !== 'json');
  if (base !== undefined) throw new UsageError('BGP logs have no base');
  if (baseline !== undefined || other?.format === 'baseline') throw new UsageError('BGP logs have no baseline');
  if (other !== undefined) throw new UsageError(`BGP logs are reported as text or json, not as ${other.format}`);
}
