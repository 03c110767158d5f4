/**
 * What BIRD prints for `show route all`, of a table or with `export PROTOCOL`: BIRD 1.6, 2 and 3. Of several
 * routes to a prefix the primary one (`*`) is taken, whatever protocol it is of, since a filter decides what
 * BIRD exports and the output does not say. Without `all` there are prefixes only. BIRD puts the own AS in
 * front on the wire alone, of prepends too, and does not name it.
 * A MED that came by BGP is printed whether BIRD sends it on or not.
 */
import type { Origin } from '../../bgp/attributes.ts';
import { parsePrefix } from '../../net/parse-prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { AnnouncedFormat, AnnouncedReading } from './announced-format.ts';
import { parseAsPath, parseCommunities, parseOrigin } from './path-text.ts';
import { excerptOf, isPrompt, textLines } from './text-lines.ts';

export const bird: AnnouncedFormat = {
  id: 'bird',
  title: "BIRD's `show route`",
  lacksOwnAs: true,
  recognises: ({ text }) =>
    /^BIRD [\d.]+\S* ready|^Table \S+:\r?$|^\S+\/\d+\s.*\[\S+ [^\]]*\]\s+(?:\*\s+)?\(\d+/m.test(text),
  read: readBird,
};

/** Measured with BIRD 2.0.12. */
const medNote =
  'MEDs that came by BGP are taken, though BIRD sends one on to another AS only where its export filter sets it';

interface OpenRoute {
  readonly prefix: Prefix;
  readonly best: boolean;
  asPath: readonly number[];
  origin: Origin;
  med: number | null;
  communities: readonly string[];
  readonly fromBgp: boolean;
  /** BGP's summary at the end of the line, `[AS65010i]`, and no attribute yet that says more. */
  brief: boolean;
}

function readBird(bytes: Uint8Array, reading: AnnouncedReading): void {
  let prefix: Prefix | null = null;
  let route: OpenRoute | null = null;
  const close = (): void => {
    if (route === null) return;
    if (route.brief) reading.note('AS paths are not known without `show route all`');
    if (route.fromBgp && route.med !== null) reading.note(medNote, 1);
    reading.routes.add(route.prefix, reading.routes.groupOf(route), route.best);
    route = null;
  };
  for (const { number, text } of textLines(bytes)) {
    const report = (message: string, column = 1, suggestion: string | null = null): void =>
      reading.problem({ message, where: { line: number, column, width: 1, excerpt: excerptOf(text) }, suggestion });
    if (text.startsWith('\t')) {
      const wrong = route === null ? null : readAttribute(route, text, reading);
      if (wrong !== null) report(wrong, 2);
      continue;
    }
    if (/^\s*$|^BIRD [\d.]+\S* ready|^Table \S+:$|^Access restricted|^[\w-]*bird>/.test(text) || isPrompt(text))
      continue;
    const found = /^(\S*)\s+.*?\[\S+ [^\]]*\](\s+\*)?(.*)$/.exec(text);
    if (found === null) {
      close();
      prefix = null;
      report('this is no line of `show route`');
      continue;
    }
    close();
    const [, prefixText = '', star, rest = ''] = found;
    if (prefixText !== '') {
      const parsed = parsePrefix(prefixText);
      prefix = parsed.ok ? parsed.value : null;
      if (!parsed.ok && otherKinds.test(prefixText)) reading.note('routes that are not unicast are left out', 1);
      else if (!parsed.ok) report(`"${prefixText.slice(0, 60)}" is no prefix: ${parsed.why}`, 1, parsed.suggestion);
    }
    if (prefix === null) continue;
    const brief = /\[AS\d/.test(rest);
    route = {
      prefix,
      best: star !== undefined,
      asPath: [],
      origin: 'igp',
      med: null,
      communities: [],
      fromBgp: brief,
      brief,
    };
  }
  close();
}

/** Flow specifications, VPN routes, route origin authorizations. */
const otherKinds = /^(?:flow[46]\b|\{|[\d.]+:[\d.]+$|\S+\/\d+-\d+$|[0-9a-f:.]+\/\d+-\d+)/;

/** A text says what is wrong. */
function readAttribute(route: OpenRoute, line: string, reading: AnnouncedReading): string | null {
  const found = /^\t(?:BGP\.|bgp_)(\w+):\s*(.*?)\s*$/.exec(line);
  if (found === null) return null;
  route.brief = false;
  const [, name = '', value = ''] = found;
  switch (name) {
    case 'as_path':
    case 'path': {
      const asPath = parseAsPath(value, 'confederation', reading);
      if (asPath === null) return `"${value.slice(0, 60)}" is no AS path`;
      route.asPath = asPath;
      return null;
    }
    case 'origin': {
      const origin = parseOrigin(value);
      if (origin === null) return `"${value.slice(0, 60)}" is no origin`;
      route.origin = origin;
      return null;
    }
    case 'med': {
      if (!/^\d{1,10}$/.test(value) || Number(value) > 4294967295) return `"${value.slice(0, 60)}" is no MED`;
      route.med = Number(value);
      return null;
    }
    case 'community': {
      const texts = [...value.matchAll(/\((\d+),\s*(\d+)\)/g)].map(([, asn, low]) => `${asn}:${low}`);
      route.communities = parseCommunities(texts, reading);
      return null;
    }
    case 'large_community':
    case 'ext_community':
      reading.note('communities that are not of RFC 1997 are left out', 1);
      return null;
    default:
      return null;
  }
}
