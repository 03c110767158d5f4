/** Terraform plans and states on fixtures of our own (invented ids, documentation addresses). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printDesign } from '../../src/design/print-design.ts';
import { readDesign } from '../../src/design/read-design.ts';
import { designSchema, type DesignDocument } from '../../src/design/schema.ts';
import { runSchema } from '../../src/design/schema-kinds.ts';
import { importAws } from '../../src/importers/import-aws.ts';
import { importTerraform } from '../../src/importers/import-terraform.ts';

const fixture = (path: string): { path: string; text: string } => ({
  path,
  text: readFileSync(join(import.meta.dirname, 'fixtures', path), 'utf8'),
});
const state = fixture('terraform/state.json');
const plan = fixture('terraform/plan.json');
const file = (value: unknown) => ({ path: 'plan.json', text: JSON.stringify(value, null, 2) });

function designOf(document: DesignDocument): DesignDocument {
  const { design, problems } = readDesign([{ file: 'x', document }], () => ({ ok: false, why: 'no files here' }));
  expect(problems).toEqual([]);
  return printDesign(design!);
}

describe('a state', () => {
  const imported = importTerraform(state, 'after');

  test('has no problem and fits the language', () => {
    expect(imported.problems).toEqual([]);
    expect(runSchema(designSchema, imported.document).faults).toEqual([]);
    expect(imported.kind).toBe('state');
  });

  test('is the design that AWS describes, up to names', () => {
    const aws = importAws([fixture('aws-as-terraform/111122223333/eu-west-1/describe.json')]);
    expect(aws.problems).toEqual([]);
    const ids: Record<string, string> = {
      app: 'vpc-0app',
      core: 'vpc-0core',
      app_vgw: 'vgw-01',
      app_rtb: 'rtb-01',
      'hub.tgw': 'tgw-01',
      dx: '1c3b9f2e-0a1b-4c2d-8e3f-000000000001',
      dx_attachment: 'tgw-attach-0dx',
      port: 'dxcon-01',
      vif: 'dxvif-01',
      'hub.edge': 'tgw-rtb-0edge',
      'hub.inner': 'tgw-rtb-0inner',
      'hub.core_attachment': 'tgw-attach-0core',
      'hub.sdwan': 'tgw-attach-0con',
      'hub.appliance': 'tgw-connect-peer-01',
      'hub.sites.site:site-a': 'cgw-0a',
      'hub.sites.site:site-b': 'cgw-0b',
      'hub.sites.vpn:site-a': 'vpn-0a',
      'hub.sites.vpn:site-b': 'vpn-0b',
    };
    const renamed = (value: unknown): unknown => {
      if (typeof value === 'string') return Object.hasOwn(ids, value) ? ids[value] : value;
      if (Array.isArray(value)) {
        const items = value.map(renamed);
        return items.every((item) => typeof item === 'string') ? items.sort() : items;
      }
      if (typeof value !== 'object' || value === null) return value;
      // The ids of tunnels are names too.
      const entries = Object.entries(value).filter(([key]) => key !== 'id');
      return Object.fromEntries(entries.map(([key, each]) => [ids[key] ?? key, renamed(each)]));
    };
    expect(renamed(designOf(imported.document))).toEqual(renamed(designOf(aws.document)));
  });

  test('says where each thing stands', () => {
    const lines = state.text.split('\n');
    const at = imported.locate(['vpnConnections', 'hub.sites.vpn:site-b', 'tunnels', 1]);
    expect(lines[at!.line - 1]).toContain('"address": "module.hub.module.sites.aws_vpn_connection.vpn[\\"site-b\\"]"');
    expect(lines[at!.line - 1]!.slice(at!.column - 1)).toMatch(/^"module\.hub/);
    expect(imported.locate(['transitGateways', 'hub.tgw', 'attachments', 'dx_attachment'])?.line).toBe(
      lines.findIndex((line) => line.includes('data.aws_ec2_transit_gateway_dx_gateway_attachment')) + 1,
    );
    expect(imported.locate(['expect', 0])).toBeNull();
  });

  test('says what is passed over, and what AWS accepted', () => {
    expect(imported.ignored).toEqual([{ path: 'aws_subnet.app', kind: 'aws_subnet' }]);
    expect(imported.notModelled).toContainEqual({
      subject: 'hub.sites.vpn:site-a',
      what: 'AWS accepts 3 routes of it: the state names none of them',
    });
  });
});

describe('a plan', () => {
  const after = importTerraform(plan, 'after');
  const before = importTerraform(plan, 'before');

  test('after: what is known only after apply is traced through modules, keys and outputs', () => {
    expect(after.problems).toEqual([]);
    expect(after.document.vpnConnections).toMatchObject({
      'vpn:a.dc': { customerGateway: 'sites.this:a', vpnGateway: 'gw' },
      'vpn:b.dc': { customerGateway: 'sites.this:b', vpnGateway: 'gw' },
    });
    expect(after.document.vpnGateways).toEqual({ gw: { vpc: 'app', amazonSideAsn: 64620, region: 'eu-west-1' } });
  });

  test('after: an inline route is recognised by its destination', () => {
    expect(after.document.vpcs?.app?.routeTables).toEqual({
      'route_table.app': {
        propagatingVgws: ['gw'],
        routes: [
          { destinationCidrBlock: '0.0.0.0/0', target: 'igw-01' },
          { destinationCidrBlock: '192.168.9.0/24', vpnGateway: 'gw' },
        ],
      },
    });
  });

  test('after: the default table of a transit gateway is there though nobody declares it', () => {
    expect(after.document.transitGateways?.['hub:0']?.routeTables).toEqual({
      default: {
        associations: ['app_attachment'],
        routes: [{ destinationCidrBlock: '0.0.0.0/0', attachment: 'app_attachment' }],
      },
    });
  });

  test('after: what stays unknown is said', () => {
    expect(
      after.notModelled
        .filter(({ subject }) => subject === 'lost')
        .map(({ what }) => what)
        .join(),
    ).toMatch(/VPN connection.*left out/);
  });

  test('after: replacements, with what forces them', () => {
    expect(after.replaced).toEqual([
      {
        address: 'aws_vpn_gateway.gw',
        name: 'gw',
        kind: 'vpnGateways',
        why: 'amazon_side_asn cannot be changed in place',
      },
      {
        address: 'module.vpn["a"].aws_vpn_connection.dc',
        name: 'vpn:a.dc',
        kind: 'vpnConnections',
        why: 'vpn_gateway_id cannot be changed in place',
      },
    ]);
  });

  test('before: what was there, under the same names', () => {
    expect(before.problems).toEqual([]);
    expect(Object.keys(before.document.vpnConnections ?? {})).toEqual(['vpn:a.dc']);
    expect(before.document.vpnGateways?.gw?.amazonSideAsn).toBe(64512);
    expect(before.document.transitGateways).toBeUndefined();
    expect(before.replaced).toEqual([]);
  });
});

/** A plan of new resources: type and name to values, and the expressions of what is not known. */
function planOf(resources: Record<string, { values?: object; unknown?: Record<string, string[]>; key?: string }>) {
  const all = Object.entries(resources).map(([address, { values = {}, unknown = {}, key }]) => {
    const [, type = '', name = ''] = /^(\w+)\.(\w+)/.exec(address) ?? [];
    return { address, mode: 'managed', type, name, ...(key === undefined ? {} : { index: key }), values, unknown };
  });
  return file({
    format_version: '1.2',
    planned_values: { root_module: { resources: all.map(({ unknown: _unknown, ...resource }) => resource) } },
    resource_changes: all.map(({ unknown, values, ...resource }) => ({
      ...resource,
      change: {
        actions: ['create'],
        before: null,
        after: values,
        after_unknown: { id: true, ...Object.fromEntries(Object.keys(unknown).map((field) => [field, true])) },
      },
    })),
    configuration: {
      root_module: {
        resources: all.map(({ type, name, unknown }) => ({
          mode: 'managed',
          type,
          name,
          expressions: Object.fromEntries(
            Object.entries(unknown).map(([field, references]) => [field, { references }]),
          ),
        })),
      },
    },
  });
}

