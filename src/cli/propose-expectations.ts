/**
 * Expectations that hold of a design today, as lines for its `expect:`: connections that stay up, prefixes of the
 * sites that are reached from the VPCs. Each is judged before it is proposed.
 */
import type { Expectation } from '../index.ts';
import type { LoadedDesign } from './load-design.ts';

type Library = typeof import('../index.ts');

const mostConnections = 12;
const mostReached = 6;
const mostCandidates = 60;
/** Each tunnel of the design is failed in turn for each expectation that asks for it; of more it takes too long. */
const mostTunnels = 60;

export function proposeExpectations({ design, settings, locate }: LoadedDesign, library: Library): string[] {
  const solution = library.solve(design, settings);
  const connections = [...new Set([...solution.sessions.values()].map(({ session }) => session.connection))];
  const stays = connections.slice(0, mostCandidates).map((session): Expectation => {
    return { kind: 'session', session, stays: 'up', afterFailuresOf: null };
  });
  const failures = solution.sessions.size <= mostTunnels ? [{ tunnels: 1 }, null] : [null];
  const reached = learnedPrefixes().flatMap((text) => {
    const parsed = library.parsePrefix(text);
    if (!parsed.ok) return [];
    return Object.keys(design.vpcs).flatMap((from) =>
      failures.map((afterFailuresOf): Expectation => {
        return { kind: 'reach', prefix: parsed.value, from, via: null, holds: true, afterFailuresOf };
      }),
    );
  });
  const candidates = [...stays, ...reached.slice(0, mostCandidates)];
  const { expectations } = library.checkDesign({
    design: { ...design, expect: candidates },
    settings,
    otherSettings: null,
    locate,
    today: '1970-01-01',
    inputs: [],
    version: '',
    failOn: 'never',
  });
  const met = candidates.filter((_, index) => expectations[index]?.met === true);
  const asked = new Set<string>();
  // What holds after a failure holds without one too, and is said once.
  const reach = met.filter((each) => {
    if (each.kind !== 'reach') return false;
    const key = `${each.from} ${library.formatPrefix(each.prefix)}`;
    return !asked.has(key) && asked.add(key);
  });
  const sessions = met.filter(({ kind }) => kind === 'session').slice(0, mostConnections);
  return [...sessions, ...reach.slice(0, mostReached)].map((each) => lineOf(each, library));

  /** What the gateways have learned from the sites with certainty. */
  function learnedPrefixes(): readonly string[] {
    const gateways = solution.places.filter((place) => /^(vpnGateways|transitGateways)\//.test(place));
    const prefixes = new Set<string>();
    for (const { routes } of library.placeRoutes(solution, gateways, null)) {
      for (const { prefix, status, alternatives } of routes) {
        const kind = alternatives[0]?.[0]?.source['kind'];
        if (status === 'certain' && (kind === 'session' || kind === 'staticVpn')) prefixes.add(prefix);
        if (prefixes.size >= mostCandidates) return [...prefixes];
      }
    }
    return [...prefixes];
  }
}

function lineOf(expectation: Expectation, library: Library): string {
  if (expectation.kind === 'session') return `{ session: ${word(expectation.session)}, stays: up }`;
  if (expectation.kind !== 'reach') return '';
  const after = expectation.afterFailuresOf === null ? '' : ', afterFailuresOf: { tunnels: 1 }';
  return `{ reach: ${word(library.formatPrefix(expectation.prefix))}, from: ${word(expectation.from)}${after} }`;
}

/** A name or prefix as YAML: quoted where it could be taken for something else. */
function word(text: string): string {
  return /^[A-Za-z][\w./@+-]*$|^\d+\.\d+\.\d+\.\d+\/\d+$/.test(text) ? text : JSON.stringify(text);
}
