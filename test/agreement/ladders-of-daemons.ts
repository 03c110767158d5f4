/** Which of our ladders is whose. */
import type { Ladder } from '../../src/bgp/ladder.ts';
import {
  type IdentifiedCandidate,
  ownAfterPreferenceLadder,
  ownAsAnyLadder,
  ownFirstLadder,
} from '../../src/bgp/router-ladders.ts';
import type { DaemonKind } from './daemons/daemon.ts';

export const laddersOfDaemons: Readonly<Record<DaemonKind, Ladder<IdentifiedCandidate>>> = {
  frr: ownFirstLadder,
  bird: ownFirstLadder,
  gobgp: ownAfterPreferenceLadder,
  openbgpd: ownAsAnyLadder,
};
