/**
 * `.routecap.yaml`: what a team wants of every check, so that nobody has to type it. Flags win over it, and so
 * do `profile` and `near` of a design, which know more about that design.
 */
import type * as v from 'valibot';
import type { Problem } from '../design/problem.ts';
import { readWritten } from '../design/design-source.ts';
import { field, list, thing } from '../design/schema-kinds.ts';
import { choice, text, whole } from '../design/schema-values.ts';
import { version } from '../design/schema.ts';
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
}

const level = field(choice('error', 'warning', 'note', 'off'), 'How bad it is here; `off` leaves it out.');
const ids = rules.flatMap(({ id }) => [id, `${id.split('/')[0] ?? id}/*`]);

const schema = thing('a configuration', {
  routecap: field(version, 'The version of the language.'),
  profile: field(choice('faq', 'guide'), 'Whose limits.'),
  near: field(whole('`near`', 1, 100), 'Percent of a cap from which it counts as near.'),
  failOn: field(choice(...failOnLevels), 'The lowest severity that makes the exit code 1.'),
  severity: field(thing('`severity`', Object.fromEntries(ids.map((id) => [id, level]))), 'By rule or family.'),
  format: field(list('formats', text('a format')), 'What to print and write, such as `sarif=out.sarif`.'),
}) as unknown as v.GenericSchema<Configuration>;

const language = {
  schema,
  what: 'a configuration',
  looks: 'keys such as profile, near, failOn, severity and format',
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
  const { document, problems } = readWritten<Configuration>(file, given, language);
  return { configuration: problems.length > 0 ? {} : (document ?? {}), problems };
}
