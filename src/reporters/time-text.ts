/** Times of a simulation in words: `+00:01:03.250` since the start, and spans such as `30 s` or `2 h 5 min`. */

export function clockText(ms: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `+${two(h)}:${two(m)}:${two(s)}.${String(ms % 1000).padStart(3, '0')}`;
}

/** As exact as is of use: `0.05 s`, `30.3 s`, `10 min 30 s`, `2 h 5 min`. */
export function spanText(ms: number): string {
  if (ms < 60_000) return `${trimmed(ms / 1000, ms < 1000 ? 3 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (h > 0) return m === 0 ? `${h} h` : `${h} h ${m} min`;
  return s === 0 ? `${m} min` : `${m} min ${s} s`;
}

/** Seconds alone, for periods: `120.3 s`. */
export function secondsText(ms: number): string {
  return `${trimmed(ms / 1000, 1)} s`;
}

export function percentText(share: number): string {
  return `${trimmed(share * 100, 1)} %`;
}

function trimmed(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.?0+$/, '');
}