describe('references that leave a choice', () => {
  const gateways = {
    'aws_vpn_gateway.a': {},
    'aws_vpn_gateway.b': {},
    'aws_customer_gateway.c': { values: { bgp_asn: '65001' } },
  };
  const connection = (references: string[]) =>
    importTerraform(
      planOf({
        ...gateways,
        'aws_vpn_connection.v': {
          unknown: {
            customer_gateway_id: ['aws_customer_gateway.c.id', 'aws_customer_gateway.c'],
            vpn_gateway_id: references,
          },
        },
      }),
      'after',
    );

  test('are not decided', () => {
    const imported = connection([
      'aws_vpn_gateway.a.id',
      'aws_vpn_gateway.a',
      'aws_vpn_gateway.b.id',
      'aws_vpn_gateway.b',
      'var.first',
    ]);
    expect(imported.document.vpnConnections).toEqual({ v: { customerGateway: 'c' } });
    expect(imported.notModelled).toContainEqual({
      subject: 'v',
      what: 'its vpn_gateway_id is known only after apply, and the configuration does not lead to one resource: left out',
    });
  });

  test('and one that leaves none is taken', () => {
    expect(
      connection(['aws_vpn_gateway.b.id', 'aws_vpn_gateway.b', 'local.x']).document.vpnConnections?.v?.vpnGateway,
    ).toBe('b');
  });

  test('a gateway that is attached is one attachment away', () => {
    const attached = importTerraform(
      planOf({
        ...gateways,
        'aws_vpc.n': { values: { cidr_block: '10.0.0.0/16' } },
        'aws_vpn_gateway_attachment.j': {
          unknown: {
            vpc_id: ['aws_vpc.n.id', 'aws_vpc.n'],
            vpn_gateway_id: ['aws_vpn_gateway.b.id', 'aws_vpn_gateway.b'],
          },
        },
        'aws_vpn_connection.v': {
          unknown: {
            customer_gateway_id: ['aws_customer_gateway.c.id'],
            vpn_gateway_id: ['aws_vpn_gateway_attachment.j.vpn_gateway_id', 'aws_vpn_gateway_attachment.j'],
          },
        },
      }),
      'after',
    );
    expect(attached.document.vpnConnections?.v?.vpnGateway).toBe('b');
    expect(attached.document.vpnGateways?.b).toEqual({ vpc: 'n' });
    expect(attached.document.vpnGateways?.a).toEqual({});
  });
});

