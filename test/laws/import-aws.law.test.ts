/** Laws of the AWS importer: it never throws, order does not matter, no secret passes, and nothing is lost in silence. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDesign } from '../../src/design/read-design.ts';
import { designSchema } from '../../src/design/schema.ts';
import { runSchema } from '../../src/design/schema-kinds.ts';
import { importAws } from '../../src/importers/import-aws.ts';

/** Letters that hardly stand together in any honest output, so that a piece of six is a leak and no accident. */
const secret = fc.string({ unit: fc.constantFrom(...'QXZJVWqxzjvw_'), minLength: 8, maxLength: 24 });

const number = fc.integer({ min: 1, max: 4 });
const idOf = (kind: string) => number.map((n) => `${kind}-0${n}`);
const addressUpTo = (max: number) => fc.integer({ min: 1, max }).map((n) => `192.0.2.${n}`);
const cidr = fc.oneof(
  fc.constantFrom(
    '0.0.0.0/0',
    '10.0.0.0/8',
    '10.0.0.0/16',
    '10.0.1.0/24',
    '10.0.1.1/32',
    '::/0',
    '2001:db8::/32',
    '2001:db8::1/128',
  ),
  fc.integer({ min: 0, max: 255 }).map((n) => `10.1.${n}.0/24`),
);
const state = fc.constantFrom('available', 'pending', 'available', 'deleted', 'deleting', undefined);
const asn = fc.constantFrom(64512, 65001, '65002', '4200000000', undefined);
/** Mostly right, now and then anything. */
const or = (honest: fc.Arbitrary<unknown>, junk: boolean): fc.Arbitrary<unknown> =>
  junk ? fc.oneof({ arbitrary: honest, weight: 12 }, { arbitrary: fc.jsonValue(), weight: 1 }) : honest;

const xml = (psk: string, outside: string) =>
  `<?xml version="1.0"?><vpn_connection id="x"><ipsec_tunnel><vpn_gateway><tunnel_outside_address><ip_address>${outside}</ip_address>` +
  `</tunnel_outside_address><bgp><asn>64512</asn></bgp></vpn_gateway><ike><pre_shared_key>${psk}</pre_shared_key></ike></ipsec_tunnel></vpn_connection>`;

const resourcePrefix: Readonly<Record<string, string>> = {
  vpc: 'vpc',
  vpn: 'vpn',
  'direct-connect-gateway': 'dxgw',
  connect: 'tgw-attach',
  odd: 'odd',
};

interface Secrets {
  readonly psk: string;
  readonly key: string;
}

