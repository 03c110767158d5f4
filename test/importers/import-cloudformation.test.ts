/** CloudFormation templates on a fixture of our own, and function by function. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { designSchema } from '../../src/design/schema.ts';
import { runSchema } from '../../src/design/schema-kinds.ts';
import { importCloudFormation } from '../../src/importers/import-cloudformation.ts';

const path = 'hub.yaml';
const text = readFileSync(join(import.meta.dirname, 'fixtures/cloudformation', path), 'utf8');

describe('a template with short functions', () => {
  const imported = importCloudFormation({ path, text });
  const { document } = imported;

  test('has no problem and fits the language', () => {
    expect(imported.problems).toEqual([]);
    expect(runSchema(designSchema, document).faults).toEqual([]);
  });

  test('values come from parameters, mappings, Cidr, Join and Select', () => {
    expect(document.vpcs?.Vpc?.cidrs).toEqual(['10.20.0.0/16', '10.65.0.0/16']);
    expect(document.vpnGateways?.Vgw).toEqual({ vpc: 'Vpc', amazonSideAsn: 64620 });
    expect(document.customerGateways).toMatchObject({
      Site: { bgpAsn: 65010 },
      StaticSite: { ipAddress: '203.0.113.20' },
    });
    expect(document.vpnConnections?.StaticVpn).toEqual({
      customerGateway: 'StaticSite',
      vpnGateway: 'Vgw',
      staticRoutesOnly: true,
      routes: ['198.51.100.0/24'],
    });
  });

  test('conditions choose, on a resource and within one', () => {
    expect(document.vpnConnections?.Vpn).toEqual({
      customerGateway: 'Site',
      transitGateway: 'Hub',
      tunnels: [
        { tunnelInsideCidr: '169.254.10.0/30', phase1DHGroupNumbers: [14, 20] },
        { tunnelInsideCidr: '169.254.11.0/30' },
      ],
    });
    expect(imported.ignored).toContainEqual({ path: 'Never', kind: 'AWS::EC2::VPNGateway, left out by its condition' });
    const without = importCloudFormation({ path, text }, { WithHub: 'no' }).document;
    expect(without.vpnConnections?.Vpn).toMatchObject({ vpnGateway: 'Vgw' });
    expect(without.transitGateways).toBeUndefined();
    expect(Object.keys(without.vpnGateways ?? {})).toContain('Never');
  });

  test('tables: associated here, by default there, propagation disabled', () => {
    expect(document.transitGateways?.Hub?.routeTables).toEqual({
      HubTable: { associations: ['HubVpc'], routes: [{ destinationCidrBlock: '10.0.0.0/8', blackhole: true }] },
      default: { associations: ['Vpn'] },
    });
  });

  test('what is not in the template stands in, and is said with its place', () => {
    expect(document.vpcs?.SharedVpcId).toEqual({});
    expect(document.directConnectGateways?.DxGateway?.associations).toEqual([
      { vpnGateway: 'Network-Vgw', allowedPrefixes: ['10.20.0.0/16'] },
    ]);
    const said = imported.notModelled.find(({ subject }) => subject === 'SharedVpcId')?.what;
    const line = text.split('\n').findIndex((each) => each.includes('!Ref SharedVpcId')) + 1;
    expect(said).toContain(`${path}:${line}:`);
    expect(said).toContain('--parameter SharedVpcId=VALUE');
    expect(importCloudFormation({ path, text }, { SharedVpcId: 'vpc-0shared' }).document.vpcs?.['vpc-0shared']).toEqual(
      {},
    );
  });

  test('a condition that cannot be decided leaves the thing in, until a parameter decides it', () => {
    expect(document.customerGateways?.OnlyInIreland).toBeDefined();
    expect(imported.notModelled.map(({ subject }) => subject)).toContain('OnlyInIreland');
    const elsewhere = importCloudFormation(
      { path, text },
      { 'AWS::Region': 'eu-central-1', 'AWS::AccountId': '111122223333' },
    ).document;
    expect(elsewhere.customerGateways?.OnlyInIreland).toBeUndefined();
    expect(elsewhere.vpnGateways?.Vgw).toMatchObject({ region: 'eu-central-1', account: '111122223333' });
  });

  test('says where each thing stands', () => {
    const at = imported.locate(['vpnConnections', 'Vpn', 'tunnels', 0])!;
    expect(text.split('\n')[at.line - 1]!.slice(at.column - 1)).toBe('Vpn:');
  });

  test('means the same in JSON', () => {
    const json = `{ "Parameters": { "Asn": { "Type": "Number", "Default": 64620 } }, "Resources": {
      "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": { "Fn::Join": ["/", ["10.20.0.0", 16]] } } },
      "Vgw": { "Type": "AWS::EC2::VPNGateway", "Properties": { "AmazonSideAsn": { "Ref": "Asn" } } },
      "Att": { "Type": "AWS::EC2::VPCGatewayAttachment", "Properties": { "VpcId": { "Fn::GetAtt": ["Vpc", "VpcId"] }, "VpnGatewayId": { "Fn::Sub": "\${Vgw}" } } } } }`;
    expect(importCloudFormation({ path: 'x.json', text: json }).document).toEqual({
      routecap: 1,
      vpcs: { Vpc: { cidrs: ['10.20.0.0/16'] } },
      vpnGateways: { Vgw: { vpc: 'Vpc', amazonSideAsn: 64620 } },
    });
  });

  test('CRLF and a mark at the beginning change nothing', () => {
    expect(importCloudFormation({ path, text: `\uFEFF${text.replaceAll('\n', '\r\n')}` }).document).toEqual(document);
  });
});

const addressed = (value: string, head = '') =>
  importCloudFormation({
    path: 't.yaml',
    text: `${head}\nResources:\n  C:\n    Type: AWS::EC2::CustomerGateway\n    Properties: { BgpAsn: 65001, IpAddress: ${value} }\n`,
  });

test.each([
  ["!Sub '203.0.113.${!x}'", undefined],
  ["!Sub ['203.0.${a}.7', { a: 113 }]", '203.0.113.7'],
  ["!Select [1, !Split [',', '198.51.100.1,203.0.113.7']]", '203.0.113.7'],
  ["!Join ['.', [203, 0, 113, 7]]", '203.0.113.7'],
  ['!If [Yes, 203.0.113.7, 198.51.100.1]', '203.0.113.7'],
  ["!If [No, 203.0.113.7, !Ref 'AWS::NoValue']", undefined],
  ['!FindInMap [M, a, b]', '203.0.113.7'],
  ['!FindInMap [M, a, z, { DefaultValue: 203.0.113.8 }]', '203.0.113.8'],
  ["'{{resolve:ssm:address}}'", undefined],
  ['!Ref AWS::StackName', undefined],
])('%s', (value, expected) => {
  const head =
    "Mappings: { M: { a: { b: 203.0.113.7 } } }\nConditions: { Yes: !Or [!Equals [a, b], !Equals [1, '1']], No: !And [!Condition Yes, !Equals [a, b]] }";
  const imported = addressed(value, head);
  expect(imported.document.customerGateways?.C?.ipAddress).toBe(expected);
});

test.each([
  ['Resources: {', /YAML|ends|reading/],
  ['Resources: [1]', /no Resources/],
  ['AWSTemplateFormatVersion: x', /no Resources/],
  [
    'Resources: { A: { Type: AWS::EC2::VPC, Properties: { CidrBlock: !Ref Nowhere } } }',
    /Nowhere is neither a parameter nor a resource/,
  ],
  ['Resources: { A: { Type: AWS::EC2::VPC, Properties: { CidrBlock: !Secret x } } }', /tag/],
  ['Resources: { A: &a { Type: AWS::EC2::VPC }, B: *a }', /aliases/],
  ['Resources: { A: { Type: AWS::EC2::VPC }, A: { Type: AWS::EC2::VPC } }', /A/],
])('%s has a problem with its place', (given, message) => {
  const { problems } = importCloudFormation({ path: 't.yaml', text: given });
  expect(problems.map((problem) => problem.message).join()).toMatch(message);
  expect(problems.every(({ at }) => at?.file === 't.yaml')).toBe(true);
});

test('properties that lead back to themselves end', () => {
  const given =
    'Resources:\n  A: { Type: AWS::EC2::VPC, Properties: { CidrBlock: !GetAtt B.CidrBlock } }\n  B: { Type: AWS::EC2::VPC, Properties: { CidrBlock: !GetAtt A.CidrBlock } }\n';
  const imported = importCloudFormation({ path: 't.yaml', text: given });
  expect(imported.document.vpcs).toEqual({ A: {}, B: {} });
  expect(imported.notModelled.map(({ what }) => what).join()).toMatch(/circles/);
});

test('a parameter is one of its AllowedValues, as CloudFormation has it', () => {
  const template = `Parameters:
  Asn: { Type: Number, Default: 65010, AllowedValues: [65010, 65020] }
Resources:
  Site: { Type: AWS::EC2::CustomerGateway, Properties: { BgpAsn: !Ref Asn } }
`;
  const asn = (given: Record<string, string>) => importCloudFormation({ path, text: template }, given);
  expect(asn({}).problems).toEqual([]);
  expect(asn({ Asn: '65020' }).document.customerGateways?.Site?.bgpAsn).toBe(65020);
  expect(asn({ Asn: '65021' }).problems).toMatchObject([
    {
      message: expect.stringMatching(/parameter Asn is 65021, which is none of its AllowedValues/) as string,
      at: { line: 2 },
    },
  ]);
});

test('a parameter that no template has is told', () => {
  expect(
    importCloudFormation({ path, text }, { VpcCidrr: '10.0.0.0/8', VpcCidr: '10.0.0.0/16' }).unusedParameters,
  ).toEqual(['VpcCidrr']);
});

test('a template as the CDK writes it, with the functions that the other fixture has not', () => {
  const template = {
    Mappings: { Sites: { 'eu-west-1': { Address: '203.0.113.7' } } },
    Parameters: {
      BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' },
      Blocks: { Type: 'CommaDelimitedList', Default: '10.1.0.0/16, 10.2.0.0/16' },
      Asn: { Type: 'Number', Default: '64620' },
    },
    Conditions: { Never: { 'Fn::Equals': [{ Ref: 'Asn' }, '1'] } },
    Rules: { CheckBootstrapVersion: { Assertions: [] } },
    Resources: {
      Vpc8378EB38: {
        Type: 'AWS::EC2::VPC',
        Properties: {
          CidrBlock: { 'Fn::Select': [1, { Ref: 'Blocks' }] },
          Tags: [{ Key: 'Name', Value: 'Stack/Vpc' }],
        },
        Metadata: { 'aws:cdk:path': 'Stack/Vpc/Resource' },
      },
      Gateway: {
        Type: 'AWS::EC2::VPNGateway',
        Properties: {
          Type: 'ipsec.1',
          AmazonSideAsn: { 'Fn::If': ['Never', 64512, { Ref: 'AWS::NoValue' }] },
        },
      },
      Hub: { Type: 'AWS::EC2::TransitGateway', Properties: { AmazonSideAsn: { Ref: 'Asn' } } },
      Site: {
        Type: 'AWS::EC2::CustomerGateway',
        Properties: {
          BgpAsn: { 'Fn::Select': [0, { 'Fn::Split': ['-', '65010-dc'] }] },
          IpAddress: { 'Fn::FindInMap': ['Sites', { Ref: 'AWS::Region' }, 'Address'] },
        },
      },
      Vpn: {
        Type: 'AWS::EC2::VPNConnection',
        Properties: {
          CustomerGatewayId: { 'Fn::Sub': ['${Which}', { Which: { Ref: 'Site' } }] },
          VpnGatewayId: { Ref: 'Gateway' },
        },
      },
      'Fn::ForEach::Sites': ['Name', ['A', 'B'], { 'Cgw${Name}': { Type: 'AWS::EC2::CustomerGateway' } }],
      Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/t.json' } },
      CDKMetadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2:deflate64:x' } },
    },
  };
  const text = JSON.stringify(template, null, 2);
  const imported = importCloudFormation({ path: 'cdk.json', text }, { 'AWS::Region': 'eu-west-1' });
  expect(imported.problems).toEqual([]);
  expect(imported.document).toEqual({
    routecap: 1,
    vpcs: { Vpc8378EB38: { cidrs: ['10.2.0.0/16'], region: 'eu-west-1' } },
    vpnGateways: { Gateway: { region: 'eu-west-1' } },
    transitGateways: { Hub: { amazonSideAsn: 64620, region: 'eu-west-1' } },
    customerGateways: { Site: { bgpAsn: 65010, ipAddress: '203.0.113.7', region: 'eu-west-1' } },
    vpnConnections: { Vpn: { customerGateway: 'Site', vpnGateway: 'Gateway', region: 'eu-west-1' } },
  });
  const said = imported.notModelled.map(({ subject, what }, index) => [
    subject,
    what.split(/[,:]/)[0],
    text.split('\n')[imported.locate(['notModelled', index])!.line - 1]?.trim().split(':')[0],
  ]);
  expect(said).toEqual([
    ['Fn::ForEach::Sites', 'is worked out by a macro or a loop', '"Fn'],
    ['Nested', 'a nested stack is not read from here', '"Nested"'],
  ]);
  expect(imported.ignored).toEqual([{ path: 'CDKMetadata', kind: 'AWS::CDK::Metadata' }]);
});