describe('the tables of a transit gateway', () => {
  const hub = (values: object, attachment: object, more: Parameters<typeof planOf>[0] = {}) =>
    importTerraform(
      planOf({
        'aws_ec2_transit_gateway.hub': { values },
        'aws_vpc.n': { values: { cidr_block: '10.0.0.0/16' } },
        'aws_ec2_transit_gateway_vpc_attachment.att': {
          values: attachment,
          unknown: { transit_gateway_id: ['aws_ec2_transit_gateway.hub.id'], vpc_id: ['aws_vpc.n.id'] },
        },
        ...more,
      }),
      'after',
    ).document.transitGateways?.hub?.routeTables;

  test('by default one takes everything', () => {
    expect(hub({}, {})).toEqual({ default: { associations: ['att'], propagations: ['att'] } });
  });
  test('an attachment may keep out', () => {
    expect(hub({}, { transit_gateway_default_route_table_propagation: false })).toEqual({
      default: { associations: ['att'] },
    });
    expect(hub({}, { transit_gateway_default_route_table_association: false })).toEqual({
      default: { propagations: ['att'] },
    });
  });
  test('without a default table nothing is associated', () => {
    expect(hub({ default_route_table_association: 'disable', default_route_table_propagation: 'disable' }, {})).toEqual(
      { none: {} },
    );
  });
  test('an association of its own goes before the default one', () => {
    const own = {
      'aws_ec2_transit_gateway_route_table.own': {
        unknown: { transit_gateway_id: ['aws_ec2_transit_gateway.hub.id'] },
      },
      'aws_ec2_transit_gateway_route_table_association.j': {
        unknown: {
          transit_gateway_attachment_id: ['aws_ec2_transit_gateway_vpc_attachment.att.id'],
          transit_gateway_route_table_id: ['aws_ec2_transit_gateway_route_table.own.id'],
        },
      },
    };
    expect(hub({}, {}, own)).toEqual({ default: { propagations: ['att'] }, own: { associations: ['att'] } });
  });
});

