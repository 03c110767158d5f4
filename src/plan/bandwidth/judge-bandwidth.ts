/** `bandwidth` on a design: its demands judged by the rules of check, and sized. */
import type { Settings } from '../../aws/settings.ts';
import type { Locate } from '../../design/problem.ts';
import { printConnection } from '../../design/print-customer-things.ts';
import { languageVersion } from '../../design/schema.ts';
import type { Design, Failures, ProfileName } from '../../design/vocabulary.ts';
import { demandExceedsCapacityAfterFailure } from '../../rules/bandwidth/demand-exceeds-capacity-after-failure.ts';
import { demandExceedsCapacity } from '../../rules/bandwidth/demand-exceeds-capacity.ts';
import type { CheckedFinding } from '../../rules/check-result.ts';
import { runRules } from '../../rules/run-rules.ts';
import { capacity } from '../../solve/capacity.ts';
import { solve } from '../../solve/solve.ts';
import type { FlowSpread } from './answer.ts';
import type { FlowClass } from './flow-class.ts';
import { leastTunnels, overloadChance, type FlowHash } from './overload.ts';
import { sizeDesign, type DesignSizing } from './size-design.ts';

/** A design with its demands and limits. */
export interface BandwidthRequest {
  /** With the demands that are asked about; `locate` knows where they stand. */
  readonly design: Design;
  readonly settings: Settings;
  readonly locate: Locate;
  /** ISO date of today. */
  readonly today: string;
  readonly inputs: readonly string[];
  readonly version: string;
  /** Of the only demand; empty: how it is made up is not said. */
  readonly flows: readonly FlowClass[];
  readonly risk: number;
  readonly seed: number;
  readonly draws: number | null;
}

/** What `bandwidth PATH --format json` prints. */
export interface BandwidthResult {
  readonly routecap: string;
  readonly profile: ProfileName;
  readonly inputs: readonly string[];
  readonly sizing: DesignSizing;
  /** The design that adds what is proposed, to be read beside the one there is; null: nothing is proposed. */
  readonly document: object | null;
  readonly spread: FlowSpread | null;
  readonly findings: readonly CheckedFinding[];
  readonly exitCode: 0 | 1;
}

const rules = [demandExceedsCapacity, demandExceedsCapacityAfterFailure];

/** Each demand of a design against what carries it, with changes that make it fit, solved again. */
export function judgeBandwidth(request: BandwidthRequest): BandwidthResult {
  const { design, settings, locate, today } = request;
  const solution = solve(design, settings);
  const why = new Map(rules.map((rule) => [rule.id, rule.why]));
  const findings = runRules({ design, settings, solution, today, locate, rules }).map((finding) => ({
    ...finding,
    why: why.get(finding.rule) ?? '',
  }));
  const sizing = sizeDesign(design, settings);
  const [demand] = design.demands;
  return {
    routecap: request.version,
    profile: settings.profile,
    inputs: request.inputs,
    sizing,
    document: documentOf(sizing),
    spread:
      demand === undefined || request.flows.length === 0
        ? null
        : spreadOver(
            capacity(solution, demand.from, demand.to).sessions.map(({ bandwidthMbps }) => bandwidthMbps),
            request,
          ),
    findings,
    exitCode: findings.some(({ suppressed }) => suppressed === null) ? 1 : 0,
  };
}

function documentOf({ proposal }: DesignSizing): object | null {
  if (proposal === null) return null;
  const added = proposal.changes.flatMap((change) =>
    change.kind === 'add' && change.section === 'vpnConnections'
      ? [[change.name, printConnection(change.thing)] as const]
      : [],
  );
  return { routecap: languageVersion, vpnConnections: Object.fromEntries(added) };
}

function spreadOver(
  rates: readonly (number | null)[],
  { flows, risk, seed, draws, settings }: BandwidthRequest,
): FlowSpread | null {
  const known = rates.filter((rate) => rate !== null);
  if (known.length === 0) return null;
  const hash = settings.assume('ecmpFlowHash') as FlowHash;
  const spread = { flows, tunnelMbps: Math.min(...known), hash, seed, draws };
  const mostTunnels = 2 * (settings.quota('tgw.attachments').value ?? 5000);
  return {
    risk,
    hash,
    now: overloadChance(spread, rates.length),
    least: leastTunnels(spread, risk, mostTunnels),
  };
}

/** The failures that `--after-loss-of` names. */
export const lossOf: Readonly<Record<'tunnel' | 'connection' | 'port', Failures>> = {
  tunnel: { tunnels: 1 },
  connection: { vpnConnections: 1 },
  port: { virtualInterfaces: 1 },
};
