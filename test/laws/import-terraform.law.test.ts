/** Laws of the Terraform importer: it never throws, always says the same, loses nothing in silence, and passes no secret. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDesign } from '../../src/design/read-design.ts';
import { designSchema } from '../../src/design/schema.ts';
import { runSchema } from '../../src/design/schema-kinds.ts';
import { importTerraform } from '../../src/importers/import-terraform.ts';

/** Letters that hardly stand together in any honest output, so that a piece of six is a leak and no accident. */
const secret = fc.string({ unit: fc.constantFrom(...'QXZJVWqxzjvw'), minLength: 8, maxLength: 20 });

const name = fc.constantFrom('main', 'this', 'dc', 'hub');
const key = fc.constantFrom('a', 'b', 'site-1', 'x y');
const cidr = fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/16', '10.0.1.0/24', '10.0.1.1/32', '2001:db8::/32');

/** Attributes by type; `@type` is the id of a resource of that type, known or not. */
const types: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown> | string>>>> = {
  aws_vpc: { cidr_block: fc.constantFrom('10.1.0.0/16', '10.2.0.0/16') },
  aws_subnet: { vpc_id: '@aws_vpc' },
  aws_vpn_gateway: { amazon_side_asn: fc.constantFrom('64512', '64620'), vpc_id: '@aws_vpc' },
  aws_vpn_gateway_attachment: { vpc_id: '@aws_vpc', vpn_gateway_id: '@aws_vpn_gateway' },
  aws_customer_gateway: {
    bgp_asn: fc.constantFrom('65001', 65002),
    ip_address: fc.constantFrom('203.0.113.1', '203.0.113.2'),
  },
  aws_vpn_connection: {
    customer_gateway_id: '@aws_customer_gateway',
    vpn_gateway_id: '@aws_vpn_gateway',
    transit_gateway_id: '@aws_ec2_transit_gateway',
    static_routes_only: fc.boolean(),
  },
  aws_vpn_connection_route: { vpn_connection_id: '@aws_vpn_connection', destination_cidr_block: cidr },
  aws_route_table: { vpc_id: '@aws_vpc' },
  aws_route: { route_table_id: '@aws_route_table', destination_cidr_block: cidr, gateway_id: '@aws_vpn_gateway' },
  aws_vpn_gateway_route_propagation: { route_table_id: '@aws_route_table', vpn_gateway_id: '@aws_vpn_gateway' },
  aws_ec2_transit_gateway: {
    amazon_side_asn: fc.constant(64513),
    default_route_table_association: fc.constantFrom('enable', 'disable'),
  },
  aws_ec2_transit_gateway_route_table: { transit_gateway_id: '@aws_ec2_transit_gateway' },
  aws_ec2_transit_gateway_vpc_attachment: { transit_gateway_id: '@aws_ec2_transit_gateway', vpc_id: '@aws_vpc' },
  aws_ec2_transit_gateway_connect: {
    transit_gateway_id: '@aws_ec2_transit_gateway',
    transport_attachment_id: '@aws_ec2_transit_gateway_vpc_attachment',
  },
  aws_ec2_transit_gateway_connect_peer: {
    transit_gateway_attachment_id: '@aws_ec2_transit_gateway_connect',
    bgp_asn: fc.constant('65050'),
  },
  aws_ec2_transit_gateway_peering_attachment: {
    transit_gateway_id: '@aws_ec2_transit_gateway',
    peer_transit_gateway_id: '@aws_ec2_transit_gateway',
  },
  aws_ec2_transit_gateway_route_table_association: {
    transit_gateway_route_table_id: '@aws_ec2_transit_gateway_route_table',
    transit_gateway_attachment_id: '@aws_ec2_transit_gateway_vpc_attachment',
  },
  aws_ec2_transit_gateway_route: {
    transit_gateway_route_table_id: '@aws_ec2_transit_gateway_route_table',
    transit_gateway_attachment_id: '@aws_ec2_transit_gateway_vpc_attachment',
    destination_cidr_block: cidr,
  },
  aws_dx_gateway: { amazon_side_asn: fc.constant('64550') },
  aws_dx_gateway_association: { dx_gateway_id: '@aws_dx_gateway', associated_gateway_id: '@aws_ec2_transit_gateway' },
  aws_dx_transit_virtual_interface: {
    dx_gateway_id: '@aws_dx_gateway',
    bgp_asn: fc.constant(65001),
    address_family: fc.constantFrom('ipv4', 'ipv6'),
  },
  aws_vpc_peering_connection: { vpc_id: '@aws_vpc' },
  aws_s3_bucket: {},
  random_id: {},
};

