/** Small helpers to write plans in tests. */
import { parsePrefix } from '../../src/net/parse-prefix.ts';
import type { AssumptionValue } from '../../src/aws/assumption.ts';
import type { DesignDocument } from '../../src/design/schema.ts';
import type { Announcement, Design } from '../../src/design/vocabulary.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import { PrefixList } from '../../src/net/prefix-list.ts';
import type { PlanStep } from '../../src/simulate/plan-step.ts';
import { simulate, type Simulation, type SimulationOptions } from '../../src/simulate/simulate.ts';
import type { TimelineEvent } from '../../src/simulate/timeline.ts';
import { designOf, settingsOf } from '../arbitraries/design.ts';

export function prefixOf(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new Error(`not a prefix: ${text}`);
  return parsed.value;
}

export const announceItem = (...prefixes: readonly string[]): Announcement => ({
  prefixes: PrefixList.from(prefixes.map(prefixOf)),
  anonymous: 0,
  asPath: null,
  origin: 'igp',
  med: null,
  communities: [],
});

/** One site with a VPN connection of two tunnels on a VGW, from which one VPC table learns. */
export function siteWith(announced: number, more: Partial<DesignDocument> = {}): Design {
  return designOf({
    routecap: 1,
    vpcs: { app: { cidrs: ['10.1.0.0/16'], routeTables: { main: { propagatingVgws: ['vgw'], routes: [] } } } },
    vpnGateways: { vgw: { amazonSideAsn: 64620, vpc: 'app' } },
    customerGateways: {
      cgw: {
        bgpAsn: 65001,
        ipAddress: '198.51.100.1',
        announce: [{ from: '172.16.0.0/12', length: 24, count: announced }],
      },
    },
    vpnConnections: { vpn: { customerGateway: 'cgw', vpnGateway: 'vgw' } },
    ...more,
  });
}

/** A run without its input's trimmings. */
export function run(
  design: Design,
  steps: readonly PlanStep[],
  given: {
    untilMs?: number;
    assumptions?: Readonly<Record<string, AssumptionValue>>;
    options?: SimulationOptions;
  } = {},
): Simulation {
  const settings = settingsOf(design, {}, given.assumptions ?? {});
  return simulate({ design, settings, steps, untilMs: given.untilMs ?? 600_000, options: given.options ?? {} });
}

type Kind = TimelineEvent['kind'];

export function eventsOf<K extends Kind>({ events }: Simulation, kind: K): Extract<TimelineEvent, { kind: K }>[] {
  return events.filter((event): event is Extract<TimelineEvent, { kind: K }> => event.kind === kind);
}
