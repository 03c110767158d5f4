/** The allowed prefixes of two transit gateways on one Direct Connect gateway may not overlap (X-ALLOW-OVL). */
import { formatPrefix } from '../../net/format-prefix.ts';
import { overlaps } from '../../net/prefix.ts';
import type { Breach, Rule } from '../rule.ts';

export const overlappingAllowedPrefixes: Rule = {
  id: 'direct-connect/overlapping-allowed-prefixes',
  severity: 'error',
  title: 'Allowed prefixes of two transit gateways overlap',
  why: 'The Direct Connect gateway announces the allowed prefixes of each transit gateway as they stand. With an overlap it could not tell where traffic belongs, so AWS refuses the second association.',
  fix: 'Give each transit gateway prefixes of its own; a default route is possible only with a single transit gateway.',
  facts: ['X-ALLOW-OVL'],
  *check({ design }): Iterable<Breach> {
    for (const [name, { associations }] of Object.entries(design.directConnectGateways)) {
      for (const [index, later] of associations.entries()) {
        if (later.gateway.kind !== 'transitGateway') continue;
        for (const earlier of associations.slice(0, index)) {
          if (earlier.gateway.kind !== 'transitGateway' || earlier.gateway.name === later.gateway.name) continue;
          for (const [at, prefix] of (later.allowedPrefixes ?? []).entries()) {
            const other = earlier.allowedPrefixes?.find((each) => overlaps(each, prefix));
            if (other === undefined) continue;
            yield {
              subject: name,
              message: `Direct Connect gateway ${name}: allowed prefix ${formatPrefix(prefix)} of transit gateway ${later.gateway.name} overlaps ${formatPrefix(other)} of ${earlier.gateway.name}.`,
              args: { prefix: formatPrefix(prefix), transitGateway: later.gateway.name, other: earlier.gateway.name },
              path: ['directConnectGateways', name, 'associations', index, 'allowedPrefixes', at],
            };
          }
        }
      }
    }
  },
};
