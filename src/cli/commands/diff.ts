/** `diff BEFORE AFTER`: what changes between two designs in route terms, and how to get from one to the other. */
import { Option } from 'commander';
import type { Command } from 'commander';
import type { FailOn } from '../../index.ts';
import { formatsFor } from '../configure.ts';
import { findConfiguration } from '../find-configuration.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import { loadDesign } from '../load-design.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addInputFlags, addSettingsFlags, inputsOf } from '../shared-flags.ts';
import { addSeverityFlag, severitiesOf } from '../severity-flag.ts';
import type { Asked } from '../severity-flag.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

const formats = ['text', 'json'];

interface DiffFlags extends SharedFlags {
  readonly failOn?: FailOn;
  readonly severity?: readonly Asked[];
}

export function addDiff(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('diff')
    .description('what changes between two designs: sessions, counts, routes, what is found anew, and a safe order')
    .argument('<before>', 'a design, a directory of AWS describe output, or a Terraform plan with both sides in it')
    .argument('[after]', 'the same, as it is to be; nothing for a Terraform plan')
    .addOption(formatOption(formats))
    .addOption(
      new Option(
        '--fail-on <severity>',
        'lowest severity of a new finding that makes the exit code 1 (default: error)',
      ).choices(['error', 'warning', 'note', 'never']),
    );
  addColorFlags(addInputFlags(addSettingsFlags(addSeverityFlag(command)))).addHelpText(
    'after',
    `
Examples:
  routecap diff today.yaml tomorrow.yaml
  routecap diff aws-export/ planned.yaml --fail-on warning --format json
  routecap diff plan.json                          what a Terraform plan changes`,
  );
  command.action(async (beforePath: string, given: string | undefined, flags: DiffFlags) => {
    const found = await findConfiguration(world, flags.config ?? true);
    if (found.problems.length > 0) {
      const json = printsJson(readFormats(flags.format, formats));
      return exit(await reportProblems(found.problems, { json }, world));
    }
    const { configuration } = found;
    const outputs = readFormats(formatsFor(flags.format, configuration, formats), formats);
    const overrides = await severitiesOf(configuration, flags.severity);
    const settled = { ...flags, fallback: configuration };
    const afterPath = given ?? beforePath;
    await guardInputs(outputs, inputsOf([beforePath, afterPath], flags), world);
    if (flags.announce?.some(({ file }) => file === '-') === true)
      throw new UsageError('diff reads what is announced for each side, and standard input can be read once');
    if (given === undefined && beforePath === '-')
      throw new UsageError('a plan that is compared with itself is a file');
    const before = await loadDesign([beforePath], settled, world, {
      asBefore: given === undefined ? [beforePath] : [],
      onUnknownRouters: 'collect',
    });
    if (given === undefined && before.problems === null && !before.hasPlan) {
      throw new UsageError(
        `${beforePath} is no Terraform plan, so there is nothing to compare it with`,
        'give two: routecap diff BEFORE AFTER',
      );
    }
    const after = await loadDesign([afterPath], settled, world, { onUnknownRouters: 'collect' });
    if (before.problems !== null || after.problems !== null) {
      // One file that cannot be read has the same faults before and after.
      const problems =
        given === undefined
          ? (after.problems ?? before.problems ?? [])
          : [...(before.problems ?? []), ...(after.problems ?? [])];
      return exit(await reportProblems(problems, { json: printsJson(outputs) }, world));
    }
    // A router may come or go; one that is in neither design is a slip.
    const nowhere = after.unknownRouters.filter((it) =>
      before.unknownRouters.some(({ message }) => message === it.message),
    );
    if (nowhere.length > 0) return exit(await reportProblems(nowhere, { json: printsJson(outputs) }, world));
    const { compareDesigns, reportDiff, reportDiffJson } = await import('../../index.ts');
    const result = compareDesigns({
      before,
      after,
      inputs: [beforePath, afterPath],
      today: world.now().toISOString().slice(0, 10),
      version: version(),
      failOn: flags.failOn ?? configuration.failOn ?? 'error',
      overrides,
    });
    await deliver(
      outputs,
      ({ format, file }) =>
        format === 'json'
          ? reportDiffJson(result)
          : reportDiff(result, {
              color: file === null && wantsColor(flags.color, 'stdout', world),
              width: widthOf(world),
            }),
      world,
    );
    exit(result.exitCode);
  });
}