interface Made {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly index: string | null;
  readonly module: string | null;
  readonly isKnown: boolean;
  readonly picks: Readonly<Record<string, unknown>>;
}

const made: fc.Arbitrary<Made> = fc.constantFrom(...Object.keys(types)).chain((type) =>
  fc
    .record({
      name,
      index: fc.option(key),
      module: fc.option(fc.constantFrom('net', 'vpn')),
      isKnown: fc.boolean(),
      picks: fc.record(
        Object.fromEntries(
          Object.entries(types[type]!).map(([field, each]) => [field, typeof each === 'string' ? fc.nat(7) : each]),
        ),
      ),
    })
    .map(({ name: label, index, module, isKnown, picks }) => ({
      address: `${module === null ? '' : `module.${module}.`}${type}.${label}${index === null ? '' : `[${JSON.stringify(index)}]`}`,
      type,
      name: label,
      index,
      module,
      isKnown,
      picks,
    })),
);

/** A plan in which some resources are there already and some are made; references are ids, or expressions. */
function planOf(resources: readonly Made[], psk: string, junk: readonly unknown[]): Record<string, unknown> {
  const ofType = (type: string): readonly Made[] => resources.filter((each) => each.type === type);
  const full = resources.map((each) => {
    const values: Record<string, unknown> = each.isKnown
      ? { id: `${each.type}-${resources.indexOf(each)}`.replaceAll('_', '-') }
      : {};
    const unknown: Record<string, unknown> = each.isKnown ? {} : { id: true };
    const expressions: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(each.picks)) {
      const target = types[each.type]![field];
      if (typeof target !== 'string') {
        values[field] = value;
        continue;
      }
      const candidates = ofType(target.slice(1));
      const other = candidates[Number(value)];
      if (other === undefined) continue;
      if (other.isKnown) values[field] = `${other.type}-${resources.indexOf(other)}`.replaceAll('_', '-');
      else {
        unknown[field] = true;
        expressions[field] = {
          references:
            other.module === each.module
              ? [`${other.type}.${other.name}.id`, `${other.type}.${other.name}`, 'each.key']
              : ['local.elsewhere'],
        };
      }
    }
    if (each.type === 'aws_vpn_connection') values.tunnel1_preshared_key = psk;
    if (each.type === 'aws_dx_transit_virtual_interface') values.bgp_auth_key = psk;
    const base = {
      address: each.address,
      mode: 'managed',
      type: each.type,
      name: each.name,
      ...(each.index === null ? {} : { index: each.index }),
    };
    return { each, base, values, unknown, expressions };
  });
  const inModule = (module: string | null) => full.filter(({ each }) => each.module === module);
  const configured = (module: string | null) => ({
    resources: inModule(module).map(({ base, expressions }) => ({ ...base, expressions })),
  });
  const planned = (module: string | null) =>
    inModule(module).map(({ base, values }) => ({
      ...base,
      values,
      sensitive_values: { tunnel1_preshared_key: true },
    }));
  return {
    format_version: '1.2',
    terraform_version: '1.9.5',
    variables: { psk: { value: psk } },
    planned_values: {
      root_module: {
        resources: [...planned(null), ...junk],
        child_modules: ['net', 'vpn'].map((module) => ({ address: `module.${module}`, resources: planned(module) })),
      },
    },
    resource_changes: full.map(({ each, base, values, unknown }) => ({
      ...base,
      ...(each.module === null ? {} : { module_address: `module.${each.module}` }),
      change: {
        actions: [each.isKnown ? 'no-op' : 'create'],
        before: each.isKnown ? values : null,
        after: values,
        after_unknown: unknown,
        after_sensitive: { tunnel1_preshared_key: true },
      },
    })),
    configuration: {
      root_module: {
        ...configured(null),
        module_calls: Object.fromEntries(['net', 'vpn'].map((module) => [module, { module: configured(module) }])),
      },
    },
  };
}

const resources = fc.uniqueArray(made, { maxLength: 24, selector: ({ address }) => address });
const textOf = (value: unknown): string => JSON.stringify(value, null, 1);

