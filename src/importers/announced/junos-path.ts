/** The AS path of Junos with the origin at its end: `AS path: [64500] 65001 65002 I`. */
import type { Origin } from '../../bgp/attributes.ts';
import type { AnnouncedReading } from './announced-format.ts';
import { parseAsPath, parseOrigin } from './path-text.ts';

/** Null: it is none. */
export function splitJunosPath(
  text: string,
  reading: AnnouncedReading,
): { readonly asPath: number[]; readonly origin: Origin } | null {
  const match = /^(?:AS path:)?\s*(.*?)\s*([IE?])(?:\s+(?:\(|Aggregator|AS path|validation).*|,.*)?$/s.exec(
    text.trim(),
  );
  if (match === null) return null;
  const asPath = parseAsPath(match[1] ?? '', 'path', reading);
  const origin = parseOrigin(match[2] ?? '');
  return asPath === null || origin === null ? null : { asPath, origin };
}
