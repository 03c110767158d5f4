/** A VPN connection and its transit gateway belong to one account. */
import { effectiveOwner } from '../../design/effective-owner.ts';
import type { Breach, Rule } from '../rule.ts';

export const accountDiffers: Rule = {
  id: 'vpn/account-differs',
  severity: 'error',
  title: 'A VPN connection and its transit gateway are in different accounts',
  why: 'AWS requires one owner for both. A transit gateway shared from another account can take VPC attachments, but no VPN connection.',
  fix: 'Create the VPN connection in the account that owns the transit gateway.',
  facts: ['F119', 'K-PIP-ACCT'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      const { gateway } = connection;
      if (gateway?.kind !== 'transitGateway') continue;
      const ours = effectiveOwner(design, connection).account;
      const theirs = effectiveOwner(design, design.transitGateways[gateway.name] ?? {}).account;
      if (ours === null || theirs === null || ours === theirs) continue;
      yield {
        subject: name,
        message: `${name} is in account ${ours}, but its transit gateway ${gateway.name} is in account ${theirs}; both must be in one account.`,
        args: { account: ours, gatewayAccount: theirs, transitGateway: gateway.name },
        path: ['vpnConnections', name],
      };
    }
  },
};
