import { expect, test } from 'vitest';
import { importedKinds } from '../../src/importers/imported-kinds.ts';
import { importTerraform } from '../../src/importers/import-terraform.ts';
import { importCloudFormation } from '../../src/importers/import-cloudformation.ts';

test('each is listed once, with a reason where it is mentioned', () => {
  const all = importedKinds();
  const keys = all.map(({ format, kind }) => `${format} ${kind}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(all.filter(({ fate, why }) => (fate === 'mentioned') !== (why !== null))).toEqual([]);
  expect(all).toContainEqual({ format: 'terraform', kind: 'aws_vpn_connection', fate: 'read', why: null });
  expect(all).toContainEqual({
    format: 'cloudformation',
    kind: 'AWS::EC2::VPCPeeringConnection',
    fate: 'mentioned',
    why: 'VPC peering is not modelled',
  });
  expect(all).toContainEqual({ format: 'aws', kind: 'SecurityGroups', fate: 'passed over', why: null });
});

test('what the list says of a type is what becomes of it', () => {
  for (const { format, kind, fate, why } of importedKinds()) {
    if (format === 'aws') continue;
    const type = kind.replace(/^data\./, '');
    const mode = kind === type ? 'managed' : 'data';
    const resource = { address: `${mode === 'data' ? 'data.' : ''}${type}.x`, mode, type, name: 'x', values: {} };
    const { recognised, notModelled, ignored } =
      format === 'terraform'
        ? importTerraform(
            { path: 'p', text: JSON.stringify({ planned_values: { root_module: { resources: [resource] } } }) },
            'after',
          )
        : importCloudFormation({ path: 'p', text: JSON.stringify({ Resources: { X: { Type: type } } }) });
    const said = notModelled.filter(({ what }) => what === why).length;
    expect([kind, recognised, said, ignored.length]).toEqual([
      kind,
      fate === 'read' ? 1 : 0,
      fate === 'mentioned' ? 1 : 0,
      fate === 'passed over' ? 1 : 0,
    ]);
  }
});
