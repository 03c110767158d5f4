/**
 * A simulation as data. `json` is one document, with what repeats folded as in the text; `jsonl` has
 * every event on a line of its own, in order.
 */
import type { SessionSpan } from '../simulate/timeline.ts';
import { formatJson } from './format-json.ts';
import { printableJson } from './printable.ts';
import type { SimulationReport } from './simulation-report.ts';
import { timelineRows } from './timeline-rows.ts';

/** A judged simulation as one JSON document. */
export function reportTimelineJson(report: SimulationReport): string {
  const { routecap, profile, inputs, plan, seed, simulation, judged } = report;
  const started = new Map<number, { startedMs: number; quietMs: number | null }>();
  let current: { startedMs: number; quietMs: number | null } | null = null;
  for (const event of simulation.events) {
    if (event.kind === 'step') started.set(event.index, (current = { startedMs: event.ms, quietMs: null }));
    else if (event.kind === 'quiet' && current !== null) current.quietMs ??= event.ms;
  }
  const steps = report.steps.map((step, index) => ({
    index,
    ...step,
    ...(started.get(index) ?? { startedMs: null, quietMs: null }),
  }));
  return formatJson({
    routecap,
    profile,
    inputs,
    plan,
    seed,
    endMs: simulation.endMs,
    quiet: simulation.quiet,
    steps,
    stepsLeft: simulation.stepsLeft,
    sessions: [...simulation.sessionSpans].map(([id, spans]) => ({ id, ...sessionData(spans, simulation.endMs) })),
    timeline: timelineRows(simulation.events, simulation.sessionSpans).map(({ ms, kind, step, who, what }) => ({
      ms,
      kind,
      step,
      who,
      what,
    })),
    findings: judged.findings,
    expectations: judged.expectations,
    summary: judged.summary,
    exitCode: judged.exitCode,
  });
}

const mostSpans = 20;

function sessionData(spans: readonly SessionSpan[], endMs: number) {
  const up = spans.filter(({ state }) => state === 'Established');
  const upMs = up.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return {
    state: spans.at(-1)?.toMs === endMs ? spans.at(-1)?.state : null,
    establishedMs: upMs,
    establishedTimes: up.length,
    spanCount: spans.length,
    spans: spans.slice(0, mostSpans),
  };
}

/** The events of a simulation as JSON lines. */
export function reportTimelineLines({ simulation }: SimulationReport): string {
  return simulation.events.map((event) => `${printableJson(JSON.stringify(event))}\n`).join('');
}
