/**
 * What SARIF 2.1.0 says of the objects that we write, clause by clause, as a JSON Schema. As in the standard's
 * own schema nothing unknown is allowed in an object; of the properties only those we write are listed.
 */
const text = { type: 'string', minLength: 1 };
const bag = { type: 'object' };
const level = { enum: ['none', 'note', 'warning', 'error'] };

function closed(properties: Record<string, unknown>, required: readonly string[] = []): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** 3.12 multiformatMessageString */
const multiformat = closed({ text, markdown: text }, ['text']);

/** 3.49 reportingDescriptor */
const descriptor = closed(
  {
    id: text,
    shortDescription: multiformat,
    fullDescription: multiformat,
    help: multiformat,
    defaultConfiguration: closed({ level }),
    properties: bag,
  },
  ['id'],
);

/** 3.28 location, 3.29 physicalLocation, 3.30 region (counts from 1), 3.33 logicalLocation */
const location = closed({
  physicalLocation: closed({
    artifactLocation: closed({ uri: { type: 'string', format: 'uri-reference', pattern: '^[^\\s\\\\<>"]+$' } }, [
      'uri',
    ]),
    region: closed({ startLine: { type: 'integer', minimum: 1 }, startColumn: { type: 'integer', minimum: 1 } }),
  }),
  logicalLocations: { type: 'array', items: closed({ fullyQualifiedName: { type: 'string' } }), minItems: 1 },
});

/** 3.27 result, 3.35 suppression */
const result = closed(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message: closed({ text }, ['text']),
    locations: { type: 'array', items: location },
    partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
    suppressions: {
      type: 'array',
      items: closed(
        {
          kind: { enum: ['inSource', 'external'] },
          status: { enum: ['accepted', 'underReview', 'rejected'] },
          justification: { type: 'string' },
          location,
          properties: bag,
        },
        ['kind'],
      ),
    },
    baselineState: { enum: ['new', 'unchanged', 'updated', 'absent'] },
    properties: bag,
  },
  ['message'],
);

/** 3.13 sarifLog, 3.14 run, 3.18 tool, 3.19 toolComponent, 3.20 invocation */
export const sarifSchema = closed(
  {
    $schema: { type: 'string', pattern: '^https://.*sarif-schema-2\\.1\\.0\\.json$' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: closed(
        {
          tool: closed(
            {
              driver: closed(
                { name: text, semanticVersion: text, rules: { type: 'array', items: descriptor, uniqueItems: true } },
                ['name'],
              ),
            },
            ['driver'],
          ),
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          invocations: {
            type: 'array',
            items: closed({ executionSuccessful: { type: 'boolean' }, exitCode: { type: 'integer' } }, [
              'executionSuccessful',
            ]),
          },
          results: { type: 'array', items: result },
          properties: bag,
        },
        ['tool'],
      ),
    },
  },
  ['version', 'runs'],
);
