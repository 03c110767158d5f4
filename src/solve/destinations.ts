/** Which prefixes the traffic between two named places is for. */
import { parseAddress } from '../net/parse-prefix.ts';
import { covers, type Prefix } from '../net/prefix.ts';
import { routerNamed } from './place-names.ts';
import type { Solution } from '../aws/solution.ts';

/** What `to` stands for, in the address families that `from` has: traffic needs an address at both ends. */
export function destinationsBetween(solution: Solution, from: string, to: string): readonly Prefix[] {
  const families = new Set(destinationsOf(solution, from).map(({ family }) => family));
  const destinations = destinationsOf(solution, to);
  const common = destinations.filter(({ family }) => families.has(family));
  return common.length === 0 ? destinations : common;
}

/** Prefixes a place stands for as a destination: a VPC's CIDRs, what a router announces (its tunnels' outer addresses aside). */
function destinationsOf(solution: Solution, name: string): readonly Prefix[] {
  const { network } = solution;
  const [vpcName = ''] = name.split('/');
  const vpc = Object.hasOwn(network.design.vpcs, vpcName) ? network.design.vpcs[vpcName] : undefined;
  if (vpc !== undefined) return vpc.cidrs;
  const routerName = routerNamed(network, name);
  const router = routerName === null ? undefined : network.routers.get(routerName);
  const found: Prefix[] = [];
  const outer = outerAddresses(solution, routerName ?? '');
  for (const session of router?.sessions ?? []) {
    const announced = session.announce.flatMap(({ prefixes }) => [...prefixes]);
    for (const prefix of [...announced, ...session.staticRoutes]) {
      if (outer.some((address) => covers(prefix, address)) || found.some((other) => covers(other, prefix))) continue;
      found.push(prefix);
    }
  }
  return found.filter(
    (prefix, index) =>
      !found.some((other, at) => at !== index && covers(other, prefix) && (at < index || !covers(prefix, other))),
  );
}

function outerAddresses(solution: Solution, router: string): Prefix[] {
  const { design } = solution.network;
  const found: Prefix[] = [];
  for (const session of solution.network.routers.get(router)?.sessions ?? []) {
    if (session.transport !== 'private') continue;
    const gateway = design.vpnConnections[session.connection]?.customerGateway ?? '';
    const address = parseAddress(design.customerGateways[gateway]?.ipAddress ?? '');
    if (address.ok) found.push({ ...address.value, length: address.value.family === 'ipv4' ? 32 : 128 });
  }
  return found;
}
