/**
 * The state of a running simulation seen as a solution, so that whoever reads one can read the other.
 * It shows the moment: what was taken from it earlier is not to be kept.
 */
import type { Entry } from '../aws/entry.ts';
import type { Announced, SessionResult, Solution } from '../aws/solution.ts';
import type { Session } from '../aws/network.ts';
import { inboundResult, outboundResult } from '../aws/session-result.ts';
import type { Prefix } from '../net/prefix.ts';
import { beyondAllowed, nothingAnnounced, outboundCapOf } from '../aws/announced-on.ts';
import type { Offered } from './customer-offers.ts';
import type { Engine } from './engine.ts';
import type { InboundFlow } from './inbound-flow.ts';
import type { SessionRun } from './session-run.ts';

export function liveSolution(engine: Engine): Solution {
  let sessions: ReadonlyMap<string, SessionResult> | null = null;
  let version = -1;
  return {
    get network() {
      return engine.network;
    },
    get sessions() {
      if (sessions === null || version !== engine.version) {
        sessions = new Map([...engine.runs].map(([id, run]) => [id, resultOf(engine, run)]));
        version = engine.version;
      }
      return sessions;
    },
    oscillation: null,
    get places() {
      return [
        ...engine.tables.places.keys(),
        ...[...engine.customers.routers.keys()].map((name) => `routers/${name}`),
      ].sort();
    },
    table: (place) =>
      place.startsWith('routers/')
        ? engine.customers.routerTable(place.slice('routers/'.length))
        : engine.tables.places.get(place)?.table(),
    announced: (session) => {
      const run = engine.runs.get(session.id);
      return run === undefined ? nothingAnnounced : engine.customers.announcedOn(run);
    },
    offered: (session) => {
      const run = engine.runs.get(session.id);
      return run === undefined ? nothingAnnounced : offeredView(run.session, run.flow);
    },
    propagatedCount: (vpc, table) => engine.tables.propagatedCount(`vpcs/${vpc}/${table}`),
    transitGatewayRoutes: (name) => engine.tables.transitGatewayRoutes(name),
  };
}

/** One text for each state that a judge can tell from another; equal states have equal texts. */
export function stateKeyOf(engine: Engine): string {
  const sessions = [...engine.runs.values()].map((run) => {
    const { most, least, looped } = run.flow.offered;
    return `${run.standingKey},${most},${least},${looped},${run.flow.anonymous},${run.customerReady ? 1 : 0},${run.extraMed ?? ''}`;
  });
  const places = [...engine.tables.places].map(([id, { key }]) => `${key},${engine.tables.propagatedCount(id)}`);
  const announced = [...engine.customers.announcers.values()].map(({ digest }) => digest);
  return [engine.designVersion, ...sessions, ...places, ...announced].join(';');
}

function resultOf(engine: Engine, run: SessionRun): SessionResult {
  const { session, standing, flow } = run;
  const { most: offered, least: offeredMin, looped } = flow.offered;
  return {
    session,
    state: standing.state,
    stateCertain: standing.certain,
    reason: standing.reason,
    facts: standing.facts,
    assumptions: standing.assumptions,
    inbound: inboundResult(session, standing.state, { offered, offeredMin, looped }, engine.settings),
    outbound: outboundResult(session, standing.state, outboundCounts(engine, run), engine.settings),
  };
}

function outboundCounts(engine: Engine, run: SessionRun) {
  const { session } = run;
  const { most: candidates, least: candidatesMin } = engine.customers.outboundCount(run);
  const cap = outboundCapOf(engine.network, session);
  return { candidates, candidatesMin, cap, beyond: Math.min(candidates, beyondAllowed(engine.network, session)) };
}

function offeredView(session: Session, flow: InboundFlow): Announced {
  const made = (prefix: Prefix, { variants, present }: Offered): Entry => ({
    prefix,
    presence: present ? 'certain' : 'possible',
    alternatives: variants.map((attributes) => [
      { prefix, attributes, source: { kind: 'session', session }, certain: present && variants.length === 1 },
    ]),
  });
  return {
    lookup: (prefix) => {
      const offered = flow.wanted(prefix);
      return offered === undefined ? undefined : made(prefix, offered);
    },
    *entries() {
      for (const [prefix, offered] of flow.wantedEntries()) yield made(prefix, offered);
    },
  };
}
