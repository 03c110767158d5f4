/** A gateway or connection that planned changes destroy and make anew. */
import type { Replaced } from '../../design/vocabulary.ts';
import type { Breach, Rule } from '../rule.ts';

const nouns: Readonly<Record<Replaced['kind'], string>> = {
  customerGateways: 'Customer gateway',
  directConnectGateways: 'Direct Connect gateway',
  transitGateways: 'Transit gateway',
  virtualInterfaces: 'Virtual interface',
  vpnConnections: 'VPN connection',
  vpnGateways: 'Virtual private gateway',
};

/** What the customer's side has to be told of. */
const aftermath: Readonly<Record<Replaced['kind'], string>> = {
  customerGateways: 'its VPN connections have to be moved to the new one',
  directConnectGateways: 'its associations and virtual interfaces have to be made again',
  transitGateways: 'its attachments have to be made again, and the outside addresses of its VPN connections change',
  virtualInterfaces: 'its BGP peering has to be set up again',
  vpnConnections: 'its outside addresses and keys change, so the customer gateway has to be configured again',
  vpnGateways: 'the outside addresses of its VPN connections change',
};

export const replaced: Rule = {
  id: 'input/replaced',
  severity: 'warning',
  title: 'A gateway or connection is destroyed and made anew',
  why: 'All sessions on it are down from the moment the old one is deleted until the new one is made and the other side knows of it.',
  fix: 'Build the new one beside the old one and move the traffic before the old one goes, or plan the interruption.',
  facts: [],
  afterFailure: 'same',
  *check({ design }): Iterable<Breach> {
    for (const { kind, name, why } of design.replaced) {
      yield {
        subject: name,
        message: `${nouns[kind]} ${name} is made anew (${why}): all sessions on it go down meanwhile, and ${aftermath[kind]}.`,
        args: { kind, why },
        path: [kind, name],
      };
    }
  },
};
