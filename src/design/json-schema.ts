/** The JSON Schemas of designs and of plans, for editors: made from the schemas that read them. */
import { toJsonSchema } from '@valibot/to-json-schema';
import { planSchema } from './schema-plan.ts';
import { designSchema } from './schema.ts';

/** JSON Schema (draft-07) of a design file, for editors. */
export function designJsonSchema(): object {
  // Nothing is ignored: a schema that cannot be converted is our bug, and throws.
  const schema = toJsonSchema(designSchema, { target: 'draft-07', typeMode: 'input' });
  return { ...schema, title: 'routecap design', description: 'A hybrid network on AWS and what must hold of it.' };
}

/** JSON Schema (draft-07) of a plan file, for editors. */
export function planJsonSchema(): object {
  const schema = toJsonSchema(planSchema, { target: 'draft-07', typeMode: 'input' });
  return {
    ...schema,
    title: 'routecap plan',
    description: 'Changes to a design over time, and what must hold meanwhile.',
  };
}
