/** `routes`: what is where, and how certain that is. */
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
import { wantsColor } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

const formats = ['text', 'json'];

interface RoutesFlags extends SharedFlags {
  readonly at?: string;
  readonly prefix?: string;
}

export function addRoutes(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('routes')
    .description('print what is where: every table with the status of its routes')
    .argument('[path...]', 'what check takes')
    .option('--at <place>', 'one place alone: app, app/main, vgw, hub, dc1, or its full id')
    .option('--prefix <prefix>', 'only what covers this prefix or lies within it')
    .addOption(formatOption(formats));
  addColorFlags(addInputFlags(addSettingsFlags(command))).addHelpText(
    'after',
    `
Examples:
  routecap routes design.yaml
  routecap routes design.yaml --at app --prefix 192.168.0.0/16`,
  );
  command.action(async (given: string[], flags: RoutesFlags) => {
    const configured = await configure(given, flags, world);
    if (configured.problems !== null) {
      const json = printsJson(readFormats(flags.format, formats));
      return exit(await reportProblems(configured.problems, { json }, world));
    }
    const { paths, configuration } = configured;
    const outputs = readFormats(formatsFor(flags.format, configuration, formats), formats);
    await guardInputs(outputs, inputsOf(paths, flags), world);
    const library = await import('../../index.ts');
    const prefix = flags.prefix === undefined ? null : readPrefix(flags.prefix, library.parsePrefix);
    const loaded = await loadDesign(paths, { ...flags, fallback: configuration }, world);
    if (loaded.problems !== null) {
      return exit(await reportProblems(loaded.problems, { json: printsJson(outputs) }, world));
    }
    const solution = library.solve(loaded.design, loaded.settings);
    let places = solution.places;
    if (flags.at !== undefined) {
      const found = findPlaces(flags.at, places, library.nearest, (name) => library.startingPlaces(solution, name));
      if (found.places === null) throw new UsageError(...noSuchPlace(flags.at, found.suggestion));
      places = found.places;
    }
    await deliver(
      outputs,
      ({ format, file }) => {
        if (format === 'json') {
          return library.formatJson({
            routecap: version(),
            profile: loaded.settings.profile,
            inputs: paths,
            places: library.placeRoutes(solution, places, prefix),
          });
        }
        const color = file === null && wantsColor(flags.color, 'stdout', world);
        return library.reportRoutes(solution, places, prefix, { color });
      },
      world,
    );
    exit(0);
  });
}

export function noSuchPlace(place: string, suggestion: string | null): [string, string] {
  const hint = suggestion === null ? '`routecap routes PATH` lists the places' : `did you mean: ${suggestion}`;
  return [`there is no place ${place} in this design`, hint];
}