test('never throws, whatever the text', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.jsonValue().map((value) =>
      textOf({
        format_version: '1.0',
        values: value,
        planned_values: value,
        resource_changes: value,
        configuration: value,
      }),
    ),
    fc.jsonValue().map((value) =>
      textOf({
        values: {
          root_module: {
            resources: [{ address: 'aws_vpn_connection.x', type: 'aws_vpn_connection', name: 'x', values: value }],
            child_modules: value,
          },
        },
      }),
    ),
    fc.tuple(resources, fc.nat(6000)).map(([all, at]) => textOf(planOf(all, 'secret', [])).slice(0, at)),
  );
  fc.assert(
    fc.property(odd, fc.constantFrom('after' as const, 'before' as const), (text, which) => {
      const { document, kind, problems } = importTerraform({ path: 'p.json', text }, which);
      expect(document.routecap).toBe(1);
      expect(kind !== null || problems.length > 0).toBe(true);
      expect(runSchema(designSchema, document).faults).toEqual([]);
    }),
  );
});

test('a field of any value makes no document that the language does not know', () => {
  const field = fc.constantFrom(
    ...new Set(Object.values(types).flatMap((each) => Object.keys(each))),
    'route',
    'propagating_vgws',
    'vgw_telemetry',
    'routes',
    'tunnel1_inside_cidr',
    'tunnel1_phase1_dh_group_numbers',
    'allowed_prefixes',
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(types)),
      fc.dictionary(field, fc.jsonValue()),
      fc.jsonValue(),
      (type, values, mask) => {
        const resource = { address: `${type}.x`, mode: 'managed', type, name: 'x', values, sensitive_values: mask };
        const change = {
          ...resource,
          change: { actions: ['create'], before: null, after: values, after_unknown: mask },
        };
        const text = textOf({ planned_values: { root_module: { resources: [resource] } }, resource_changes: [change] });
        expect(runSchema(designSchema, importTerraform({ path: 'p.json', text }, 'after').document).faults).toEqual([]);
      },
    ),
  );
});

test('what it makes without a problem reads as a design without a problem', () => {
  fc.assert(
    fc.property(resources, fc.constantFrom('after' as const, 'before' as const), (all, which) => {
      const { document, locate, problems } = importTerraform(
        { path: 'p.json', text: textOf(planOf(all, 'key', [])) },
        which,
      );
      const read = readDesign([{ file: 'p.json', document, locate }], () => ({ ok: false, why: 'no files here' }));
      if (problems.length === 0) expect(read.problems).toEqual([]);
    }),
  );
});

test('says the same whatever the order of the resources', () => {
  fc.assert(
    fc.property(resources, (all) => {
      const plan = planOf(all, 'key', []);
      const turned = structuredClone(plan) as {
        planned_values: { root_module: { resources: unknown[]; child_modules: { resources: unknown[] }[] } };
        resource_changes: unknown[];
      };
      turned.planned_values.root_module.resources.reverse();
      turned.planned_values.root_module.child_modules.reverse().forEach((module) => module.resources.reverse());
      turned.resource_changes.reverse();
      const [one, other] = [plan, turned].map((each) =>
        importTerraform({ path: 'p.json', text: textOf(each) }, 'after'),
      );
      expect(JSON.stringify(other!.document)).toBe(JSON.stringify(one!.document));
      expect(other!.notModelled).toEqual(one!.notModelled);
      expect(other!.ignored).toEqual(one!.ignored);
    }),
  );
});

/** Kinds that have a place of their own in a design; the others show in what they join. */
const drawn = new Set([
  'aws_vpc',
  'aws_vpn_gateway',
  'aws_customer_gateway',
  'aws_vpn_connection',
  'aws_route_table',
  'aws_ec2_transit_gateway',
  'aws_ec2_transit_gateway_vpc_attachment',
  'aws_ec2_transit_gateway_connect',
  'aws_ec2_transit_gateway_connect_peer',
  'aws_ec2_transit_gateway_peering_attachment',
  'aws_dx_gateway',
  'aws_dx_transit_virtual_interface',
]);

