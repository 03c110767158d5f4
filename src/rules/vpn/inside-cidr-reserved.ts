/** Inside CIDRs of tunnels and Connect peers come from one range, have one size, and some are AWS's own. */
import { connectInsideCidrTrouble, insideCidrTrouble } from '../../aws/addresses.ts';
import { formatPrefix } from '../../net/format-prefix.ts';
import type { Breach, Rule } from '../rule.ts';
import { eachTunnel } from './each-tunnel.ts';

export const insideCidrReserved: Rule = {
  id: 'vpn/inside-cidr-reserved',
  severity: 'error',
  title: 'An inside CIDR that AWS does not take',
  why: 'AWS refuses the tunnel: inside addresses are a /30 of 169.254.0.0/16 (IPv6: a /126 of fd00::/8), and seven of the /30 blocks are reserved.',
  fix: 'Pick another /30 from 169.254.0.0/16, such as 169.254.10.0/30, or leave it out and AWS picks a free one.',
  facts: ['G-IN4', 'G-IN6'],
  *check({ design }): Iterable<Breach> {
    for (const { id, tunnel, path } of eachTunnel(design)) {
      for (const field of ['tunnelInsideCidr', 'tunnelInsideIpv6Cidr'] as const) {
        const cidr = tunnel[field];
        const trouble = cidr === null ? null : insideCidrTrouble(cidr);
        if (cidr === null || trouble === null) continue;
        const ipv6 =
          cidr.family === 'ipv6' ? { fix: 'Pick a /126 from fd00::/8, or leave it out and AWS picks a free one.' } : {};
        yield {
          subject: id,
          message: `${id} cannot have the inside CIDR ${formatPrefix(cidr)}: ${trouble}.`,
          args: { cidr: formatPrefix(cidr) },
          path: [...path, field],
          ...ipv6,
        };
      }
    }
    for (const [name, gateway] of Object.entries(design.transitGateways)) {
      for (const [attachmentName, attachment] of Object.entries(gateway.attachments)) {
        if (attachment.kind !== 'connect') continue;
        for (const [peerName, peer] of Object.entries(attachment.peers)) {
          for (const cidr of peer.insideCidrBlocks) {
            const trouble = connectInsideCidrTrouble(cidr);
            if (trouble === null) continue;
            yield {
              subject: `${attachmentName}/${peerName}`,
              message: `Connect peer ${attachmentName}/${peerName} cannot have the inside CIDR ${formatPrefix(cidr)}: ${trouble}.`,
              args: { cidr: formatPrefix(cidr) },
              path: ['transitGateways', name, 'attachments', attachmentName, 'connect', 'peers', peerName],
              facts: ['G-CONN-IN'],
              fix: 'Pick another /29 from 169.254.0.0/16 (IPv6: a /125 from fd00::/8).',
            };
          }
        }
      }
    }
  },
};
