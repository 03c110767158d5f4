/** Integrity algorithms (hashes) the AWS end does not have (F47). */
import { integrities, readIntegrity } from '../../aws/cryptography.ts';
import type { Breach, Rule } from '../rule.ts';
import { eachTunnel } from './each-tunnel.ts';

export const integrityUnsupported: Rule = {
  id: 'vpn/integrity-unsupported',
  severity: 'error',
  title: 'An integrity algorithm that AWS does not support',
  why: 'AWS refuses the tunnel option, and a device that offers only such algorithms never agrees with AWS: the tunnel stays down.',
  fix: `Use one of ${integrities.join(', ')}.`,
  facts: ['F47'],
  *check({ design }): Iterable<Breach> {
    for (const { id, tunnel, path } of eachTunnel(design)) {
      for (const phase of [1, 2] as const) {
        const field = `phase${phase}IntegrityAlgorithms` as const;
        for (const [index, algorithm] of tunnel[field].entries()) {
          if (readIntegrity(algorithm) !== null) continue;
          yield {
            subject: id,
            message: `${id} asks for integrity ${algorithm} in phase ${phase}; AWS supports ${integrities.join(', ')}.`,
            args: { algorithm, phase },
            path: [...path, field, index],
          };
        }
      }
    }
  },
};
