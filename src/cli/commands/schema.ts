/** `schema`: the JSON Schema of designs or of plans, for editors. */
import { Argument } from 'commander';
import type { Command } from 'commander';
import type { RunContext } from '../run-context.ts';

export function addSchema(program: Command, { world, exit }: RunContext): void {
  program
    .command('schema')
    .description('print the JSON Schema of a design or of a plan, for editors')
    .addArgument(new Argument('[what]', 'what to describe').choices(['design', 'plan']).default('design'))
    .addHelpText(
      'after',
      `
Example, first line of a design for editors that know YAML schemas:
  # yaml-language-server: $schema=routecap.schema.json`,
    )
    .option('--format <format>', 'json')
    .action(async (what: string, flags: { format?: string }) => {
      const { readFormats, deliver } = await import('../formats.ts');
      const outputs = readFormats(flags.format === undefined ? undefined : [flags.format], ['json']);
      const { designJsonSchema, formatJson, planJsonSchema } = await import('../../index.ts');
      await deliver(outputs, () => formatJson(what === 'plan' ? planJsonSchema() : designJsonSchema()), world);
      exit(0);
    });
}
