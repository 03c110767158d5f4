/** Every rule there is, in order of id. A rule is one file in its family's folder and two lines here. */
import { compareNatural } from '../design/compare-natural.ts';
import { amazonSideChangedInPlace } from './asn/amazon-side-changed-in-place.ts';
import { amazonSideNotPrivate } from './asn/amazon-side-not-private.ts';
import { customerOutOfRange } from './asn/customer-out-of-range.ts';
import { customerPrivate32Bit } from './asn/customer-private-32-bit.ts';
import { customerReserved } from './asn/customer-reserved.ts';
import { directConnectGatewaySameAsTransitGateway } from './asn/direct-connect-gateway-same-as-transit-gateway.ts';
import { duplicateSites } from './asn/duplicate-sites.ts';
import { legacyPublic } from './asn/legacy-public.ts';
import { routerMismatch } from './asn/router-mismatch.ts';
import { sameOnBothSides } from './asn/same-on-both-sides.ts';
import { stale } from './baseline/stale.ts';
import { demandExceedsCapacityAfterFailure } from './bandwidth/demand-exceeds-capacity-after-failure.ts';
import { demandExceedsCapacity } from './bandwidth/demand-exceeds-capacity.ts';
import { failoverOverflows } from './failures/failover-overflows.ts';
import { mixedGatewayKinds } from './direct-connect/mixed-gateway-kinds.ts';
import { overlappingAllowedPrefixes } from './direct-connect/overlapping-allowed-prefixes.ts';
import { overlappingVpcs } from './direct-connect/overlapping-vpcs.ts';
import { attributesDiffer } from './ecmp/attributes-differ.ts';
import { ecmpDisabled } from './ecmp/disabled.ts';
import { mixedPublicPrivate } from './ecmp/mixed-public-private.ts';
import { notOnVpnGateway } from './ecmp/not-on-vpn-gateway.ts';
import { staticPaths } from './ecmp/static.ts';
import { notMet } from './expect/not-met.ts';
import { notModelled } from './input/not-modelled.ts';
import { replaced } from './input/replaced.ts';
import { unusedThings } from './input/unused.ts';
import { objectsExceeded } from './quotas/objects-exceeded.ts';
import { objectsNear } from './quotas/objects-near.ts';
import { backupNeverUp } from './resilience/backup-never-up.ts';
import { singleConnection } from './resilience/single-connection.ts';
import { singleTunnel } from './resilience/single-tunnel.ts';
import { connectCapExceeded } from './routes/connect-cap-exceeded.ts';
import { connectCapNear } from './routes/connect-cap-near.ts';
import { dxAllowedPrefixesExceeded } from './routes/dx-allowed-prefixes-exceeded.ts';
import { dxAllowedPrefixesNear } from './routes/dx-allowed-prefixes-near.ts';
import { inboundCapExceeded } from './routes/inbound-cap-exceeded.ts';
import { inboundCapNear } from './routes/inbound-cap-near.ts';
import { moreSpecificOnBackup } from './routes/more-specific-on-backup.ts';
import { outboundCapExceeded } from './routes/outbound-cap-exceeded.ts';
import { outboundCapNear } from './routes/outbound-cap-near.ts';
import { overlapsLocal } from './routes/overlaps-local.ts';
import { possibleOnly } from './routes/possible-only.ts';
import { shadowed } from './routes/shadowed.ts';
import { staticCapExceeded } from './routes/static-cap-exceeded.ts';
import { staticCapNear } from './routes/static-cap-near.ts';
import { tgwTotalExceeded } from './routes/tgw-total-exceeded.ts';
import { tgwTotalNear } from './routes/tgw-total-near.ts';
import { vpcPropagatedCapExceeded } from './routes/vpc-propagated-cap-exceeded.ts';
import { vpcPropagatedCapNear } from './routes/vpc-propagated-cap-near.ts';
import { asymmetric } from './routing/asymmetric.ts';
import { oscillates } from './sessions/oscillates.ts';
import { expired } from './suppressions/expired.ts';
import { unused } from './suppressions/unused.ts';
import { acceleratedChangedInPlace } from './vpn/accelerated-changed-in-place.ts';
import { targetChangedInPlace } from './vpn/target-changed-in-place.ts';
import { acceleratedNeedsNatTraversal } from './vpn/accelerated-needs-nat-traversal.ts';
import { acceleratedNeedsTransitGateway } from './vpn/accelerated-needs-transit-gateway.ts';
import { acceleratedOverPublicVirtualInterface } from './vpn/accelerated-over-public-virtual-interface.ts';
import { acceleratedRegion } from './vpn/accelerated-region.ts';
import { accountDiffers } from './vpn/account-differs.ts';
import { bgpNeedsRouteBased } from './vpn/bgp-needs-route-based.ts';
import { bgpWithoutAsn } from './vpn/bgp-without-asn.ts';
import { connectionDown } from './vpn/connection-down.ts';
import { dhGroupUnsupported } from './vpn/dh-group-unsupported.ts';
import { encryptionUnsupported } from './vpn/encryption-unsupported.ts';
import { ikeInitiation } from './vpn/ike-initiation.ts';
import { insideCidrReserved } from './vpn/inside-cidr-reserved.ts';
import { insideCidrReused } from './vpn/inside-cidr-reused.ts';
import { integrityUnsupported } from './vpn/integrity-unsupported.ts';
import { ipv6NeedsTransitGateway } from './vpn/ipv6-needs-transit-gateway.ts';
import { mtu } from './vpn/mtu.ts';
import { natTraversal } from './vpn/nat-traversal.ts';
import { outsideAddressNotIpv4 } from './vpn/outside-address-not-ipv4.ts';
import { policyBasedManySelectors } from './vpn/policy-based-many-selectors.ts';
import { privateIpNeedsTransitGateway } from './vpn/private-ip-needs-transit-gateway.ts';
import { privateIpNeedsTransport } from './vpn/private-ip-needs-transport.ts';
import { regionUnsupported } from './vpn/region-unsupported.ts';
import { staticAndBgp } from './vpn/static-and-bgp.ts';
import type { Rule } from './rule.ts';

