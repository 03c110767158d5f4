/** Encryption the AWS end does not have (F45). */
import { encryptions, readEncryption } from '../../aws/cryptography.ts';
import type { Breach, Rule } from '../rule.ts';
import { eachTunnel } from './each-tunnel.ts';

export const encryptionUnsupported: Rule = {
  id: 'vpn/encryption-unsupported',
  severity: 'error',
  title: 'An encryption algorithm that AWS does not support',
  why: 'AWS refuses the tunnel option, and a device that offers only such algorithms never agrees with AWS: the tunnel stays down.',
  fix: `Use one of ${encryptions.join(', ')}.`,
  facts: ['F45'],
  *check({ design }): Iterable<Breach> {
    for (const { id, tunnel, path } of eachTunnel(design)) {
      for (const phase of [1, 2] as const) {
        const field = `phase${phase}EncryptionAlgorithms` as const;
        for (const [index, algorithm] of tunnel[field].entries()) {
          if (readEncryption(algorithm) !== null) continue;
          yield {
            subject: id,
            message: `${id} asks for encryption ${algorithm} in phase ${phase}; AWS supports ${encryptions.join(', ')}.`,
            args: { algorithm, phase },
            path: [...path, field, index],
          };
        }
      }
    }
  },
};
