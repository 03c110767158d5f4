/** A candidate on one line, for the report of a difference. */
import type { IdentifiedCandidate } from '../../src/bgp/router-ladders.ts';

export function showCandidate({ attributes, peerId, peerBgpId }: IdentifiedCandidate): string {
  const { localPreference, asPath, origin, med } = attributes;
  return `  ${peerId}: preference ${localPreference ?? '-'} path [${asPath.join(' ')}] ${origin} med ${med ?? '-'} id ${peerBgpId}`;
}
