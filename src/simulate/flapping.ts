/** What the spans of a session tell of its flapping: how often it comes up, how long it stays, from when to when. */
import type { SessionSpan } from './timeline.ts';

export interface Flapping {
  readonly session: string;
  /** Times that it came up. */
  readonly ups: number;
  /** Mean time from one coming up to the next; null: it came up once at most. */
  readonly periodMs: number | null;
  /** Share of the time spent Established, from the first time it came up to the end (0 to 1); null: it never came up. */
  readonly dutyCycle: number | null;
  readonly firstUpMs: number | null;
  readonly lastUpMs: number | null;
}

/** Sessions that came up at least twice. */
export function findFlapping(sessionSpans: ReadonlyMap<string, readonly SessionSpan[]>): Flapping[] {
  return [...sessionSpans].map(([session, spans]) => describeFlapping(session, spans)).filter(({ ups }) => ups > 1);
}

/** How often a session came and went, at what period, and what share of the time it was up. */
export function describeFlapping(session: string, spans: readonly SessionSpan[]): Flapping {
  const up = spans.filter(({ state }) => state === 'Established');
  const [first] = up;
  const last = up.at(-1);
  const endMs = spans.at(-1)?.toMs ?? 0;
  if (first === undefined || last === undefined)
    return { session, ups: 0, periodMs: null, dutyCycle: null, firstUpMs: null, lastUpMs: null };
  const upMs = up.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return {
    session,
    ups: up.length,
    periodMs: up.length === 1 ? null : (last.fromMs - first.fromMs) / (up.length - 1),
    dutyCycle: endMs === first.fromMs ? null : upMs / (endMs - first.fromMs),
    firstUpMs: first.fromMs,
    lastUpMs: last.fromMs,
  };
}
