/**
 * Two tunnels with the same inside addresses. A virtual private gateway refuses that, and so does a
 * transit gateway for IPv6 (G-IN6); IPv4 may repeat on a transit gateway or between gateways, but not on
 * one router (G-IN4-UNIQ).
 */
import { formatPrefix } from '../../net/format-prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { Design } from '../../design/vocabulary.ts';
import { gatewayNoun } from '../gateway-noun.ts';
import type { Breach, Rule, Severity } from '../rule.ts';
import { eachTunnel, type TunnelOfConnection } from './each-tunnel.ts';

export const insideCidrReused: Rule = {
  id: 'vpn/inside-cidr-reused',
  severity: 'error',
  title: 'Two tunnels have the same inside addresses',
  why: 'Inside addresses must be unique on one virtual private gateway, or AWS refuses the second connection. On a transit gateway they may repeat, but two tunnel interfaces of one router cannot share addresses.',
  fix: 'Give every tunnel an inside CIDR of its own, or leave it out and AWS picks a free one.',
  facts: ['G-IN4-UNIQ'],
  *check({ design }): Iterable<Breach> {
    const first = new Map<string, string>();
    for (const at of eachTunnel(design)) {
      for (const field of ['tunnelInsideCidr', 'tunnelInsideIpv6Cidr'] as const) {
        const cidr = at.tunnel[field];
        if (cidr === null) continue;
        const text = formatPrefix(cidr);
        let reported = false;
        for (const scope of scopesOf(design, at, cidr)) {
          const key = `${scope.key} ${text}`;
          const earlier = first.get(key);
          if (earlier === undefined) {
            first.set(key, at.id);
            continue;
          }
          // The first scope is the stricter one; one finding a tunnel is enough.
          if (reported) continue;
          reported = true;
          yield {
            subject: at.id,
            severity: scope.severity,
            message: `${at.id} has the inside CIDR ${text}, which ${earlier} has too; ${scope.why}.`,
            args: { cidr: text, other: earlier },
            path: [...at.path, field],
            facts: cidr.family === 'ipv6' ? ['G-IN6'] : [],
          };
        }
      }
    }
  },
};

interface Scope {
  readonly key: string;
  readonly severity: Severity;
  readonly why: string;
}

/** Within what an inside CIDR must be unique, strictest first. */
function scopesOf(design: Design, { connection }: TunnelOfConnection, cidr: Prefix): Scope[] {
  const scopes: Scope[] = [];
  const { gateway } = connection;
  if (gateway !== null && (gateway.kind === 'vpnGateway' || cidr.family === 'ipv6')) {
    scopes.push({
      key: `${gateway.kind}/${gateway.name}`,
      severity: 'error',
      why: `inside CIDRs must be unique on one ${gatewayNoun(gateway.kind)} (${gateway.name}), and AWS refuses the second`,
    });
  }
  const router = design.customerGateways[connection.customerGateway]?.router ?? null;
  scopes.push({
    key: router === null ? `customerGateways/${connection.customerGateway}` : `routers/${router}`,
    severity: 'warning',
    why: `AWS allows it here, but both tunnels end on ${router ?? connection.customerGateway}, which cannot have the same address on two interfaces`,
  });
  return scopes;
}
