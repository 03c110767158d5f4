/**
 * The inputs of a simulation as JSON lines, so that it can be run again anywhere and give the same
 * events: a line for the version, then the settings, the options, the design, and a line for each step.
 * Settings are written as they hold, so that a later change of a default changes nothing.
 */
import type { AssumptionValue } from '../aws/assumption.ts';
import { assumptions } from '../aws/assumptions.ts';
import { quotas } from '../aws/quotas.ts';
import type { Settings } from '../aws/settings.ts';
import type { Problem } from '../design/problem.ts';
import type { ProfileName } from '../design/vocabulary.ts';
import { formatPrefix } from '../net/format-prefix.ts';
import { parsePrefix } from '../net/parse-prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import { PrefixList } from '../net/prefix-list.ts';
import type { PlanStep } from './plan-step.ts';
import type { SimulationInput } from './simulate.ts';

export const recordingVersion = 1;

interface RecordedSettings {
  readonly profile: ProfileName;
  readonly near: number;
  readonly quotas: Readonly<Record<string, { readonly value: number | null; readonly overridden: boolean }>>;
  readonly assumptions: Readonly<Record<string, AssumptionValue>>;
}

/** Everything a simulation depends on, as JSON lines. */
export function record({ design, settings, steps, untilMs, options }: SimulationInput): string {
  const held: RecordedSettings = {
    profile: settings.profile,
    near: settings.near,
    quotas: Object.fromEntries(
      quotas.map(({ id }) => {
        const { value, overridden } = settings.quota(id);
        return [id, { value, overridden }];
      }),
    ),
    assumptions: Object.fromEntries(assumptions.map(({ id }) => [id, settings.assume(id)])),
  };
  const lines: unknown[] = [
    { kind: 'recording', version: recordingVersion },
    { kind: 'settings', settings: held },
    { kind: 'options', untilMs, options },
    { kind: 'design', design },
    ...steps.map((step) => ({ kind: 'step', step })),
  ];
  return lines.map((line) => `${JSON.stringify(line, writePrefixLists)}\n`).join('');
}

export type ReadRecording =
  | { readonly input: SimulationInput; readonly problems: readonly [] }
  | { readonly input: null; readonly problems: readonly Problem[] };

/** The input that a recording holds, or why it cannot be replayed. */
export function readRecording(text: string): ReadRecording {
  const lines: Record<string, unknown>[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const value = readLine(line);
    if (value === null) return trouble(`line ${index + 1} of the recording is not a JSON object`);
    lines.push(value);
    const [first] = lines;
    if (lines.length === 1 && first?.['kind'] !== 'recording')
      return trouble('this is not a recording of a simulation: its first line does not say so');
    if (lines.length === 1 && first?.['version'] !== recordingVersion) {
      return trouble(
        `the recording has version ${JSON.stringify(first?.['version'])}; this program reads version ${recordingVersion}`,
      );
    }
  }
  if (lines.length === 0) return trouble('the recording is empty');
  const one = (kind: string): Record<string, unknown> | undefined => lines.find((line) => line['kind'] === kind);
  const [settings, options, design] = [one('settings'), one('options'), one('design')];
  if (settings === undefined || options === undefined || design === undefined) {
    const missing = ['settings', 'options', 'design'].filter((kind) => one(kind) === undefined);
    return trouble(`the recording has no line with its ${missing.join(', ')}: it was cut short`);
  }
  const input: SimulationInput = {
    design: design['design'] as SimulationInput['design'],
    settings: settingsFrom(settings['settings'] as RecordedSettings),
    steps: lines.filter(({ kind }) => kind === 'step').map(({ step }) => step as PlanStep),
    untilMs: options['untilMs'] as number,
    options: options['options'] as SimulationInput['options'],
  };
  return { input, problems: [] };
}

function trouble(message: string): ReadRecording {
  return { input: null, problems: [{ message, at: null, excerpt: null, width: 1, suggestion: null }] };
}

function readLine(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line, readPrefixLists);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** A row that the recording does not know is as it is today. */
function settingsFrom({ profile, near, quotas: values, assumptions: choices }: RecordedSettings): Settings {
  return {
    profile,
    near,
    quota: (id) => {
      const row = quotas.find((each) => each.id === id);
      if (row === undefined) throw new Error(`no quota ${id}`);
      const held = values[id];
      return held === undefined
        ? { quota: row, value: row.value[profile], overridden: false }
        : { quota: row, ...held };
    },
    assume: (id) => {
      const row = assumptions.find((each) => each.id === id);
      if (row === undefined) throw new Error(`no assumption ${id}`);
      return choices[id] ?? row.default;
    },
  };
}

const listKey = 'prefixList';

function writePrefixLists(_key: string, value: unknown): unknown {
  return value instanceof PrefixList ? { [listKey]: [...value].map(formatPrefix) } : value;
}

function readPrefixLists(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const list = (value as Record<string, unknown>)[listKey];
  if (Array.isArray(list)) return PrefixList.from(list.flatMap(readPrefix));
  // Prefixes keep their shape; everything else may be looked up by a name that the user chose.
  return 'family' in value && 'length' in value ? value : Object.assign(Object.create(null) as object, value);
}

function readPrefix(text: unknown): Prefix[] {
  const parsed = typeof text === 'string' ? parsePrefix(text) : null;
  return parsed?.ok === true ? [parsed.value] : [];
}