test('every resource is drawn, spoken of, or on the list of what does not matter', () => {
  fc.assert(
    fc.property(resources, (all) => {
      const imported = importTerraform({ path: 'p.json', text: textOf(planOf(all, 'key', [])) }, 'after');
      const ignored = new Set(imported.ignored.map(({ path }) => path));
      const spoken = new Set(imported.notModelled.map(({ subject }) => subject));
      // Where a path of the design leads back to a resource, that resource is drawn.
      const places = new Set<string>();
      const walk = (value: unknown, path: (string | number)[]): void => {
        const at = imported.locate(path);
        if (at !== null) places.add(`${at.line}`);
        if (typeof value === 'object' && value !== null && path.length < 6)
          for (const [step, each] of Object.entries(value)) walk(each, [...path, step]);
      };
      walk(imported.document, []);
      const lines = textOf(planOf(all, 'key', [])).split('\n');
      for (const { address, type } of all) {
        const line = lines.findIndex((each) => each.includes(`"address": ${JSON.stringify(address)}`)) + 1;
        const isSpoken =
          spoken.has(address) ||
          [...spoken].some((subject) => subject.includes(address.match(/\.([a-z]+)(?:\[|$)/)?.[1] ?? '?'));
        if (drawn.has(type)) expect(places.has(String(line)) || isSpoken, address).toBe(true);
        else if (type === 'aws_vpc_peering_connection') expect(spoken.has(address), address).toBe(true);
        else if (['aws_subnet', 'aws_s3_bucket', 'random_id'].includes(type))
          expect(ignored.has(address), address).toBe(true);
      }
    }),
  );
});

test('no piece of a secret comes out', () => {
  const leaking = (psk: string): unknown[] => [
    {
      address: 'aws_vpn_connection.s',
      mode: 'managed',
      type: 'aws_vpn_connection',
      name: 's',
      values: {
        customer_gateway_id: psk,
        tunnel1_preshared_key: psk,
        customer_gateway_configuration: `<pre_shared_key>${psk}</pre_shared_key>`,
      },
      sensitive_values: { customer_gateway_id: true, tunnel1_preshared_key: true },
    },
    {
      address: 'aws_route_table.s',
      mode: 'managed',
      type: 'aws_route_table',
      name: 's',
      values: { vpc_id: 'vpc-1', route: [{ cidr_block: '10.0.0.0/8', gateway_id: psk }] },
      sensitive_values: { route: [{ gateway_id: true }] },
    },
  ];
  fc.assert(
    fc.property(resources, secret, fc.nat(4000), (all, psk, at) => {
      const whole = textOf(planOf(all, psk, leaking(psk)));
      for (const text of [whole, whole.slice(0, at), whole.slice(at)]) {
        const said = JSON.stringify(importTerraform({ path: 'p.json', text }, 'after'));
        for (let from = 0; from + 6 <= psk.length; from++) expect(said).not.toContain(psk.slice(from, from + 6));
      }
    }),
  );
});

test.each([
  [
    '20,000 connections and gateways, each traced by its key',
    () => {
      const all = Array.from({ length: 10_000 }, (_, n) => ({ n, key: `k${n}` }));
      const resource = (type: string, n: string, values: object) => ({
        address: `${type}.x["${n}"]`,
        mode: 'managed',
        type,
        name: 'x',
        index: n,
        values,
      });
      const changes = all.map(({ key: index }) => ({
        ...resource('aws_vpn_connection', index, {}),
        change: { actions: ['create'], before: null, after: {}, after_unknown: { customer_gateway_id: true } },
      }));
      return {
        planned_values: {
          root_module: {
            resources: all.flatMap(({ key: index }) => [
              resource('aws_vpn_connection', index, {}),
              resource('aws_customer_gateway', index, { bgp_asn: 'broken' }),
            ]),
          },
        },
        resource_changes: changes,
        configuration: {
          root_module: {
            resources: [
              {
                mode: 'managed',
                type: 'aws_vpn_connection',
                name: 'x',
                expressions: { customer_gateway_id: { references: ['aws_customer_gateway.x', 'each.key'] } },
              },
            ],
          },
        },
      };
    },
  ],
  [
    'modules 10,000 deep',
    () => {
      return `{"values":{"root_module":${'{"child_modules":['.repeat(10_000)}{}${']}'.repeat(10_000)}}}`;
    },
  ],
  [
    'a value 10,000 deep',
    () => {
      const deep = `${'['.repeat(10_000)}1${']'.repeat(10_000)}`;
      return `{"values":{"root_module":{"resources":[{"address":"aws_vpn_connection.x","type":"aws_vpn_connection","name":"x","values":{"customer_gateway_id":${deep},"vgw_telemetry":${deep}},"sensitive_values":${deep}}]}}}`;
    },
  ],
])(
  '%s: ends soon',
  (_, make) => {
    const value: unknown = make();
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const start = performance.now();
    const imported = importTerraform({ path: 'p.json', text }, 'after');
    expect(performance.now() - start).toBeLessThan(30_000);
    expect(imported.kind).not.toBeNull();
  },
  60_000,
);
