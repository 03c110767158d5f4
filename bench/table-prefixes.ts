/**
 * Prefixes as a full Internet table has them, from a seed: a /8 is handed out in allocations of many sizes, of
 * which the holder announces the whole, some more-specifics, or runs of neighbours, in no order.
 */

export interface TableShape {
  readonly count: number;
  readonly seed: number;
}

/** Mulberry32: the same numbers everywhere. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lengths of IPv4 announcements in a real table: most are /24, few are shorter than /19. */
const ipv4Lengths: readonly (readonly [number, number])[] = [
  [24, 0.6],
  [23, 0.1],
  [22, 0.12],
  [21, 0.05],
  [20, 0.045],
  [19, 0.03],
  [18, 0.02],
  [17, 0.015],
  [16, 0.02],
];

/** Most are /48, /32 and what lies between; the few that are shorter cover much. */
const ipv6Lengths: readonly (readonly [number, number])[] = [
  [48, 0.48],
  [44, 0.12],
  [40, 0.11],
  [36, 0.06],
  [32, 0.15],
  [29, 0.05],
  [46, 0.0289],
  [28, 0.0008],
  [24, 0.0002],
  [19, 0.0001],
];

function lengthFrom(shares: readonly (readonly [number, number])[], at: number): number {
  let left = at;
  for (const [length, share] of shares) {
    if (left < share) return length;
    left -= share;
  }
  return shares[0]![0];
}

/** Lines, /16 to /24, each once. */
export function ipv4Table({ count, seed }: TableShape): string {
  const next = random(seed);
  const seen = new Set<number>();
  const lines: string[] = [];
  while (lines.length < count) {
    const length = lengthFrom(ipv4Lengths, next());
    // 1.0.0.0 to 223.255.255.255.
    let word = Math.floor(2 ** 24 + next() * (223 * 2 ** 24));
    word = (word & (-1 << (32 - length))) >>> 0;
    // Neighbours are announced together: a run of them now and then, or a whole with some of its parts.
    const run = next() < 0.2 ? 1 + Math.floor(next() * 8) : 1;
    const inside = length < 24 && next() < 0.35 ? 1 + Math.floor(next() * 4) : 0;
    for (let i = 0; i < run && lines.length < count; i++) add((word + i * 2 ** (32 - length)) >>> 0, length);
    for (let i = 0; i < inside && lines.length < count; i++) {
      const longer = length + 1 + Math.floor(next() * (24 - length));
      add((word + Math.floor(next() * 2 ** (longer - length)) * 2 ** (32 - longer)) >>> 0, longer);
    }
  }
  return `${lines.join('\n')}\n`;

  function add(word: number, length: number): void {
    const key = word * 64 + length;
    if (seen.has(key)) return;
    seen.add(key);
    lines.push(`${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}/${length}`);
  }
}

/** Lines, /19 to /48, out of 2000::/3 as the registries have handed it out. */
export function ipv6Table({ count, seed }: TableShape): string {
  const next = random(seed);
  const seen = new Set<string>();
  const lines: string[] = [];
  const blocks = [
    0x2001, 0x2400, 0x2402, 0x2404, 0x2600, 0x2604, 0x2620, 0x2800, 0x2804, 0x2a00, 0x2a02, 0x2a0e, 0x2c0f,
  ];
  while (lines.length < count) {
    const length = lengthFrom(ipv6Lengths, next());
    const high = (blocks[Math.floor(next() * blocks.length)]! * 65536 + Math.floor(next() * 65536)) >>> 0;
    const low = Math.floor(next() * 65536) * 65536;
    const run = next() < 0.2 ? 1 + Math.floor(next() * 8) : 1;
    const inside = length < 48 && next() < 0.35 ? 1 + Math.floor(next() * 4) : 0;
    const first = BigInt(high) * 65536n + BigInt(low >>> 16);
    // In units of /48.
    const start = (first >> BigInt(48 - length)) << BigInt(48 - length);
    for (let i = 0; i < run && lines.length < count; i++) add(start + (BigInt(i) << BigInt(48 - length)), length);
    for (let i = 0; i < inside && lines.length < count; i++) {
      const longer = length + 1 + Math.floor(next() * (48 - length));
      const at = BigInt(Math.floor(next() * 2 ** (longer - length)));
      add(start + (at << BigInt(48 - longer)), longer);
    }
  }
  return `${lines.join('\n')}\n`;

  function add(unit: bigint, length: number): void {
    const [p, q, r] = [unit >> 32n, (unit >> 16n) & 0xffffn, unit & 0xffffn].map((group) => Number(group).toString(16));
    const groups = r !== '0' ? `${p}:${q}:${r}` : q !== '0' ? `${p}:${q}` : p;
    const line = `${groups}::/${length}`;
    if (seen.has(line)) return;
    seen.add(line);
    lines.push(line);
  }
}
