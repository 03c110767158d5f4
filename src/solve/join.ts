/** Joins the states of an oscillation: what holds in every round of the cycle is certain, the rest possible. */
import { sourceKey } from '../aws/candidate.ts';
import { attributesKey } from '../bgp/attributes.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Entry, PlacedRoute } from '../aws/solution.ts';
import type { Standing } from './standing.ts';

const groupKey = (group: readonly PlacedRoute[]): string =>
  group.map(({ source, attributes }) => `${sourceKey(source)} ${attributesKey(attributes)}`).join(' & ');

function joinEntries(entries: readonly Entry[], everywhere: boolean): Entry {
  const groups = new Map<string, readonly PlacedRoute[]>();
  for (const entry of entries) for (const group of entry.alternatives) groups.set(groupKey(group), group);
  const [first] = entries as [Entry];
  const presence = everywhere && entries.every((entry) => entry.presence === 'certain') ? 'certain' : 'possible';
  const unchanging = everywhere && groups.size === 1;
  return {
    prefix: first.prefix,
    presence,
    alternatives: [...groups.values()].map((group) =>
      group.map((route, index) => ({
        ...route,
        certain: unchanging && entries.every(({ alternatives }) => alternatives[0]?.[index]?.certain === true),
      })),
    ),
  };
}

export function joinTables(tables: readonly (PrefixTable<Entry> | undefined)[]): PrefixTable<Entry> {
  const joined = new PrefixTable<Entry>();
  for (const table of tables) {
    for (const prefix of [...(table?.entries() ?? [])].map(([key]) => key)) {
      if (joined.has(prefix)) continue;
      const entries = tables.flatMap((it) => {
        const entry = it?.get(prefix);
        return entry === undefined ? [] : [entry];
      });
      joined.set(prefix, joinEntries(entries, entries.length === tables.length));
    }
  }
  return joined;
}

/** The worse state stands, and is uncertain when it changes within the cycle. */
export function joinStandings(standings: readonly Standing[]): Standing {
  const [first] = standings as [Standing];
  const states = new Set(standings.map(({ state }) => state));
  if (states.size === 1) return { ...first, certain: standings.every(({ certain }) => certain) };
  const worst =
    standings.find(({ state }) => state === 'down') ?? standings.find(({ state }) => state === 'idle') ?? first;
  return { ...worst, certain: false, reason: `no steady state: ${worst.reason}` };
}
