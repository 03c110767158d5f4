/** `schema`: the JSON Schema of designs, plans, configurations or baselines, for editors. */
import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import type { RunContext } from '../run-context.ts';
import { UsageError } from '../usage-error.ts';

const described = ['design', 'plan', 'configuration', 'baseline'] as const;
type Described = (typeof described)[number];

export function addSchema(program: Command, { world, exit }: RunContext): void {
  program
    .command('schema')
    .description('print the JSON Schema of a design or of another file that routecap reads, for editors')
    .addArgument(new Argument('[what]', 'what to describe (default: design)').choices([...described]))
    .addOption(new Option('--for <what>', 'the same, as a flag').choices([...described]))
    .addHelpText(
      'after',
      `
Examples:
  routecap schema > routecap.schema.json
  routecap schema --for configuration > routecap-configuration.schema.json

First line of a design for editors that know YAML schemas:
  # yaml-language-server: $schema=routecap.schema.json`,
    )
    .option('--format <format>', 'json')
    .action(async (given: Described | undefined, flags: { format?: string; for?: Described }) => {
      if (given !== undefined && flags.for !== undefined && given !== flags.for) {
        throw new UsageError(`the schema is asked for ${given} and for ${flags.for}`);
      }
      const what = flags.for ?? given ?? 'design';
      const { readFormats, deliver } = await import('../formats.ts');
      const outputs = readFormats(flags.format === undefined ? undefined : [flags.format], ['json']);
      const library = await import('../../index.ts');
      const schemas: Readonly<Record<Described, () => object>> = {
        design: library.designJsonSchema,
        plan: library.planJsonSchema,
        configuration: library.configurationJsonSchema,
        baseline: library.baselineJsonSchema,
      };
      await deliver(outputs, () => library.formatJson(schemas[what]()), world);
      exit(0);
    });
}
