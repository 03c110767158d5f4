/** The JSON Schema of a baseline file, for editors. */
import { rules } from '../catalogue.ts';
import { baselineVersion } from './baseline.ts';

/** The JSON Schema of a baseline, for editors. */
export function baselineJsonSchema(): object {
  const args = {
    type: 'object',
    description: 'The numbers it had when it was written down; a finding with worse ones counts again.',
    additionalProperties: { type: 'number' },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'routecap baseline',
    description: 'Findings somebody already knows of, as `routecap check --write-baseline` writes them.',
    type: 'object',
    properties: {
      routecapBaseline: { const: baselineVersion, description: 'The version of this format.' },
      findings: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            rule: {
              type: 'string',
              // An entry for a rule that is gone is read too, and found stale.
              examples: rules.map(({ id }) => id),
              description: 'The id of the rule.',
            },
            subject: { type: 'string', description: 'The subject of the finding.' },
            args,
          },
          required: ['rule', 'subject'],
        },
      },
    },
    required: ['routecapBaseline', 'findings'],
    additionalProperties: false,
  };
}
