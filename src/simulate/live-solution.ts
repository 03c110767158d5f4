/**
 * The state of a running simulation seen as a solution, so that whoever reads one can read the other.
 * It shows the moment: what was taken from it earlier is not to be kept.
 */
import { nearness } from '../aws/caps.ts';
import type { Entry } from '../aws/entry.ts';
import type { Announced, InboundResult, OutboundResult, SessionResult, Solution } from '../aws/solution.ts';
import type { Session } from '../aws/network.ts';
import type { Prefix } from '../net/prefix.ts';
import { beyondAllowed, nothingAnnounced, outboundCapOf } from './announced-on.ts';
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
  const { session, standing } = run;
  return {
    session,
    state: standing.state,
    stateCertain: standing.certain,
    reason: standing.reason,
    facts: standing.facts,
    assumptions: standing.assumptions,
    inbound: inboundOf(engine, run),
    outbound: outboundOf(engine, run),
  };
}

function inboundOf({ settings }: Engine, { session, standing, flow }: SessionRun): InboundResult {
  const { most: offered, least: offeredMin, looped } = flow.offered;
  const cap = session.inboundCap.value;
  const near = nearness(offered, cap, settings.near);
  const counted = settings.assume('loopedRoutesCount') === true ? looped : 0;
  return {
    offered,
    offeredMin,
    looped,
    accepted: standing.state === 'established' ? Math.max(0, offered - counted) : 0,
    cap,
    outcome:
      standing.state === 'idle' ? 'reset' : near === 'over' ? (session.routing === 'static' ? 'over' : 'reset') : near,
  };
}

function outboundOf(engine: Engine, run: SessionRun): OutboundResult {
  const { session, standing } = run;
  if (session.routing === 'static')
    return { candidates: 0, candidatesMin: 0, announced: 0, cap: null, outcome: 'ok', unknown: 0 };
  const { most: candidates, least: candidatesMin } = engine.customers.outboundCount(run);
  const cap = outboundCapOf(engine.network, session);
  const near = nearness(candidates, cap, engine.settings.near);
  const beyond = Math.min(candidates, beyondAllowed(engine.network, session));
  const announced = standing.state === 'established' ? Math.min(candidates - beyond, cap ?? candidates) : 0;
  return {
    candidates,
    candidatesMin,
    announced,
    cap,
    outcome: near === 'over' || beyond > 0 ? 'truncated' : near,
    unknown: standing.state === 'established' ? candidates - announced : 0,
  };
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
