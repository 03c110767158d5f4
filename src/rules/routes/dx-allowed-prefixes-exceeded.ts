/** More allowed prefixes for a transit gateway than AWS announces over a transit virtual interface (Q-DX-OUT-T). */
import type { Rule } from '../rule.ts';
import { dxAllowedPrefixesBreaches } from './dx-allowed-prefixes-breaches.ts';

export const dxAllowedPrefixesExceeded: Rule = {
  id: 'routes/dx-allowed-prefixes-exceeded',
  severity: 'error',
  title: 'More allowed prefixes than a transit virtual interface is announced',
  why: 'The allowed prefixes are announced to the customer as they stand. What happens beyond the quota is not documented: any of them may be missing.',
  fix: 'Allow summaries instead of single CIDRs; they need not match the CIDRs of the VPCs.',
  facts: ['Q-DX-OUT-T', 'X-ALLOW-TGW'],
  assumptions: ['directConnectOverAllowedPrefixes'],
  check: (context) => dxAllowedPrefixesBreaches(context, 'over'),
};