describe('names', () => {
  test('are addresses made readable, and tell apart what shares one', () => {
    const imported = importTerraform(
      planOf({
        'aws_vpn_gateway.this': {},
        'aws_customer_gateway.this': { values: { bgp_asn: 65001 } },
        'aws_vpc.net["a b/c"]': { values: { cidr_block: '10.0.0.0/16' }, key: 'a b/c' },
        'aws_vpc.net["a-b-c"]': { values: { cidr_block: '10.1.0.0/16' }, key: 'a-b-c' },
      }),
      'after',
    );
    expect(Object.keys(imported.document.vpnGateways ?? {})).toEqual(['vpn_gateway.this']);
    expect(Object.keys(imported.document.customerGateways ?? {})).toEqual(['customer_gateway.this']);
    expect(Object.keys(imported.document.vpcs ?? {})).toEqual(['vpc.net:a-b-c', 'vpc.net:a-b-c-2']);
  });
});

describe('what is deleted no longer shows in computed fields', () => {
  test('static routes of a VPN, routes and propagations of a table', () => {
    const values = {
      vpn: {
        id: 'vpn-1',
        customer_gateway_id: 'cgw-1',
        vpn_gateway_id: 'vgw-1',
        static_routes_only: true,
        routes: [
          { destination_cidr_block: '198.51.100.0/24', state: 'available' },
          { destination_cidr_block: '203.0.113.0/24', state: 'available' },
        ],
      },
      rtb: {
        id: 'rtb-1',
        vpc_id: 'vpc-1',
        propagating_vgws: ['vgw-1'],
        route: [{ cidr_block: '192.168.0.0/16', gateway_id: 'vgw-1' }],
      },
    };
    const kept = [
      ['aws_vpn_connection', values.vpn],
      ['aws_route_table', values.rtb],
      ['aws_customer_gateway', { id: 'cgw-1', bgp_asn: '65001' }],
      ['aws_vpn_gateway', { id: 'vgw-1', vpc_id: 'vpc-1' }],
      ['aws_vpc', { id: 'vpc-1', cidr_block: '10.0.0.0/16' }],
    ] as const;
    const gone = [
      ['aws_vpn_connection_route', { vpn_connection_id: 'vpn-1', destination_cidr_block: '203.0.113.0/24' }],
      ['aws_route', { route_table_id: 'rtb-1', destination_cidr_block: '192.168.0.0/16' }],
      ['aws_vpn_gateway_route_propagation', { route_table_id: 'rtb-1', vpn_gateway_id: 'vgw-1' }],
    ] as const;
    const resource = ([type, each]: readonly [string, object]) => ({
      address: `${type}.x`,
      mode: 'managed',
      type,
      name: 'x',
      values: each,
    });
    const imported = importTerraform(
      file({
        planned_values: { root_module: { resources: kept.map(resource) } },
        resource_changes: gone.map(([type, before]) => ({
          address: `${type}.x`,
          mode: 'managed',
          type,
          name: 'x',
          change: { actions: ['delete'], before, after: null, after_unknown: {} },
        })),
      }),
      'after',
    );
    expect(imported.document.vpnConnections?.['vpn_connection.x']?.routes).toEqual(['198.51.100.0/24']);
    expect(imported.document.vpcs?.['vpc.x']?.routeTables).toEqual({ 'route_table.x': {} });
  });

  test('a gateway, named by its id in what stays', () => {
    const resource = (type: string, values: object) => ({
      address: `${type}.x`,
      mode: 'managed',
      type,
      name: 'x',
      values,
    });
    const route = { cidr_block: '192.168.0.0/16', gateway_id: 'vgw-1' };
    const imported = importTerraform(
      file({
        planned_values: {
          root_module: {
            resources: [
              resource('aws_vpc', { id: 'vpc-1', cidr_block: '10.0.0.0/16' }),
              resource('aws_route_table', { vpc_id: 'vpc-1', propagating_vgws: ['vgw-1'], route: [route] }),
            ],
          },
        },
        resource_changes: [
          {
            ...resource('aws_vpn_gateway', {}),
            change: {
              actions: ['delete'],
              before: { id: 'vgw-1', vpc_id: 'vpc-1' },
              after: null,
              after_unknown: {},
            },
          },
        ],
      }),
      'after',
    );
    expect(imported.problems).toEqual([]);
    expect(imported.document.vpnGateways ?? {}).toEqual({});
    expect(imported.document.vpcs?.['vpc.x']?.routeTables?.['route_table.x']?.propagatingVgws ?? []).toEqual([]);
    expect(imported.notModelled).toContainEqual({
      subject: 'route_table.x',
      what: 'its propagating_vgws names vpn_gateway.x, which the plan deletes: left out',
    });
  });
});

