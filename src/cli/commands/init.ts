/**
 * `init`: from a directory as it is to a first check. It looks at what is there, and writes a design, a configuration
 * and a job; it never writes over a file.
 */
import { Option } from 'commander';
import type { Command } from 'commander';
import { deliver, formatOption, printsJson, readFormats } from '../formats.ts';
import type { InitFlags } from '../prepare-init.ts';
import { reportProblems } from '../report-problems.ts';
import { forges } from '../repository.ts';
import type { RunContext } from '../run-context.ts';
import { UsageError } from '../usage-error.ts';

const formats = ['text', 'json'];

export function addInit(program: Command, { world, exit }: RunContext): void {
  program
    .command('init')
    .description('begin: a first design, a configuration and a CI job from what is in a directory')
    .argument('[directory]', 'where to look and to write', '.')
    .addOption(formatOption(formats))
    .addOption(
      new Option('--ci <where>', 'a job that checks every change (default: as the repository looks)').choices([
        ...forges,
        'none',
      ]),
    )
    .option('--force', 'write over files that are there')
    .option('--dry-run', 'print what would be written, and write nothing')
    .addHelpText(
      'after',
      `
It looks for designs, AWS describe output, Terraform plans (terraform show -json), CloudFormation templates and what
routers print, in the directory and below.

Examples:
  routecap init
  routecap init network/ --dry-run
  routecap init --ci github`,
    )
    .action(async (directory: string, flags: InitFlags & { readonly format?: readonly string[] }) => {
      const outputs = readFormats(flags.format, formats);
      const { dataOf, prepareInit } = await import('../prepare-init.ts');
      const result = await prepareInit(directory, flags, world);
      if (typeof result === 'string') {
        const problem = { message: result, at: null, excerpt: null, width: 1, suggestion: null };
        return exit(await reportProblems([problem], { json: printsJson(outputs) }, world));
      }
      const clash = outputs.find(({ file }) => result.files.some(({ path }) => path === file));
      if (clash !== undefined) throw new UsageError(`${clash.file} is a file that init writes itself`);
      const { formatJson } = await import('../../index.ts');
      const { initText } = await import('../init-text.ts');
      const writing = result.files.filter(({ fate }) => fate !== 'kept');
      if (flags.dryRun !== true && writing.length > 0) {
        await world.writeFiles(writing.map(({ path, text }) => ({ path, text, makeDirectories: true })));
      }
      await deliver(
        outputs,
        ({ format }) => (format === 'json' ? formatJson(dataOf(result)) : initText(result)),
        world,
      );
      exit(0);
    });
}
