/** `check`: read, solve, judge, print. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { addBaseFlag, loadBase } from '../base-flag.ts';
import type { BaseFlag } from '../base-flag.ts';
import { addBaselineFlags, configuredBaseline, loadBaseline, withBaseline } from '../baseline-flags.ts';
import type { BaselineFlags } from '../baseline-flags.ts';
import { configure } from '../configure.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import type { Output } from '../formats.ts';
import { loadDesign } from '../load-design.ts';
import { reportProblems } from '../report-problems.ts';
import { reportLogs } from './bgp-log.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addInputFlags, addSettingsFlags, inputsOf } from '../shared-flags.ts';
import { addSeverityFlag, severitiesOf } from '../severity-flag.ts';
import type { Asked } from '../severity-flag.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

const formats = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html'];

interface CheckFlags extends SharedFlags, BaselineFlags, BaseFlag {
  readonly severity?: readonly Asked[];
  readonly failOn?: 'error' | 'warning' | 'note' | 'never';
}

export function addCheck(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('check')
    .description('solve a design and judge it against the limits')
    .argument(
      '[path...]',
      "designs (YAML, JSON), - for standard input, directories of AWS describe output; all together are one design (default: the configuration's `paths`)",
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
  addColorFlags(addInputFlags(addSettingsFlags(addSeverityFlag(addBaseFlag(addBaselineFlags(command)))))).addHelpText(
    'after',
    `
Examples:
  routecap check design.yaml
  routecap check                                   the paths of the .routecap.yaml here or above
  routecap check design.yaml --fail-on warning --near 90
  routecap check design.yaml --write-baseline known.json
  routecap check design.yaml --baseline known.json
  routecap check plan.json sites.yaml --base main/plan.json --base main/sites.yaml --format markdown
  routecap check aws-export/ --format text --format json=result.json
  routecap check aws-export/ --announce cgw-0abc=advertised-routes.json
  vtysh -c 'show bgp ipv4 unicast json' | routecap check design.yaml --announce dc1=-
  generate-design | routecap check - --profile guide`,
  );
  command.action(async (given: string[], flags: CheckFlags) => {
    const configured = await configure(given, flags, world);
    if (configured.problems !== null) {
      const json = printsJson(readFormats(flags.format, formats));
      return exit(await reportProblems(configured.problems, { json }, world));
    }
    const { paths, configuration } = configured;
    const baseline = flags.baseline ?? (await configuredBaseline(configuration.baseline, flags.writeBaseline, world));
    const failOn = flags.failOn ?? configuration.failOn ?? 'error';
    const asked = readFormats(flags.format ?? configuration.format, formats);
    const inputs = inputsOf(paths, flags);
    const read = [...inputs, ...(flags.base ?? [])];
    await guardInputs(asked, read, world);
    const outputs = await withBaseline(asked, { baseline, writeBaseline: flags.writeBaseline }, read, world);
    const overrides = await severitiesOf(configuration, flags.severity);
    const known = await loadBaseline(baseline, world);
    const loaded = await loadDesign(paths, { ...flags, fallback: configuration }, world, { onLogs: 'handBack' });
    const compared = await loadBase(flags.base, paths, { ...flags, fallback: configuration }, world);
    if (loaded.problems !== null || compared.problems !== null || known.problems.length > 0) {
      const isLogs = loaded.problems !== null && loaded.logs !== undefined;
      if (isLogs && compared.problems === null && known.problems.length === 0) {
        refuseForLogs(outputs, flags);
        const near = flags.near ?? configuration.near;
        return exit(await reportLogs(loaded.logs, { ...flags, near, failOn, paths, outputs }, world));
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
      inputs,
      configuration: configured.file,
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
              design: loaded.design,
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
