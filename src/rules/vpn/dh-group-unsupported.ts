/** Diffie-Hellman groups the AWS end does not have (F63, F65). */
import { diffieHellmanGroups } from '../../aws/cryptography.ts';
import type { Breach, Rule } from '../rule.ts';
import { eachTunnel } from './each-tunnel.ts';

export const dhGroupUnsupported: Rule = {
  id: 'vpn/dh-group-unsupported',
  severity: 'error',
  title: 'A Diffie-Hellman group that AWS does not support',
  why: 'AWS refuses the tunnel option, and a device that offers only such groups never agrees with AWS on keys: the tunnel stays down.',
  fix: 'Use groups that both ends support: 2 and 14–24 in phase 1; 2, 5 and 14–24 in phase 2.',
  facts: ['F61', 'F63', 'F65'],
  *check({ design }): Iterable<Breach> {
    for (const { id, tunnel, path } of eachTunnel(design)) {
      for (const phase of [1, 2] as const) {
        const field = `phase${phase}DHGroupNumbers` as const;
        for (const [index, group] of tunnel[field].entries()) {
          if (diffieHellmanGroups[phase].includes(group)) continue;
          yield {
            subject: id,
            message: `${id} asks for Diffie-Hellman group ${group} in phase ${phase}; AWS supports groups ${supported[phase]} there.`,
            args: { group, phase },
            path: [...path, field, index],
          };
        }
      }
    }
  },
};

const supported = { 1: '2 and 14–24', 2: '2, 5 and 14–24' } as const;
