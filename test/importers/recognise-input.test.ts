import { expect, test } from 'vitest';
import { recogniseInput } from '../../src/importers/recognise-input.ts';

test.each([
  ['routecap: 1\nvpcs: {}\n', 'design'],
  ['# a comment first\nvpcs: {}\nroutecap: 1\n', 'design'],
  ['{"routecap": 1}', 'design'],
  ['{ routecap: 1, vpcs: {} }', 'design'],
  ['{"VpnConnections": []}', 'aws'],
  ['{"virtualInterfaces": []}', 'aws'],
  ['{"VpnConnections": [', 'aws'],
  ['{"VpcPeeringConnections": []}', 'aws'],
  ['{"terraform_version": "1.9", "planned_values": {}}', 'terraform-plan'],
  ['{"AWSTemplateFormatVersion": "2010-09-09"}', 'cloudformation'],
  ['{"Resources": {"Gw": {"Type": "AWS::EC2::VPNGateway"}}}', 'cloudformation'],
  ['Resources:\n  Gw:\n    Type: AWS::EC2::VPNGateway\n', 'cloudformation'],
  ['Parameters: {}\nResources:\n  Gw: { Type: AWS::EC2::VPNGateway }\n', 'cloudformation'],
  ['"Resources":\n  Gw: { Condition: Big, "Type": "AWS::EC2::VPNGateway" }\n', 'cloudformation'],
  ['{"virtualInterfaces": {"a": {}}}', 'unknown'],
  ['[1, 2]', 'unknown'],
  ['', 'unknown'],
  ['hello', 'unknown'],
])('%j is %s', (text, kind) => {
  expect(recogniseInput(text)).toBe(kind);
});
