/** Laws of the CloudFormation importer: it never throws, YAML and JSON mean the same, nothing is lost in silence, no secret passes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify as yamlOf } from 'yaml';
import { readDesign } from '../../src/design/read-design.ts';
import { designSchema } from '../../src/design/schema.ts';
import { runSchema } from '../../src/design/schema-kinds.ts';
import { importCloudFormation } from '../../src/importers/import-cloudformation.ts';

const secret = fc.string({ unit: fc.constantFrom(...'QXZJVWqxzjvw'), minLength: 8, maxLength: 20 });
const ids = ['A', 'B', 'C', 'D', 'E', 'F'];
const id = fc.constantFrom(...ids);
const cidr = fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '10.1.1.1/32', '2001:db8::/32');

/** A reference, a function that comes to one, or something that is none. */
const named: fc.Arbitrary<unknown> = fc.oneof(
  id.map((name) => ({ Ref: name })),
  id.map((name) => ({ 'Fn::GetAtt': [name, 'Id'] })),
  id.map((name) => ({ 'Fn::Sub': `\${${name}}` })),
  fc
    .tuple(fc.constantFrom('Yes', 'No', 'Maybe'), id, id)
    .map(([condition, one, other]) => ({ 'Fn::If': [condition, { Ref: one }, { Ref: other }] })),
  fc.constantFrom({ 'Fn::ImportValue': 'Shared' }, { Ref: 'Given' }, { Ref: 'Lacking' }, 'vgw-0abc', {
    Ref: 'AWS::NoValue',
  }),
);
const text = fc.oneof(
  cidr,
  cidr.map((each) => ({ 'Fn::Join': ['', [each]] })),
  fc.constantFrom({ Ref: 'Lacking' }, { 'Fn::Select': [7, ['x']] }, { 'Fn::GetAtt': ['A', 'CidrBlock'] }),
);

const types: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  'AWS::EC2::VPC': { CidrBlock: text },
  'AWS::EC2::VPNGateway': { AmazonSideAsn: fc.constantFrom(64512, '64620', { Ref: 'Lacking' }) },
  'AWS::EC2::VPCGatewayAttachment': { VpcId: named, VpnGatewayId: named },
  'AWS::EC2::CustomerGateway': { BgpAsn: fc.constantFrom(65001, '65002'), IpAddress: fc.constant('203.0.113.1') },
  'AWS::EC2::VPNConnection': { CustomerGatewayId: named, VpnGatewayId: named, TransitGatewayId: named },
  'AWS::EC2::TransitGateway': { AmazonSideAsn: fc.constant(64513) },
  'AWS::EC2::TransitGatewayAttachment': { TransitGatewayId: named, VpcId: named },
  'AWS::EC2::TransitGatewayRouteTable': { TransitGatewayId: named },
  'AWS::EC2::TransitGatewayRoute': {
    TransitGatewayRouteTableId: named,
    TransitGatewayAttachmentId: named,
    DestinationCidrBlock: text,
  },
  'AWS::EC2::RouteTable': { VpcId: named },
  'AWS::EC2::Route': { RouteTableId: named, GatewayId: named, DestinationCidrBlock: text },
  'AWS::EC2::VPCPeeringConnection': { VpcId: named },
  'AWS::S3::Bucket': {},
};

const resource = fc.constantFrom(...Object.keys(types)).chain((type) =>
  fc.record({
    Type: fc.constant(type),
    Properties: fc.record(types[type]!, { requiredKeys: [] }),
    Condition: fc.option(fc.constantFrom('Yes', 'No', 'Maybe'), { nil: undefined }),
  }),
);

interface Given {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: object; readonly Condition?: string | undefined }>
  >;
}

const template: fc.Arbitrary<Given> = fc.tuple(...ids.map(() => resource)).map((all) => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Parameters: { Given: { Type: 'String', Default: 'vpc-0given' }, Lacking: { Type: 'String' } },
  Conditions: {
    Yes: { 'Fn::Equals': ['a', 'a'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Maybe: { 'Fn::Equals': [{ Ref: 'Lacking' }, 'x'] },
  },
  Resources: Object.fromEntries(all.map((each, index) => [ids[index]!, each])),
}));

/** CloudFormation takes no aliases. */
const stringify = (value: unknown): string => yamlOf(value, { aliasDuplicateObjects: false });
const jsonOf = (value: unknown): string => JSON.stringify(value, null, 1);

