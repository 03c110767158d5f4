/**
 * `.routecap.yaml`: what a team wants of every check, so that nobody has to type it. Flags win over it, and so
 * do `profile`, `near`, `quotas` and `assumptions` of a design, which know more about that design.
 */
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import type { AssumptionValue } from '../aws/assumption.ts';
import { assumptions } from '../aws/assumptions.ts';
import { quotas } from '../aws/quotas.ts';
import { makeSettings } from '../aws/settings.ts';
import { readWritten } from '../design/design-source.ts';
import type { ReadSource } from '../design/design-source.ts';
import type { DesignPath, Problem } from '../design/problem.ts';
import { field, list, thing } from '../design/schema-kinds.ts';
import { choice, text, whole } from '../design/schema-values.ts';
import { assumed, version } from '../design/schema.ts';
import type { ProfileName } from '../design/vocabulary.ts';
import { rules } from './catalogue.ts';
import { failOnLevels } from './check-result.ts';
import type { FailOn } from './check-result.ts';
import type { Severity } from './rule.ts';

/** What a team wants of every check. */
export interface Configuration {
  readonly profile?: ProfileName;
  readonly near?: number;
  readonly failOn?: FailOn;
  /** By rule id or family (`routes/*`). */
  readonly severity?: Readonly<Record<string, Severity | 'off'>>;
  /** As `--format` takes them. */
  readonly format?: readonly string[];
  /** What is read where no path is given. */
  readonly paths?: readonly string[];
  /** The file of known findings. */
  readonly baseline?: string;
  /** By quota id. */
  readonly quotas?: Readonly<Record<string, number>>;
  /** By assumption id. */
  readonly assumptions?: Readonly<Record<string, AssumptionValue>>;
}

const quotaEntries = Object.fromEntries(quotas.map(({ id, title }) => [id, field(whole(`the quota ${id}`, 1), title)]));
const assumptionEntries = Object.fromEntries(assumptions.map(({ id, question }) => [id, field(assumed, question)]));
const level = field(choice('error', 'warning', 'note', 'off'), 'How bad it is here; `off` leaves it out.');
const ids = rules.flatMap(({ id }) => [id, `${id.split('/')[0] ?? id}/*`]);

const schema = thing('a configuration', {
  routecap: field(version, 'The version of the language.'),
  profile: field(choice('faq', 'guide'), 'Whose limits.'),
  near: field(whole('`near`', 1, 100), 'Percent of a cap from which it counts as near.'),
  failOn: field(choice(...failOnLevels), 'The lowest severity that makes the exit code 1.'),
  severity: field(thing('`severity`', Object.fromEntries(ids.map((id) => [id, level]))), 'By rule or family.'),
  format: field(list('formats', text('a format')), 'What to print and write, such as `sarif=out.sarif`.'),
  paths: field(list('paths', text('a path')), 'What is read where the command line names nothing.'),
  baseline: field(text('a file'), 'Findings that are known: shown as known, not counted.'),
  quotas: field(thing('`quotas`', quotaEntries), 'Quotas that AWS has raised for you, by id.'),
  assumptions: field(thing('`assumptions`', assumptionEntries), 'Where AWS is silent, assume this.'),
}) as unknown as v.GenericSchema<Configuration>;

const language = {
  schema,
  what: 'a configuration',
  looks: 'keys such as paths, profile, near, failOn, severity and format',
};

/** A `.routecap.yaml` to what it asks for, or to what is wrong with it. */
export function readConfiguration(
  file: string,
  given: string,
): { readonly configuration: Configuration; readonly problems: readonly Problem[] } {
  // A file with nothing in it yet, or comments only, asks for nothing.
  if (!/^[^#\s]/m.test(given.replace(/^\ufeff/, '').replace(/^[ \t]+/gm, ''))) {
    return { configuration: {}, problems: [] };
  }
  const source = readWritten<Configuration>(file, given, language);
  const problems = [...source.problems, ...settingProblems(source)];
  return { configuration: problems.length > 0 ? {} : (source.document ?? {}), problems };
}

/** The JSON Schema of a `.routecap.yaml`, for editors. */
export function configurationJsonSchema(): object {
  return {
    ...toJsonSchema(schema, { target: 'draft-07', typeMode: 'input' }),
    title: 'routecap configuration',
    description: 'What a team wants of every check: `.routecap.yaml`.',
  };
}

/** Quotas and assumptions are judged as those of a design are. */
function settingProblems({ document, problem }: ReadSource<Configuration>): readonly Problem[] {
  const { profile = null, quotas: raised = {}, assumptions: chosen = {} } = document ?? {};
  const paths: DesignPath[] = [];
  const { problems } = makeSettings({
    design: { profile, near: null, quotas: raised, assumptions: chosen },
    locate: (path) => {
      paths.push(path);
      return null;
    },
  });
  return problems.map(({ message, suggestion }, index) => problem(paths[index] ?? [], 'value', message, suggestion));
}
