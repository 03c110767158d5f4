/** Spans of time as people write them: `90s`, `5m`, `1h30m`, `24h`, `250ms`. Inside they are whole milliseconds. */

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
type Unit = keyof typeof unitMs;
const units = ['d', 'h', 'm', 's', 'ms'] as const;

/** What nobody simulates beyond; more is a slip of the unit. */
export const longestMs = 31 * unitMs.d;

export type Duration =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly why: string; readonly suggestion: string | null };

/** A time such as `90s`, `1h30m` or `24h` to milliseconds; `why` and `suggestion` when it is none. */
export function parseDuration(text: string): Duration {
  const trimmed = text.trim();
  const refuse = (why: string, suggestion: string | null = null): Duration => ({ ok: false, why, suggestion });
  if (/^[-\u2212]/.test(trimmed)) return refuse('time does not run backwards');
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) {
    return Number(trimmed) === 0 ? { ok: true, ms: 0 } : refuse('it needs a unit', `${trimmed}s`);
  }
  let sum = 0;
  let last = -1;
  let rest = trimmed;
  while (rest !== '') {
    const match = /^(\d{1,12}(?:\.\d{1,3})?)(ms|[dhms])/.exec(rest);
    if (match === null) return refuse('write it like 90s, 5m, 1h30m or 250ms', repaired(trimmed));
    const unit = match[2] as Unit;
    const rank = units.indexOf(unit);
    if (rank <= last) return refuse('each unit stands once, the longest first');
    last = rank;
    sum += Number(match[1]) * unitMs[unit];
    rest = rest.slice(match[0].length);
  }
  if (trimmed === '') return refuse('write it like 90s, 5m, 1h30m or 250ms');
  if (sum > longestMs) return refuse(`at most ${longestMs / unitMs.d} days are simulated`);
  return { ok: true, ms: Math.round(sum) };
}

const words: Readonly<Record<string, Unit>> = {
  d: 'd',
  day: 'd',
  days: 'd',
  h: 'h',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  m: 'm',
  min: 'm',
  mins: 'm',
  minute: 'm',
  minutes: 'm',
  s: 's',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  ms: 'ms',
  msec: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
};

/** `5 min` as `5m`, `1:30:00` as `1h30m`. */
function repaired(text: string): string | null {
  const clock = /^(\d{1,3}):(\d\d)(?::(\d\d))?$/.exec(text);
  if (clock !== null) {
    const [h, m, s] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)];
    return formatDuration(((h * 60 + m) * 60 + s) * 1000);
  }
  const parts = [...text.toLowerCase().matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)[\s,]*/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text.toLowerCase()) return null;
  const made = parts.map(([, number = '', word = '']) =>
    words[word] === undefined ? null : `${number}${words[word]}`,
  );
  const joined = made.join('');
  return made.includes(null) || !parseDuration(joined).ok ? null : joined;
}

/** The shortest way to write it: `1h30m`, `90s` as `1m30s`, `250ms`. */
export function formatDuration(ms: number): string {
  let rest = Math.max(0, Math.round(ms));
  let text = '';
  for (const unit of ['h', 'm'] as const) {
    const count = Math.floor(rest / unitMs[unit]);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * unitMs[unit];
  }
  if (rest >= 1000 || (text === '' && rest === 0)) return `${text}${rest / 1000}s`;
  return rest === 0 ? text : `${text}${rest}ms`;
}
