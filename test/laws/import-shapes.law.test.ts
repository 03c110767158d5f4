/**
 * One network in three shapes: what AWS describes, a Terraform state and a CloudFormation template of the same
 * network give the same design; and the design that `import` prints is judged as the input itself is. The
 * printers here are written from the three formats, not from the importers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printDesign } from '../../src/design/print-design.ts';
import { readDesign } from '../../src/design/read-design.ts';
import type { DesignDocument } from '../../src/design/schema.ts';
import { importAws } from '../../src/importers/import-aws.ts';
import { importCloudFormation } from '../../src/importers/import-cloudformation.ts';
import { importTerraform } from '../../src/importers/import-terraform.ts';
import { run } from '../cli/fake-world.ts';

interface Network {
  readonly vpcs: readonly { readonly cidrs: readonly string[]; readonly attached: boolean }[];
  readonly tables: readonly { readonly propagates: boolean; readonly routes: readonly string[] }[];
  /** One VGW, attached to the first VPC that wants one. */
  readonly vgwAsn: number;
  readonly tgw: {
    readonly asn: number;
    readonly ecmp: boolean;
    readonly isDefault: boolean;
    /** Indices of VPCs. */
    readonly attachments: readonly number[];
    readonly propagated: readonly boolean[];
    readonly routes: readonly { readonly cidr: string; readonly to: number | null }[];
  } | null;
  readonly sites: readonly {
    readonly asn: number;
    readonly address: number;
    readonly onTgw: boolean;
    readonly statics: readonly string[] | null;
  }[];
  readonly dx: {
    readonly asn: number;
    readonly vifAsn: number;
    readonly ipv6: boolean;
    readonly allowed: readonly string[];
  } | null;
}

const block = fc.integer({ min: 0, max: 30 }).map((n) => `192.168.${n}.0/24`);
const blocks = fc.uniqueArray(block, { maxLength: 4 });

