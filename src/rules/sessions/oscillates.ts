/** The design has no steady state: the rounds repeat without settling. */
import type { Breach, Rule } from '../rule.ts';
import { counted } from '../counted.ts';
import { listed } from '../listed.ts';

export const oscillates: Rule = {
  id: 'sessions/oscillates',
  severity: 'error',
  title: 'Sessions or routes come and go without end',
  why: 'What one session carries decides whether another stands, and the other way round: from a cold start no steady state is reached. On the wire the sessions flap, and routes with them.',
  fix: 'Break the circle: filter what the transit router passes on from one session to the other, or get below the cap with it.',
  facts: ['F97'],
  assumptions: ['resetRetry', 'reAdvertisedAsPath'],
  *check({ solution }): Iterable<Breach> {
    const { oscillation } = solution;
    if (oscillation === null) return;
    const { period, sessions } = oscillation;
    const transit = [...solution.network.routers.values()].filter((router) => router.transit);
    const [first] = sessions;
    const session = first === undefined ? undefined : solution.network.sessions.get(first);
    const router = transit[0];
    const what =
      sessions.length === 0
        ? 'routes change'
        : `${listed(sessions)} ${sessions.length === 1 ? 'goes' : 'go'} up and down`;
    const through =
      transit.length === 0
        ? ''
        : `, fed by what ${listed(transit.map(({ name }) => name))} ${transit.length === 1 ? 'passes' : 'pass'} on`;
    yield {
      subject: first ?? router?.name ?? 'design',
      message: `The routes do not settle: ${what} in a cycle of ${counted(period, 'round')}${through}.`,
      args: { period, sessions: sessions.join(' ') },
      path: session?.path ?? router?.path ?? [],
    };
  },
};
