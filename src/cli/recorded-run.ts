/**
 * A simulation on file: the engine's recording of its input, and one more line with what the report needs
 * besides (names, places, expectations). Read again by the same version of the program it gives the same
 * bytes; anything else is refused.
 */
import type { FailOn, Location, Overrides, PlanExpectation, Problem, SimulationInput } from '../index.ts';

type DesignPath = readonly (string | number)[];

export interface ReportedInput {
  readonly inputs: readonly string[];
  readonly plan: string | null;
  readonly expect: readonly PlanExpectation[];
  /** ISO date. */
  readonly today: string;
  readonly failOn: FailOn;
  readonly overrides: Overrides;
  /** What stands where after which step. */
  readonly places: readonly (readonly [DesignPath, number, Location | null])[];
  readonly expectPlaces: readonly (Location | null)[];
}

export interface RecordedRun {
  readonly input: SimulationInput;
  readonly reported: ReportedInput;
}

const kind = 'report';

export function writeRun(recording: string, reported: ReportedInput, version: string): string {
  const check = checksum(recording + JSON.stringify(reported));
  return `${recording}${JSON.stringify({ kind, routecap: version, check, reported })}\n`;
}

type Library = Pick<typeof import('../index.ts'), 'readRecording'>;

export function readRun(
  file: string,
  text: string,
  version: string,
  library: Library,
): RecordedRun | { readonly problems: readonly Problem[] } {
  const trouble = (message: string): { readonly problems: readonly Problem[] } => ({
    problems: [{ message: `${file}: ${message}`, at: null, excerpt: null, width: 1, suggestion: null }],
  });
  const end = text.trimEnd().lastIndexOf('\n') + 1;
  const last = readLine(text.slice(end));
  if (last !== null && last['kind'] === kind && last['routecap'] !== version) {
    return trouble(
      `the recording was made by routecap ${shown(last['routecap'])}, and this is ${version}; record it again`,
    );
  }
  if (last === null || last['kind'] !== kind) {
    if (text.trim() === '') return trouble('the recording is empty');
    const [first = ''] = text.split('\n', 1);
    const begun = readLine(first)?.['kind'] === 'recording';
    return trouble(
      begun ? 'the recording was cut short: its last line is missing' : 'this is not a recording of a simulation',
    );
  }
  const recording = text.slice(0, end);
  if (last['check'] !== checksum(recording + JSON.stringify(last['reported']))) {
    return trouble('the recording has been changed since it was made; record it again');
  }
  const read = library.readRecording(recording);
  if (read.input === null) return trouble(read.problems.map(({ message }) => message).join('; '));
  return { input: read.input, reported: last['reported'] as ReportedInput };
}

function readLine(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 20) : 'another version';
}

/** FNV-1a over the code units, 53 bits of two halves: against slips, not against malice. */
function checksum(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}
