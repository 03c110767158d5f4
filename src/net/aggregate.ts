/**
 * Exact aggregation: the fewest prefixes that cover the same addresses, no more and no fewer, sorted.
 * One pass over the sorted list with the result as a stack: what the top covers is dropped, and two
 * halves on top become their parent.
 */
import { emptyArrays, firstOf, type PrefixArrays } from './prefix-arrays.ts';
import { PrefixList } from './prefix-list.ts';

export function aggregate(list: PrefixList): PrefixList {
  const sorted = list.sortedUnique();
  return PrefixList.ofArrays({ ipv4: aggregateIpv4(sorted.ipv4), ipv6: aggregateIpv6(sorted.ipv6) });
}

function aggregateIpv4({ words, lengths }: PrefixArrays): PrefixArrays {
  const count = lengths.length;
  if (count === 0) return emptyArrays;
  const outWords = new Uint32Array(count);
  const outLengths = new Uint8Array(count);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const word = words[i]!;
    let length = lengths[i]!;
    if (kept > 0) {
      const top = outLengths[kept - 1]!;
      if (top === 0 || (word ^ outWords[kept - 1]!) >>> (32 - top) === 0) continue;
    }
    outWords[kept] = word;
    outLengths[kept++] = length;
    // The halves of one parent differ in their last bit alone, and the lower has the parent's address.
    while (
      kept > 1 &&
      outLengths[kept - 2] === length &&
      (outWords[kept - 1]! ^ outWords[kept - 2]!) >>> (32 - length) === 1
    ) {
      kept--;
      outLengths[kept - 1] = --length;
    }
  }
  return firstOf({ words: outWords, lengths: outLengths }, kept, 1);
}

function aggregateIpv6({ words, lengths }: PrefixArrays): PrefixArrays {
  const count = lengths.length;
  if (count === 0) return emptyArrays;
  const outWords = new Uint32Array(count * 4);
  const outLengths = new Uint8Array(count);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    let length = lengths[i]!;
    if (kept > 0) {
      const top = outLengths[kept - 1]!;
      if (firstDifference(outWords, (kept - 1) * 4, words, i * 4) >= top) continue;
    }
    for (let w = 0; w < 4; w++) outWords[kept * 4 + w] = words[i * 4 + w]!;
    outLengths[kept++] = length;
    // Both are masked to the same length, so a first difference at the last bit is the only one.
    while (
      kept > 1 &&
      outLengths[kept - 2] === length &&
      firstDifference(outWords, (kept - 2) * 4, outWords, (kept - 1) * 4) === length - 1
    ) {
      kept--;
      outLengths[kept - 1] = --length;
    }
  }
  return firstOf({ words: outWords, lengths: outLengths }, kept, 4);
}

/** The number of the first bit, from the left, in which two IPv6 addresses differ; 128 when they are equal. */
function firstDifference(one: Uint32Array, i: number, other: Uint32Array, j: number): number {
  for (let w = 0; w < 4; w++) {
    const difference = one[i + w]! ^ other[j + w]!;
    if (difference !== 0) return w * 32 + Math.clz32(difference);
  }
  return 128;
}
