/**
 * `--shard i/n`: one of n parts of a sweep, from 1. `--shard n` alone takes the part from where many are
 * started at once: the index of a Kubernetes Indexed Job or of an AWS Batch array, both from 0.
 */
import type { Shard } from '../index.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

const indexes = ['JOB_COMPLETION_INDEX', 'AWS_BATCH_JOB_ARRAY_INDEX'] as const;

export function readShardFlag(text: string | undefined, env: World['env']): Shard {
  if (text === undefined) return { index: 1, of: 1 };
  const match = /^(?:(\d{1,6})\/)?(\d{1,6})$/.exec(text);
  if (match === null) throw new UsageError(`--shard ${text} is not I/N`, 'write --shard 3/8 for the third of eight');
  const of = Number(match[2]);
  if (of === 0) throw new UsageError(`--shard ${text}: there are no 0 shards`);
  if (match[1] !== undefined) {
    const index = Number(match[1]);
    if (index < 1 || index > of) {
      throw new UsageError(
        `--shard ${text}: there is no shard ${index} of ${of}`,
        `the shards are 1/${of} to ${of}/${of}`,
      );
    }
    return { index, of };
  }
  for (const name of indexes) {
    const value = env[name];
    if (value === undefined || value === '') continue;
    if (!/^\d{1,6}$/.test(value) || Number(value) >= of) {
      throw new UsageError(
        `--shard ${text}: ${name} is ${value}, and the ${of} shards have the numbers 0 to ${of - 1} there`,
      );
    }
    return { index: Number(value) + 1, of };
  }
  throw new UsageError(
    `--shard ${text} does not say which of the ${of}`,
    `write --shard 1/${of}, or set ${indexes.join(' or ')}`,
  );
}
