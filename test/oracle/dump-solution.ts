/** A solution as plain text, in an order of its own: equal texts, equal solutions. */
import { formatPrefix } from '../../src/net/format-prefix.ts';
import type { Entry, PlacedRoute, RouteSource, Solution } from '../../src/aws/solution.ts';

const place = (source: RouteSource): string =>
  Object.entries(source)
    .map(
      ([key, value]) => `${key}=${typeof value === 'object' && value !== null ? (value as { id: string }).id : value}`,
    )
    .sort()
    .join(' ');

function route({ source, attributes, certain }: PlacedRoute): string {
  const { asPath, origin, med, localPreference, communities } = attributes;
  return `${place(source)} [${asPath.join(' ')}] ${origin} med ${med} pref ${localPreference} ${communities.join(' ')} ${certain ? 'certain' : 'possible'}`;
}

const entry = ({ prefix, presence, alternatives }: Entry): string =>
  `  ${formatPrefix(prefix)} ${presence} ${alternatives
    .map((group) => `{${group.map(route).sort().join('; ')}}`)
    .sort()
    .join(' or ')}`;

const entries = (all: Iterable<Entry>): string[] => [...all].map(entry).sort();

export function dumpSolution(solution: Solution): string {
  const lines: string[] = [`oscillation ${JSON.stringify(solution.oscillation)}`];
  for (const [
    id,
    { session, state, stateCertain, reason, facts, assumptions, inbound, outbound },
  ] of solution.sessions) {
    lines.push(`${id} ${state} ${stateCertain} ${reason} ${facts.join(' ')} ${assumptions.join(' ')}`);
    lines.push(
      `  ${JSON.stringify(inbound)} ${JSON.stringify(outbound)}`,
      ' announced',
      ...entries(solution.announced(session).entries()),
    );
    lines.push(' offered', ...entries(solution.offered(session).entries()));
  }
  for (const id of solution.places) lines.push(id, ...entries(solution.table(id)?.values() ?? []));
  for (const name of Object.keys(solution.network.design.transitGateways).sort())
    lines.push(`${name} ${solution.transitGatewayRoutes(name)}`);
  return lines.join('\n');
}
