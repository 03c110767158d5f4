/**
 * Two solutions of one design, address by address: where goes something another way? Every place is walked once
 * in the order of its prefixes; what stands between a prefix and the longer ones inside it is one piece.
 */
import { ownerOf, sourceKey } from '../../aws/candidate.ts';
import type { Entry, Solution } from '../../aws/solution.ts';
import { comparePrefixes, covers, type Prefix, widthOf } from '../../net/prefix.ts';
import type { PrefixTable } from '../../net/prefix-table.ts';
import type { Redirected } from './fit-result.ts';

export function* redirected(place: string, before: Solution, after: Solution): Generator<Redirected, void, undefined> {
  const [was, is] = [entriesOf(before.table(place)), entriesOf(after.table(place))];
  const open: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < was.length || j < is.length) {
    const order = i === was.length ? 1 : j === is.length ? -1 : comparePrefixes(was[i]!.prefix, is[j]!.prefix);
    const prefix = order <= 0 ? was[i]!.prefix : is[j]!.prefix;
    while (open.length > 0 && !covers(open.at(-1)!.prefix, prefix)) yield* closed(place, open);
    const around = open.at(-1);
    if (around !== undefined) around.addresses -= sizeOf(prefix);
    open.push({
      prefix,
      addresses: sizeOf(prefix),
      before: order <= 0 ? { entry: was[i]!, next: around?.before ?? null } : (around?.before ?? null),
      after: order >= 0 ? { entry: is[j]!, next: around?.after ?? null } : (around?.after ?? null),
    });
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  while (open.length > 0) yield* closed(place, open);
}

interface Piece {
  readonly prefix: Prefix;
  addresses: bigint;
  readonly before: Matches | null;
  readonly after: Matches | null;
}

/** What covers a piece, longest first. */
interface Matches {
  readonly entry: Entry;
  readonly next: Matches | null;
}

function* closed(place: string, open: Piece[]): Generator<Redirected, void, undefined> {
  const { prefix, addresses, before, after } = open.pop()!;
  if (addresses === 0n || wayOf(before) === wayOf(after)) return;
  const unrouted = before === null || before.entry.prefix.length === 0;
  yield { place, prefix, addresses, unrouted, before: ownersOf(before), after: ownersOf(after) };
}

function entriesOf(table: PrefixTable<Entry> | undefined): Entry[] {
  return table === undefined ? [] : [...table.values()];
}

function sizeOf({ family, length }: Prefix): bigint {
  return 1n << BigInt(widthOf(family) - length);
}

/** A merely possible route gives way to the next shorter one when it is not there. */
function* used(matches: Matches | null): Generator<Entry, void, undefined> {
  for (let each = matches; each !== null; each = each.next) {
    yield each.entry;
    if (each.entry.presence === 'certain') return;
  }
}

function wayOf(matches: Matches | null): string {
  const parts: string[] = [];
  for (const { presence, alternatives } of used(matches)) {
    const groups = alternatives.map((group) =>
      group
        .map(({ source }) => sourceKey(source))
        .sort()
        .join('+'),
    );
    parts.push(`${presence} ${groups.sort().join('|')}`);
  }
  return parts.join(' else ');
}

function ownersOf(matches: Matches | null): string[] {
  const owners = new Set<string>();
  for (const { alternatives } of used(matches))
    for (const { source } of alternatives.flat()) owners.add(ownerOf(source));
  return [...owners].sort();
}
