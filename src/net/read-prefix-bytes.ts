/**
 * The quick readers of prefix lists: one line of bytes that is blank, a comment, or a prefix with nothing to
 * object to. Every other line is left to parse-prefix.ts, which takes or refuses it and says why.
 */
import type { PrefixArraysBuilder } from './prefix-arrays.ts';

const tab = 9;
const newline = 10;
const carriageReturn = 13;
const space = 32;
const hash = 35;
const dot = 46;
const slash = 47;
const zero = 48;
const nine = 57;
const colon = 58;

/** Reads the line at `at`. Returns where the next one begins, or -1 when it needs a closer look; then nothing was put out. */
export function readPrefixLine(bytes: Uint8Array, at: number, out: PrefixArraysBuilder): number {
  let i = at;
  let code = bytes[i]!;
  while (code === space || code === tab) code = bytes[++i]!;
  if (code >= zero && code <= nine) {
    const next = readIpv4Line(bytes, i, out);
    if (next >= 0) return next;
  }
  if ((code >= zero && code <= nine) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70) || code === colon) {
    return readIpv6Line(bytes, i, out);
  }
  return endOfLine(bytes, i);
}

function readIpv4Line(bytes: Uint8Array, at: number, out: PrefixArraysBuilder): number {
  const a = numberAt(bytes, at);
  let i = at + (a >>> 8);
  if (a < 0 || bytes[i] !== dot) return -1;
  const b = numberAt(bytes, i + 1);
  i += 1 + (b >>> 8);
  if (b < 0 || bytes[i] !== dot) return -1;
  const c = numberAt(bytes, i + 1);
  i += 1 + (c >>> 8);
  if (c < 0 || bytes[i] !== dot) return -1;
  const d = numberAt(bytes, i + 1);
  i += 1 + (d >>> 8);
  if (d < 0 || bytes[i] !== slash) return -1;
  const bits = numberAt(bytes, i + 1);
  i += 1 + (bits >>> 8);
  const length = bits & 255;
  if (bits < 0 || length > 32) return -1;
  const word = (((a & 255) << 24) | ((b & 255) << 16) | ((c & 255) << 8) | (d & 255)) >>> 0;
  if (length < 32 && (word & (0xffffffff >>> length)) !== 0) return -1;
  if (bytes[i] === newline) i++;
  else {
    i = endOfLine(bytes, i);
    if (i < 0) return -1;
  }
  out.pushIpv4(word, length);
  return i;
}

/**
 * A decimal number up to 255 without leading zeros, and 256 times how many digits it has; -1: there is none.
 * How many digits come is as good as random, so there is no branch on it: a wrong guess of the processor
 * costs more than all the arithmetic. A fourth digit is met by whoever looks for what must follow.
 */
function numberAt(bytes: Uint8Array, at: number): number {
  const first = (bytes[at]! | 0) - zero;
  const second = (bytes[at + 1]! | 0) - zero;
  const third = (bytes[at + 2]! | 0) - zero;
  // All ones where a digit stands, else zero.
  const one = ((first - 10) & ~first) >> 31;
  const two = ((second - 10) & ~second) >> 31;
  const three = (((third - 10) & ~third) >> 31) & two;
  let value = first;
  value += (value * 9 + second) & two;
  value += (value * 9 + third) & three;
  const leadingZero = ((first - 1) >> 31) & two;
  const wrong = ~one | leadingZero | ((255 - value) >> 31);
  return wrong | value | ((1 - two - three) << 8);
}

const groups = new Uint16Array(8);

/** Hexadecimal groups and at most one `::`; an embedded IPv4 address, which is rare, is left to the other reader. */
function readIpv6Line(bytes: Uint8Array, at: number, out: PrefixArraysBuilder): number {
  let i = at;
  let count = 0;
  let gap = -1;
  if (bytes[i] === colon) {
    if (bytes[i + 1] !== colon) return -1;
    gap = 0;
    i += 2;
  }
  let code = bytes[i]!;
  while (code !== slash) {
    if (count === 8) return -1;
    let value = 0;
    const start = i;
    for (;;) {
      const digit = code <= nine ? code - zero : (code | 32) - 87;
      if (!(digit >= 0 && digit <= 15) || (code > nine && digit < 10)) break;
      value = value * 16 + digit;
      code = bytes[++i]!;
    }
    if (i === start || i - start > 4) return -1;
    groups[count++] = value;
    if (code === slash) break;
    if (code !== colon) return -1;
    code = bytes[++i]!;
    if (code === colon) {
      if (gap >= 0) return -1;
      gap = count;
      code = bytes[++i]!;
    } else if (code === slash) return -1;
  }
  if (gap < 0 ? count !== 8 : count > 7) return -1;
  if (gap >= 0) {
    // By hand: for so few, the calls of copyWithin and fill cost more than all the rest of the line.
    let to = 7;
    for (let from = count - 1; from >= gap; from--) groups[to--] = groups[from]!;
    while (to >= gap) groups[to--] = 0;
  }
  const bits = numberAt(bytes, i + 1);
  const length = bits & 255;
  if (bits < 0 || length > 128) return -1;
  const a = ((groups[0]! << 16) | groups[1]!) >>> 0;
  const b = ((groups[2]! << 16) | groups[3]!) >>> 0;
  const c = ((groups[4]! << 16) | groups[5]!) >>> 0;
  const d = ((groups[6]! << 16) | groups[7]!) >>> 0;
  if (hasHostBits(a, length) || hasHostBits(b, length - 32) || hasHostBits(c, length - 64)) return -1;
  // What is IPv4 written as IPv6 is refused, with an explanation.
  if (hasHostBits(d, length - 96) || (a === 0 && b === 0 && c === 0xffff)) return -1;
  const next = endOfLine(bytes, i + 1 + (bits >>> 8));
  if (next >= 0) out.pushIpv6(a, b, c, d, length);
  return next;
}

function hasHostBits(word: number, length: number): boolean {
  if (length >= 32) return false;
  return length <= 0 ? word !== 0 : (word & (0xffffffff >>> length)) !== 0;
}

/** Past white space and a comment; -1: there is something else in the line. */
function endOfLine(bytes: Uint8Array, at: number): number {
  let i = at;
  let code = bytes[i]!;
  while (code === space || code === tab || code === carriageReturn) code = bytes[++i]!;
  if (code === hash) {
    const found = bytes.indexOf(newline, i);
    i = found < 0 ? bytes.length : found;
  }
  return i < bytes.length && bytes[i] !== newline ? -1 : i + 1;
}
