/** Design documents at random: sound ones, with every name they refer to, and names that trip up careless maps. */
import fc from 'fast-check';
import type { DesignDocument } from '../../src/design/schema.ts';

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** Keys whose value came out as undefined are left out, as in a file. */
function record(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .record(model)
    .map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)));
}

const name = fc.oneof(
  fc.constantFrom('a', 'b', 'constructor', 'toString', 'valueOf', '1', '007', 'x.y_z:1@2+3-4'),
  fc.stringMatching(/^[A-Za-z0-9][a-z0-9-]{0,4}$/),
);
const names = fc.uniqueArray(name, { maxLength: 4 });

/** Half of them from one small block, the ends of both families among them. */
export const prefixText: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: 16, max: 32 }).chain((length) => fc.nat(0xffff).map((n) => masked(0x0a010000 + n, length))),
  fc.integer({ min: 0, max: 32 }).chain((length) => fc.nat(0xffffffff).map((n) => masked(n, length))),
  fc.constantFrom('0.0.0.0/0', '255.255.255.255/32', '::/0', '2001:db8::/32', 'fd00::1/128', '2001:db8:0:1::/64'),
);

function masked(word: number, length: number): string {
  const bits = length === 0 ? 0 : (word & (0xffffffff << (32 - length))) >>> 0;
  return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}/${length}`;
}

const prefixes = fc.array(prefixText, { maxLength: 4 });
const uniquePrefixes = fc.uniqueArray(prefixText, { maxLength: 4 });
const asn = fc.oneof(fc.constantFrom(1, 64512, 4294967295, '65010'), fc.integer({ min: 1, max: 4294967295 }));
const u32 = fc.nat(4294967295);
const status = fc.constantFrom('up', 'down');
const communities = fc.uniqueArray(
  fc.tuple(fc.nat(65535), fc.nat(65535)).map((pair) => pair.join(':')),
  { maxLength: 2 },
);
const date = fc.constantFrom('2018-06-29', '2024-02-29', '1999-12-31');
const bandwidth = fc.oneof(
  fc.constantFrom('1.25Gbps', '500 Kbps', '10Gbps', '1.005Gbps', '0.1Mbps'),
  fc.integer({ min: 1, max: 999_999 }).map((n) => `${n / 100}Mbps`),
);

const attributes = {
  asPath: optional(fc.array(asn, { maxLength: 3 })),
  med: optional(u32),
  communities: optional(communities),
  origin: optional(fc.constantFrom('igp', 'egp', 'incomplete')),
};

/** At most one list of prefixes written out in each, so that none stands in it twice. */
export const announce: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.oneof(
      uniquePrefixes,
      uniquePrefixes.chain((list) => record({ prefixes: fc.constant(list), ...attributes }).map((item) => [item])),
      prefixText.chain((one) => record({ prefix: fc.constant(one), ...attributes }).map((item) => [item])),
    ),
    fc.array(
      fc.oneof(
        record({
          from: fc.constantFrom('10.64.0.0/10', '2001:db8::/32'),
          length: fc.integer({ min: 32, max: 32 }),
          count: fc.nat(1),
          start: optional(fc.constant(0)),
          ...attributes,
        }),
        record({ count: fc.nat(10), ...attributes }),
        record({ file: fc.constantFrom('one.txt', 'none.txt'), ...attributes }),
      ),
      { maxLength: 3 },
    ),
    fc.boolean(),
  )
  .map(([typed, others, first]) => (first ? [...typed, ...others] : [...others, ...typed]));

export const files = (path: string): { ok: true; text: string } => ({
  ok: true,
  text: path === 'one.txt' ? '10.0.0.0/8\n2001:db8::/32\n' : '# none\n',
});

const policy = record({
  prepend: optional(fc.nat(10)),
  med: optional(u32),
  localPreference: optional(u32),
  communities: optional(communities),
  announceOnly: optional(prefixes),
  acceptOnly: optional(prefixes),
});
const owned = {
  region: optional(fc.constantFrom('eu-west-1', 'us-gov-east-1')),
  account: optional(fc.constantFrom('012345678901', 123456789012, 'network')),
};
const says = { announce: optional(announce), policy: optional(policy) };

interface Names {
  readonly vpcs: string[];
  readonly vgws: string[];
  readonly tgws: string[];
  readonly dxgws: string[];
  readonly vifs: string[];
  readonly routers: string[];
  readonly cgws: string[];
  readonly vpns: string[];
  readonly endpoints: string[];
}

const oneOf = (list: readonly string[]): fc.Arbitrary<string | undefined> =>
  list.length === 0 ? fc.constant(undefined) : optional(fc.constantFrom(...list));
const someOf = (list: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...list]);

function section(
  of: readonly string[],
  thing: fc.Arbitrary<unknown>,
): fc.Arbitrary<Record<string, unknown> | undefined> {
  return fc
    .tuple(...of.map(() => thing))
    .map((things) => (of.length === 0 ? undefined : Object.fromEntries(of.map((each, i) => [each, things[i]]))));
}

/** One of several targets, or none of them. */
function target(choices: Record<string, readonly string[]>): fc.Arbitrary<Record<string, string>> {
  const all = Object.entries(choices).flatMap(([key, list]) => list.map((each) => ({ [key]: each })));
  return fc.constantFrom({}, ...all);
}

const tunnel = record({
  tunnelInsideCidr: optional(fc.constantFrom('169.254.10.0/30')),
  tunnelInsideIpv6Cidr: optional(fc.constant('fd00::/126')),
  outsideIpAddress: optional(fc.constantFrom('203.0.113.1', '2001:db8::1')),
  status: optional(status),
  acceptedRouteCount: optional(fc.nat(200)),
  ...says,
  phase1DHGroupNumbers: optional(fc.array(fc.constantFrom(2, 14))),
  phase2EncryptionAlgorithms: optional(fc.array(fc.constantFrom('AES256'))),
  startupAction: optional(fc.constantFrom('add', 'start')),
});

function things(n: Names): fc.Arbitrary<Record<string, unknown>> {
  const connect = fc.uniqueArray(name, { maxLength: 2 }).chain((peers) =>
    section(
      peers,
      record({
        peerAsn: asn,
        router: oneOf(n.routers),
        insideCidrBlocks: optional(prefixes),
        status: optional(status),
        ...says,
      }),
    ).map((made) => ({ connect: { peers: made ?? {} } })),
  );
  // Attachment names begin with a capital, so that none is the name of a VPN connection as well.
  const attachmentNames = fc.uniqueArray(fc.constantFrom('Att-1', 'Att-2', 'Att-3'), { maxLength: 3 });
  const attachment = (self: string): fc.Arbitrary<unknown> =>
    fc.oneof(
      connect,
      ...[
        { vpc: n.vpcs },
        { directConnectGateway: n.dxgws },
        { clientVpnEndpoint: n.endpoints },
        { peering: n.tgws.filter((other) => other !== self) },
      ].flatMap((choice) =>
        Object.entries(choice).flatMap(([key, list]) => list.map((each) => fc.constant({ [key]: each }))),
      ),
    );
  const transitGateway = (self: string): fc.Arbitrary<unknown> =>
    attachmentNames.chain((attached) =>
      section(attached, attachment(self)).chain((attachments) => {
        const propagating = attached.filter(
          (each) => (attachments?.[each] as { peering?: string } | undefined)?.peering === undefined,
        );
        const tables = fc
          .tuple(
            fc.subarray([...attached]),
            someOf(propagating),
            fc.boolean(),
            fc.boolean(),
            fc.array(fc.tuple(prefixText, fc.constantFrom(null, ...attached)), { maxLength: 2 }),
          )
          .map(([associations, propagations, takesAssociations, takesPropagations, routes]) => ({
            main: {
              associations,
              propagations,
              defaultPropagationRouteTable: takesPropagations,
              routes: routes.map(([destinationCidrBlock, to]) => ({
                destinationCidrBlock,
                ...(to === null ? { blackhole: true } : { attachment: to }),
              })),
            },
            rest: { defaultAssociationRouteTable: takesAssociations },
          }));
        return record({
          amazonSideAsn: optional(asn),
          vpnEcmpSupport: optional(fc.constantFrom('enable', 'disable', true, false)),
          transitGatewayCidrBlocks: optional(prefixes),
          attachments: fc.constant(attachments),
          routeTables: optional(tables),
          ...owned,
        });
      }),
    );
  const vif = fc.constantFrom('private', 'transit', 'public').chain((type) =>
    target(
      type === 'public'
        ? {}
        : type === 'transit'
          ? { directConnectGateway: n.dxgws }
          : { directConnectGateway: n.dxgws, vpnGateway: n.vgws },
    ).chain((gateway) =>
      record({
        type: fc.constant(type),
        router: oneOf(n.routers),
        bgpAsn: optional(asn),
        addressFamily: optional(fc.constantFrom('ipv6', ['ipv4', 'ipv6'], ['ipv6'])),
        bandwidth: optional(bandwidth),
        connection: optional(fc.constant('dxcon-1')),
        location: optional(fc.constant('FRA1')),
        status: optional(status),
        acceptedRoutes: optional(prefixes),
        acceptedRouteCount: optional(fc.nat(200)),
        ...says,
        ...owned,
      }).map((rest) => ({ ...rest, ...gateway })),
    ),
  );
  const vpn = target({ vpnGateway: n.vgws, transitGateway: n.tgws }).chain((gateway) =>
    record({
      customerGateway: fc.constantFrom(...(n.cgws.length === 0 ? ['none'] : n.cgws)),
      staticRoutesOnly: optional(fc.boolean()),
      routes: optional(prefixes),
      outsideIpAddressType: optional(fc.constantFrom('PublicIpv4', 'PrivateIpv4', 'Ipv6')),
      enableAcceleration: optional(fc.boolean()),
      overPublicVirtualInterface: oneOf(n.vifs),
      tunnelInsideIpVersion: optional(fc.constantFrom('ipv4', 'ipv6')),
      tunnelBandwidth: optional(fc.constantFrom('standard', 'large')),
      mtu: optional(fc.integer({ min: 576, max: 1500 })),
      acceptedRoutes: optional(prefixes),
      ...says,
      status: optional(status),
      tunnels: optional(fc.array(tunnel, { minLength: 1, maxLength: 2 })),
      ...owned,
    }).map((rest) => ({ ...rest, ...gateway })),
  );
  const routeTables = section(
    ['main'],
    record({
      propagatingVgws: optional(someOf(n.vgws)),
      routes: optional(
        fc.array(
          fc
            .tuple(
              prefixText,
              fc.constantFrom(
                { target: 'igw-1' },
                { blackhole: true },
                ...n.vgws.map((vpnGateway) => ({ vpnGateway })),
                ...n.tgws.map((transitGateway) => ({ transitGateway })),
              ),
            )
            .map(([destinationCidrBlock, to]) => ({ destinationCidrBlock, ...to })),
          { maxLength: 2 },
        ),
      ),
    }),
  );
  const association = (kind: string, list: readonly string[]): fc.Arbitrary<unknown[]> =>
    someOf(list).chain((some) =>
      fc.tuple(...some.map((each) => record({ [kind]: fc.constant(each), allowedPrefixes: optional(prefixes) }))),
    );
  const failures = optional(fc.constantFrom({ tunnels: 1 }, { vpnConnections: 2, routers: 1 }));
  const places = [...n.vpcs, ...n.routers, ...n.cgws, ...n.vifs, ...n.vpns];
  const place = places.length === 0 ? null : fc.constantFrom(...places);
  const connections = [...n.vpns, ...n.vifs];
  const expectations: fc.Arbitrary<unknown>[] = [];
  if (place !== null) {
    expectations.push(
      record({
        reach: prefixText,
        from: place,
        via: optional(someOf(connections)),
        not: optional(fc.boolean()),
        afterFailuresOf: failures,
      }),
    );
    expectations.push(
      record({ unreachable: prefixText, from: place, afterFailuresOf: failures }),
      record({ bandwidth, from: place, to: place, afterFailuresOf: failures }),
    );
  }
  if (connections.length > 0) {
    const session = fc.constantFrom(...connections, ...n.vpns.map((each) => `${each}/tunnel-1`));
    expectations.push(
      record({ session, stays: status, afterFailuresOf: failures }),
      record({ session, routesAtMost: fc.nat(2000), direction: optional(fc.constantFrom('inbound', 'outbound')) }),
    );
  }
  const demand =
    place === null
      ? null
      : fc
          .tuple(
            place,
            place,
            fc.constantFrom(
              { bandwidth: '10Gbps' },
              { packetsPerSecond: 140_000 },
              { bandwidth: '1.5Mbps', packetsPerSecond: '1kpps' },
            ),
            fc.constantFrom({}, { afterFailuresOf: { vpnConnections: 1 } }),
          )
          .map(([from, to, rate, failures]) => ({ from, to, ...rate, ...failures }));
  return record({
    routecap: fc.constant(1),
    ...owned,
    profile: optional(fc.constantFrom('faq', 'guide')),
    near: optional(fc.integer({ min: 1, max: 100 })),
    assumptions: optional(
      fc.dictionary(name, fc.oneof(fc.boolean(), fc.nat(), fc.constantFrom('never', 'x')), { maxKeys: 2 }),
    ),
    quotas: optional(fc.dictionary(name, fc.nat(), { maxKeys: 2 })),
    ignore: optional(
      fc.array(
        record({
          rule: fc.constant('asn/duplicate-sites'),
          subject: optional(fc.constantFrom('*', 'hub')),
          reason: fc.constant('known'),
          until: optional(date),
        }),
        { maxLength: 2 },
      ),
    ),
    vpcs: section(n.vpcs, record({ cidrs: optional(prefixes), routeTables: optional(routeTables), ...owned })),
    vpnGateways: section(
      n.vgws,
      record({ vpc: oneOf(n.vpcs), amazonSideAsn: optional(asn), created: optional(date), ...owned }),
    ),
    transitGateways: fc
      .tuple(...n.tgws.map(transitGateway))
      .map((made) => (made.length === 0 ? undefined : Object.fromEntries(n.tgws.map((each, i) => [each, made[i]])))),
    directConnectGateways: section(
      n.dxgws,
      record({
        amazonSideAsn: optional(asn),
        account: owned.account,
        associations: optional(
          fc
            .tuple(association('transitGateway', n.tgws), association('vpnGateway', n.vgws))
            .map(([a, b]) => [...a, ...b]),
        ),
      }),
    ),
    virtualInterfaces: section(n.vifs, vif),
    routers: section(
      n.routers,
      record({
        asn: optional(asn),
        announce: optional(announce),
        transit: optional(fc.boolean()),
        policy: optional(policy),
      }),
    ),
    customerGateways: section(
      n.cgws,
      record({
        bgpAsn: optional(asn),
        ipAddress: optional(fc.constantFrom('203.0.113.9', '2001:db8::9')),
        router: oneOf(n.routers),
        ...says,
        transit: optional(fc.boolean()),
        natTraversal: optional(fc.boolean()),
        behindNat: optional(fc.boolean()),
        routing: optional(fc.constantFrom('route-based', 'policy-based')),
        trafficSelectors: optional(fc.nat(9)),
        ...owned,
      }),
    ),
    vpnConnections: section(n.cgws.length === 0 ? [] : n.vpns, vpn),
    clientVpnEndpoints: section(n.endpoints, record({ clientCidrBlock: optional(prefixText), ...owned })),
    expect:
      expectations.length === 0
        ? fc.constant(undefined)
        : optional(fc.array(fc.oneof(...expectations), { maxLength: 3 })),
    demands: demand === null ? fc.constant(undefined) : optional(fc.array(demand, { maxLength: 2 })),
    notModelled: optional(fc.constant([{ subject: 'x', what: 'y' }])),
  });
}

/** Documents that read without a problem. */
export const soundDocument: fc.Arbitrary<DesignDocument> = fc
  .record({
    vpcs: names,
    vgws: names,
    tgws: names,
    dxgws: names,
    vifs: names,
    routers: names,
    cgws: names,
    vpns: names,
    endpoints: names,
  })
  .map((made) => (made.cgws.length === 0 ? { ...made, vpns: [] } : made))
  .chain((made) => things(made)) as fc.Arbitrary<DesignDocument>;
