/**
 * A design with more VPCs like one that is there: as many CIDRs, the same route tables, attached to the same
 * transit gateways, and each behind a virtual private gateway of its own where its model is behind one.
 * Where the model's CIDR is an allowed prefix of its own on Direct Connect, so are theirs.
 */
import type { Design, DirectConnectGatewayAssociation, Vpc } from '../../design/vocabulary.ts';
import { prefixKey, type Prefix } from '../../net/prefix.ts';
import { copiedName } from './copied-name.ts';
import type { FreshPrefixes } from './fresh-prefixes.ts';
import { withAttached, type Attached } from './more-branches.ts';
import { copyOf } from './more-prefixes.ts';

export function withMoreVpcs(design: Design, like: string, count: number, fresh: FreshPrefixes): Design {
  const model = design.vpcs[like];
  if (model === undefined || count === 0) return design;
  const vpcs = copyOf(design.vpcs);
  const vpnGateways = copyOf(design.vpnGateways);
  const directConnectGateways = copyOf(design.directConnectGateways);
  const attachments = new Map<string, Record<string, { kind: 'vpc'; vpc: string }>>();
  const attached: Attached[] = [];
  for (let copy = 1; copy <= count; copy++) {
    const name = copiedName(like, copy, vpcs);
    const cidrs = new Map(model.cidrs.map((cidr) => [prefixKey(cidr), fresh.take(cidr.family, 1)[0] as Prefix]));
    const gateways = new Map<string, string>();
    for (const [gateway, thing] of Object.entries(design.vpnGateways)) {
      if (thing.vpc !== like) continue;
      const own = copiedName(gateway, copy, vpnGateways);
      vpnGateways[own] = { ...thing, vpc: name };
      gateways.set(gateway, own);
    }
    vpcs[name] = copiedVpc(model, [...cidrs.values()], gateways);
    for (const [transitGateway, thing] of Object.entries(design.transitGateways)) {
      for (const [attachment, it] of Object.entries(thing.attachments)) {
        if (it.kind !== 'vpc' || it.vpc !== like) continue;
        const own = copiedName(attachment, copy, thing.attachments);
        const added = attachments.get(transitGateway) ?? {};
        attachments.set(transitGateway, added);
        added[own] = { kind: 'vpc', vpc: name };
        const destination = (prefix: Prefix): Prefix | null => cidrs.get(prefixKey(prefix)) ?? null;
        attached.push({ transitGateway, model: attachment, name: own, destination });
      }
    }
    for (const [gateway, thing] of Object.entries(directConnectGateways)) {
      const associations = thing.associations.flatMap((it) => associated(it, cidrs, gateways));
      directConnectGateways[gateway] = { ...thing, associations };
    }
  }
  const transitGateways = copyOf(withAttached(design, attached));
  for (const [name, added] of attachments) {
    const gateway = transitGateways[name];
    if (gateway !== undefined)
      transitGateways[name] = { ...gateway, attachments: Object.assign(copyOf(gateway.attachments), added) };
  }
  return { ...design, vpcs, vpnGateways, directConnectGateways, transitGateways };
}

function copiedVpc(model: Vpc, cidrs: readonly Prefix[], gateways: ReadonlyMap<string, string>): Vpc {
  const routeTables = copyOf(model.routeTables);
  for (const [name, { propagatingVgws, routes }] of Object.entries(routeTables)) {
    routeTables[name] = {
      propagatingVgws: propagatingVgws.map((gateway) => gateways.get(gateway) ?? gateway),
      routes: routes.map((route) =>
        route.target.kind === 'vpnGateway'
          ? { ...route, target: { ...route.target, name: gateways.get(route.target.name) ?? route.target.name } }
          : route,
      ),
    };
  }
  return { ...model, cidrs, routeTables };
}

/** An association as it is to be, and that of the new gateway beside it. */
function associated(
  association: DirectConnectGatewayAssociation,
  cidrs: ReadonlyMap<string | number, Prefix>,
  gateways: ReadonlyMap<string, string>,
): DirectConnectGatewayAssociation[] {
  const { gateway, allowedPrefixes } = association;
  const own = (allowedPrefixes ?? []).flatMap((prefix) => cidrs.get(prefixKey(prefix)) ?? []);
  if (gateway.kind === 'transitGateway') {
    return [own.length === 0 ? association : { ...association, allowedPrefixes: [...(allowedPrefixes ?? []), ...own] }];
  }
  const name = gateways.get(gateway.name);
  if (name === undefined) return [association];
  const allowed = allowedPrefixes === null ? null : [...cidrs.values()];
  return [association, { gateway: { kind: 'vpnGateway', name }, allowedPrefixes: allowed }];
}
