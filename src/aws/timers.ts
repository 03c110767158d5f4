/**
 * The timers that AWS documents for BGP sessions and tunnels, one row each. Where AWS is silent, and for
 * what a design may set, there is an assumption instead (assumptions.ts).
 */

export interface TimerRow {
  readonly id: string;
  readonly title: string;
  readonly milliseconds: number;
  /** Fact ids. */
  readonly facts: readonly string[];
}

export const timers: readonly TimerRow[] = [
  { id: 'vpn.hold', title: 'Hold time of a VPN tunnel', milliseconds: 30_000, facts: ['G-TIMER-VPN'] },
  { id: 'vpn.keepalive', title: 'Keepalive of a VPN tunnel', milliseconds: 10_000, facts: ['G-TIMER-VPN'] },
  { id: 'connect.hold', title: 'Hold time of a Connect peer', milliseconds: 30_000, facts: ['G-TIMER-CONN'] },
  { id: 'connect.keepalive', title: 'Keepalive of a Connect peer', milliseconds: 10_000, facts: ['G-TIMER-CONN'] },
  { id: 'dx.hold', title: 'Hold time of a virtual interface', milliseconds: 90_000, facts: ['G-TIMER-DX'] },
  { id: 'dx.keepalive', title: 'Keepalive of a virtual interface', milliseconds: 30_000, facts: ['G-TIMER-DX'] },
  {
    id: 'dx.bfd-detection',
    title: 'BFD on a virtual interface: three intervals of 300 ms',
    milliseconds: 900,
    facts: ['G-DX-BFD'],
  },
];

const byId: ReadonlyMap<string, TimerRow> = new Map(timers.map((row) => [row.id, row]));

/** Throws for an unknown id: ids come from our own code alone. */
export function timerMs(id: string): number {
  const row = byId.get(id);
  if (row === undefined) throw new Error(`no timer ${id}`);
  return row.milliseconds;
}
