/** The IAM policy that reading a live account takes: the permissions of the calls, and no other. */
import { calls, permissionOf } from './calls.ts';

/** JSON text. None of these calls knows permissions for single resources. */
export function iamPolicy(): string {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'RoutecapReadsTheNetwork',
        Effect: 'Allow',
        Action: [...new Set(calls.map(permissionOf))].sort(),
        Resource: '*',
      },
    ],
  };
  return `${JSON.stringify(policy, null, 2)}\n`;
}