/** Kinds with the key of their ids; every secret field of AWS holds a secret. */
function kinds({ psk, key }: Secrets, junk: boolean): Record<string, fc.Arbitrary<unknown>> {
  // Two tunnels have two outside addresses.
  const address = addressUpTo(junk ? 4 : 2);
  const object = (fields: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record(Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, or(each, junk)])));
  // Honest lists hold nothing twice: neither an id nor a destination.
  const few = (each: fc.Arbitrary<unknown>, maxLength = 3) =>
    junk
      ? fc.array(each, { maxLength: 3 })
      : fc.uniqueArray(each, {
          maxLength,
          selector: (entry) =>
            Object.entries(entry as object).find(([name]) => name !== 'ResourceType')?.[1] as unknown,
        });
  // A peering propagates nothing, so an honest export has none among the propagations.
  const resourceType = fc.constantFrom(
    'vpc',
    'vpn',
    'direct-connect-gateway',
    'connect',
    'odd',
    ...(junk ? ['peering'] : []),
  );
  const ofItsKind = (each: Record<string, unknown>) =>
    junk
      ? each
      : {
          ...each,
          ResourceId: `${resourcePrefix[each.ResourceType as string]}-0${String(each.TransitGatewayAttachmentId).slice(-1)}`,
        };
  const use = object({
    TransitGatewayAttachmentId: idOf('tgw-attach'),
    ResourceId: fc.oneof(idOf('vpc'), idOf('vpn'), idOf('dxgw')),
    ResourceType: resourceType,
    State: fc.constantFrom('enabled', 'disabled', undefined),
  }).map(ofItsKind);
  const gatewayOfItsKind = (each: Record<string, unknown>) => {
    if (junk) return each;
    const { virtualInterfaceType: type, virtualGatewayId, directConnectGatewayId, ...rest } = each;
    if (type === 'public') return { ...rest, virtualInterfaceType: type };
    return {
      ...rest,
      virtualInterfaceType: type,
      ...(type === 'private' && directConnectGatewayId === undefined
        ? { virtualGatewayId }
        : { directConnectGatewayId }),
    };
  };
  const tgwRoute = object({
    DestinationCidrBlock: cidr,
    Type: fc.constantFrom('static', 'propagated'),
    State: fc.constantFrom('active', 'blackhole', 'deleted'),
    TransitGatewayAttachments: few(use),
  });
  return {
    CustomerGateways: object({ CustomerGatewayId: idOf('cgw'), State: state, BgpAsn: asn, IpAddress: address }),
    VpnGateways: object({
      VpnGatewayId: idOf('vgw'),
      State: state,
      AmazonSideAsn: asn,
      VpcAttachments: few(object({ VpcId: idOf('vpc'), State: fc.constantFrom('attached', 'detached') }), 1),
    }),
    VpnConnections: object({
      VpnConnectionId: idOf('vpn'),
      State: state,
      CustomerGatewayId: idOf('cgw'),
      VpnGatewayId: fc.option(idOf('vgw'), { nil: undefined }),
      TransitGatewayId: fc.option(idOf('tgw'), { nil: undefined }),
      CustomerGatewayConfiguration: address.map((outside) => xml(psk, outside)),
      Options: object({
        StaticRoutesOnly: fc.boolean(),
        TunnelOptions: few(
          object({ OutsideIpAddress: address, PreSharedKey: fc.constant(psk), TunnelInsideCidr: cidr }),
        ),
      }),
      Routes: few(object({ DestinationCidrBlock: cidr, State: state })),
      VgwTelemetry: few(
        object({
          OutsideIpAddress: address,
          Status: fc.constantFrom('UP', 'DOWN'),
          AcceptedRouteCount: fc.constantFrom(0, 1, 99, 100, 101),
        }),
      ),
    }).map(({ TransitGatewayId, ...each }) =>
      junk || each.VpnGatewayId === undefined ? { ...each, TransitGatewayId } : each,
    ),
    Vpcs: object({ VpcId: idOf('vpc'), State: state, CidrBlock: cidr }),
    RouteTables: object({
      RouteTableId: idOf('rtb'),
      VpcId: idOf('vpc'),
      PropagatingVgws: few(object({ GatewayId: idOf('vgw') })),
      Routes: few(
        object({
          DestinationCidrBlock: cidr,
          GatewayId: fc.oneof(idOf('vgw'), fc.constant('local')),
          Origin: fc.constantFrom('CreateRoute', 'EnableVgwRoutePropagation'),
          State: fc.constantFrom('active', 'blackhole'),
        }),
      ),
    }),
    TransitGateways: object({
      TransitGatewayId: idOf('tgw'),
      State: state,
      Options: object({ AmazonSideAsn: asn, VpnEcmpSupport: fc.constantFrom('enable', 'disable') }),
    }),
    TransitGatewayAttachments: object({
      TransitGatewayAttachmentId: idOf('tgw-attach'),
      TransitGatewayId: idOf('tgw'),
      State: state,
      ResourceType: resourceType,
      ResourceId: fc.oneof(idOf('vpc'), idOf('vpn'), idOf('dxgw'), idOf('tgw')),
      Association: object({ TransitGatewayRouteTableId: idOf('tgw-rtb'), State: fc.constant('associated') }),
    }).map(ofItsKind),
    TransitGatewayConnectPeers: object({
      TransitGatewayConnectPeerId: idOf('peer'),
      TransitGatewayAttachmentId: idOf('tgw-attach'),
      State: state,
      ConnectPeerConfiguration: object({
        BgpConfigurations: few(object({ PeerAsn: asn, BgpStatus: fc.constantFrom('up', 'down') }), 1),
      }),
    }),
    TransitGatewayRouteTables: object({
      TransitGatewayRouteTableId: idOf('tgw-rtb'),
      TransitGatewayId: idOf('tgw'),
      State: state,
    }),
    TransitGatewayPropagations: object({
      TransitGatewayRouteTableId: idOf('tgw-rtb'),
      TransitGatewayRouteTablePropagations: few(use),
    }),
    TransitGatewayStaticRoutes: object({
      TransitGatewayRouteTableId: idOf('tgw-rtb'),
      Routes: few(tgwRoute),
      AdditionalRoutesAvailable: fc.boolean(),
    }),
    directConnectGateways: object({
      directConnectGatewayId: idOf('dxgw'),
      directConnectGatewayState: state,
      amazonSideAsn: asn,
    }),
    virtualInterfaces: object({
      virtualInterfaceId: idOf('dxvif'),
      virtualInterfaceState: state,
      virtualInterfaceType: fc.constantFrom('private', 'transit', 'public'),
      asn,
      directConnectGatewayId: fc.option(idOf('dxgw'), { nil: undefined }),
      virtualGatewayId: fc.option(idOf('vgw'), { nil: undefined }),
      connectionId: idOf('dxcon'),
      authKey: fc.constant(key),
      customerRouterConfig: fc.constant(`<logical_connection><bgp_auth_key>${key}</bgp_auth_key></logical_connection>`),
      bgpPeers: few(
        object({
          asn,
          authKey: fc.constant(key),
          bgpStatus: fc.constantFrom('up', 'down'),
          addressFamily: fc.constantFrom('ipv4', 'ipv6'),
        }),
      ),
    }).map(gatewayOfItsKind),
    connections: object({
      connectionId: idOf('dxcon'),
      connectionState: state,
      bandwidth: fc.constantFrom('1Gbps', '500Mbps'),
      macSecKeys: few(object({ cak: fc.constant(key), ckn: fc.constant(key) })),
    }),
  };
}

