import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { readDesign } from '../../src/design/read-design.ts';
import type { Announcement } from '../../src/design/vocabulary.ts';
import { noFiles, read, sound, soundOf } from './read.ts';

const texts = (announce: readonly Announcement[] | null): string[][] | null =>
  announce === null ? null : announce.map(({ prefixes }) => [...prefixes].map(formatPrefix));

const examples = new URL('../../../shared/examples/', import.meta.url);
const present = existsSync(examples);
if (!present) console.log(`skipped: the shared examples are not beside this checkout (${examples.pathname})`);

test.skipIf(!present)('the shared examples have no problems', () => {
  const files = readdirSync(examples).filter((name) => name.endsWith('.yaml'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const { design, problems } = readDesign([{ file, text: readFileSync(new URL(file, examples), 'utf8') }], noFiles);
    expect({ file, problems }).toEqual({ file, problems: [] });
    expect(design).not.toBeNull();
  }
});

describe('defaults', () => {
  const design = sound(
    'routecap: 1\nvpnGateways: { v: }\ntransitGateways: { t: }\ndirectConnectGateways: { d: {} }\ncustomerGateways: { c: {} }\nvpnConnections: { n: { customerGateway: c } }\nvirtualInterfaces: { i: { type: public } }\nrouters: { r: }\n',
  );
  test('gateways take AS 64512, ECMP is on', () => {
    expect(design.vpnGateways.v).toEqual({
      region: null,
      account: null,
      vpc: null,
      amazonSideAsn: 64512,
      created: null,
    });
    expect(design.transitGateways.t).toMatchObject({ amazonSideAsn: 64512, vpnEcmpSupport: true, attachments: {} });
    expect(design.directConnectGateways.d).toEqual({ account: null, amazonSideAsn: 64512, associations: [] });
  });
  test('a connection has two tunnels, both up, no BGP peer of its own', () => {
    const connection = design.vpnConnections.n!;
    expect(connection.tunnels.map(({ id, status }) => [id, status])).toEqual([
      ['tunnel-1', 'up'],
      ['tunnel-2', 'up'],
    ]);
    expect(connection).toMatchObject({
      gateway: null,
      staticRoutesOnly: false,
      routes: [],
      outsideIpAddressType: 'PublicIpv4',
      tunnelInsideIpVersion: 'ipv4',
      tunnelBandwidth: 'standard',
      announce: null,
    });
  });
  test('a virtual interface is up and speaks IPv4', () => {
    expect(design.virtualInterfaces.i).toMatchObject({
      families: ['ipv4'],
      status: 'up',
      gateway: null,
      bandwidthMbps: null,
    });
  });
  test('maps of names have no prototype, so that every name is safe', () => {
    const named = sound(
      'routecap: 1\nvpcs: { constructor: {}, toString: {} }\nvpnGateways: { valueOf: { vpc: toString } }\n',
    );
    expect(Object.keys(named.vpcs)).toEqual(['constructor', 'toString']);
    expect(named.routers['constructor']).toBeUndefined();
    expect(named.vpnGateways['valueOf']?.vpc).toBe('toString');
  });
});

describe('synonyms', () => {
  test('mean the same as the canonical keys', () => {
    const canonical = sound(`routecap: 1
vpnGateways: { v: {} }
vpcs: { a: { routeTables: { main: { routes: [{ destinationCidrBlock: 10.0.0.0/8, vpnGateway: v }] } } } }
routers: { r: { asn: 65010 } }
customerGateways: { c: { bgpAsn: 65011, announce: [10.1.0.0/16] } }
virtualInterfaces: { i: { type: private, bgpAsn: 65012, status: down, addressFamily: [ipv4] } }
vpnConnections: { n: { customerGateway: c, vpnGateway: v, routes: [10.0.0.0/8], status: down } }
transitGateways: { t: { vpnEcmpSupport: disable, attachments: { p: { peering: u } } }, u: {} }
expect: [{ reach: 10.0.0.0/8, from: a, via: [n] }, { reach: 10.9.0.0/16, from: a, not: true }]
`);
    const spelled = sound(`routecap: 1
vpnGateways: { v: {} }
vpcs: { a: { routeTables: { main: { routes: [{ destination: 10.0.0.0/8, vpnGateway: v }] } } } }
routers: { r: { bgpAsn: "65010" } }
customerGateways: { c: { asn: 65011, announce: 10.1.0.0/16 } }
virtualInterfaces: { i: { type: private, asn: 65012, up: false, addressFamily: ipv4 } }
vpnConnections: { n: { customerGateway: c, vpnGateway: v, staticRoutes: [10.0.0.0/8], status: DOWN } }
transitGateways: { t: { vpnEcmpSupport: false, attachments: { p: { transitGateway: u } } }, u: {} }
expect: [{ reach: 10.0.0.0/8, from: a, via: n }, { unreachable: 10.9.0.0/16, from: a }]
`);
    expect(spelled).toEqual(canonical);
    expect(canonical.vpnConnections.n!.tunnels.map(({ status }) => status)).toEqual(['down', 'down']);
  });
});

describe('announcements', () => {
  const announced = (list: string, files = noFiles): readonly Announcement[] =>
    sound(`routecap: 1\nrouters: { r: { announce: ${list} } }\n`, files).routers.r!.announce;
  test('bare prefixes in a row are one', () => {
    expect(texts(announced('[10.0.0.0/8, 2001:db8::/32, { prefix: 10.2.0.0/16 }, 10.3.0.0/16]'))).toEqual([
      ['10.0.0.0/8', '2001:db8::/32'],
      ['10.2.0.0/16'],
      ['10.3.0.0/16'],
    ]);
  });
  test('attributes', () => {
    const [one] = announced(
      '[{ prefix: 10.0.0.0/8, asPath: [65010, "65100"], med: 50, communities: [no-export, "7224:7100", "7224:7100"], origin: egp }]',
    );
    expect(one).toMatchObject({
      asPath: [65010, 65100],
      med: 50,
      communities: ['65535:65281', '7224:7100'],
      origin: 'egp',
      anonymous: 0,
    });
  });
  test('counted out of a block', () => {
    expect(texts(announced('[{ from: 10.0.0.0/22, length: 24, count: 2, start: 2 }]'))).toEqual([
      ['10.0.2.0/24', '10.0.3.0/24'],
    ]);
  });
  test('a file, each prefix once', () => {
    expect(
      texts(
        announced('[{ file: a.txt, med: 1 }]', () => ({
          ok: true,
          text: new TextEncoder().encode('# mine\n10.1.0.0/16\n10.0.0.0/16\n10.1.0.0/16\n'),
        })),
      ),
    ).toEqual([['10.0.0.0/16', '10.1.0.0/16']]);
  });
  test('a bare count', () => {
    expect(announced('[{ count: 42 }]').map(({ prefixes, anonymous }) => [prefixes.size, anonymous])).toEqual([
      [0, 42],
    ]);
  });
  test('nothing said is not the same as nothing announced', () => {
    const design = sound('routecap: 1\ncustomerGateways: { a: {}, b: { announce: [] } }\n');
    expect([design.customerGateways.a!.announce, design.customerGateways.b!.announce]).toEqual([null, []]);
  });
});

describe('transit gateway tables', () => {
  const hub = (tables: string): string => `routecap: 1
vpcs: { app: {} }
customerGateways: { c: {} }
vpnConnections: { vpn-b: { customerGateway: c, transitGateway: hub }, vpn-a: { customerGateway: c, transitGateway: hub }, other: { customerGateway: c, transitGateway: far } }
transitGateways:
  far: {}
  hub:
    attachments: { to-far: { peering: far }, to-app: { vpc: app } }
${tables}`;
  test('none drawn: one, with all associated and all but peerings (P-TGW-PEER) propagated', () => {
    expect(sound(hub('')).transitGateways.hub!.routeTables).toEqual({
      default: {
        associations: ['to-app', 'to-far', 'vpn-a', 'vpn-b'],
        propagations: ['to-app', 'vpn-a', 'vpn-b'],
        routes: [],
      },
    });
  });
  test('drawn: as drawn', () => {
    const { routeTables } = sound(
      hub(
        '    routeTables: { x: { associations: [vpn-a], propagations: [to-app], routes: [{ destination: 10.0.0.0/8, attachment: to-far }, { prefix: 0.0.0.0/0, blackhole: true }] }, y: }\n',
      ),
    ).transitGateways.hub!;
    expect(routeTables.y).toEqual({ associations: [], propagations: [], routes: [] });
    expect(routeTables.x).toMatchObject({
      associations: ['vpn-a'],
      propagations: ['to-app'],
      routes: [{ attachment: 'to-far' }, { attachment: null }],
    });
  });
  test('default tables take what no table names', () => {
    const { routeTables } = sound(
      hub(
        '    routeTables: { x: { associations: [vpn-a], defaultPropagationRouteTable: true }, y: { defaultAssociationRouteTable: true, propagations: [vpn-a] } }\n',
      ),
    ).transitGateways.hub!;
    expect(routeTables).toEqual({
      x: { associations: ['vpn-a'], propagations: ['to-app', 'vpn-b'], routes: [] },
      y: { associations: ['to-app', 'to-far', 'vpn-b'], propagations: ['vpn-a'], routes: [] },
    });
  });
  test('a connection of another gateway is no attachment here', () => {
    expect(
      read(hub('    routeTables: { x: { associations: [other] } }\n')).problems.map(({ message }) => message),
    ).toEqual(['there is no attachment `other`']);
  });
});

describe('sessions and places of expectations', () => {
  test('every name that a session or place may go by', () => {
    const design = sound(`routecap: 1
vpcs: { app: { routeTables: { main: } }, bare: }
routers: { r: }
customerGateways: { c: }
vpnConnections: { n: { customerGateway: c, tunnels: [{}, { id: 203.0.113.7 }] } }
virtualInterfaces: { i: { type: private, addressFamily: [ipv6, ipv4] } }
transitGateways: { t: { attachments: { a: { connect: { peers: { p: { peerAsn: 65001 } } } } } } }
expect:
${['n', 'n/tunnel-1', 'n/203.0.113.7', 'i', 'i/ipv6', 'a/p', 'a/p/1', 'a/p/2'].map((session) => `  - { session: ${session}, stays: up }\n`).join('')}
${['app', 'app/main', 'bare', 'bare/implicit', 'r', 'c', 'n', 'i'].map((from) => `  - { bandwidth: 1Gbps, from: ${from}, to: r, afterFailuresOf: { tunnels: 1, routers: 2 } }\n`).join('')}
  - { session: n, routesAtMost: 3, direction: outbound }
demands: [{ from: app, to: r, bandwidth: 1.25Gbps, packetsPerSecond: 140kpps }, { from: r, to: app, packetsPerSecond: 1000, afterFailuresOf: { vpnConnections: 1 } }]
`);
    expect(design.expect).toHaveLength(17);
    expect(design.expect[8]).toEqual({
      kind: 'bandwidth',
      bandwidthMbps: 1000,
      from: 'app',
      to: 'r',
      afterFailuresOf: { tunnels: 1, routers: 2 },
    });
    expect(design.demands).toEqual([
      { from: 'app', to: 'r', bandwidthMbps: 1250, packetsPerSecond: 140_000, afterFailuresOf: null },
      { from: 'r', to: 'app', bandwidthMbps: null, packetsPerSecond: 1000, afterFailuresOf: { vpnConnections: 1 } },
    ]);
    expect(design.virtualInterfaces.i!.families).toEqual(['ipv4', 'ipv6']);
  });
});

describe('several documents', () => {
  test('things unite by name, tunnels side by side, statements one behind the other', () => {
    const design = soundOf([
      {
        file: 'export',
        document: {
          customerGateways: { c: { bgpAsn: '65010' } },
          vpnConnections: {
            n: { customerGateway: 'c', tunnels: [{ id: '203.0.113.1', acceptedRouteCount: 5 }, { id: '203.0.113.2' }] },
          },
        },
      },
      {
        file: 'mine.yaml',
        text: 'routecap: 1\ncustomerGateways: { c: { asn: 65010, announce: [10.0.0.0/8] } }\nvpnConnections: { n: { tunnels: [{}, { status: down }] } }\nexpect: [{ session: n, stays: up }]\n',
      },
      { file: 'more.yaml', text: 'expect: [{ session: n/203.0.113.2, stays: down }]\n' },
    ]);
    expect(design.customerGateways.c).toMatchObject({ bgpAsn: 65010, announce: [{ med: null }] });
    expect(
      design.vpnConnections.n!.tunnels.map(({ id, status, acceptedRouteCount }) => [id, status, acceptedRouteCount]),
    ).toEqual([
      ['203.0.113.1', 'up', 5],
      ['203.0.113.2', 'down', null],
    ]);
    expect(design.expect.map((each) => each.kind === 'session' && each.session)).toEqual(['n', 'n/203.0.113.2']);
  });
  test('an export that knows one tunnel and a file that draws two', () => {
    const { tunnels } = soundOf([
      {
        file: 'mine.yaml',
        text: 'routecap: 1\ncustomerGateways: { c: }\nvpnConnections: { n: { customerGateway: c, tunnels: [{ acceptedRouteCount: 1 }] } }\n',
      },
      { file: 'more.yaml', text: 'vpnConnections: { n: { tunnels: [{}, { acceptedRouteCount: 2 }] } }\n' },
    ]).vpnConnections.n!;
    expect(tunnels.map(({ acceptedRouteCount }) => acceptedRouteCount)).toEqual([1, 2]);
  });
  test('an import alone need not name the version', () => {
    expect(soundOf([{ file: 'export', document: { region: 'eu-west-1' } }]).region).toBe('eu-west-1');
  });
});

test('the fields of a Client VPN endpoint that are not modelled are said aloud', () => {
  const design = sound(
    'routecap: 1\nclientVpnEndpoints: { e: { clientCidrBlock: 10.0.0.0/22, splitTunnel: true } }\nnotModelled: [{ subject: x, what: y }]\n',
  );
  expect(design.notModelled).toEqual([
    { subject: 'x', what: 'y' },
    { subject: 'e', what: '`splitTunnel` of a Client VPN endpoint' },
  ]);
});

test('account ids keep their leading zeros, quoted or not', () => {
  for (const id of ['012345678901', '"012345678901"'])
    expect(sound(`routecap: 1\naccount: ${id}\n`).account).toBe('012345678901');
  expect(sound('{ "routecap": 1, "account": 12345678901 }').account).toBe('012345678901');
});

test('a design of 5,000 connections in JSON is read, and each thing found in it', () => {
  const customerGateways: Record<string, unknown> = {};
  const vpnConnections: Record<string, unknown> = {};
  for (let i = 0; i < 5000; i++) {
    customerGateways[`cgw-${i}`] = {
      bgpAsn: 65010,
      ipAddress: `10.${i >> 8}.${i & 255}.1`,
      announce: [{ from: '10.0.0.0/8', length: 24, count: 95 }],
    };
    vpnConnections[`vpn-${i}`] = {
      customerGateway: `cgw-${i}`,
      vpnGateway: 'hub',
      tunnels: [{ tunnelInsideCidr: '169.254.10.0/30' }, {}],
    };
  }
  const text = JSON.stringify({ routecap: 1, vpnGateways: { hub: {} }, customerGateways, vpnConnections }, null, 2);
  const { design, problems, locate } = read(text);
  expect(problems).toEqual([]);
  expect(Object.keys(design!.vpnConnections)).toHaveLength(5000);
  expect(locate(['vpnConnections', 'vpn-4999'])?.line).toBeGreaterThan(100_000);
});