const inOrderOfFamily: readonly Rule[] = [
  acceleratedChangedInPlace,
  amazonSideChangedInPlace,
  targetChangedInPlace,
  amazonSideNotPrivate,
  customerOutOfRange,
  customerPrivate32Bit,
  customerReserved,
  directConnectGatewaySameAsTransitGateway,
  duplicateSites,
  legacyPublic,
  routerMismatch,
  sameOnBothSides,
  stale,
  demandExceedsCapacity,
  demandExceedsCapacityAfterFailure,
  mixedGatewayKinds,
  overlappingAllowedPrefixes,
  overlappingVpcs,
  attributesDiffer,
  ecmpDisabled,
  mixedPublicPrivate,
  notOnVpnGateway,
  staticPaths,
  notMet,
  notModelled,
  replaced,
  unusedThings,
  objectsExceeded,
  objectsNear,
  backupNeverUp,
  failoverOverflows,
  singleConnection,
  singleTunnel,
  connectCapExceeded,
  connectCapNear,
  dxAllowedPrefixesExceeded,
  dxAllowedPrefixesNear,
  inboundCapExceeded,
  inboundCapNear,
  moreSpecificOnBackup,
  outboundCapExceeded,
  outboundCapNear,
  overlapsLocal,
  possibleOnly,
  shadowed,
  staticCapExceeded,
  staticCapNear,
  tgwTotalExceeded,
  tgwTotalNear,
  vpcPropagatedCapExceeded,
  vpcPropagatedCapNear,
  asymmetric,
  oscillates,
  expired,
  unused,
  acceleratedNeedsNatTraversal,
  acceleratedNeedsTransitGateway,
  acceleratedOverPublicVirtualInterface,
  acceleratedRegion,
  accountDiffers,
  bgpNeedsRouteBased,
  bgpWithoutAsn,
  connectionDown,
  dhGroupUnsupported,
  encryptionUnsupported,
  ikeInitiation,
  insideCidrReserved,
  insideCidrReused,
  integrityUnsupported,
  ipv6NeedsTransitGateway,
  mtu,
  natTraversal,
  outsideAddressNotIpv4,
  policyBasedManySelectors,
  privateIpNeedsTransitGateway,
  privateIpNeedsTransport,
  regionUnsupported,
  staticAndBgp,
];

/** Every rule, in order of id. */
export const rules: readonly Rule[] = [...inOrderOfFamily].sort((a, b) => compareNatural(a.id, b.id));
