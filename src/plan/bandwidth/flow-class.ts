/** Flows as people give them, `40x250Mbps`: so many of one size, each of which stays on one tunnel (E-HASH). */
import { formatBandwidth, parseBandwidth } from '../../design/bandwidth.ts';

export interface FlowClass {
  readonly count: number;
  readonly mbps: number;
}

/** More flows than any tunnel has packets. */
export const mostFlows = 1_000_000;

/** A sentence says what is wrong. */
export function parseFlows(text: string): FlowClass | string {
  const match = /^(\d{1,15})\s*(?:x|×|\*)\s*(.+)$/iu.exec(text.trim());
  if (match === null) return 'flows are written COUNTxSIZE, such as 40x250Mbps';
  const count = Number(match[1]);
  const mbps = parseBandwidth(match[2]!);
  if (mbps === null) return `${match[2]} is no bandwidth: write 250Mbps or 1.25Gbps`;
  if (count < 1 || mbps <= 0) return 'a flow has a size and is at least one';
  if (count > mostFlows) return `at most ${mostFlows.toLocaleString('en-US')} flows are counted`;
  return { count, mbps };
}

export function formatFlows(flows: readonly FlowClass[]): string {
  return flows.map(({ count, mbps }) => `${count} × ${formatBandwidth(mbps)}`).join(' and ');
}

/** Flows of one size are one class; the class with the most flows comes last. */
export function gathered(flows: readonly FlowClass[]): FlowClass[] {
  const counts = new Map<number, number>();
  for (const { count, mbps } of flows) counts.set(mbps, (counts.get(mbps) ?? 0) + count);
  return [...counts].map(([mbps, count]) => ({ count, mbps })).sort((a, b) => a.count - b.count || a.mbps - b.mbps);
}

export function totalMbps(flows: readonly FlowClass[]): number {
  return flows.reduce((sum, { count, mbps }) => sum + count * mbps, 0);
}
