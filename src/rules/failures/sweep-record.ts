/**
 * What has been tried of a sweep, as JSON lines that are only ever added to: a head that says of which sweep
 * and shard, then batches of cases with what was found after them. A run that was ended anywhere goes on
 * after the last whole line; the shards of one sweep together are the sweep.
 */
import type { Location } from '../../design/problem.ts';
import type { FailureKind, ProfileName } from '../../design/vocabulary.ts';
import type { Finding } from '../rule.ts';
import type { RuleBreach } from './failure-judge.ts';

/** One of several parts of a sweep. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** What is the same for all shards of a sweep. */
export interface SweepHead {
  readonly routecap: string;
  /** Of the design, its settings, and all else that the findings depend on. */
  readonly digest: string;
  readonly profile: ProfileName;
  readonly inputs: readonly string[];
  readonly kinds: readonly FailureKind[];
  readonly atOnce: number;
  readonly sets: number;
  readonly idle: number;
  /** Cases of the whole sweep. */
  readonly solved: number;
}

/** A breach with its place and suppression, so that a report needs the design no more. */
export interface PlacedBreach extends RuleBreach {
  readonly at: Location | null;
  readonly suppressed: Finding['suppressed'];
}

/** A case after which something is worse. */
export interface WorseCase {
  readonly ordinal: number;
  readonly names: readonly string[];
  readonly breaches: readonly PlacedBreach[];
}

/** Cases that were tried together, numbered within the shard from 0; those left out of `worse` changed nothing for the worse. */
export interface Batch {
  readonly from: number;
  readonly count: number;
  readonly worse: readonly WorseCase[];
}

/** What a shard's file holds. */
export interface ShardRecord {
  readonly head: SweepHead;
  readonly shard: Shard;
  /** In order, without gaps. */
  readonly batches: readonly Batch[];
  /** Cases of the shard that were tried. */
  readonly tried: number;
  /** Characters of the text that are whole lines. */
  readonly wholeLength: number;
}

const kind = 'routecap sweep';

/** How many of `solved` cases fall to a shard: every n-th is its. */
export function casesOf({ index, of }: Shard, solved: number): number {
  return Math.floor((solved - index) / of) + 1;
}

/** The case's number within its shard; null: another shard's. */
export function isInShard(ordinal: number, { index, of }: Shard): boolean {
  return ordinal % of === index - 1;
}

/** The first line of a shard's file. */
export function writeHead(head: SweepHead, shard: Shard): string {
  return `${JSON.stringify({ kind, ...head, shard })}\n`;
}

/** One line: cases that were tried together. */
export function writeBatch(batch: Batch): string {
  return `${JSON.stringify(batch)}\n`;
}

export type ReadShard = { readonly record: ShardRecord } | { readonly wrong: string };

/** A last line that is not whole is left out: whoever wrote it was ended. */
export function readShard(text: string): ReadShard {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  const [first, ...others] = lines;
  const head = first === undefined ? null : object(first);
  if (head === null || head['kind'] !== kind) return { wrong: 'it is not what a sweep has written' };
  const { kind: _, shard, ...same } = head as unknown as SweepHead & { readonly kind: string; readonly shard: Shard };
  if (!isShard(shard) || typeof same.digest !== 'string' || !Number.isInteger(same.solved)) {
    return { wrong: 'its first line is damaged' };
  }
  const batches: Batch[] = [];
  let tried = 0;
  for (const [at, line] of others.entries()) {
    const batch = object(line) as Batch | null;
    if (
      batch === null ||
      batch.from !== tried ||
      !Number.isInteger(batch.count) ||
      batch.count < 1 ||
      !Array.isArray(batch.worse)
    ) {
      return { wrong: `its line ${at + 2} is damaged` };
    }
    batches.push(batch);
    tried += batch.count;
  }
  if (tried > casesOf(shard, same.solved)) return { wrong: 'it holds more cases than its shard has' };
  return { record: { head: same, shard, batches, tried, wholeLength: text.length - rest.length } };
}

function isShard(shard: unknown): shard is Shard {
  if (typeof shard !== 'object' || shard === null) return false;
  const { index, of } = shard as Shard;
  return Number.isInteger(index) && Number.isInteger(of) && index >= 1 && index <= of;
}

function object(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
