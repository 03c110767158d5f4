/** Flags of `simulate` that need reading: durations, seeds, and which router retries how. */
import { InvalidArgumentError } from 'commander';

export function readSeed(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}

/** `frr` for all, `dc1=bird` for one; the last word holds. */
export function collectRetry(text: string, before: unknown): Readonly<Record<string, string>> {
  const cut = text.lastIndexOf('=');
  const [router, profile] = cut < 0 ? ['default', text] : [text.slice(0, cut), text.slice(cut + 1)];
  if (router === '' || profile === '') throw new InvalidArgumentError('It is written PROFILE or ROUTER=PROFILE.');
  const known = Object.entries((before ?? {}) as Readonly<Record<string, string>>).filter(([each]) => each !== router);
  return Object.fromEntries([...known, [router, profile]]);
}