interface TextFile {
  readonly path: string;
  readonly text: string;
}

const exportOf = (secrets: Secrets, junk = true): fc.Arbitrary<TextFile[]> => {
  const answer = fc.record(
    Object.fromEntries(
      Object.entries(kinds(secrets, junk)).map(([key, each]) => [
        key,
        or(
          junk
            ? fc.array(each, { maxLength: 3 })
            : fc.uniqueArray(each, { maxLength: 3, selector: (entry) => Object.values(entry as object)[0] as unknown }),
          junk,
        ),
      ]),
    ),
    { requiredKeys: [] },
  );
  const file = fc.record({
    path: fc.constantFrom('a.json', 'b/eu-west-1/c.json', '111122223333/d.json', 'tgw-rtb-01.json'),
    text: answer.map((value) => JSON.stringify(value, null, 1)),
  });
  return fc.array(file, { minLength: 1, maxLength: junk ? 4 : 1 });
};

const secrets = fc.record({ psk: secret, key: secret });
const files = secrets.chain((given) => exportOf(given));
const honestFiles = secrets.chain((given) => exportOf(given, false));

function pieces(text: string): string[] {
  return Array.from({ length: text.length - 5 }, (_, at) => text.slice(at, at + 6));
}

test('never throws, whatever the text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.jsonValue().map((value) => JSON.stringify({ VpnConnections: value, Routes: value })),
    fc.constant('['.repeat(100_000)),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ path: fc.string(), text }), { maxLength: 4 }), (given) => {
      const { problems, recognised } = importAws(given);
      expect(recognised > 0 || problems.length > 0).toBe(true);
    }),
  );
});

test('says the same whatever the order of the files', () => {
  fc.assert(
    fc.property(
      files.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))),
      ([given, shuffled]) => {
        expect(JSON.stringify(importAws(shuffled))).toBe(JSON.stringify(importAws(given)));
      },
    ),
  );
});

test('what it makes fits the schema of the design language, whatever the export', () => {
  fc.assert(
    fc.property(files, (given) => {
      expect(runSchema(designSchema, importAws(given).document).faults).toEqual([]);
    }),
  );
});

