/** The JSON Schema of the design language, for editors: made from the schemas that read designs. */
import { toJsonSchema } from '@valibot/to-json-schema';
import { designSchema } from './schema.ts';

export function designJsonSchema(): object {
  // Nothing is ignored: a schema that cannot be converted is our bug, and throws.
  const schema = toJsonSchema(designSchema, { target: 'draft-07', typeMode: 'input' });
  return { ...schema, title: 'routecap design', description: 'A hybrid network on AWS and what must hold of it.' };
}
