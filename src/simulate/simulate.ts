/**
 * A design under timed changes: RFC 4271 sessions with AWS's timers, updates that take time, resets and
 * what comes of them, on a virtual clock in whole milliseconds. The same input gives the same result; a
 * seed is used only for the routers' waits. Keepalives are not events (bgp-pair.ts), and of the packets
 * of a transfer only batches are (inbound-flow.ts).
 */
import type { Session } from '../aws/network.ts';
import type { Settings } from '../aws/settings.ts';
import type { Solution } from '../aws/solution.ts';
import { type Change, applyChanges } from '../design/change.ts';
import type { Design } from '../design/vocabulary.ts';
import { Engine } from './engine.ts';
import { liveSolution, stateKeyOf } from './live-solution.ts';
import type { PlanStep, TunnelMaintenance } from './plan-step.ts';
import { defaultRouterRetry, routerRetry, type RouterRetryId } from './router-retry.ts';
import type { SessionRun } from './session-run.ts';
import type { SessionSpan, TimelineEvent } from './timeline.ts';

/** What the design does not say of its routers. */
export interface SimulationOptions {
  /** Draws the routers' waits from what was measured; without it they are the midpoints. */
  readonly seed?: number;
  /** For all routers, or by name (`default` for those not named). */
  readonly routerRetry?: RouterRetryId | Readonly<Record<string, RouterRetryId>>;
}

/** All that a simulation depends on: the same input gives the same events. */
export interface SimulationInput {
  readonly design: Design;
  readonly settings: Settings;
  readonly steps: readonly PlanStep[];
  readonly untilMs: number;
  readonly options: SimulationOptions;
}

/** Given to an observer after each instant at which anything changed; good until the observer returns. */
export interface Moment {
  readonly ms: number;
  /** The step that came last; -1: before the first. */
  readonly stepIndex: number;
  readonly solution: Solution;
  /** Equal for equal states. */
  readonly stateKey: string;
  /** Messages, updates or timers of a change are still to come. */
  readonly inTransition: boolean;
}

/** What happened in a simulation, and how it stands at its end. */
export interface Simulation {
  readonly events: readonly TimelineEvent[];
  /** Always the end that was asked for. */
  readonly endMs: number;
  /** Nothing more would happen. */
  readonly quiet: boolean;
  /** The states of the AWS end, in order of session; sessions of static VPNs have none. */
  readonly sessionSpans: ReadonlyMap<string, readonly SessionSpan[]>;
  /** Steps whose turn did not come. */
  readonly stepsLeft: readonly string[];
  /** How things stand at the end. */
  readonly final: Solution;
}

/** Runs a design under a virtual clock. `observe` sees every state on the way; times are in milliseconds. */
export function simulate(input: SimulationInput, observe: (moment: Moment) => void = () => {}): Simulation {
  const { steps, untilMs } = input;
  const engine = new Engine(input.design, input.settings, (session) => retryOf(input.options, session));
  const solution = liveSolution(engine);
  let design = input.design;
  let next = 0;
  let toldQuiet = false;

  const apply = (): void => {
    const step = steps[next];
    if (step === undefined) return;
    engine.emit({ kind: 'step', step: step.name, index: next });
    next += 1;
    toldQuiet = false;
    const changes = step.changes.filter((change): change is Change => change.kind !== 'tunnelMaintenance');
    if (changes.length > 0) {
      design = applyChanges(design, changes);
      engine.redesign(design, step.administrative === true);
    }
    for (const change of step.changes) if (change.kind === 'tunnelMaintenance') maintain(engine, design, change);
    arm();
  };
  const arm = (): void => {
    const step = steps[next];
    if (step?.at.kind === 'time') engine.clock.later(step.at.ms, apply);
  };
  arm();

  for (;;) {
    const due = engine.queue.nextMs();
    if (due === engine.clock.nowMs) {
      engine.queue.take()?.run();
      continue;
    }
    const calm = engine.isCalm;
    if (calm && !toldQuiet) {
      toldQuiet = true;
      engine.emit({ kind: 'quiet', retrying: retrying(engine) });
    }
    if (engine.changed) {
      engine.changed = false;
      observe({
        ms: engine.clock.nowMs,
        stepIndex: next - 1,
        solution,
        inTransition: !calm,
        get stateKey() {
          return stateKeyOf(engine);
        },
      });
    }
    if (calm && steps[next]?.at.kind === 'quiet') {
      apply();
      continue;
    }
    if (due === null || due > untilMs) break;
    engine.clock.nowMs = due;
  }
  return {
    events: engine.events,
    endMs: untilMs,
    quiet: next === steps.length && engine.isCalm && retrying(engine) === 0,
    sessionSpans: spansOf(engine, untilMs),
    stepsLeft: steps.slice(next).map(({ name }) => name),
    final: solution,
  };
}

function retryOf({ seed, routerRetry: wanted }: SimulationOptions, session: Session) {
  const id =
    typeof wanted === 'string' ? wanted : (wanted?.[session.router] ?? wanted?.['default'] ?? defaultRouterRetry);
  return routerRetry(id, seed ?? null, session.id);
}

function maintain(engine: Engine, design: Design, { connection, tunnel }: TunnelMaintenance): void {
  const id = design.vpnConnections[connection]?.tunnels[tunnel]?.id;
  if (id !== undefined) engine.maintenance.begin(connection, `${connection}/${id}`);
}

function retrying(engine: Engine): number {
  return [...engine.runs.values()].filter(({ pair }) => pair?.isFlapping === true).length;
}

function spansOf(engine: Engine, untilMs: number): Map<string, SessionSpan[]> {
  const spans = new Map<string, SessionSpan[]>();
  const add = ({ session, spans: own }: SessionRun): void => {
    spans.set(
      session.id,
      [...(spans.get(session.id) ?? []), ...own].filter(({ fromMs, toMs }) => toMs > fromMs),
    );
  };
  for (const run of engine.ended) add(run);
  for (const run of engine.runs.values()) {
    if (run.pair === null) continue;
    add({ ...run, spans: [...run.spans, { state: run.pair.phase, fromMs: run.spanSinceMs, toMs: untilMs }] });
  }
  return new Map([...spans].sort(([a], [b]) => (a < b ? -1 : 1)));
}
