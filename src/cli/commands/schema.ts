/** `schema`: the JSON Schema of the design language, for editors. */
import type { Command } from 'commander';
import type { RunContext } from '../run-context.ts';

export function addSchema(program: Command, { world, exit }: RunContext): void {
  program
    .command('schema')
    .description('print the JSON Schema of a design, for editors')
    .addHelpText(
      'after',
      `
Example, first line of a design for editors that know YAML schemas:
  # yaml-language-server: $schema=routecap.schema.json`,
    )
    .option('--format <format>', 'json')
    .action(async (flags: { format?: string }) => {
      const { readFormats, deliver } = await import('../formats.ts');
      const outputs = readFormats(flags.format === undefined ? undefined : [flags.format], ['json']);
      const { designJsonSchema, formatJson } = await import('../../index.ts');
      await deliver(outputs, () => formatJson(designJsonSchema()), world);
      exit(0);
    });
}
