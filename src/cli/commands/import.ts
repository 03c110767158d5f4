/** `import`: the design that an input means, to read, to keep and to go on from. */
import type { Command } from 'commander';
import type { DesignFormat } from '../../index.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import type { Output } from '../formats.ts';
import { loadDesign } from '../load-design.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addInputFlags, inputsOf } from '../shared-flags.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { UsageError } from '../usage-error.ts';

const formats = ['yaml', 'json'];

interface ImportFlags extends SharedFlags {
  readonly output?: string;
}

export function addImport(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('import')
    .description('print the design that an input means')
    .argument('<path...>', 'what check takes')
    .addOption(formatOption(formats))
    .option('-o, --output <file>', 'write it to a file');
  addColorFlags(addInputFlags(command)).addHelpText(
    'after',
    `
Examples:
  routecap import aws-export/ --output design.yaml
  routecap import aws-export/ sites.yaml --format json
  routecap import design.yaml --announce dc1=advertised-routes.json`,
  );
  command.action(async (paths: string[], flags: ImportFlags) => {
    const outputs = withOutput(readFormats(flags.format, formats), flags.output);
    await guardInputs(outputs, inputsOf(paths, flags), world);
    const loaded = await loadDesign(paths, flags, world);
    if (loaded.problems !== null) {
      return exit(await reportProblems(loaded.problems, { json: printsJson(outputs) }, world));
    }
    const { formatDesign } = await import('../../index.ts');
    await deliver(outputs, ({ format }) => formatDesign(loaded.design, format as DesignFormat), world);
    exit(0);
  });
}

function withOutput(outputs: readonly Output[], file: string | undefined): readonly Output[] {
  if (file === undefined) return outputs;
  if (file === '') throw new UsageError('--output lacks a file name');
  if (outputs.length > 1 || outputs[0]?.file !== null)
    throw new UsageError('--output and --format F=FILE exclude each other');
  return outputs.map((output) => ({ ...output, file }));
}
