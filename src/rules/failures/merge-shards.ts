/** The shards of one sweep as the whole of it, or what keeps them from being that. */
import { casesOf, type ShardRecord, type SweepHead, type WorseCase } from './sweep-record.ts';

/** What a shard wrote, and the file it was read from. */
export interface NamedRecord {
  readonly file: string;
  readonly record: ShardRecord;
}

export type Merged =
  | { readonly head: SweepHead; readonly worse: readonly WorseCase[]; readonly problems: readonly [] }
  | { readonly head: null; readonly problems: readonly string[] };

/** All shards of one sweep as the whole, in order of the cases; or every reason why they are not that. */
export function mergeShards(shards: readonly NamedRecord[]): Merged {
  const [first] = shards;
  if (first === undefined) return { head: null, problems: ['there is nothing to merge'] };
  const problems: string[] = [];
  const byIndex = new Map<number, string>();
  for (const { file, record } of shards) {
    const difference = differenceIn(first.record, record);
    if (difference !== null) {
      problems.push(`${file} is of another sweep than ${first.file}: ${difference}`);
      continue;
    }
    const { shard, tried, head } = record;
    const twin = byIndex.get(shard.index);
    if (twin !== undefined) problems.push(`${file} and ${twin} are both shard ${shard.index}/${shard.of}`);
    else byIndex.set(shard.index, file);
    const own = casesOf(shard, head.solved);
    if (tried < own)
      problems.push(`${file} is not done: ${tried} of ${own} cases; run its shard again with the same --out`);
  }
  if (problems.length === 0) {
    const { of } = first.record.shard;
    const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !byIndex.has(index));
    if (missing.length > 0) problems.push(`shard ${missing.map((index) => `${index}/${of}`).join(', ')} is missing`);
  }
  if (problems.length > 0) return { head: null, problems };
  const worse = shards.flatMap(({ record }) => record.batches.flatMap((batch) => batch.worse));
  return { head: first.record.head, worse: worse.sort((a, b) => a.ordinal - b.ordinal), problems: [] };
}

function differenceIn(one: ShardRecord, other: ShardRecord): string | null {
  if (other.head.routecap !== one.head.routecap) return `it was written by routecap ${other.head.routecap}`;
  const scope = ({ head }: ShardRecord): string => `${head.kinds.join(', ')}, ${head.atOnce} at once`;
  if (scope(one) !== scope(other)) return `it tries ${scope(other)}`;
  if (other.head.digest !== one.head.digest) return 'the design or its settings differ';
  if (other.shard.of !== one.shard.of) return `it is one of ${other.shard.of} shards, not of ${one.shard.of}`;
  return null;
}
