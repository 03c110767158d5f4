/**
 * Whether each session stands: established, idle behind a broken cap, or down, and how sure that is.
 * Private-IP VPNs stand on the virtual interfaces that carry them, so those are judged first.
 */
import { breaks } from '../aws/caps.ts';
import type { Network, Session } from '../aws/network.ts';
import { transportOf } from '../aws/private-ip-transport.ts';
import { thousands } from '../design/thousands.ts';
import type { Offers } from './offers.ts';

export interface Standing {
  readonly state: 'established' | 'idle' | 'down';
  readonly certain: boolean;
  readonly reason: string;
  readonly facts: readonly string[];
  readonly assumptions: readonly string[];
}

export type Standings = ReadonlyMap<string, Standing> & {
  readonly set: (session: string, standing: Standing) => unknown;
};

/** Bounds of the count that is held against a session's cap. */
export interface Counted {
  readonly least: number;
  readonly most: number;
}

const capFacts = (session: Session): string[] => ['B-IN-DOWN', ...session.inboundCap.quota.facts];

function againstCap(session: Session, { least, most }: Counted): Standing {
  const cap = session.inboundCap.value;
  const verdict = breaks(least, most, cap);
  if (session.routing === 'static') {
    return {
      state: 'established',
      certain: true,
      reason: 'static routing: the tunnel is up, there is no BGP session',
      facts: [],
      assumptions: [],
    };
  }
  if (verdict === 'never') {
    return { state: 'established', certain: true, reason: 'established', facts: [], assumptions: [] };
  }
  const dx = session.kind === 'virtualInterface';
  const shown = least === most ? thousands(most) : `${thousands(least)} to ${thousands(most)}`;
  const allowed = cap === null ? 'any number' : thousands(cap);
  return {
    state: 'idle',
    certain: verdict === 'certainly',
    reason:
      verdict === 'certainly'
        ? `${shown} routes offered, ${allowed} allowed: NOTIFICATION 6/1, Idle`
        : `${shown} routes offered, ${allowed} allowed: may be reset (NOTIFICATION 6/1)`,
    facts: dx ? ['B-DX-DOWN', ...session.inboundCap.quota.facts] : capFacts(session),
    assumptions: ['countingScope', 'loopedRoutesCount'],
  };
}

/** Over an earlier verdict, given as `standings`, only the given sessions are judged. */
export function judgeSessions<S extends Standings>(
  network: Network,
  offers: ReadonlyMap<string, Offers>,
  countedOf: (session: Session) => Counted,
  standings: S,
  sessions: Iterable<Session> = network.sessions.values(),
): S {
  const later: Session[] = [];
  for (const session of sessions) {
    if (session.down !== null) {
      const { reason, facts } = session.down;
      standings.set(session.id, { state: 'down', certain: true, reason, facts, assumptions: [] });
    } else if (session.transport === 'private') {
      later.push(session);
    } else {
      standings.set(session.id, againstCap(session, countedOf(session)));
    }
  }
  const transports = new Map<string, 'up' | 'unsure' | 'down'>();
  for (const session of later) {
    let transport = transports.get(session.connection);
    if (transport === undefined) {
      transport = transportOf(network, session, ({ id }) => {
        const offered = offers.get(id);
        if (offered === undefined) return null;
        return {
          crosses: crossing(standings.get(id)),
          anonymous: offered.anonymous > 0,
          covering: (address) => offered.table().covering(address),
        };
      });
      transports.set(session.connection, transport);
    }
    const standing = againstCap(session, countedOf(session));
    if (transport === 'up') standings.set(session.id, standing);
    else {
      standings.set(session.id, {
        state: 'down',
        certain: transport === 'down',
        reason:
          transport === 'down'
            ? 'no virtual interface of the Direct Connect transport reaches its outside address'
            : 'its Direct Connect transport may be gone',
        facts: ['K-PIP-REQ', 'F107'],
        assumptions: standing.assumptions,
      });
    }
  }
  return standings;
}

/** May routes cross the session in some outcome, and do they in every one? */
export function crossing(standing: Standing | undefined): 'always' | 'sometimes' | 'never' {
  if (standing === undefined) return 'never';
  if (standing.state === 'established') return standing.certain ? 'always' : 'sometimes';
  return standing.certain ? 'never' : 'sometimes';
}
