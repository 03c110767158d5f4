/** Announcements and routes as sorted lines, so that the two can be compared. */
import type { Announcement } from '../../../src/design/vocabulary.ts';
import { formatPrefix } from '../../../src/net/format-prefix.ts';

export function spelled(announcements: readonly Announcement[]): string[] {
  return announcements
    .flatMap(({ prefixes, asPath, origin, med, communities }) =>
      [...prefixes].map((prefix) => line(formatPrefix(prefix), asPath ?? [], origin, med, communities)),
    )
    .sort();
}

export function line(
  prefix: string,
  asPath: readonly number[],
  origin: string,
  med: number | null,
  communities: readonly string[],
): string {
  return `${prefix} path ${asPath.join(' ')} origin ${origin} med ${med ?? '-'} communities ${[...new Set(communities)].sort().join(' ')}`;
}
