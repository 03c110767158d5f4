/**
 * AS paths, origins and communities as routers print them, to values. An AS_SET becomes its first member,
 * since it counts as one AS (RFC 4271 section 9.1.2.2 a); segments of a confederation count for nothing
 * (RFC 5065 section 5.3) and are dropped.
 */
import type { Origin } from '../../bgp/attributes.ts';
import type { AnnouncedReading } from './announced-format.ts';

/** Null: the text is no AS path. `brackets`: what stands in `[]` is a part of the path, or a set of a confederation. */
export function parseAsPath(
  text: string,
  brackets: 'path' | 'confederation',
  reading: AnnouncedReading,
): number[] | null {
  if (/^\s*$/.test(text)) return [];
  const asPath: number[] = [];
  let inside: string | null = null;
  let membersSeen = 0;
  for (const [token] of text.matchAll(/[^\s,(){}[\]]+|[(){}[\]]/g)) {
    const close = closing[token];
    if (close !== undefined) {
      if (token === '[' && brackets === 'path') continue;
      // `({1 2} 3)` is how some print a set within a confederation.
      if (inside !== null && inside !== ')') return null;
      if (inside === null) inside = close;
      membersSeen = 0;
      if (token === '{' && inside === '}') reading.note('an AS_SET in a path counts as one AS');
    } else if (token === inside) {
      inside = null;
    } else if (token === ']' && brackets === 'path') {
      continue;
    } else if (token === '}' && inside === ')') {
      continue;
    } else {
      const asn = parseAsn(token);
      if (asn === null) return null;
      membersSeen++;
      if (inside === null || (inside === '}' && membersSeen === 1)) asPath.push(asn);
    }
  }
  return inside === null ? asPath : null;
}

const closing: Readonly<Record<string, string | undefined>> = { '{': '}', '(': ')', '[': ']' };

/** Plain, or with a dot (RFC 5396). */
function parseAsn(text: string): number | null {
  const match = /^(\d{1,10})(?:\.(\d{1,5}))?$/.exec(text);
  if (match === null) return null;
  const [high, low] = [Number(match[1]), match[2] === undefined ? null : Number(match[2])];
  const asn = low === null ? high : high * 65536 + low;
  return asn > 4294967295 || (low ?? 0) > 65535 ? null : asn;
}

/** `i`, `IGP`, `Incomplete` and `?`, in any case. */
export function parseOrigin(text: string): Origin | null {
  return originNames[text.toLowerCase()] ?? null;
}

const originNames: Readonly<Record<string, Origin | undefined>> = {
  i: 'igp',
  igp: 'igp',
  e: 'egp',
  egp: 'egp',
  '?': 'incomplete',
  incomplete: 'incomplete',
};

/** RFC 1997 communities; those of other kinds are noted. Canonical, so that nothing of the file is kept alive by them. */
export function parseCommunities(texts: Iterable<string>, reading: AnnouncedReading): string[] {
  const communities: string[] = [];
  for (const text of texts) {
    if (text === '') continue;
    const known = wellKnown[text.toLowerCase()];
    const match = /^(\d{1,5}):(\d{1,5})$/.exec(text);
    const [asn, value] = [Number(match?.[1]), Number(match?.[2])];
    if (known !== undefined) communities.push(known);
    else if (asn <= 65535 && value <= 65535) communities.push(`${asn}:${value}`);
    else reading.note('communities that are not of RFC 1997 are left out');
  }
  return communities;
}

/** IANA's names, in the spellings of FRR, Cisco and Junos. */
const wellKnown: Readonly<Record<string, string | undefined>> = {
  internet: '0:0',
  'graceful-shutdown': '65535:0',
  gshut: '65535:0',
  'accept-own': '65535:1',
  'llgr-stale': '65535:6',
  'no-llgr': '65535:7',
  blackhole: '65535:666',
  'no-export': '65535:65281',
  'no-advertise': '65535:65282',
  'local-as': '65535:65283',
  'no-export-subconfed': '65535:65283',
  'no-peer': '65535:65284',
  nopeer: '65535:65284',
};
