/** Follows a packet through one world of the slow oracle. */
import { bitPrefix, covering, longestOf, piecesOf, type BitPrefix } from './bit-prefix.ts';
import type { World } from './concrete-world.ts';
import type { PlantSession } from './oracle-plant.ts';
import type { OracleRoute } from './oracle-route.ts';

/** Whether every piece of the destination is delivered, whichever of the routes used together it takes. */
export function delivers(world: World, from: string, destination: BitPrefix): boolean {
  return piecesOf(destination, prefixesOf(world)).every((address) => new Packet(world, address).at(from, 'start', []));
}

const known = new WeakMap<World, ReadonlySet<BitPrefix>>();

/** Every prefix that something in the world may look at. */
function prefixesOf(world: World): ReadonlySet<BitPrefix> {
  const before = known.get(world);
  if (before !== undefined) return before;
  const { design } = world.plant;
  const prefixes = new Set([...world.tables.values()].flatMap((table) => [...table.keys()]));
  for (const { associations } of Object.values(design.directConnectGateways)) {
    for (const { allowedPrefixes } of associations) for (const p of allowedPrefixes ?? []) prefixes.add(bitPrefix(p));
  }
  for (const { cidrs } of Object.values(design.vpcs)) for (const p of cidrs) prefixes.add(bitPrefix(p));
  known.set(world, prefixes);
  return prefixes;
}

/** Over what a packet comes to a place; `static`: somebody says by hand that it belongs there. */
type Came = 'start' | 'customer' | 'aws' | 'static';

class Packet {
  readonly #world: World;
  readonly #address: BitPrefix;

  constructor(world: World, address: BitPrefix) {
    this.#world = world;
    this.#address = address;
  }

  at(place: string, came: Came, passed: readonly string[]): boolean {
    if (passed.includes(place)) return false;
    const table = this.#world.tables.get(place)!;
    const best = longestOf(this.#address, table.keys());
    // What is behind a router that a static route names is not drawn.
    if (best === null) return came === 'static' && place.startsWith('routers/');
    return table.get(best)!.every((route) => this.#along(route, place, came, [...passed, place]));
  }

  #along(route: OracleRoute, place: string, came: Came, passed: readonly string[]): boolean {
    const { design } = this.#world.plant;
    const [kind, name = ''] = place.split('/');
    switch (route.kind) {
      case 'own':
      case 'local':
        return true;
      case 'blackhole':
        return false;
      case 'vpc':
        return this.#inVpc(route.id.slice('vpc:'.length));
      case 'vgw':
        return this.at(`vpnGateways/${route.owner}`, 'aws', passed);
      case 'tgw': {
        const { attachments } = design.transitGateways[route.owner]!;
        const attachment = Object.keys(attachments).find((key) => {
          const each = attachments[key]!;
          return each.kind === 'vpc' && each.vpc === name;
        });
        return attachment !== undefined && this.#intoTransitGateway(route.owner, attachment, passed);
      }
      case 'dxgw':
        // X-DXGW-NO: nothing between a VPN and a Direct Connect gateway on one virtual private gateway.
        if (kind === 'vpnGateways' && came === 'customer') return false;
        return this.at(`directConnectGateways/${route.id.slice('dxgw:'.length)}`, 'aws', passed);
      case 'staticAttachment':
        return this.#overAttachment(name, route.owner, passed);
      default: {
        const session = this.#session(route.session!);
        if (this.#world.states.get(session.id) !== 'established') return false;
        return kind === 'routers'
          ? this.#intoGateway(session, passed)
          : this.at(`routers/${session.router}`, route.kind === 'staticVpn' ? 'static' : 'aws', passed);
      }
    }
  }

  #session(id: string): PlantSession {
    return this.#world.plant.sessions.find((session) => session.id === id)!;
  }

  #inVpc(vpc: string): boolean {
    return this.#world.plant.design.vpcs[vpc]!.cidrs.some((cidr) => covering(bitPrefix(cidr), this.#address));
  }

  #overAttachment(hub: string, name: string, passed: readonly string[]): boolean {
    const attachment = this.#world.plant.design.transitGateways[hub]!.attachments[name];
    if (attachment?.kind === 'vpc') return this.#inVpc(attachment.vpc);
    if (attachment?.kind === 'directConnectGateway')
      return this.at(`directConnectGateways/${attachment.directConnectGateway}`, 'aws', passed);
    const up = this.#world.plant.sessions.filter(
      (each) => each.attachment === name && this.#world.states.get(each.id) === 'established',
    );
    return up.length > 0 && up.every((session) => this.at(`routers/${session.router}`, 'static', passed));
  }

  #intoGateway(session: PlantSession, passed: readonly string[]): boolean {
    const { kind, name } = session.gateway;
    if (kind === 'vpnGateway') return this.at(`vpnGateways/${name}`, 'customer', passed);
    if (kind === 'transitGateway') return this.#intoTransitGateway(name, session.attachment, passed);
    for (const { gateway, allowedPrefixes } of this.#world.plant.design.directConnectGateways[name]!.associations) {
      const allowed = allowedPrefixes?.map(bitPrefix) ?? null;
      if (gateway.kind === 'vpnGateway') {
        const { vpc } = this.#world.plant.design.vpnGateways[gateway.name]!;
        const cidrs = vpc === null ? [] : this.#world.plant.design.vpcs[vpc]!.cidrs.map(bitPrefix);
        const open = cidrs.filter((cidr) => allowed === null || allowed.some((p) => covering(p, cidr)));
        if (open.some((cidr) => covering(cidr, this.#address))) return true;
      } else if (allowed?.some((p) => covering(p, this.#address)) === true) {
        const { attachments } = this.#world.plant.design.transitGateways[gateway.name]!;
        const attachment = Object.keys(attachments).find((key) => {
          const each = attachments[key]!;
          return each.kind === 'directConnectGateway' && each.directConnectGateway === name;
        });
        return (
          attachment !== undefined &&
          this.#intoTransitGateway(gateway.name, attachment, [...passed, `directConnectGateways/${name}`])
        );
      }
    }
    return false;
  }

  #intoTransitGateway(hub: string, attachment: string, passed: readonly string[]): boolean {
    const { routeTables } = this.#world.plant.design.transitGateways[hub]!;
    const table = Object.keys(routeTables).find((name) => routeTables[name]!.associations.includes(attachment));
    return table !== undefined && this.at(`transitGateways/${hub}/${table}`, 'aws', passed);
  }
}
