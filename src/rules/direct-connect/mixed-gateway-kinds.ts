/** One Direct Connect gateway takes virtual private gateways or transit gateways, not both (X-MIX). */
import type { Breach, Rule } from '../rule.ts';

export const mixedGatewayKinds: Rule = {
  id: 'direct-connect/mixed-gateway-kinds',
  severity: 'error',
  title: 'A Direct Connect gateway with virtual private gateways and transit gateways',
  why: 'AWS refuses the second kind: private virtual interfaces reach virtual private gateways, transit virtual interfaces reach transit gateways, and a Direct Connect gateway serves one of the two.',
  fix: 'Make a second Direct Connect gateway, one for each kind.',
  facts: ['X-MIX'],
  *check({ design }): Iterable<Breach> {
    for (const [name, { associations }] of Object.entries(design.directConnectGateways)) {
      const vpnGateways = associations
        .filter(({ gateway }) => gateway.kind === 'vpnGateway')
        .map(({ gateway }) => gateway.name);
      const transitGateways = associations
        .filter(({ gateway }) => gateway.kind === 'transitGateway')
        .map(({ gateway }) => gateway.name);
      if (vpnGateways.length === 0 || transitGateways.length === 0) continue;
      yield {
        subject: name,
        message: `Direct Connect gateway ${name} is associated with virtual private gateways (${vpnGateways.join(', ')}) and transit gateways (${transitGateways.join(', ')}); it can have only one of the two kinds.`,
        args: { vpnGateways: vpnGateways.length, transitGateways: transitGateways.length },
        path: ['directConnectGateways', name, 'associations'],
      };
    }
  },
};
