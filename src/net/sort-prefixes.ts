/**
 * Sorts the arrays of one family in the order of comparePrefixes and drops duplicates: radix sorts
 * from the least significant digit, and plainer ones where the list is too short to repay the counting.
 */
import { firstOf, type PrefixArrays } from './prefix-arrays.ts';

export function sortedUniqueIpv4(arrays: PrefixArrays): PrefixArrays {
  const { words, lengths } = arrays;
  const count = lengths.length;
  // 32 bits of address and 6 of length fit into the 53 exact bits of a number.
  let ascending = true;
  let before = -1;
  for (let i = 0; i < count && ascending; i++) {
    const key = words[i]! * 64 + lengths[i]!;
    ascending = key > before;
    before = key;
  }
  if (ascending) return arrays;
  if (count < 4096) return uniqueIpv4(nativeSortIpv4(arrays));
  return lengths.every((length) => length <= longestPacked)
    ? packedSortIpv4(arrays)
    : uniqueIpv4(radixSortIpv4(arrays));
}

/** Drops duplicates of a sorted list in place. */
function uniqueIpv4(sorted: PrefixArrays): PrefixArrays {
  const { words, lengths } = sorted;
  let kept = 1;
  for (let i = 1; i < lengths.length; i++) {
    const word = words[i]!;
    const length = lengths[i]!;
    if (word === words[kept - 1] && length === lengths[kept - 1]) continue;
    words[kept] = word;
    lengths[kept++] = length;
  }
  return firstOf(sorted, kept, 1);
}

/** Up to this length, as in every table of the Internet, an address leaves six bits free, and the length fits in. */
const longestPacked = 26;

/** Three stable passes over address and length in one word. */
function packedSortIpv4({ words, lengths }: PrefixArrays): PrefixArrays {
  const count = lengths.length;
  const keys = new Uint32Array(count);
  for (let i = 0; i < count; i++) keys[i] = words[i]! | lengths[i]!;
  const spare = new Uint32Array(count);
  sortByDigit(keys, spare, 0);
  sortByDigit(spare, keys, 11);
  sortByDigit(keys, spare, 22);
  return unpacked(spare, keys);
}

/** One stable pass by the 11 bits from `shift` on. */
function sortByDigit(from: Uint32Array, to: Uint32Array, shift: number): void {
  const starts = new Uint32Array(2049);
  for (let i = 0; i < from.length; i++) starts[((from[i]! >>> shift) & 2047) + 1]!++;
  for (let digit = 1; digit < 2048; digit++) starts[digit]! += starts[digit - 1]!;
  for (let i = 0; i < from.length; i++) {
    const key = from[i]!;
    to[starts[(key >>> shift) & 2047]!++] = key;
  }
}

/** Each key once; `words` is written to. */
function unpacked(keys: Uint32Array, words: Uint32Array): PrefixArrays {
  const lengths = new Uint8Array(keys.length);
  let kept = 0;
  let before = -1;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key === before) continue;
    before = key;
    words[kept] = (key & ~63) >>> 0;
    lengths[kept++] = key & 63;
  }
  return firstOf({ words, lengths }, kept, 1);
}

function nativeSortIpv4({ words, lengths }: PrefixArrays): PrefixArrays {
  const keys = Float64Array.from(lengths, (length, i) => words[i]! * 64 + length).sort();
  return {
    words: Uint32Array.from(keys, (key) => Math.floor(key / 64)),
    lengths: Uint8Array.from(keys, (key) => key % 64),
  };
}

/** Three stable passes over the 38 bits of address and length: 7 + 6 bits, 13 bits, 12 bits. */
function radixSortIpv4({ words, lengths }: PrefixArrays): PrefixArrays {
  const count = lengths.length;
  const low = new Uint32Array(8193);
  const middle = new Uint32Array(8193);
  const high = new Uint32Array(4097);
  for (let i = 0; i < count; i++) {
    const word = words[i]!;
    low[(((word & 127) << 6) | lengths[i]!) + 1]!++;
    middle[((word >>> 7) & 8191) + 1]!++;
    high[(word >>> 20) + 1]!++;
  }
  for (const starts of [low, middle, high]) {
    for (let digit = 1; digit < starts.length; digit++) starts[digit]! += starts[digit - 1]!;
  }
  const first = { words: new Uint32Array(count), lengths: new Uint8Array(count) };
  const second = { words: new Uint32Array(count), lengths: new Uint8Array(count) };
  for (let i = 0; i < count; i++) {
    const to = low[((words[i]! & 127) << 6) | lengths[i]!]!++;
    first.words[to] = words[i]!;
    first.lengths[to] = lengths[i]!;
  }
  for (let i = 0; i < count; i++) {
    const to = middle[(first.words[i]! >>> 7) & 8191]!++;
    second.words[to] = first.words[i]!;
    second.lengths[to] = first.lengths[i]!;
  }
  for (let i = 0; i < count; i++) {
    const to = high[second.words[i]! >>> 20]!++;
    first.words[to] = second.words[i]!;
    first.lengths[to] = second.lengths[i]!;
  }
  return first;
}

