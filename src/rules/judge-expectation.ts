/** One expectation held against one solution: does it hold, and why, in a sentence. */
import type { Session } from '../aws/network.ts';
import { formatBandwidth } from '../design/bandwidth.ts';
import type { Expectation } from '../design/vocabulary.ts';
import { formatPrefix } from '../net/format-prefix.ts';
import { capacity } from '../solve/capacity.ts';
import { forward } from '../solve/forward.ts';
import type { SessionResult, Solution } from '../aws/solution.ts';
import { counted } from './counted.ts';
import { listed } from './listed.ts';

export interface Judgement {
  readonly met: boolean;
  readonly why: string;
}

/** `before`: without the failures, to tell what failed itself from what followed. */
export function judgeExpectation(expectation: Expectation, solution: Solution, before: Solution): Judgement {
  switch (expectation.kind) {
    case 'session':
      return judgeSession(expectation, solution, before);
    case 'reach':
      return judgeReach(expectation, solution);
    case 'routes':
      return judgeRoutes(expectation, solution);
    case 'bandwidth':
      return judgeBandwidth(expectation, solution);
  }
}

/** What an expectation is about, for the subject of a finding. */
export function describeExpectation(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'session':
      return `${expectation.session} stays ${expectation.stays}`;
    case 'reach':
      return `${expectation.holds ? '' : 'do not '}reach ${formatPrefix(expectation.prefix)} from ${expectation.from}`;
    case 'routes':
      return `${expectation.direction} routes on ${expectation.session}`;
    case 'bandwidth':
      return `${formatBandwidth(expectation.bandwidthMbps)} from ${expectation.from} to ${expectation.to}`;
  }
}

/** Results of the sessions a name stands for: a session, or all of a connection. */
function sessionsNamed(solution: Solution, name: string): SessionResult[] {
  const one = solution.sessions.get(name);
  // The session of a virtual interface has its name, and so has the interface with all its sessions.
  if (one !== undefined && one.session.connection !== name) return [one];
  return [...solution.network.sessions.values()]
    .filter((session) => session.connection === name || withFamily(session) === name)
    .flatMap(({ id }) => solution.sessions.get(id) ?? []);
}

function withFamily({ kind, connection, family }: Session): string | null {
  return kind === 'virtualInterface' ? `${connection}/${family}` : null;
}

type Of<K extends Expectation['kind']> = Extract<Expectation, { kind: K }>;

function judgeSession({ session: name, stays }: Of<'session'>, solution: Solution, before: Solution): Judgement {
  const named = sessionsNamed(solution, name);
  if (named.length === 0) return { met: false, why: `${name} has no session that is modelled` };
  if (stays === 'down') {
    const up = named.filter(({ state, stateCertain }) => state === 'established' || !stateCertain);
    return up.length === 0
      ? { met: true, why: `${name} is down: ${reasons(named)}` }
      : {
          met: false,
          why: `${listed(up.map(({ session }) => session.id))} ${up.length === 1 ? 'is' : 'are'} not down for certain`,
        };
  }
  // What fails itself is not asked to stay up.
  const asked = named.filter(
    ({ session }) => session.down === null || before.network.sessions.get(session.id)?.down !== null,
  );
  const failing = asked.filter(({ state, stateCertain }) => state !== 'established' || !stateCertain);
  return failing.length === 0
    ? { met: true, why: `${name} is up` }
    : {
        met: false,
        why: `${listed(failing.map(({ session }) => session.id))} ${failing.length === 1 ? 'does' : 'do'} not stay up: ${reasons(failing)}`,
      };
}

function reasons(results: readonly SessionResult[]): string {
  return [...new Set(results.map(({ reason }) => reason))].join('; ');
}

function judgeReach({ prefix, from, via, holds }: Of<'reach'>, solution: Solution): Judgement {
  const found = forward(solution, from, prefix);
  const over = found.via.length === 0 ? '' : ` over ${listed(found.via, 6)}`;
  if (!holds)
    return {
      met: found.reach === 'never',
      why:
        found.reach === 'never'
          ? found.why
          : `${formatPrefix(prefix)} is ${found.reach === 'certain' ? '' : 'possibly '}reached from ${from}${over}`,
    };
  if (found.reach !== 'certain') return { met: false, why: found.why };
  if (via !== null) {
    const used = new Map(
      found.ways.flatMap(({ sessions }) => sessions.map((session) => [session.id, session] as const)),
    );
    const astray = [...used.values()].filter((session) => !isOneOf(session, via));
    if (astray.length > 0) {
      const names = [...new Set(astray.map(({ connection }) => connection))];
      return {
        met: false,
        why: `${formatPrefix(prefix)} is reached from ${from}, but it may go over ${listed(names, 6)}, which is not ${via.length === 0 ? 'nothing' : listed(via, 6)}`,
      };
    }
    const crosses = found.ways.every(({ sessions }) => sessions.length > 0);
    if (!crosses && via.length > 0)
      return { met: false, why: `${formatPrefix(prefix)} is reached from ${from} without crossing ${listed(via, 6)}` };
  }
  return { met: true, why: `${found.why}${over}` };
}

function isOneOf(session: Session, names: readonly string[]): boolean {
  return (
    names.includes(session.connection) ||
    names.includes(session.id) ||
    names.includes(withFamily(session) ?? session.id)
  );
}

function judgeRoutes({ session: name, direction, atMost }: Of<'routes'>, solution: Solution): Judgement {
  const named = sessionsNamed(solution, name);
  if (named.length === 0) return { met: false, why: `${name} has no session that is modelled` };
  const counts = named.map(({ session, inbound, outbound }) => ({
    id: session.id,
    count: direction === 'inbound' ? inbound.offered : outbound.candidates,
  }));
  const most = counts.reduce((a, b) => (b.count > a.count ? b : a));
  const what = direction === 'inbound' ? 'is offered' : 'is owed';
  return {
    met: most.count <= atMost,
    why: `${most.id} ${what} ${counted(most.count, 'route')}, ${counted(atMost, 'is', 'are')} allowed`,
  };
}

function judgeBandwidth({ bandwidthMbps: wanted, from, to }: Of<'bandwidth'>, solution: Solution): Judgement {
  const { bandwidthMbps: found, destination, sessions, why } = capacity(solution, from, to);
  const towards = destination === null ? to : formatPrefix(destination);
  if (found === null) return { met: true, why: `nothing that is known bounds the bandwidth from ${from} to ${to}` };
  if (found === 0) return { met: false, why: `0 of ${formatBandwidth(wanted)}: ${why}` };
  const over = ` over ${listed(
    sessions.map(({ id }) => id),
    8,
  )}`;
  return {
    met: found >= wanted,
    why: `${formatBandwidth(found)} from ${from} to ${towards}${over}, ${formatBandwidth(wanted)} wanted`,
  };
}