const network: fc.Arbitrary<Network> = fc
  .record({
    vpcs: fc.array(fc.record({ count: fc.integer({ min: 1, max: 2 }), attached: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    }),
    tables: fc.array(fc.record({ propagates: fc.boolean(), routes: blocks }), { maxLength: 2 }),
    vgwAsn: fc.constantFrom(64512, 64620, 4200000001),
    tgw: fc.option(
      fc.record({
        asn: fc.constantFrom(64513, 64700),
        ecmp: fc.boolean(),
        isDefault: fc.boolean(),
        attachments: fc.uniqueArray(fc.nat(2), { maxLength: 3 }),
        propagated: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        routes: fc.uniqueArray(fc.record({ cidr: block, to: fc.option(fc.nat(2)) }), {
          maxLength: 3,
          selector: ({ cidr }) => cidr,
        }),
      }),
    ),
    sites: fc.array(
      fc.record({
        asn: fc.constantFrom(65001, 65002, 65003),
        address: fc.integer({ min: 1, max: 9 }),
        onTgw: fc.boolean(),
        statics: fc.option(fc.uniqueArray(block, { minLength: 1, maxLength: 4 })),
      }),
      { maxLength: 4 },
    ),
    dx: fc.option(
      fc.record({
        asn: fc.constant(64900),
        vifAsn: fc.constant(65100),
        ipv6: fc.boolean(),
        allowed: fc.uniqueArray(block, { minLength: 1, maxLength: 3 }),
      }),
    ),
  })
  .map(({ vpcs, tgw, sites, ...rest }): Network => {
    const attachments = tgw?.attachments.filter((at) => at < vpcs.length) ?? [];
    return {
      ...rest,
      vpcs: vpcs.map(({ count, attached }, index) => ({
        cidrs: Array.from({ length: count }, (_, n) => `10.${index}.${n * 64}.0/18`),
        attached,
      })),
      tgw:
        tgw === null
          ? null
          : {
              ...tgw,
              attachments,
              // A default table of AWS appears once something is attached, and static routes are of tables of one's own.
              routes: tgw.isDefault
                ? []
                : tgw.routes.map(({ cidr, to }) => ({ cidr, to: to === null || to >= attachments.length ? null : to })),
            },
      // CloudFormation cannot name the attachment of a VPN connection, so those leave it to the default table.
      sites: sites.map((site) => ({ ...site, onTgw: site.onTgw && tgw?.isDefault === true })),
    };
  });

const attachedVpc = ({ vpcs }: Network): number => vpcs.findIndex(({ attached }) => attached);
const connectionsOf = ({ sites }: Network) => sites.map((site, n) => ({ ...site, cgw: `Cgw${n}`, vpn: `Vpn${n}` }));

function asAws(net: Network): unknown {
  const State = 'available';
  const { tgw, dx } = net;
  const vpc = attachedVpc(net);
  const connections = connectionsOf(net);
  const onTgw = connections.filter((each) => each.onTgw);
  const table = tgw?.isDefault === true ? 'default' : 'TgwTable';
  const association = { TransitGatewayRouteTableId: table, State: 'associated' };
  const uses = [
    ...(tgw?.attachments ?? []).map((at) => ({
      id: `Att${at}`,
      type: 'vpc',
      of: `Vpc${at}`,
      on: tgw!.isDefault || tgw!.propagated[at]!,
    })),
    ...onTgw.map(({ vpn }) => ({ id: `Of${vpn}`, type: 'vpn', of: vpn, on: true })),
  ];
  const hasTable = tgw !== null && (!tgw.isDefault || uses.length > 0);
  return {
    Vpcs: net.vpcs.map(({ cidrs }, n) => ({
      VpcId: `Vpc${n}`,
      State,
      CidrBlock: cidrs[0],
      CidrBlockAssociationSet: cidrs.map((CidrBlock) => ({ CidrBlock, CidrBlockState: { State: 'associated' } })),
    })),
    VpnGateways: [
      {
        VpnGatewayId: 'Vgw',
        State,
        AmazonSideAsn: net.vgwAsn,
        VpcAttachments: vpc < 0 ? [] : [{ VpcId: `Vpc${vpc}`, State: 'attached' }],
      },
    ],
    RouteTables: net.tables.map(({ propagates, routes }, n) => ({
      RouteTableId: `Table${n}`,
      VpcId: 'Vpc0',
      PropagatingVgws: propagates ? [{ GatewayId: 'Vgw' }] : [],
      Routes: [
        {
          DestinationCidrBlock: net.vpcs[0]!.cidrs[0],
          GatewayId: 'local',
          Origin: 'CreateRouteTable',
          State: 'active',
        },
        ...routes.map((cidr) => ({
          DestinationCidrBlock: cidr,
          GatewayId: 'Vgw',
          Origin: 'CreateRoute',
          State: 'active',
        })),
      ],
    })),
    CustomerGateways: connections.map(({ cgw, asn, address }) => ({
      CustomerGatewayId: cgw,
      State,
      BgpAsn: String(asn),
      IpAddress: `203.0.113.${address}`,
      Type: 'ipsec.1',
    })),
    VpnConnections: connections.map(({ cgw, vpn, statics, onTgw: isOnTgw }) => ({
      VpnConnectionId: vpn,
      State,
      CustomerGatewayId: cgw,
      ...(isOnTgw ? { TransitGatewayId: 'Tgw' } : { VpnGatewayId: 'Vgw' }),
      Options: { StaticRoutesOnly: statics !== null },
      Routes: (statics ?? []).map((DestinationCidrBlock) => ({ DestinationCidrBlock, State })),
    })),
    TransitGateways:
      tgw === null
        ? []
        : [
            {
              TransitGatewayId: 'Tgw',
              State,
              Options: { AmazonSideAsn: tgw.asn, VpnEcmpSupport: tgw.ecmp ? 'enable' : 'disable' },
            },
          ],
    TransitGatewayRouteTables: hasTable ? [{ TransitGatewayRouteTableId: table, TransitGatewayId: 'Tgw', State }] : [],
    TransitGatewayAttachments: uses.map(({ id, type, of }) => ({
      TransitGatewayAttachmentId: id,
      TransitGatewayId: 'Tgw',
      State,
      ResourceType: type,
      ResourceId: of,
      Association: association,
    })),
    TransitGatewayVpcAttachments: (tgw?.attachments ?? []).map((at) => ({
      TransitGatewayAttachmentId: `Att${at}`,
      TransitGatewayId: 'Tgw',
      VpcId: `Vpc${at}`,
      State,
    })),
    TransitGatewayPropagations: hasTable
      ? [
          {
            TransitGatewayRouteTableId: table,
            TransitGatewayRouteTablePropagations: uses
              .filter(({ on }) => on)
              .map(({ id, type, of }) => ({
                TransitGatewayAttachmentId: id,
                ResourceId: of,
                ResourceType: type,
                State: 'enabled',
              })),
          },
        ]
      : [],
    TransitGatewayStaticRoutes: hasTable
      ? [
          {
            TransitGatewayRouteTableId: table,
            Routes: tgw.routes.map(({ cidr, to }) => ({
              DestinationCidrBlock: cidr,
              Type: 'static',
              State: to === null ? 'blackhole' : 'active',
              TransitGatewayAttachments:
                to === null
                  ? []
                  : [
                      {
                        TransitGatewayAttachmentId: `Att${tgw.attachments[to]}`,
                        ResourceId: `Vpc${tgw.attachments[to]}`,
                        ResourceType: 'vpc',
                      },
                    ],
            })),
            AdditionalRoutesAvailable: false,
          },
        ]
      : [],
    directConnectGateways:
      dx === null ? [] : [{ directConnectGatewayId: 'Dxgw', directConnectGatewayState: State, amazonSideAsn: dx.asn }],
    directConnectGatewayAssociations:
      dx === null
        ? []
        : [
            {
              directConnectGatewayId: 'Dxgw',
              associationState: 'associated',
              associatedGateway: { id: 'Vgw', type: 'virtualPrivateGateway' },
              allowedPrefixesToDirectConnectGateway: dx.allowed.map((cidr) => ({ cidr })),
            },
          ],
    virtualInterfaces:
      dx === null
        ? []
        : [
            {
              virtualInterfaceId: 'Vif',
              virtualInterfaceState: State,
              virtualInterfaceType: 'private',
              asn: dx.vifAsn,
              addressFamily: dx.ipv6 ? 'ipv6' : 'ipv4',
              directConnectGatewayId: 'Dxgw',
              bgpPeers: [
                { asn: dx.vifAsn, addressFamily: dx.ipv6 ? 'ipv6' : 'ipv4', bgpStatus: 'up', bgpPeerState: State },
              ],
            },
          ],
  };
}

/** AWS tells the kinds of ids apart by what stands before them. */
const prefixes: Readonly<Record<string, string>> = {
  Vpc: 'vpc',
  Vgw: 'vgw',
  Table: 'rtb',
  Cgw: 'cgw',
  Vpn: 'vpn',
  Tgw: 'tgw',
  TgwTable: 'tgw-rtb',
  Att: 'tgw-attach',
  OfVpn: 'tgw-attach',
  Vif: 'dxvif',
};
const withPrefix = (value: unknown): string =>
  JSON.stringify(value, null, 1).replace(/: "([A-Z][A-Za-z]*?)(\d?)"/g, (whole, kind: string, number: string) =>
    Object.hasOwn(prefixes, kind) ? `: "${prefixes[kind]}-${kind}${number}"` : whole,
  );
const withoutPrefix = (document: DesignDocument): DesignDocument =>
  JSON.parse(
    JSON.stringify(document).replace(/"(?:vpc|vgw|rtb|cgw|vpn|tgw|tgw-rtb|tgw-attach|dxvif)-(?=[A-Z])/g, '"'),
  ) as DesignDocument;

function asTerraform(net: Network): unknown {
  const resources: object[] = [];
  const add = (type: string, name: string, values: object): void =>
    void resources.push({ address: `${type}.${name}`, mode: 'managed', type, name, values: { id: name, ...values } });
  const { tgw, dx } = net;
  const vpc = attachedVpc(net);
  for (const [n, { cidrs }] of net.vpcs.entries()) {
    add('aws_vpc', `Vpc${n}`, { cidr_block: cidrs[0] });
    for (const [at, cidr_block] of cidrs.slice(1).entries())
      add('aws_vpc_ipv4_cidr_block_association', `More${n}${at}`, { vpc_id: `Vpc${n}`, cidr_block });
  }
  add('aws_vpn_gateway', 'Vgw', { amazon_side_asn: String(net.vgwAsn), vpc_id: vpc < 0 ? '' : `Vpc${vpc}` });
  for (const [n, { propagates, routes }] of net.tables.entries()) {
    add('aws_route_table', `Table${n}`, { vpc_id: 'Vpc0', propagating_vgws: [], route: [] });
    if (propagates)
      add('aws_vpn_gateway_route_propagation', `Propagation${n}`, {
        route_table_id: `Table${n}`,
        vpn_gateway_id: 'Vgw',
      });
    for (const [at, cidr] of routes.entries())
      add('aws_route', `Route${n}${at}`, {
        route_table_id: `Table${n}`,
        destination_cidr_block: cidr,
        gateway_id: 'Vgw',
      });
  }
  for (const { cgw, vpn, asn, address, statics, onTgw } of connectionsOf(net)) {
    add('aws_customer_gateway', cgw, { bgp_asn: String(asn), ip_address: `203.0.113.${address}`, type: 'ipsec.1' });
    add('aws_vpn_connection', vpn, {
      customer_gateway_id: cgw,
      vpn_gateway_id: onTgw ? '' : 'Vgw',
      transit_gateway_id: onTgw ? 'Tgw' : '',
      static_routes_only: statics !== null,
    });
    for (const [at, cidr] of (statics ?? []).entries())
      add('aws_vpn_connection_route', `${vpn}Route${at}`, { vpn_connection_id: vpn, destination_cidr_block: cidr });
  }
  if (tgw !== null) {
    const choice = tgw.isDefault ? 'enable' : 'disable';
    add('aws_ec2_transit_gateway', 'Tgw', {
      amazon_side_asn: tgw.asn,
      vpn_ecmp_support: tgw.ecmp ? 'enable' : 'disable',
      default_route_table_association: choice,
      default_route_table_propagation: choice,
    });
    for (const at of tgw.attachments)
      add('aws_ec2_transit_gateway_vpc_attachment', `Att${at}`, { transit_gateway_id: 'Tgw', vpc_id: `Vpc${at}` });
    if (!tgw.isDefault) {
      add('aws_ec2_transit_gateway_route_table', 'TgwTable', { transit_gateway_id: 'Tgw' });
      const table = { transit_gateway_route_table_id: 'TgwTable' };
      for (const at of tgw.attachments) {
        const of = { ...table, transit_gateway_attachment_id: `Att${at}` };
        add('aws_ec2_transit_gateway_route_table_association', `Association${at}`, of);
        if (tgw.propagated[at]!) add('aws_ec2_transit_gateway_route_table_propagation', `Propagated${at}`, of);
      }
      for (const [n, { cidr, to }] of tgw.routes.entries())
        add('aws_ec2_transit_gateway_route', `TgwRoute${n}`, {
          ...table,
          destination_cidr_block: cidr,
          ...(to === null
            ? { blackhole: true }
            : { transit_gateway_attachment_id: `Att${tgw.attachments[to]}`, blackhole: false }),
        });
    }
  }
  if (dx !== null) {
    add('aws_dx_gateway', 'Dxgw', { amazon_side_asn: String(dx.asn) });
    add('aws_dx_gateway_association', 'Association', {
      dx_gateway_id: 'Dxgw',
      associated_gateway_id: 'Vgw',
      allowed_prefixes: dx.allowed,
    });
    add('aws_dx_private_virtual_interface', 'Vif', {
      dx_gateway_id: 'Dxgw',
      bgp_asn: dx.vifAsn,
      address_family: dx.ipv6 ? 'ipv6' : 'ipv4',
    });
  }
  return { format_version: '1.0', terraform_version: '1.9.8', values: { root_module: { resources } } };
}

function asCloudFormation(net: Network): unknown {
  const resources: Record<string, object> = {};
  const add = (type: string, id: string, properties: object): void =>
    void (resources[id] = { Type: type, Properties: properties });
  const ref = (id: string): object => ({ Ref: id });
  const { tgw, dx } = net;
  const vpc = attachedVpc(net);
  for (const [n, { cidrs }] of net.vpcs.entries()) {
    add('AWS::EC2::VPC', `Vpc${n}`, { CidrBlock: cidrs[0] });
    for (const [at, cidr] of cidrs.slice(1).entries())
      add('AWS::EC2::VPCCidrBlock', `More${n}${at}`, { VpcId: ref(`Vpc${n}`), CidrBlock: cidr });
  }
  add('AWS::EC2::VPNGateway', 'Vgw', { Type: 'ipsec.1', AmazonSideAsn: net.vgwAsn });
  if (vpc >= 0)
    add('AWS::EC2::VPCGatewayAttachment', 'Attached', { VpcId: ref(`Vpc${vpc}`), VpnGatewayId: ref('Vgw') });
  for (const [n, { propagates, routes }] of net.tables.entries()) {
    add('AWS::EC2::RouteTable', `Table${n}`, { VpcId: ref('Vpc0') });
    if (propagates)
      add('AWS::EC2::VPNGatewayRoutePropagation', `Propagation${n}`, {
        RouteTableIds: [ref(`Table${n}`)],
        VpnGatewayId: ref('Vgw'),
      });
    for (const [at, cidr] of routes.entries())
      add('AWS::EC2::Route', `Route${n}${at}`, {
        RouteTableId: ref(`Table${n}`),
        DestinationCidrBlock: cidr,
        GatewayId: ref('Vgw'),
      });
  }
  for (const { cgw, vpn, asn, address, statics, onTgw } of connectionsOf(net)) {
    add('AWS::EC2::CustomerGateway', cgw, { Type: 'ipsec.1', BgpAsn: asn, IpAddress: `203.0.113.${address}` });
    add('AWS::EC2::VPNConnection', vpn, {
      Type: 'ipsec.1',
      CustomerGatewayId: ref(cgw),
      ...(onTgw ? { TransitGatewayId: ref('Tgw') } : { VpnGatewayId: ref('Vgw') }),
      StaticRoutesOnly: statics !== null,
    });
    for (const [at, cidr] of (statics ?? []).entries())
      add('AWS::EC2::VPNConnectionRoute', `${vpn}Route${at}`, {
        VpnConnectionId: ref(vpn),
        DestinationCidrBlock: cidr,
      });
  }
  if (tgw !== null) {
    const choice = tgw.isDefault ? 'enable' : 'disable';
    add('AWS::EC2::TransitGateway', 'Tgw', {
      AmazonSideAsn: tgw.asn,
      VpnEcmpSupport: tgw.ecmp ? 'enable' : 'disable',
      DefaultRouteTableAssociation: choice,
      DefaultRouteTablePropagation: choice,
    });
    for (const at of tgw.attachments)
      add('AWS::EC2::TransitGatewayAttachment', `Att${at}`, {
        TransitGatewayId: ref('Tgw'),
        VpcId: ref(`Vpc${at}`),
        SubnetIds: [],
      });
    if (!tgw.isDefault) {
      add('AWS::EC2::TransitGatewayRouteTable', 'TgwTable', { TransitGatewayId: ref('Tgw') });
      const table = { TransitGatewayRouteTableId: ref('TgwTable') };
      for (const at of tgw.attachments) {
        const of = { ...table, TransitGatewayAttachmentId: ref(`Att${at}`) };
        add('AWS::EC2::TransitGatewayRouteTableAssociation', `Association${at}`, of);
        if (tgw.propagated[at]!) add('AWS::EC2::TransitGatewayRouteTablePropagation', `Propagated${at}`, of);
      }
      for (const [n, { cidr, to }] of tgw.routes.entries())
        add('AWS::EC2::TransitGatewayRoute', `TgwRoute${n}`, {
          ...table,
          DestinationCidrBlock: cidr,
          ...(to === null ? { Blackhole: true } : { TransitGatewayAttachmentId: ref(`Att${tgw.attachments[to]}`) }),
        });
    }
  }
  if (dx !== null) {
    add('AWS::DirectConnect::DirectConnectGateway', 'Dxgw', { AmazonSideAsn: dx.asn });
    add('AWS::DirectConnect::DirectConnectGatewayAssociation', 'Association', {
      DirectConnectGatewayId: ref('Dxgw'),
      AssociatedGatewayId: ref('Vgw'),
      AllowedPrefixesToDirectConnectGateway: dx.allowed,
    });
    add('AWS::DirectConnect::PrivateVirtualInterface', 'Vif', {
      DirectConnectGatewayId: ref('Dxgw'),
      BgpPeers: [{ Asn: dx.vifAsn, AddressFamily: dx.ipv6 ? 'ipv6' : 'ipv4' }],
    });
  }
  return { AWSTemplateFormatVersion: '2010-09-09', Resources: resources };
}

/** As the language prints it, so that what is said and what is the default do not differ. */
function designOf(imported: {
  readonly document: DesignDocument;
  readonly problems: readonly unknown[];
}): DesignDocument {
  expect(imported.problems).toEqual([]);
  const { design, problems } = readDesign([{ file: 'x', document: imported.document }], () => ({
    ok: false,
    why: 'none',
  }));
  expect(problems).toEqual([]);
  return printDesign(design!);
}

test('what AWS describes, a Terraform state and a CloudFormation template of one network are one design', () => {
  fc.assert(
    fc.property(network, (net) => {
      const text = (value: unknown): string => JSON.stringify(value, null, 1);
      const terraform = designOf(importTerraform({ path: 'state.json', text: text(asTerraform(net)) }, 'after'));
      const cloudFormation = designOf(importCloudFormation({ path: 't.json', text: text(asCloudFormation(net)) }));
      const described = importAws([{ path: 'export.json', text: withPrefix(asAws(net)) }]);
      const aws = designOf({ ...described, document: withoutPrefix(described.document) });
      expect(cloudFormation).toEqual(terraform);
      expect(aws).toEqual(terraform);
    }),
  );
});

interface Judged {
  readonly sessions: unknown;
  readonly findings: readonly { readonly at: unknown }[];
  readonly summary: unknown;
  readonly exitCode: number;
}

/** Places are of the file that was read, and the two are different files. */
async function judged(path: string, files: Readonly<Record<string, string>>): Promise<object> {
  const { stdout, stderr } = await run(['check', path, '--format', 'json'], { files });
  expect(stderr).toBe('');
  const { sessions, findings, summary, exitCode } = JSON.parse(stdout) as Judged;
  return { sessions, findings: findings.map((finding) => ({ ...finding, at: null })), summary, exitCode };
}

async function importedIsJudgedAlike(path: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const format of ['yaml', 'json']) {
    const imported = await run(['import', path, '--format', format], { files });
    expect(imported.stderr).toBe('');
    expect(await judged('design', { design: imported.stdout })).toEqual(await judged(path, files));
  }
}

test('what import prints is judged as the input itself, whatever the shape', async () => {
  await fc.assert(
    fc.asyncProperty(network, fc.constantFrom(asAws, asTerraform, asCloudFormation), async (net, print) => {
      const shape = print(net);
      const text = print === asAws ? withPrefix(shape) : JSON.stringify(shape);
      await importedIsJudgedAlike('input.json', { 'input.json': text });
    }),
    { numRuns: 12 },
  );
});

const fixtures = join(import.meta.dirname, '../importers/fixtures');

test.each(['terraform/plan.json', 'terraform/state.json', 'cloudformation/hub.yaml'])(
  'what import prints of %s is judged alike',
  async (name) => {
    await importedIsJudgedAlike('input', { input: readFileSync(join(fixtures, name), 'utf8') });
  },
);

test.each(['aws-hub', 'aws-vgw'])('what import prints of the export %s is judged alike', async (name) => {
  const entries = readdirSync(join(fixtures, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = files.map((file): [string, string] => [
    `in/${file.slice(fixtures.length + 1)}`,
    readFileSync(file, 'utf8'),
  ]);
  await importedIsJudgedAlike('in', Object.fromEntries(texts));
});