test.each([
  ['{', /not JSON/],
  ['[]', /neither a Terraform plan nor a state/],
  [
    '{"version":4,"terraform_version":"1.9","serial":3,"lineage":"x","resources":[]}',
    /a state file as Terraform keeps it.*terraform show -json/,
  ],
])('%s is refused', (text, message) => {
  const { problems, document } = importTerraform({ path: 'p.json', text }, 'after');
  expect(problems.map((problem) => problem.message).join()).toMatch(message);
  expect(document).toEqual({ routecap: 1 });
});

test('a sensitive value is not read, whatever it is', () => {
  const resource = {
    address: 'aws_customer_gateway.c',
    mode: 'managed',
    type: 'aws_customer_gateway',
    name: 'c',
    values: { bgp_asn: '65001', ip_address: '203.0.113.99' },
    sensitive_values: { ip_address: true },
  };
  const imported = importTerraform(
    file({ format_version: '1.0', values: { root_module: { resources: [resource] } } }),
    'after',
  );
  expect(imported.document.customerGateways).toEqual({ c: { bgpAsn: 65001 } });
  expect(imported.notModelled).toContainEqual({
    subject: 'c',
    what: 'its ip_address is sensitive and not read: left out',
  });
});

describe('a Direct Connect gateway of another account', () => {
  const proposed = (known: boolean, associated: 'aws_ec2_transit_gateway.hub' | 'aws_vpn_gateway.edge') =>
    importTerraform(
      planOf({
        'aws_ec2_transit_gateway.hub': { values: { amazon_side_asn: 64520 } },
        'aws_vpn_gateway.edge': { values: { amazon_side_asn: '64530' } },
        'aws_dx_gateway.dx': { values: { amazon_side_asn: '64900' } },
        'aws_dx_gateway_association_proposal.wish': {
          values: { allowed_prefixes: ['10.0.0.0/8'] },
          unknown: { dx_gateway_id: ['aws_dx_gateway.dx.id'], associated_gateway_id: [`${associated}.id`, associated] },
        },
        ...(known
          ? {
              'aws_dx_gateway_association.yes': {
                unknown: {
                  dx_gateway_id: ['aws_dx_gateway.dx.id', 'aws_dx_gateway.dx'],
                  proposal_id: [
                    'aws_dx_gateway_association_proposal.wish.id',
                    'aws_dx_gateway_association_proposal.wish',
                  ],
                },
              },
            }
          : {}),
      }),
      'after',
    );

  test('is associated with what its proposal names', () => {
    const { document, problems } = proposed(true, 'aws_vpn_gateway.edge');
    expect(problems).toEqual([]);
    expect(document.directConnectGateways?.dx?.associations).toEqual([
      { vpnGateway: 'edge', allowedPrefixes: ['10.0.0.0/8'] },
    ]);
    const hub = proposed(true, 'aws_ec2_transit_gateway.hub').document;
    expect(hub.directConnectGateways?.dx?.associations).toEqual([
      { transitGateway: 'hub', allowedPrefixes: ['10.0.0.0/8'] },
    ]);
    expect(Object.values(hub.transitGateways?.hub?.attachments ?? {})).toEqual([{ directConnectGateway: 'dx' }]);
  });

  test('and a proposal that nothing accepts is said', () => {
    expect(proposed(false, 'aws_vpn_gateway.edge').notModelled).toContainEqual({
      subject: 'wish',
      what: 'proposes an association that the plan does not accept: left out',
    });
  });
});

test('a note stands at its resource', () => {
  const imported = importTerraform(
    planOf({ 'aws_vpc.a': { values: { cidr_block: '10.0.0.0/16' } }, 'aws_vpc_peering_connection.b': {} }),
    'after',
  );
  expect(imported.notModelled).toEqual([
    { subject: 'aws_vpc_peering_connection.b', what: 'VPC peering is not modelled' },
  ]);
  expect(imported.locate(['notModelled', 0])).toEqual(imported.locate(['notModelled', 0, 'subject']));
  expect(imported.locate(['notModelled', 0])?.line).toBeGreaterThan(imported.locate(['vpcs', 'a'])!.line);
  expect(imported.locate(['notModelled', 1])).toBeNull();
});
