/**
 * How many more branches, and how many more VPCs, each gateway takes before a cap breaks anywhere: one more
 * branch costs every other one its routes. Under every profile asked, and again with every adjustable
 * quota raised where it is one of those that breaks first.
 */
import type { GatewayRef } from '../../aws/network.ts';
import type { Settings } from '../../aws/settings.ts';
import { solve } from '../../solve/solve.ts';
import type { Ground } from './ground.ts';
import { growing, type Grown } from './grown-design.ts';
import type { Room } from './headroom-result.ts';
import { heldAgainst, metersOf } from './meter.ts';
import { withoutCaps } from './other-caps.ts';
import { guessOf, reachOf } from './reach.ts';
import { firstOf, trialOf, type Meters } from './trial.ts';
import { branchesAt, typicalBranch, typicalVpc, vpcsAt } from './typical.ts';

export interface HubHeadroom {
  readonly kind: 'branches' | 'vpcs';
  readonly gateway: GatewayRef;
  readonly like: string;
  /** How many there are. */
  readonly used: number;
  /** One for each ground, in order. */
  readonly rooms: readonly (Room & { readonly whenRaised: Room | null })[];
}

/** `grounds`: the same design under each profile. `like`: of branches, wherever it is one. */
export function hubHeadroom(grounds: readonly Ground[], like: string | null): HubHeadroom[] {
  const [first] = grounds;
  if (first === undefined) return [];
  const found: HubHeadroom[] = [];
  const add = (kind: HubHeadroom['kind'], gateway: GatewayRef, model: string | null, used: number): void => {
    if (model !== null) found.push({ kind, gateway, like: model, used, rooms: roomsFor(grounds, kind, model) });
  };
  const kinds = ['vpnGateway', 'transitGateway'] as const;
  for (const kind of kinds) {
    for (const name of Object.keys(first.design[`${kind}s`])) {
      const gateway: GatewayRef = { kind, name };
      const branches = branchesAt(first, gateway);
      const isThere = branches.some((router) => router.name === like);
      add('branches', gateway, isThere ? like : typicalBranch(first, gateway), branches.length);
      if (kind === 'transitGateway') add('vpcs', gateway, typicalVpc(first, name), vpcsAt(first, name).length);
    }
  }
  return found;
}

function roomsFor(grounds: readonly Ground[], kind: Grown['kind'], subject: string): HubHeadroom['rooms'] {
  const [first] = grounds as [Ground];
  const grow = growing(first.network);
  const grown = (count: number) => grow([{ kind, subject, count }]);
  // Solved without caps they serve every profile.
  const free = withoutCaps(first.settings);
  const counts = (count: number): Meters => metersOf(solve(grown(count), free), free);
  const [one, two] = [counts(1), counts(2)];
  const roomIn = ({ settings, before }: Ground): Room => {
    const guess = guessOf(before, heldAgainst(one, settings), heldAgainst(two, settings));
    const reach = reachOf(trialOf(settings, before, grown), guess);
    return { left: reach.left, firstToBreak: firstOf(reach.broken, settings, before) };
  };
  return grounds.map((ground) => {
    const room = roomIn(ground);
    return { ...room, whenRaised: isAdjustable(room, ground.settings) ? roomIn(ground.raised()) : null };
  });
}

function isAdjustable({ firstToBreak }: Room, settings: Settings): boolean {
  return firstToBreak !== null && settings.quota(firstToBreak.quota).quota.adjustable;
}
