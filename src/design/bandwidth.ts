/** Bandwidths as people write them (`1.25Gbps`, `800Mbps`) and as megabits a second. Packets a second beside them. */

const exponents: Readonly<Record<string, number>> = { '': -6, k: -3, m: 0, g: 3, t: 6 };
const bandwidth = /^(\d+(?:\.\d+)?)(?:e([+-]?\d{1,3}))? ?([kmgt]?)(?:bps|bits?\/s|b\/s)$/i;

/** Megabits a second; null when the text is no bandwidth. */
export function parseBandwidth(text: string): number | null {
  const match = bandwidth.exec(text.trim());
  if (match === null) return null;
  // The decimal point is moved in the text, not by multiplying, so that 1.005Gbps is 1005 Mbps.
  const mbps = Number(`${match[1]}e${Number(match[2] ?? 0) + exponents[match[3]!.toLowerCase()]!}`);
  return Number.isFinite(mbps) ? mbps : null;
}

/** The shortest common spelling that parseBandwidth reads back as the same number. */
export function formatBandwidth(mbps: number): string {
  if (mbps >= 1000) {
    const text = `${Number(`${plainNumber(mbps)}e-3`)}Gbps`;
    if (parseBandwidth(text) === mbps) return text;
  }
  return `${mbps}Mbps`;
}

/** `plainNumber(1e21)` is `1e+21`, to which no second exponent can be put. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

const packets = /^(\d+(?:\.\d+)?) ?([km]?)pps$/i;

/** Packets a second out of `140000pps` or `140kpps`; null when the text is neither. */
export function parsePacketRate(text: string): number | null {
  const match = packets.exec(text.trim());
  if (match === null) return null;
  return Number(`${match[1]}e${{ '': 0, k: 3, m: 6 }[match[2]!.toLowerCase()] ?? 0}`);
}