test('what it makes without a problem reads as a design without a problem', () => {
  fc.assert(
    fc.property(honestFiles, (given) => {
      const { document, locate, problems } = importAws(given);
      const read = readDesign([{ file: 'export', document, locate }], () => ({ ok: false, why: 'no files here' }));
      expect(problems).toEqual([]);
      expect(read.problems).toEqual([]);
    }),
  );
});

test('no piece of a secret comes out, from whole files or from cut ones', () => {
  const cut = secrets.chain((given) =>
    exportOf(given).chain((whole) =>
      fc.record({ given: fc.constant(given), whole: fc.constant(whole), at: fc.nat({ max: 4000 }) }),
    ),
  );
  fc.assert(
    fc.property(cut, ({ given, whole, at }) => {
      for (const each of [
        whole,
        whole.map(({ path, text }) => ({ path, text: text.slice(0, at) })),
        whole.map(({ path, text }) => ({ path, text: text.slice(at) })),
      ]) {
        const said = JSON.stringify(importAws(each));
        for (const piece of [...pieces(given.psk), ...pieces(given.key)]) expect(said).not.toContain(piece);
      }
    }),
  );
});

test('every object is in the design, or spoken of', () => {
  const ids: Readonly<Record<string, readonly [id: string, state: string]>> = {
    CustomerGateways: ['CustomerGatewayId', 'State'],
    VpnGateways: ['VpnGatewayId', 'State'],
    VpnConnections: ['VpnConnectionId', 'State'],
    Vpcs: ['VpcId', 'State'],
    RouteTables: ['RouteTableId', 'State'],
    TransitGateways: ['TransitGatewayId', 'State'],
    TransitGatewayRouteTables: ['TransitGatewayRouteTableId', 'State'],
    TransitGatewayConnectPeers: ['TransitGatewayConnectPeerId', 'State'],
    TransitGatewayPropagations: ['TransitGatewayRouteTableId', 'State'],
    TransitGatewayStaticRoutes: ['TransitGatewayRouteTableId', 'State'],
    directConnectGateways: ['directConnectGatewayId', 'directConnectGatewayState'],
    virtualInterfaces: ['virtualInterfaceId', 'virtualInterfaceState'],
    connections: ['connectionId', 'connectionState'],
  };
  fc.assert(
    fc.property(files, (given) => {
      const imported = importAws(given);
      const said = JSON.stringify(imported);
      const objects = given.flatMap(({ text }) =>
        Object.entries(JSON.parse(text) as Record<string, unknown>).flatMap(([key, list]) =>
          (Array.isArray(list) ? (list as unknown[]) : []).map((each) => ({
            key,
            each: each as Record<string, unknown> | null,
          })),
        ),
      );
      const gone = new Set(
        objects.flatMap(({ key, each }) => {
          const state = each?.[ids[key]?.[1] ?? ''];
          return state === 'deleted' || state === 'deleting' ? [each?.[ids[key]?.[0] ?? '']] : [];
        }),
      );
      for (const { key, each } of objects) {
        const id = each?.[ids[key]?.[0] ?? ''];
        if (typeof id !== 'string' || !/^[a-z-]+-0\d$/.test(id) || gone.has(id)) continue;
        expect(said).toMatch(new RegExp(`(?<![\\w-])${id}(?![\\w-])`));
      }
      // Attachments of VPN connections go by the name of the connection.
      for (const { key, each } of objects) {
        if (
          key !== 'TransitGatewayAttachments' ||
          typeof each?.TransitGatewayAttachmentId !== 'string' ||
          each.ResourceType === 'vpn'
        )
          continue;
        const id = each.TransitGatewayAttachmentId;
        const others = objects.filter((other) => other.key === key && other.each?.TransitGatewayAttachmentId === id);
        if (
          others.every((other) => other.each?.State === 'available' && other.each.ResourceType !== 'vpn') &&
          /^tgw-attach-0\d$/.test(id)
        ) {
          expect(said).toContain(id);
        }
      }
    }),
  );
});
