/** The importer on fixtures of our own (invented ids, documentation addresses) and on real dumps where they are present. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { designSchema } from '../../src/design/schema.ts';
import { runSchema } from '../../src/design/schema-kinds.ts';
import { importAws } from '../../src/importers/import-aws.ts';

interface TextFile {
  readonly path: string;
  readonly text: string;
}

function readFolder(folder: string): TextFile[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? readFolder(path) : [{ path, text: readFileSync(path, 'utf8') }];
  });
}

const fixture = (name: string) => importAws(readFolder(join(import.meta.dirname, 'fixtures', name)));
const file = (value: unknown, path = 'export.json') => ({ path, text: JSON.stringify(value, null, 2) });
const subjects = (imported: ReturnType<typeof importAws>) => imported.notModelled.map(({ subject }) => subject);

function expectToFitTheSchema(imported: ReturnType<typeof importAws>): void {
  expect(imported.problems).toEqual([]);
  expect(runSchema(designSchema, imported.document).faults).toEqual([]);
}

describe('a hub: transit gateway with VPN, Direct Connect, Connect and two route tables', () => {
  const hub = fixture('aws-hub');
  const gateway = hub.document.transitGateways?.['tgw-0a1'];

  test('fits the schema of the design language', () => expectToFitTheSchema(hub));

  test('associations and propagations name a VPN attachment by its connection', () => {
    expect(gateway?.routeTables?.['tgw-rtb-0core']).toEqual({
      associations: ['tgw-attach-0far', 'tgw-attach-0vpc'],
      propagations: ['tgw-attach-0con', 'tgw-attach-0dx', 'vpn-01', 'vpn-02'],
      routes: [
        { destinationCidrBlock: '0.0.0.0/0', attachment: 'tgw-attach-0vpc' },
        { destinationCidrBlock: '10.0.0.0/8', blackhole: true },
      ],
    });
    expect(Object.keys(gateway?.routeTables ?? {})).toEqual(['tgw-rtb-0core', 'tgw-rtb-0edge']);
    expect(Object.keys(gateway?.attachments ?? {})).toEqual([
      'tgw-attach-0con',
      'tgw-attach-0dx',
      'tgw-attach-0far',
      'tgw-attach-0vpc',
    ]);
  });

  test('options, region and account come from the object, its ARN and its folder', () => {
    expect(gateway).toMatchObject({
      amazonSideAsn: 64513,
      vpnEcmpSupport: 'disable',
      transitGatewayCidrBlocks: ['10.255.0.0/24'],
    });
    expect(gateway).toMatchObject({ region: 'eu-west-1', account: '111122223333' });
    expect(hub.document.customerGateways?.['cgw-01']).toMatchObject({ region: 'eu-west-1', account: '111122223333' });
    expect(hub.document.customerGateways?.['cgw-02']?.bgpAsn).toBe(4200000000);
  });

  test('the routes tell what each attachment announces; the telemetry how much more there is', () => {
    const { vpnConnections, virtualInterfaces } = hub.document;
    expect(vpnConnections?.['vpn-01']?.acceptedRoutes).toEqual(['192.168.1.0/24', '192.168.2.0/24']);
    expect(vpnConnections?.['vpn-02']?.acceptedRoutes).toEqual(['192.168.1.0/24']);
    expect(vpnConnections?.['vpn-02']?.tunnels?.[0]?.acceptedRouteCount).toBe(4);
    expect(virtualInterfaces?.['dxvif-01']?.acceptedRoutes).toEqual(['172.16.0.0/16']);
    expect(virtualInterfaces?.['dxvif-02']?.acceptedRoutes).toBeUndefined();
    expect(gateway?.attachments?.['tgw-attach-0con']?.connect).toEqual({
      transportAttachment: 'tgw-attach-0dx',
      peers: {
        'tgw-connect-peer-01': {
          peerAsn: 65040,
          insideCidrBlocks: ['169.254.6.0/29'],
          status: 'up',
          announce: ['198.51.100.0/24'],
        },
      },
    });
  });

  test('tunnels are matched by outside address, whatever the order of the lists', () => {
    expect(hub.document.vpnConnections?.['vpn-01']?.tunnels).toEqual([
      {
        id: '192.0.2.11',
        outsideIpAddress: '192.0.2.11',
        status: 'up',
        acceptedRouteCount: 2,
        tunnelInsideCidr: '169.254.10.0/30',
        phase1DHGroupNumbers: [14, 20],
        phase1EncryptionAlgorithms: ['AES256-GCM-16'],
        startupAction: 'start',
      },
      {
        id: '192.0.2.12',
        outsideIpAddress: '192.0.2.12',
        status: 'up',
        acceptedRouteCount: 2,
        tunnelInsideCidr: '169.254.11.0/30',
      },
    ]);
    expect(hub.document.vpnConnections?.['vpn-02']).toMatchObject({
      outsideIpAddressType: 'PrivateIpv4',
      transportTransitGatewayAttachmentId: 'tgw-attach-0dx',
      tunnelBandwidth: 'large',
      tunnels: [
        { id: '192.0.2.21', status: 'up' },
        { id: '192.0.2.22', status: 'down' },
      ],
    });
  });

  test('Direct Connect: long ASN, port speed of connection and LAG, BGP down, allowed prefixes', () => {
    const { directConnectGateways, virtualInterfaces } = hub.document;
    expect(virtualInterfaces?.['dxvif-01']).toMatchObject({
      bgpAsn: 4200000001,
      bandwidth: '10Gbps',
      status: 'up',
      location: 'EqDC2',
    });
    expect(virtualInterfaces?.['dxvif-02']).toMatchObject({ bgpAsn: 65011, bandwidth: '2Gbps', status: 'down' });
    expect(directConnectGateways).toEqual({
      '1111aaaa-2222-3333-4444-555566667777': {
        amazonSideAsn: 64514,
        account: '111122223333',
        associations: [{ transitGateway: 'tgw-0a1', allowedPrefixes: ['10.20.0.0/16', '10.255.0.0/24'] }],
      },
    });
  });

  test('only associated blocks of a VPC; those of another account as the table tells them', () => {
    expect(hub.document.vpcs?.['vpc-0app']?.cidrs).toEqual(['10.20.0.0/16', '2001:db8:20::/56']);
    expect(hub.document.vpcs?.['vpc-0far']?.cidrs).toEqual(['10.30.0.0/16']);
  });

  test('what is gone is nowhere, what is not modelled is said, subnets are passed over', () => {
    const all = JSON.stringify(hub.document);
    for (const gone of [
      'tgw-0dead',
      'vpn-09',
      'dxvif-03',
      'tgw-rtb-0old',
      '203.0.113.0/24',
      '10.21.0.0/16',
      'peer-99',
    ]) {
      expect(all).not.toContain(gone);
    }
    expect(subjects(hub)).toEqual([
      'pcx-01',
      'tgw-attach-0conc',
      'tgw-attach-0peer',
      'tgw-connect-peer-01',
      'tgw-rtb-0edge',
      'vpc-0far',
      'vpn-02',
    ]);
    expect(hub.ignored.map(({ kind }) => kind)).toEqual(['Subnets']);
    expect(hub.recognised).toBe(11);
  });

  test('no secret is left', () => expect(JSON.stringify(hub)).not.toMatch(/Zx81|secret/));

  test('things are found where their ids stand', () => {
    const path = readFolder(join(import.meta.dirname, 'fixtures', 'aws-hub')).find(({ path }) =>
      path.endsWith('vpn.json'),
    )!.path;
    expect(hub.locate(['vpnConnections', 'vpn-02', 'acceptedRoutes', 0])).toEqual({ file: path, line: 47, column: 26 });
    expect(hub.locate(['customerGateways', 'cgw-02'])).toEqual({ file: path, line: 11, column: 28 });
    expect(hub.locate(['vpnConnections', 'vpn-01', 'tunnels', 0, 'status'])).toEqual({
      file: path,
      line: 31,
      column: 33,
    });
    expect(hub.locate(['transitGateways', 'tgw-0a1', 'routeTables', 'tgw-rtb-0edge', 'routes', 0])?.line).toBe(11);
    expect(hub.locate(['expect', 0])).toBeNull();
  });
});

describe('a virtual private gateway with two BGP connections and a static one', () => {
  const imported = fixture('aws-vgw');

  test('fits the schema of the design language', () => expectToFitTheSchema(imported));

  test('who announces what cannot be told: counts, and a note', () => {
    const counts = (id: string) =>
      imported.document.vpnConnections?.[id]?.tunnels?.map((tunnel) => tunnel.acceptedRouteCount);
    expect(JSON.stringify(imported.document.vpnConnections)).not.toContain('acceptedRoutes"');
    expect(counts('vpn-01')).toEqual([2, 2]);
    expect(counts('vpn-02')?.[0]).toBe(1);
    expect(imported.notModelled).toContainEqual({
      subject: 'vgw-01',
      what: 'which of its 3 propagated routes come from vpn-01, vpn-02 cannot be told from the export',
    });
  });

  test('an ASN that only the configuration tells is taken from there, and said', () => {
    expect(imported.document.vpnGateways).toEqual({ 'vgw-01': { amazonSideAsn: 7224, vpc: 'vpc-01' } });
    expect(imported.notModelled).toContainEqual({
      subject: 'vgw-01',
      what: 'has no AmazonSideAsn: it is taken from the configuration of its connections',
    });
  });

  test('static routes of the VPC and of the static VPN; a missing VPC has its local route as block', () => {
    expect(imported.document.vpcs?.['vpc-01']).toEqual({
      cidrs: ['10.1.0.0/16'],
      account: '111122223333',
      routeTables: {
        'rtb-01': {
          propagatingVgws: ['vgw-01'],
          routes: [
            { destinationCidrBlock: '0.0.0.0/0', target: 'nat-01' },
            { destinationCidrBlock: '198.51.100.0/24', transitGateway: 'tgw-07' },
            { destinationCidrBlock: '::/0', target: 'eigw-01' },
          ],
        },
      },
    });
    expect(imported.document.vpnConnections?.['vpn-03']?.routes).toEqual(['192.168.30.0/24']);
    expect(subjects(imported)).toContain('rtb-01');
  });
});

describe('what a virtual private gateway learned from one neighbour alone', () => {
  const connection = (
    id: string,
    counts: readonly [number, number],
    status: readonly [string, string] = ['UP', 'UP'],
  ) => ({
    VpnConnectionId: id,
    State: 'available',
    CustomerGatewayId: 'cgw-1',
    VpnGatewayId: 'vgw-1',
    Options: { StaticRoutesOnly: false },
    VgwTelemetry: counts.map((AcceptedRouteCount, index) => ({
      OutsideIpAddress: `192.0.2.${index + 1}`,
      Status: status[index],
      AcceptedRouteCount,
    })),
  });
  const base = (connections: readonly unknown[], more: object = {}) => ({
    CustomerGateways: [{ CustomerGatewayId: 'cgw-1', BgpAsn: '65001', State: 'available' }],
    VpnGateways: [
      {
        VpnGatewayId: 'vgw-1',
        AmazonSideAsn: 64512,
        State: 'available',
        VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }],
      },
    ],
    Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', State: 'available' }],
    RouteTables: [
      {
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        PropagatingVgws: [{ GatewayId: 'vgw-1' }],
        Routes: ['192.168.1.0/24', '192.168.2.0/24'].map((DestinationCidrBlock) => ({
          DestinationCidrBlock,
          GatewayId: 'vgw-1',
          Origin: 'EnableVgwRoutePropagation',
          State: 'active',
        })),
      },
    ],
    VpnConnections: connections,
    ...more,
  });

  test.each([
    ['exactly those', [2, 2], ['192.168.1.0/24', '192.168.2.0/24']],
    ['those and more', [7, 7], ['192.168.1.0/24', '192.168.2.0/24']],
  ] as const)('%s', (_name, counts, expected) => {
    const imported = importAws([file(base([connection('vpn-1', counts)]))]).document.vpnConnections?.['vpn-1'];
    expect(imported?.acceptedRoutes).toEqual(expected);
    expect(imported?.tunnels?.map(({ acceptedRouteCount }) => acceptedRouteCount)).toEqual(counts);
  });

  test('a tunnel with fewer than are known keeps its count, and the export is said to tell no more', () => {
    const imported = importAws([file(base([connection('vpn-1', [1, 2])]))]);
    expect(
      imported.document.vpnConnections?.['vpn-1']?.tunnels?.map(({ acceptedRouteCount }) => acceptedRouteCount),
    ).toEqual([1, 2]);
    expect(imported.notModelled.map(({ what }) => what).join()).toContain('which 1 of 2 known prefixes the tunnel');
  });

  test('a connection that is down announces nothing that can be known', () => {
    const imported = importAws([file(base([connection('vpn-1', [2, 2], ['DOWN', 'DOWN'])]))]);
    expect(JSON.stringify(imported.document.vpnConnections)).not.toContain('acceptedRoutes');
    expect(imported.notModelled).toContainEqual({
      subject: 'vpn-1',
      what: 'is down: what it announces cannot be told from the export',
    });
  });

  test('with a private virtual interface beside it only a full count is certain', () => {
    const vif = {
      virtualInterfaces: [
        {
          virtualInterfaceId: 'dxvif-1',
          virtualInterfaceType: 'private',
          virtualInterfaceState: 'available',
          asn: 65002,
          virtualGatewayId: 'vgw-1',
        },
      ],
    };
    const announced = (count: number) =>
      importAws([file(base([connection('vpn-1', [count, count])], vif))]).document.vpnConnections?.['vpn-1'];
    expect(announced(1)?.acceptedRoutes).toBeUndefined();
    expect(announced(1)?.tunnels?.[0]?.acceptedRouteCount).toBe(1);
    expect(announced(2)?.acceptedRoutes).toEqual(['192.168.1.0/24', '192.168.2.0/24']);
    const alone = importAws([file(base([], vif))]).document.virtualInterfaces?.['dxvif-1'];
    expect(alone?.acceptedRoutes).toEqual(['192.168.1.0/24', '192.168.2.0/24']);
  });
});

test('a peering attachment is drawn on both its gateways, each with the other as its peer', () => {
  const gateway = (id: string, asn: number) => ({
    TransitGatewayId: id,
    State: 'available',
    Options: { AmazonSideAsn: asn },
  });
  const imported = importAws([
    file({
      TransitGateways: [gateway('tgw-1', 64601), gateway('tgw-2', 64602)],
      TransitGatewayPeeringAttachments: [
        {
          TransitGatewayAttachmentId: 'tgw-attach-1',
          State: 'available',
          RequesterTgwInfo: { TransitGatewayId: 'tgw-1' },
          AccepterTgwInfo: { TransitGatewayId: 'tgw-2' },
        },
      ],
      TransitGatewayStaticRoutes: [
        {
          TransitGatewayRouteTableId: 'tgw-rtb-1',
          Routes: [
            {
              DestinationCidrBlock: '10.2.0.0/16',
              Type: 'static',
              State: 'active',
              TransitGatewayAttachments: [
                { TransitGatewayAttachmentId: 'tgw-attach-1', ResourceId: 'tgw-2', ResourceType: 'peering' },
              ],
            },
          ],
        },
      ],
      TransitGatewayRouteTables: [
        { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1', State: 'available' },
      ],
    }),
  ]);
  expectToFitTheSchema(imported);
  expect(imported.document.transitGateways?.['tgw-1']).toEqual({
    amazonSideAsn: 64601,
    attachments: { 'tgw-attach-1': { peering: 'tgw-2' } },
    routeTables: { 'tgw-rtb-1': { routes: [{ destinationCidrBlock: '10.2.0.0/16', attachment: 'tgw-attach-1' }] } },
  });
  expect(imported.document.transitGateways?.['tgw-2']?.attachments).toEqual({ 'tgw-attach-1': { peering: 'tgw-1' } });
});

test('a connection that is being moved ends where its attachment is, or is left out of the tables', () => {
  const moved = (connection: object) =>
    importAws([
      file({
        VpnConnections: [{ VpnConnectionId: 'vpn-1', CustomerGatewayId: 'cgw-1', State: 'modifying', ...connection }],
        TransitGatewayAttachments: [
          {
            TransitGatewayAttachmentId: 'tgw-attach-1',
            TransitGatewayId: 'tgw-1',
            State: 'available',
            ResourceType: 'vpn',
            ResourceId: 'vpn-1',
            Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
          },
        ],
      }),
    ]).document;
  expect(moved({}).vpnConnections?.['vpn-1']?.transitGateway).toBe('tgw-1');
  expect(moved({}).transitGateways?.['tgw-1']?.routeTables).toEqual({ 'tgw-rtb-1': { associations: ['vpn-1'] } });
  expect(moved({ VpnGatewayId: 'vgw-1' }).transitGateways?.['tgw-1']?.routeTables).toEqual({ 'tgw-rtb-1': {} });
});

describe('files that are not what they should be', () => {
  test('a cut file is a problem with its place and a line without its values', () => {
    const text = '{\n  "VpnConnections": [\n    { "VpnConnectionId": "vpn-1", "PreSharedKey": "hunter2hunter2';
    const { problems } = importAws([{ path: 'a/vpn.json', text }]);
    expect(problems[0]).toMatchObject({ at: { file: 'a/vpn.json', line: 3 } });
    expect(problems[0]?.excerpt).toContain('"VpnConnectionId"');
    expect(problems[0]?.excerpt).toHaveLength(text.split('\n')[2]!.length);
    expect(JSON.stringify(problems)).not.toMatch(/hunter|vpn-1/);
  });

  test('nothing of AWS at all: says what was looked for', () => {
    const { problems, recognised } = importAws([
      { path: 'package.json', text: '{"name":"x"}' },
      { path: 'README.md', text: '# x' },
    ]);
    expect(recognised).toBe(0);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('VpnConnections');
  });

  test('routes of a table that nothing names are a problem', () => {
    const { problems } = importAws([
      file({
        Routes: [{ DestinationCidrBlock: '10.0.0.0/8', Type: 'static', State: 'active' }],
        AdditionalRoutesAvailable: false,
      }),
    ]);
    expect(problems[0]?.message).toContain('tgw-rtb-');
    expect(problems[0]?.at).toEqual({ file: 'export.json', line: 2, column: 3 });
  });

  test('two dumps of one thing merge; where they disagree is a problem', () => {
    const gateway = (asn: number | undefined) => ({
      VpnGateways: [{ VpnGatewayId: 'vgw-1', State: 'available', AmazonSideAsn: asn }],
    });
    const merged = importAws([file(gateway(undefined), 'a.json'), file(gateway(64600), 'b.json')]);
    expect(merged.problems).toEqual([]);
    expect(merged.document.vpnGateways).toEqual({ 'vgw-1': { amazonSideAsn: 64600 } });
    const torn = importAws([file(gateway(64601), 'a.json'), file(gateway(64600), 'b.json')]);
    expect(torn.problems).toHaveLength(1);
    expect(torn.problems[0]).toMatchObject({
      message: expect.stringContaining('amazonSideAsn'),
      at: { file: 'b.json', line: 4, column: 23 },
    });
  });

  test('one folder per account and Region', () => {
    const imported = importAws([
      file(
        { VpnGateways: [{ VpnGatewayId: 'vgw-1', State: 'available', AmazonSideAsn: 64512 }] },
        'dump/111122223333/ap-northeast-1/vgw.json',
      ),
      file(
        { VpnGateways: [{ VpnGatewayId: 'vgw-2', State: 'available', AmazonSideAsn: 64512 }] },
        'dump/444455556666/vpn-gateways-us-gov-west-1.json',
      ),
    ]);
    expect(imported.document.vpnGateways).toEqual({
      'vgw-1': { amazonSideAsn: 64512, region: 'ap-northeast-1', account: '111122223333' },
      'vgw-2': { amazonSideAsn: 64512, region: 'us-gov-west-1', account: '444455556666' },
    });
  });

  test('an entity bomb in the configuration costs nothing and changes nothing', () => {
    const bomb = `<!DOCTYPE v [<!ENTITY a "aaaaaaaaaa">${[...'bcdefghij'].map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]><vpn_connection>&j;</vpn_connection>`;
    const deep = `<vpn_connection>${'<a>'.repeat(5000)}`;
    for (const xml of [
      bomb,
      deep,
      '<vpn_connection',
      '...configuration information...',
      `<vpn_connection>${'x'.repeat(200_000)}</vpn_connection>`,
    ]) {
      const imported = importAws([
        file({
          VpnConnections: [
            {
              VpnConnectionId: 'vpn-1',
              CustomerGatewayId: 'cgw-1',
              State: 'available',
              CustomerGatewayConfiguration: xml,
            },
          ],
        }),
      ]);
      expect(imported.notModelled).toContainEqual({
        subject: 'vpn-1',
        what: 'its CustomerGatewayConfiguration cannot be read: nothing is taken from it',
      });
      expect(imported.document.vpnConnections?.['vpn-1']).toEqual({ customerGateway: 'cgw-1' });
    }
  });

  test('a page without the pages after it is said', () => {
    const page = { CustomerGateways: [], NextToken: 'abcdefgh' };
    expect(subjects(importAws([file(page, 'one.json')]))).toEqual(['one.json']);
    expect(subjects(importAws([file(page, 'one.json'), file({ CustomerGateways: [] }, 'two.json')]))).toEqual([]);
  });
});

const dumps = join(import.meta.dirname, '../../../shared/data/aws');
const present = existsSync(dumps);
if (!present) console.info(`not run: the real dumps are not at ${dumps}`);

describe.runIf(present)('real dumps', () => {
  const dump = (name: string) => importAws(readFolder(join(dumps, name)));

  test('a VGW with one BGP connection up: the five propagated routes are what it announces', () => {
    const imported = dump('vgw-bgp-up');
    expectToFitTheSchema(imported);
    const connection = imported.document.vpnConnections?.['vpn-ba2e34a8'];
    expect(connection?.acceptedRoutes).toEqual([
      '0.0.0.0/0',
      '10.1.1.0/24',
      '10.1.2.0/24',
      '10.1.3.0/24',
      '10.1.4.0/24',
    ]);
    expect(connection?.tunnels?.map(({ id, status, acceptedRouteCount }) => [id, status, acceptedRouteCount])).toEqual([
      ['52.27.166.152', 'up', 5],
      ['52.39.121.126', 'up', 5],
    ]);
    expect(connection).toMatchObject({
      region: 'us-west-2',
      customerGateway: 'cgw-fb76ace5',
      vpnGateway: 'vgw-81fd279f',
    });
    expect(imported.document.vpnGateways?.['vgw-81fd279f']).toMatchObject({
      vpc: 'vpc-815775e7',
      amazonSideAsn: 65401,
    });
    expect(imported.document.vpcs?.['vpc-815775e7']?.cidrs).toEqual(['10.100.0.0/16']);
    expect(imported.document.customerGateways?.['cgw-fb76ace5']).toMatchObject({
      bgpAsn: 65301,
      ipAddress: '147.75.69.27',
    });
    // A route to a NAT gateway that is no more.
    expect(imported.document.vpcs?.['vpc-925131f4']?.routeTables?.['rtb-f28e418b']?.routes).toEqual([
      { destinationCidrBlock: '0.0.0.0/0', blackhole: true },
    ]);
    expect(subjects(imported).filter((subject) => !subject.endsWith('.cfg'))).toEqual([]);
  });

  test('a deleted connection is not there, a down one announces nothing', () => {
    const imported = dump('vgw-with-deleted-connection');
    expectToFitTheSchema(imported);
    expect(Object.keys(imported.document.vpnConnections ?? {})).toEqual(['vpn-03701a53bba3c48b7']);
    expect(imported.document.vpnConnections?.['vpn-03701a53bba3c48b7']?.tunnels?.map(({ status }) => status)).toEqual([
      'down',
      'down',
    ]);
    expect(JSON.stringify(imported.document)).not.toContain('acceptedRoutes');
    expect(JSON.stringify(imported.document)).not.toContain('vgw-070087240d6fa2989');
  });

  test('an accepted count on a static VPN is not liveness', () => {
    const imported = dump('vgw-static-vpn');
    expectToFitTheSchema(imported);
    const connection = imported.document.vpnConnections?.['vpn-05044757278685fd3'];
    expect(connection).toMatchObject({ staticRoutesOnly: true, routes: ['19.168.0.0/16'] });
    expect(connection?.tunnels?.map(({ id, status, tunnelInsideCidr }) => [id, status, tunnelInsideCidr])).toEqual([
      ['18.221.157.90', 'down', '169.254.58.220/30'],
      ['3.13.210.90', 'down', '169.254.58.232/30'],
    ]);
  });

  test('transit gateways with one table and with two', () => {
    const one = dump('tgw-one-table');
    expectToFitTheSchema(one);
    expect(one.document.vpnConnections).toBeUndefined();
    expect(one.document.transitGateways?.['tgw-044be4464fcc69aff']).toEqual({
      amazonSideAsn: 64512,
      vpnEcmpSupport: 'enable',
      region: 'us-east-2',
      account: '554773406868',
      attachments: {
        'tgw-attach-07f5ec59e9f540021': { vpc: 'vpc-0404e08ceddf7f650' },
        'tgw-attach-0ae2696617bb06fb4': { vpc: 'vpc-00a31ce9d0c06675c' },
      },
      routeTables: {
        'tgw-rtb-0fa40c8df355dce6e': {
          associations: ['tgw-attach-07f5ec59e9f540021', 'tgw-attach-0ae2696617bb06fb4'],
          propagations: ['tgw-attach-07f5ec59e9f540021', 'tgw-attach-0ae2696617bb06fb4'],
        },
      },
    });
    const two = dump('tgw-multi-table');
    expectToFitTheSchema(two);
    expect(two.document.transitGateways?.['tgw-044be4464fcc69aff']?.routeTables).toEqual({
      'tgw-rtb-096a7119299ab1c42': {
        associations: ['tgw-attach-0ae2696617bb06fb4'],
        propagations: ['tgw-attach-07f5ec59e9f540021'],
      },
      'tgw-rtb-0fa40c8df355dce6e': {
        associations: ['tgw-attach-07f5ec59e9f540021'],
        propagations: ['tgw-attach-0ae2696617bb06fb4'],
      },
    });
  });

  test('no pre-shared key of any dump is left', () => {
    const imported = importAws(readFolder(dumps));
    expect(JSON.stringify(imported)).not.toMatch(/REDACTED_PSK/);
  });
});

const examples = join(import.meta.dirname, '../../../shared/data/aws-cli-examples');

describe.runIf(existsSync(examples))('the examples of the CLI manual', () => {
  /** The JSON answers in a manual page; the table of a bare answer stands in its command line. */
  function answers(name: string): TextFile[] {
    const page = readFileSync(join(examples, `${name}.rst`), 'utf8').replaceAll('\r\n', '\n');
    const table = /tgw-rtb-\w+/.exec(page)?.[0] ?? '';
    return [...page.matchAll(/^( *)\{\n[\s\S]*?^\1\} *$/gm)].map(([text], index) => ({
      path: `${name}_${table}_${index}.json`,
      text,
    }));
  }
  // What is skipped is looked at all the same.
  const names = (existsSync(examples) ? readdirSync(examples) : [])
    .map((name) => name.replace(/\.rst$/, ''))
    .filter((name) => name !== 'start-route-analysis');

  test.each(names)('%s is recognised and fits the schema', (name) => {
    for (const answer of answers(name)) {
      const imported = importAws([answer]);
      expect(imported.recognised).toBe(1);
      expectToFitTheSchema(imported);
      expect(JSON.stringify(imported)).not.toMatch(/REDACTED_PSK|asdf34/);
    }
    expect(answers(name).length).toBeGreaterThan(0);
  });

  test('all the fields of the virtual interfaces and Connect peers', () => {
    const interfaces = importAws(answers('describe-virtual-interfaces')).document.virtualInterfaces;
    expect(interfaces?.['dxvif-ffhhk74f']).toEqual({
      type: 'private',
      vpnGateway: 'vgw-aba37db6',
      bgpAsn: 65000,
      connection: 'dxcon-ffjrkx17',
      location: 'TIVIT',
      status: 'down',
      account: '123456789012',
    });
    const described = [
      ...answers('describe-transit-gateway-connect-peers'),
      file({
        TransitGatewayConnects: [
          { TransitGatewayAttachmentId: 'tgw-attach-0f0927767cEXAMPLE', TransitGatewayId: 'tgw-1', State: 'available' },
        ],
      }),
    ];
    expect(
      importAws(described).document.transitGateways?.['tgw-1']?.attachments?.['tgw-attach-0f0927767cEXAMPLE'],
    ).toEqual({
      connect: {
        peers: {
          'tgw-connect-peer-0666adbac4EXAMPLE': {
            peerAsn: 64512,
            insideCidrBlocks: ['169.254.6.0/29'],
            status: 'down',
          },
        },
      },
    });
  });
});
