/** Counts prefixes out of a block in order, for designs that stand for "a thousand routes" without listing them. */
import { widthOf, type Prefix } from './prefix.ts';
import { PrefixArraysBuilder } from './prefix-arrays.ts';
import { PrefixList } from './prefix-list.ts';
import { formatPrefix } from './format-prefix.ts';
import type { Parsed } from './parse-prefix.ts';

export interface Generation {
  readonly from: Prefix;
  readonly length: number;
  readonly count: number;
  /** The number, from 0, of the first prefix to take. */
  readonly start?: number;
}

/** Ten times a full Internet table; more is a slip of the finger and would only exhaust the memory. */
const mostAtOnce = 10_000_000;

/** `count` prefixes of `length` bits inside `from`, in order, beginning with number `start`. */
export function generatePrefixes({ from, length, count, start = 0 }: Generation): Parsed<PrefixList> {
  const width = widthOf(from.family);
  if (!Number.isInteger(length) || length < 0 || length > width) {
    return refused(`the length is a whole number from 0 to ${width}, and this is ${length}`);
  }
  if (length < from.length) {
    return refused(`a prefix of length ${length} does not fit into ${formatPrefix(from)}`);
  }
  if (!Number.isSafeInteger(count) || count < 0) return refused(`the count is a whole number, and this is ${count}`);
  if (!Number.isSafeInteger(start) || start < 0) return refused(`the start is a whole number, and this is ${start}`);
  if (count > mostAtOnce) return refused(`at most ${mostAtOnce} prefixes are counted out at once, not ${count}`);
  const room = 2n ** BigInt(length - from.length);
  if (BigInt(start) + BigInt(count) > room) {
    const wanted = start === 0 ? `${count}` : `${count} after the first ${start}`;
    return refused(`${formatPrefix(from)} holds ${room} prefixes of length ${length}, not ${wanted}`);
  }
  const out = new PrefixArraysBuilder();
  if (from.family === 'ipv4') {
    const step = 2 ** (32 - length);
    for (let i = 0; i < count; i++) out.pushIpv4(from.a + (start + i) * step, length);
  } else {
    const step = 1n << BigInt(128 - length);
    const base = (BigInt(from.a) << 96n) | (BigInt(from.b) << 64n) | (BigInt(from.c) << 32n) | BigInt(from.d);
    const word = 0xffffffffn;
    for (let i = 0; i < count; i++) {
      const at = base + BigInt(start + i) * step;
      out.pushIpv6(
        Number(at >> 96n),
        Number((at >> 64n) & word),
        Number((at >> 32n) & word),
        Number(at & word),
        length,
      );
    }
  }
  return { ok: true, value: PrefixList.ofArrays(out.finish()) };
}

function refused(why: string): Parsed<PrefixList> {
  return { ok: false, why, suggestion: null };
}
