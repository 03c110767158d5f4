/** Makes an Explanation: runs the place's ladder once more over the candidates it had. */
import type { Behaviour } from '../aws/behaviour.ts';
import { type RouteSource, sourceKey } from '../aws/candidate.ts';
import { customerRouterBehaviour } from '../aws/customer-router.ts';
import { directConnectGatewayBehaviour } from '../aws/direct-connect-gateway.ts';
import type { Session } from '../aws/network.ts';
import { transitGatewayBehaviour } from '../aws/transit-gateway.ts';
import { vpcRouteTableBehaviour } from '../aws/vpc-route-table.ts';
import { vpnGatewayBehaviour } from '../aws/vpn-gateway.ts';
import { choose } from '../bgp/ladder.ts';
import type { Prefix } from '../net/prefix.ts';
import type { ExplainedCandidate, Explanation } from './explanation.ts';
import { alternativesOf } from '../aws/pool.ts';
import type { Entry, PlaceId } from '../aws/solution.ts';
import type { SolutionWithCandidates } from './describe-solution.ts';

export function behaviourAt(solution: SolutionWithCandidates, place: PlaceId): Behaviour {
  const { settings, design } = solution.network;
  const [section = '', name = ''] = place.split('/');
  switch (section) {
    case 'vpnGateways':
      return vpnGatewayBehaviour(settings);
    case 'transitGateways':
      return transitGatewayBehaviour(settings, design.transitGateways[name]?.vpnEcmpSupport ?? true);
    case 'directConnectGateways':
      return directConnectGatewayBehaviour;
    case 'routers':
      return customerRouterBehaviour(settings);
    default:
      return vpcRouteTableBehaviour;
  }
}

/** Who a route came from, as a phrase. */
export function sourcePhrase(source: RouteSource): string {
  switch (source.kind) {
    case 'session':
      return source.session.id;
    case 'staticVpn':
      return `${source.session.id} (static)`;
    case 'vpc':
      return `VPC ${source.vpc}`;
    case 'directConnectGateway':
      return `Direct Connect gateway ${source.name}`;
    case 'staticAttachment':
      return `static route to ${source.attachment}`;
    case 'blackhole':
      return 'static blackhole';
    case 'local':
      return 'the local route';
    case 'vpnGateway':
      return source.propagated ? `propagated by ${source.name}` : `static route to ${source.name}`;
    case 'transitGateway':
      return `static route to ${source.name}`;
    case 'outside':
      return `static route to ${source.name}`;
    case 'own':
      return 'its own network';
  }
}

/** Sessions that end at a place. */
function sessionsAt(solution: SolutionWithCandidates, place: PlaceId): readonly Session[] {
  const [section = '', name = '', table] = place.split('/');
  const { network } = solution;
  if (section === 'routers') return network.routers.get(place.slice('routers/'.length))?.sessions ?? [];
  if (section === 'vpnGateways') return network.sessionsOf({ kind: 'vpnGateway', name });
  if (section === 'directConnectGateways') return network.sessionsOf({ kind: 'directConnectGateway', name });
  if (section !== 'transitGateways') return [];
  const propagations = new Set(network.design.transitGateways[name]?.routeTables[table ?? '']?.propagations ?? []);
  return network
    .sessionsOf({ kind: 'transitGateway', name })
    .filter(({ attachment }) => propagations.has(attachment ?? ''));
}

/** Routes for the prefix that a session offered and the place did not take. */
function refusals(
  solution: SolutionWithCandidates,
  place: PlaceId,
  prefix: Prefix,
  behaviour: Behaviour,
): ExplainedCandidate[] {
  const refused: ExplainedCandidate[] = [];
  const toRouter = place.startsWith('routers/');
  for (const session of sessionsAt(solution, place)) {
    const result = solution.sessions.get(session.id);
    const entry = (toRouter ? solution.announced(session) : solution.offered(session)).lookup(prefix);
    for (const route of entry?.alternatives.flat() ?? []) {
      const refusal = behaviour.refuse(route.attributes, session);
      if (refusal !== null) {
        const step = { id: refusal.fact, title: refusal.why, fact: refusal.fact };
        refused.push({ route, from: session.id, outcome: 'refused', step, to: null, why: refusal.why });
      } else if (!toRouter && result !== undefined && result.state !== 'established' && result.stateCertain) {
        const [fact = 'B-IN-DOWN'] = result.facts;
        const why = `the session is ${result.state}: ${result.reason}`;
        refused.push({
          route,
          from: session.id,
          outcome: 'refused',
          step: { id: fact, title: result.reason, fact },
          to: null,
          why,
        });
      }
    }
  }
  return refused;
}

/** Why a prefix goes where it goes at a place: every candidate, and the step at which it lost. */
export function explain(solution: SolutionWithCandidates, place: PlaceId, prefix: Prefix): Explanation {
  const table = solution.table(place);
  const entry: Entry | null = table?.longestMatch(prefix)?.[1] ?? null;
  const asked = entry?.prefix ?? prefix;
  const behaviour = behaviourAt(solution, place);
  const contenders = solution.pool(place)?.get(asked)?.contenders ?? [];
  const choice = choose(behaviour.ladder, contenders);
  const selecting = { behaviour, tieBreak: solution.network.settings.assume('finalTieBreak') };
  const groups = alternativesOf(selecting, choice);
  const open = groups.length > 1;
  const candidates: ExplainedCandidate[] = [];
  const placed = (candidate: (typeof contenders)[number]['candidate'], certain: boolean) => ({
    prefix: asked,
    ...candidate,
    certain,
  });
  for (const group of groups) {
    for (const { candidate, certain } of group) {
      const sure = certain && !open && entry?.presence === 'certain';
      candidates.push({
        route: placed(candidate, sure),
        from: sourcePhrase(candidate.source),
        outcome: sure ? 'in use' : 'possible',
        step: null,
        to: null,
        why: sure
          ? group.length > 1
            ? `used together with ${group.length - 1} equal ${group.length === 2 ? 'route' : 'routes'} (ECMP)`
            : 'preferred'
          : open
            ? 'may be the one in use: nothing decides between it and its equals'
            : 'in use when it is there',
      });
    }
  }
  for (const { loser, step, to } of choice.losses) {
    candidates.push({
      route: placed(loser, false),
      from: sourcePhrase(loser.source),
      outcome: 'lost',
      step: { id: step.id, title: step.title, fact: step.fact },
      to: sourcePhrase(to.source),
      why: `${step.title}: ${sourcePhrase(to.source)} is preferred`,
    });
  }
  candidates.push(...refusals(solution, place, asked, behaviour));
  return {
    place,
    prefix,
    entry,
    candidates: candidates.sort(byOutcome),
    ties: open ? `AWS does not say which of ${groups.length} equal choices it uses; each is possible` : null,
  };
}

const order = ['in use', 'possible', 'lost', 'refused'];

function byOutcome(a: ExplainedCandidate, b: ExplainedCandidate): number {
  const difference = order.indexOf(a.outcome) - order.indexOf(b.outcome);
  if (difference !== 0) return difference;
  const left = sourceKey(a.route.source);
  const right = sourceKey(b.route.source);
  return left < right ? -1 : left > right ? 1 : 0;
}
