/**
 * The tree that sorted, disjoint prefixes form: its leaves are the prefixes, each inner node is the longest
 * prefix that covers two neighbouring parts. Nodes are numbered so that children come before their parent.
 */
import { maskPrefix, type Prefix } from './prefix.ts';
import type { PrefixArrays } from './prefix-arrays.ts';

/** One less node than there are prefixes, the root last. A child is a node, or a leaf as `~leaf`. */
export interface PrefixTree {
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Length of the node's prefix. */
  readonly bits: Uint8Array;
  /** Leaves below the node: from `first`, `count` of them. */
  readonly first: Int32Array;
  readonly count: Int32Array;
}

export function prefixTree({ words, lengths }: PrefixArrays, stride: 1 | 4): PrefixTree {
  const leaves = lengths.length;
  const nodes = Math.max(0, leaves - 1);
  const left = new Int32Array(nodes);
  const right = new Int32Array(nodes);
  const bits = new Uint8Array(nodes);
  const first = new Int32Array(nodes);
  const count = new Int32Array(nodes);
  let made = 0;
  // Parts that wait for their neighbour on the right; how many bits each shares with the one before it only grows.
  const parts = new Int32Array(130);
  const begins = new Int32Array(130);
  const shared = new Int16Array(130);
  let waiting = 0;
  for (let leaf = 0; leaf <= leaves; leaf++) {
    const common = leaf === 0 || leaf === leaves ? -1 : commonBits(words, leaf, stride);
    while (waiting > 1 && shared[waiting - 1]! > common) {
      waiting--;
      left[made] = parts[waiting - 1]!;
      right[made] = parts[waiting]!;
      bits[made] = shared[waiting]!;
      first[made] = begins[waiting - 1]!;
      count[made] = leaf - begins[waiting - 1]!;
      parts[waiting - 1] = made++;
    }
    if (leaf === leaves) break;
    parts[waiting] = ~leaf;
    begins[waiting] = leaf;
    shared[waiting++] = common;
  }
  return { left, right, bits, first, count };
}

/** How many bits the address of a prefix shares with that of the one before it. */
function commonBits(words: Uint32Array, i: number, stride: 1 | 4): number {
  for (let w = 0; w < stride; w++) {
    const difference = words[i * stride + w]! ^ words[(i - 1) * stride + w]!;
    if (difference !== 0) return w * 32 + Math.clz32(difference);
  }
  return stride * 32;
}

/** The prefix of `length` bits around the i-th of a list. */
export function prefixAround({ words }: PrefixArrays, i: number, stride: 1 | 4, length: number): Prefix {
  const at = i * stride;
  return stride === 1
    ? maskPrefix({ family: 'ipv4', a: words[at]!, b: 0, c: 0, d: 0 }, length)
    : maskPrefix({ family: 'ipv6', a: words[at]!, b: words[at + 1]!, c: words[at + 2]!, d: words[at + 3]! }, length);
}