export function sortedUniqueIpv6(arrays: PrefixArrays): PrefixArrays {
  const { words, lengths } = arrays;
  const count = lengths.length;
  if (isAscending(arrays)) return arrays;
  if (count >= 256 && lengths.every((length) => length <= longestPackedIpv6)) return packedSortIpv6(arrays);
  const order = count < 256 ? smallOrder(arrays) : radixOrder(arrays);
  const outWords = new Uint32Array(count * 4);
  const outLengths = new Uint8Array(count);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const from = order[i]!;
    if (i > 0 && compareAt(arrays, order[i - 1]!, from) === 0) continue;
    for (let w = 0; w < 4; w++) outWords[kept * 4 + w] = words[from * 4 + w]!;
    outLengths[kept++] = lengths[from]!;
  }
  return firstOf({ words: outWords, lengths: outLengths }, kept, 4);
}

/** Up to this length the second half of an address is zero, and six bits of the first are free for the length. */
const longestPackedIpv6 = 58;

/** Passes over the first half of the address and the length in it, most of which order something in real tables. */
function packedSortIpv6({ words, lengths }: PrefixArrays): PrefixArrays {
  const count = lengths.length;
  let from: Halves = { high: new Uint32Array(count), low: new Uint32Array(count) };
  let to: Halves = { high: new Uint32Array(count), low: new Uint32Array(count) };
  for (let i = 0; i < count; i++) {
    from.high[i] = words[i * 4]!;
    from.low[i] = words[i * 4 + 1]! | lengths[i]!;
  }
  for (const by of ['low', 'high'] as const) {
    for (const shift of [0, 11, 22]) {
      sortHalvesByDigit(from, to, from[by], shift);
      [from, to] = [to, from];
    }
  }
  const outWords = new Uint32Array(count * 4);
  const outLengths = new Uint8Array(count);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const high = from.high[i]!;
    const low = from.low[i]!;
    if (i > 0 && high === from.high[i - 1] && low === from.low[i - 1]) continue;
    outWords[kept * 4] = high;
    outWords[kept * 4 + 1] = (low & ~63) >>> 0;
    outLengths[kept++] = low & 63;
  }
  return firstOf({ words: outWords, lengths: outLengths }, kept, 4);
}

interface Halves {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** One stable pass by the 11 bits of `keys` from `shift` on. */
function sortHalvesByDigit(from: Halves, to: Halves, keys: Uint32Array, shift: number): void {
  const starts = new Uint32Array(2049);
  for (let i = 0; i < keys.length; i++) starts[((keys[i]! >>> shift) & 2047) + 1]!++;
  for (let digit = 1; digit < 2048; digit++) starts[digit]! += starts[digit - 1]!;
  const { high: fromHigh, low: fromLow } = from;
  const { high: toHigh, low: toLow } = to;
  for (let i = 0; i < keys.length; i++) {
    const at = starts[(keys[i]! >>> shift) & 2047]!++;
    toHigh[at] = fromHigh[i]!;
    toLow[at] = fromLow[i]!;
  }
}

function isAscending(arrays: PrefixArrays): boolean {
  for (let i = 1; i < arrays.lengths.length; i++) {
    if (compareAt(arrays, i - 1, i) >= 0) return false;
  }
  return true;
}

function compareAt({ words, lengths }: PrefixArrays, i: number, j: number): number {
  for (let w = 0; w < 4; w++) {
    const difference = words[i * 4 + w]! - words[j * 4 + w]!;
    if (difference !== 0) return difference;
  }
  return lengths[i]! - lengths[j]!;
}

function smallOrder(arrays: PrefixArrays): Uint32Array {
  return Uint32Array.from(arrays.lengths.keys()).sort((i, j) => compareAt(arrays, i, j));
}

/** Seventeen stable passes of one byte each, length first, most significant byte last; most real lists need few. */
function radixOrder({ words, lengths }: PrefixArrays): Uint32Array {
  const count = lengths.length;
  let order = Uint32Array.from(lengths.keys());
  let spare = new Uint32Array(count);
  const digits = new Uint8Array(count);
  const starts = new Uint32Array(257);
  for (let pass = 0; pass < 17; pass++) {
    const word = 3 - ((pass - 1) >> 2);
    const shift = ((pass - 1) & 3) * 8;
    starts.fill(0);
    for (let i = 0; i < count; i++) {
      const digit = pass === 0 ? lengths[i]! : (words[i * 4 + word]! >>> shift) & 255;
      digits[i] = digit;
      starts[digit + 1]!++;
    }
    // A byte that is the same everywhere orders nothing.
    if (starts[digits[0]! + 1] === count) continue;
    for (let digit = 0; digit < 256; digit++) starts[digit + 1]! += starts[digit]!;
    for (let i = 0; i < count; i++) {
      const from = order[i]!;
      spare[starts[digits[from]!]!++] = from;
    }
    [order, spare] = [spare, order];
  }
  return order;
}
