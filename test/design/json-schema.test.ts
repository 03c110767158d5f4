import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { designJsonSchema } from '../../src/design/json-schema.ts';

const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(designJsonSchema());

test('is a schema that takes designs and refuses what is none', () => {
  expect(
    validate({
      routecap: 1,
      vpnGateways: { hub: { amazonSideAsn: 64512 } },
      customerGateways: { c: { asn: '65010', announce: ['10.0.0.0/8', { count: 5 }] } },
    }),
  ).toBe(true);
  for (const wrong of [
    { routecap: 2 },
    { routecap: 1, vpnGateway: {} },
    { vpnGateways: { 'a/b': {} } },
    { vpnConnections: { v: { tunnels: [{ tunnelInsideCidr: 5 }] } } },
    { customerGateways: { c: { bgpAsn: 0 } } },
    { region: 'Ireland' },
    { demands: [{ from: 'a' }] },
  ]) {
    expect({ wrong, taken: validate(wrong) }).toEqual({ wrong, taken: false });
  }
});

test('every property has a description, for editors to show', () => {
  const bare: string[] = [];
  const visit = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties') {
        for (const [name, property] of Object.entries(value as Record<string, { description?: string }>)) {
          if (property.description === undefined) bare.push(`${path}/${name}`);
        }
      }
      visit(value, `${path}/${key}`);
    }
  };
  const schema = designJsonSchema() as { properties: Record<string, unknown> };
  visit(schema, '');
  expect(bare).toEqual([]);
  expect(Object.keys(schema.properties)).toContain('transitGateways');
});

const examples = new URL('../../../shared/examples/', import.meta.url);
const present = existsSync(examples);
if (!present) console.log('skipped: the shared examples are not beside this checkout');

test.skipIf(!present)('takes the shared examples', () => {
  for (const file of readdirSync(examples).filter((name) => name.endsWith('.yaml'))) {
    const document: unknown = parse(readFileSync(new URL(file, examples), 'utf8'));
    validate(document);
    expect({ file, errors: validate.errors }).toEqual({ file, errors: null });
  }
});
