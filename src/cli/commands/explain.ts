/** `explain`: why a prefix goes where it goes at a place, with every candidate and the step it lost at. */
import type { Command } from 'commander';
import { configure, formatsFor } from '../configure.ts';
import { findPlaces } from '../find-places.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import { loadDesign } from '../load-design.ts';
import { readPrefix } from '../read-prefix.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addInputFlags, addSettingsFlags, inputsOf } from '../shared-flags.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';
import { noSuchPlace } from './routes.ts';

const formats = ['text', 'json'];

interface ExplainFlags extends SharedFlags {
  readonly at: string;
  readonly prefix: string;
}

export function addExplain(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('explain')
    .description('print why a prefix goes where it goes, seen from a place')
    .argument('[path...]', 'what check takes')
    .requiredOption('--prefix <prefix>', 'the destination')
    .requiredOption('--at <place>', 'the place: app, app/main, vgw, hub, dc1, or its full id')
    .addOption(formatOption(formats));
  addColorFlags(addInputFlags(addSettingsFlags(command))).addHelpText(
    'after',
    `
Examples:
  routecap explain design.yaml --prefix 192.168.0.0/24 --at app
  routecap explain design.yaml --prefix 10.20.0.0/16 --at dc1 --format json`,
  );
  command.action(async (given: string[], flags: ExplainFlags) => {
    const configured = await configure(given, flags, world);
    if (configured.problems !== null) {
      const json = printsJson(readFormats(flags.format, formats));
      return exit(await reportProblems(configured.problems, { json }, world));
    }
    const { paths, configuration } = configured;
    const outputs = readFormats(formatsFor(flags.format, configuration, formats), formats);
    await guardInputs(outputs, inputsOf(paths, flags), world);
    const library = await import('../../index.ts');
    const prefix = readPrefix(flags.prefix, library.parsePrefix);
    const loaded = await loadDesign(paths, { ...flags, fallback: configuration }, world);
    if (loaded.problems !== null) {
      return exit(await reportProblems(loaded.problems, { json: printsJson(outputs) }, world));
    }
    const solution = library.solve(loaded.design, loaded.settings);
    const found = findPlaces(flags.at, solution.places, library.nearest, (name) =>
      library.startingPlaces(solution, name),
    );
    if (found.places === null) throw new UsageError(...noSuchPlace(flags.at, found.suggestion));
    const explained = found.places.map((place) => ({
      explanation: library.explain(solution, place, prefix),
      forwarding: library.forward(solution, place, prefix),
    }));
    await deliver(
      outputs,
      ({ format, file }) => {
        if (format === 'json') {
          return library.formatJson({
            routecap: version(),
            profile: loaded.settings.profile,
            inputs: paths,
            explanations: explained.map((each) => library.explainedData(each)),
          });
        }
        const color = file === null && wantsColor(flags.color, 'stdout', world);
        return library.reportExplained(explained, { color, width: widthOf(world) });
      },
      world,
    );
    exit(0);
  });
}
