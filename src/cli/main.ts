/**
 * The command line: which command, which flags, which exit code (0 nothing at or above the threshold,
 * 1 findings, 2 could not do the work). Commands load the library only when they run, so that `--help`
 * and `--version` start at once.
 */
import { Command, CommanderError } from 'commander';
import { addAssumptions } from './commands/assumptions.ts';
import { addBandwidth } from './commands/bandwidth.ts';
import { addBgpLog } from './commands/bgp-log.ts';
import { addCheck } from './commands/check.ts';
import { addCompletion } from './commands/completion.ts';
import { addDiff } from './commands/diff.ts';
import { addExplain } from './commands/explain.ts';
import { addFit } from './commands/fit.ts';
import { addFree } from './commands/free.ts';
import { addHeadroom } from './commands/headroom.ts';
import { addImport } from './commands/import.ts';
import { addInit } from './commands/init.ts';
import { addQuotas } from './commands/quotas.ts';
import { addRoutes } from './commands/routes.ts';
import { addRules } from './commands/rules.ts';
import { addSchema } from './commands/schema.ts';
import { addSimulate } from './commands/simulate.ts';
import { addSweep } from './commands/sweep.ts';
import type { RunContext } from './run-context.ts';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';
import { FileError } from './world.ts';
import type { World } from './world.ts';

const commands = [
  addCheck,
  addRoutes,
  addExplain,
  addSimulate,
  addBandwidth,
  addBgpLog,
  addSweep,
  addDiff,
  addHeadroom,
  addFree,
  addFit,
  addImport,
  addRules,
  addQuotas,
  addAssumptions,
  addSchema,
  addInit,
  addCompletion,
];

export async function main(argv: readonly string[], world: World): Promise<number> {
  let exitCode: number = 0;
  try {
    const program = programFor({ world, exit: (code) => (exitCode = code) });
    await refusePathAsCommand(argv, program, world);
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return failure(error, world);
  }
}

function programFor(context: RunContext): Command {
  const { world } = context;
  const program = new Command('routecap')
    .description('Will the BGP sessions of an AWS Site-to-Site VPN hold, and will the routes be where they are needed?')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .configureOutput({
      writeOut: world.stdout,
      writeErr: world.stderr,
      outputError: (text, write) => write(safeText(text)),
      getOutHelpWidth: () => world.columns ?? 100,
      getErrHelpWidth: () => world.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('Add --help for the usage.')
    .addHelpText(
      'after',
      `
Examples:
  routecap init                                    begin with what is here
  routecap check design.yaml                       will it hold?
  routecap check aws-export/ sites.yaml            an AWS export and what it cannot tell
  routecap explain design.yaml --at app --prefix 192.168.0.0/24
  routecap simulate design.yaml --plan change.yaml what happens on the way
  routecap rules                                   what is checked, and who says so

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not do the work.`,
    );
  for (const add of commands) add(program, context);
  return program;
}

/** `routecap design.yaml` means `routecap check design.yaml`; say so rather than "unknown command". */
async function refusePathAsCommand(argv: readonly string[], program: Command, world: World): Promise<void> {
  const [first] = argv;
  if (first === undefined || first.startsWith('-')) return;
  const topic = first === 'help' ? argv[1] : undefined;
  if (
    topic !== undefined &&
    topic !== 'help' &&
    !topic.startsWith('-') &&
    !program.commands.some((command) => command.name() === topic)
  ) {
    const { nearest } = await import('../index.ts');
    const guess = nearest(
      topic,
      program.commands.map((command) => command.name()),
    );
    throw new UsageError(
      `there is no command ${topic}`,
      guess === null ? null : `did you mean: routecap help ${guess}`,
    );
  }
  if (first === 'help' || program.commands.some((command) => command.name() === first)) return;
  const { kind } = await world.look(first);
  if (kind === 'file' || kind === 'directory') {
    throw new UsageError(`${first} is a ${kind}, not a command`, `did you mean: routecap check ${first}`);
  }
}

/** Needs nothing but itself: it must work when nothing else does. */
function failure(error: unknown, world: World): 0 | 2 {
  if (error instanceof CommanderError) {
    // Commander has already said what was wrong; help and version are no failures.
    return error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof UsageError) {
    world.stderr(`error: ${safeText(error.message)}\n${error.hint === null ? '' : `${safeText(error.hint)}\n`}`);
  } else if (error instanceof FileError) {
    world.stderr(`error: cannot write ${safeText(error.path)}: ${safeText(error.why)}\n`);
  } else {
    const message = error instanceof Error ? error.message : String(error);
    world.stderr(`internal error: ${safeText(message).replaceAll('\n', ' ')}; please report it\n`);
    if (world.env['ROUTECAP_DEBUG'] !== undefined && error instanceof Error) world.stderr(`${error.stack ?? ''}\n`);
  }
  return 2;
}
