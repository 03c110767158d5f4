/** Nearly as many allowed prefixes for a transit gateway as AWS announces over a transit virtual interface (Q-DX-OUT-T). */
import type { Rule } from '../rule.ts';
import { dxAllowedPrefixesBreaches } from './dx-allowed-prefixes-breaches.ts';

export const dxAllowedPrefixesNear: Rule = {
  id: 'routes/dx-allowed-prefixes-near',
  severity: 'warning',
  title: 'Nearly as many allowed prefixes as a transit virtual interface is announced',
  why: 'A list that grows with every VPC reaches the quota on the day a VPC is added.',
  fix: 'Allow summaries instead of single CIDRs; they need not match the CIDRs of the VPCs.',
  facts: ['Q-DX-OUT-T', 'X-ALLOW-TGW'],
  check: (context) => dxAllowedPrefixesBreaches(context, 'near'),
};
