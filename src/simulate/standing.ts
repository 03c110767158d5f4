/** How a session stands at a moment, in the words of a solution; and what of it AWS's tables may rely on. */
import { breaks } from '../aws/caps.ts';
import type { Session } from '../aws/network.ts';
import { thousands } from '../design/thousands.ts';

export interface Standing {
  readonly state: 'established' | 'idle' | 'down';
  readonly certain: boolean;
  readonly reason: string;
  readonly facts: readonly string[];
  readonly assumptions: readonly string[];
  /** Whether routes cross it: in every outcome, in some, in none. */
  readonly crosses: 'always' | 'sometimes' | 'never';
}

const inWords = (count: number | null): string => (count === null ? 'any number' : thousands(count));

const capAssumptions = ['countingScope', 'loopedRoutesCount'];

function capFacts({ kind, inboundCap }: Session): string[] {
  return [kind === 'virtualInterface' ? 'B-DX-DOWN' : 'B-IN-DOWN', ...inboundCap.quota.facts];
}

export function down(reason: string, facts: readonly string[] = []): Standing {
  return { state: 'down', certain: true, reason, facts, assumptions: [], crosses: 'never' };
}

export function resetStanding(session: Session, offered: number): Standing {
  return {
    state: 'idle',
    certain: true,
    reason: `${inWords(offered)} routes offered, ${inWords(session.inboundCap.value)} allowed: NOTIFICATION 6/1, Idle`,
    facts: capFacts(session),
    assumptions: capAssumptions,
    crosses: 'never',
  };
}

export const staticStanding: Standing = {
  state: 'established',
  certain: true,
  reason: 'static routing: the tunnel is up, there is no BGP session',
  facts: [],
  assumptions: [],
  crosses: 'always',
};

/** Established; the count may be over the cap in some outcome. */
export function establishedStanding(
  session: Session,
  { least, most }: { readonly least: number; readonly most: number },
): Standing {
  const cap = session.inboundCap.value;
  if (breaks(least, most, cap) === 'never') {
    return {
      state: 'established',
      certain: true,
      reason: 'established',
      facts: [],
      assumptions: [],
      crosses: 'always',
    };
  }
  const shown = least === most ? inWords(most) : `${inWords(least)} to ${inWords(most)}`;
  return {
    state: 'idle',
    certain: false,
    reason: `${shown} routes offered, ${inWords(cap)} allowed: may be reset (NOTIFICATION 6/1)`,
    facts: capFacts(session),
    assumptions: capAssumptions,
    crosses: 'sometimes',
  };
}

export function unsureTransport(standing: Standing): Standing {
  return {
    state: 'down',
    certain: false,
    reason: 'its Direct Connect transport may be gone',
    facts: ['K-PIP-REQ', 'F107'],
    assumptions: standing.assumptions,
    crosses: 'sometimes',
  };
}

export const transportGone = down('no virtual interface of the Direct Connect transport reaches its outside address', [
  'K-PIP-REQ',
  'F107',
]);
