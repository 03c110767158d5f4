/** Sessions gathered by what fails as one: a VPN connection, a virtual interface, a Connect peer. */
import type { Session } from '../aws/network.ts';
import type { DesignPath } from '../design/problem.ts';

export interface Connection {
  readonly name: string;
  readonly kind: Session['kind'];
  readonly router: string;
  /** At least one. */
  readonly sessions: readonly Session[];
  readonly path: DesignPath;
}

/** In the order in which the sessions come. */
export function connectionsOf(sessions: Iterable<Session>): Connection[] {
  const found = new Map<string, Connection & { sessions: Session[] }>();
  for (const session of sessions) {
    const key = `${session.kind} ${session.connection}`;
    const known = found.get(key);
    if (known === undefined) {
      const { connection: name, kind, router } = session;
      found.set(key, { name, kind, router, sessions: [session], path: connectionPath(session) });
    } else known.sessions.push(session);
  }
  return [...found.values()];
}

export function connectionPath(session: Session): DesignPath {
  return session.kind === 'vpn' ? session.path.slice(0, 2) : session.path;
}

/** What to call a connection in a sentence. */
export function connectionNoun(kind: Session['kind']): string {
  return nouns[kind];
}

const nouns = { vpn: 'VPN connection', virtualInterface: 'virtual interface', connect: 'Connect peer' } as const;