test('never throws, whatever the text', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.jsonValue().map((value) =>
      jsonOf({
        Resources: { A: { Type: 'AWS::EC2::VPNConnection', Properties: value } },
        Parameters: value,
        Conditions: value,
      }),
    ),
    fc.tuple(template, fc.nat(3000)).map(([given, at]) => stringify(given).slice(0, at)),
    fc
      .array(
        fc.constantFrom(
          'Resources:',
          '\n  A:',
          ' {',
          '}',
          '!Ref ',
          '!Sub ',
          '!If [',
          ']',
          ': ',
          '- ',
          '&a ',
          '*a',
          '<<: ',
          'Type: AWS::EC2::VPC',
          '\n',
          '\t',
          '"',
          "'",
          '${',
          '|',
          'Fn::GetAtt: ',
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(odd, (given) => {
      const { document, problems, recognised } = importCloudFormation({ path: 't', text: given }, { Given: 'x' });
      expect(runSchema(designSchema, document).faults).toEqual([]);
      for (const { at } of problems) expect(at?.file).toBe('t');
      expect(recognised).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('YAML and JSON mean the same', () => {
  fc.assert(
    fc.property(template, (given) => {
      const [json, yaml] = [jsonOf(given), stringify(given)].map((each) =>
        importCloudFormation({ path: 't', text: each }),
      );
      expect(yaml!.document).toEqual(json!.document);
      expect(yaml!.ignored).toEqual(json!.ignored);
      expect(yaml!.notModelled.map(({ subject }) => subject)).toEqual(json!.notModelled.map(({ subject }) => subject));
    }),
  );
});

test('what it makes without a problem reads as a design without a problem', () => {
  fc.assert(
    fc.property(template, (given) => {
      const { document, locate, problems } = importCloudFormation({ path: 't', text: jsonOf(given) });
      const read = readDesign([{ file: 't', document, locate }], () => ({ ok: false, why: 'no files here' }));
      if (problems.length === 0) expect(read.problems).toEqual([]);
    }),
  );
});

test('every resource is drawn, spoken of, or on the list of what does not matter', () => {
  const sections: Readonly<Record<string, string>> = {
    'AWS::EC2::VPC': 'vpcs',
    'AWS::EC2::VPNGateway': 'vpnGateways',
    'AWS::EC2::CustomerGateway': 'customerGateways',
    'AWS::EC2::VPNConnection': 'vpnConnections',
    'AWS::EC2::TransitGateway': 'transitGateways',
  };
  fc.assert(
    fc.property(template, (given) => {
      const imported = importCloudFormation({ path: 't', text: jsonOf(given) });
      const ignored = new Set(imported.ignored.map(({ path }) => path));
      const spoken = new Set([
        ...imported.notModelled.map(({ subject }) => subject),
        ...imported.problems.map(({ message }) => message.split(':')[0]),
      ]);
      const document = imported.document as Record<string, Record<string, unknown> | undefined>;
      for (const [name, { Type: type, Condition: condition }] of Object.entries(given.Resources)) {
        const section = sections[type];
        if (condition === 'No' || type === 'AWS::S3::Bucket') expect(ignored.has(name), name).toBe(true);
        else if (type === 'AWS::EC2::VPCPeeringConnection') expect(spoken.has(name), name).toBe(true);
        else if (section !== undefined)
          expect(Object.hasOwn(document[section] ?? {}, name) || spoken.has(name), name).toBe(true);
        else if (type !== 'AWS::EC2::VPCGatewayAttachment') {
          // Attachments and tables are below a gateway or VPC; routes show in a table.
          const routes = type.endsWith('Route');
          expect(routes || jsonOf(document).includes(`"${name}"`) || spoken.has(name), name).toBe(true);
        }
      }
    }),
  );
});

test('no piece of a secret comes out', () => {
  fc.assert(
    fc.property(template, secret, fc.nat(3000), fc.boolean(), (given, psk, at, asYaml) => {
      const secretive = {
        ...given,
        Parameters: { Psk: { Type: 'String', NoEcho: true, Default: psk } },
        Resources: {
          ...given.Resources,
          S: {
            Type: 'AWS::EC2::VPNConnection',
            Properties: {
              CustomerGatewayId: { Ref: 'Psk' },
              VpnTunnelOptionsSpecifications: [{ PreSharedKey: psk, TunnelInsideCidr: { 'Fn::Sub': '${Psk}/30' } }],
            },
          },
          V: {
            Type: 'AWS::DirectConnect::PrivateVirtualInterface',
            Properties: { BgpPeers: [{ Asn: 65001, AuthKey: psk }], ConnectionId: { Ref: 'Psk' } },
          },
        },
      };
      const whole = asYaml ? stringify(secretive) : jsonOf(secretive);
      for (const each of [whole, whole.slice(0, at), whole.slice(at)]) {
        const said = JSON.stringify(importCloudFormation({ path: 't', text: each }, { Psk: psk }));
        for (let from = 0; from + 6 <= psk.length; from++) expect(said).not.toContain(psk.slice(from, from + 6));
      }
    }),
  );
});

test.each([
  [
    '20,000 resources in JSON',
    JSON.stringify({
      Resources: Object.fromEntries(
        Array.from({ length: 20_000 }, (_, n) => [
          `V${n}`,
          { Type: 'AWS::EC2::CustomerGateway', Properties: { BgpAsn: 'broken' } },
        ]),
      ),
    }),
  ],
  [
    '20,000 resources in YAML',
    `Resources:\n${Array.from({ length: 20_000 }, (_, n) => `  V${n}:\n    Type: AWS::EC2::VPC\n    Properties: { CidrBlock: broken }\n`).join('')}`,
  ],
  ['a YAML of 200 MB', `Resources:\n${' '.repeat(200 * 1024 * 1024)}`],
  ['lists 10,000 deep', `Resources: ${'['.repeat(10_000)}`],
  [
    'functions 10,000 deep',
    `{"Resources":{"A":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":${'{"Fn::Sub":'.repeat(10_000)}1${'}'.repeat(10_000)}}}}}`,
  ],
  [
    'texts that double',
    `{"Resources":{${Array.from({ length: 60 }, (_, n) => `"V${n}":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":{"Fn::Sub":"\${V${n + 1}.CidrBlock}\${V${n + 1}.CidrBlock}"}}}`).join()},"V60":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":"10.0.0.0/8"}}}}`,
  ],
])(
  '%s: ends soon',
  (_, given) => {
    const start = performance.now();
    importCloudFormation({ path: 't', text: given });
    expect(performance.now() - start).toBeLessThan(20_000);
  },
  60_000,
);
