/** A solution as text, so that the steady state and a simulation gone quiet can be held against each other. */
import type { Entry, PlacedRoute, Solution } from '../../src/aws/solution.ts';
import { sourceKey } from '../../src/aws/candidate.ts';
import { attributesKey } from '../../src/bgp/attributes.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';

function entryText({ prefix, presence, alternatives }: Entry): string {
  const groups = alternatives.map((group) =>
    group
      .map(
        ({ source, attributes, certain }) =>
          `${sourceKey(source)} [${attributesKey(attributes)}]${certain ? '!' : '?'}`,
      )
      .sort()
      .join(' & '),
  );
  return `  ${formatPrefix(prefix)} ${presence}: ${groups.sort().join(' | ')}`;
}

const entryTexts = (entries: Iterable<Entry>): string[] => [...entries].map(entryText).sort();

export function dumpSolution(solution: Solution): string {
  const lines: string[] = [];
  for (const [id, { state, stateCertain, inbound, outbound, session }] of solution.sessions) {
    lines.push(
      `${id} ${state}${stateCertain ? '' : '?'} in ${JSON.stringify(inbound)} out ${JSON.stringify(outbound)}`,
    );
    lines.push(' announced', ...entryTexts(solution.announced(session).entries()));
    lines.push(' offered', ...entryTexts(solution.offered(session).entries()));
  }
  for (const place of solution.places) {
    lines.push(place, ...entryTexts(solution.table(place)?.values() ?? []));
    const [section, name = '', table = ''] = place.split('/');
    if (section === 'vpcs') lines.push(` propagated ${solution.propagatedCount(name, table)}`);
    if (section === 'transitGateways') lines.push(` routes ${solution.transitGatewayRoutes(name)}`);
  }
  return lines.join('\n');
}

/** What the second solution holds that the first rules out, or lacks that the first is certain of. Empty: it is one of its outcomes. */
export function contains(wide: Solution, narrow: Solution): string[] {
  const wrong: string[] = [];
  for (const [id, { state, stateCertain }] of wide.sessions) {
    const other = narrow.sessions.get(id)?.state;
    if (stateCertain && other !== state) wrong.push(`${id} is ${other}, not ${state}`);
  }
  for (const place of wide.places) {
    const table = wide.table(place);
    const other = narrow.table(place);
    for (const entry of table?.values() ?? []) {
      if (entry.presence === 'certain' && other?.get(entry.prefix) === undefined)
        wrong.push(`${place} lacks ${formatPrefix(entry.prefix)}`);
    }
    for (const entry of other?.values() ?? []) {
      const possible = new Set(table?.get(entry.prefix)?.alternatives.flat().map(routeText));
      for (const route of entry.alternatives.flat()) {
        if (!possible.has(routeText(route)))
          wrong.push(`${place} has ${formatPrefix(entry.prefix)} ${routeText(route)}`);
      }
    }
  }
  return wrong;
}

function routeText({ source, attributes }: PlacedRoute): string {
  return `${sourceKey(source)} [${attributesKey(attributes)}]`;
}
