/** `announce` lists and policies to data: prefix lists, generators, files of prefixes, bare counts. */
import { prefixKey, type Prefix, type PrefixKey } from '../net/prefix.ts';
import { formatPrefix } from '../net/format-prefix.ts';
import { generatePrefixes } from '../net/generate-prefixes.ts';
import { parsePrefixListText } from '../net/prefix-list-text.ts';
import { PrefixList } from '../net/prefix-list.ts';
import { present, soundPrefix, soundPrefixes, type Reading } from './reading.ts';
import type { DesignPath } from './problem.ts';
import type { AnnounceDocument, PolicyDocument } from './schema-announcements.ts';
import type { Announcement, Policy } from './vocabulary.ts';

type Item = Exclude<Exclude<AnnounceDocument, string>[number], string>;

const plain = { anonymous: 0, asPath: null, origin: 'igp', med: null, communities: [] } as const;

/** Null when nothing is said, which is not the same as announcing nothing. */
export function readAnnouncements(
  reading: Reading,
  announce: AnnounceDocument | undefined,
  path: DesignPath,
): Announcement[] | null {
  if (announce === undefined) return null;
  const items = typeof announce === 'string' ? [announce] : announce;
  const out: Announcement[] = [];
  const typed = new Typed(reading);
  // Bare prefixes in a row are one announcement: a long list stays one compact thing.
  let bare: Prefix[] = [];
  const flush = (): void => {
    if (bare.length > 0) out.push({ ...plain, prefixes: PrefixList.from(bare) });
    bare = [];
  };
  for (const [item, i] of present(items)) {
    const at = [...path, i];
    if (typeof item === 'string') {
      const prefix = soundPrefix(item);
      typed.add(prefix, '', at);
      bare.push(prefix);
    } else {
      flush();
      const made = readItem(reading, item, at, typed);
      if (made !== null) out.push(made);
    }
  }
  flush();
  return out;
}

/**
 * The prefixes written out in one list: the same one twice, with the same attributes, is a slip. Two
 * `prefixes` lists may overlap, as files and generators may: such lists come from programs.
 */
class Typed {
  private readonly seen = new Map<string, Map<PrefixKey, { path: DesignPath; item: DesignPath | null }>>();
  private readonly reading: Reading;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  /** `list`: the item whose `prefixes` it stands in. */
  add(prefix: Prefix, attributes: string, path: DesignPath, list: DesignPath | null = null): void {
    let seen = this.seen.get(attributes);
    if (seen === undefined) this.seen.set(attributes, (seen = new Map()));
    const key = prefixKey(prefix);
    const before = seen.get(key);
    if (before === undefined) seen.set(key, { path, item: list });
    else if (list === null || before.item === null || before.item === list) {
      const { report, lineOf } = this.reading;
      report(path, `${formatPrefix(prefix)} is announced twice in one list, first ${lineOf(before.path)}`);
    }
  }
}

const sources = ['prefix', 'prefixes', 'from', 'file'] as const;

function readItem(reading: Reading, item: Item, path: DesignPath, typed: Typed): Announcement | null {
  const given = sources.filter((key) => item[key] !== undefined);
  const whole = !reading.damaged(path);
  if (given.length > 1) {
    reading.report(
      [...path, given[1]!],
      `an announcement says what it announces once, and this gives \`${given.join('` and `')}\``,
      null,
      'key',
    );
    return null;
  }
  const kind = given[0] ?? (item.count === undefined ? null : 'count');
  if (kind === null) {
    if (whole)
      reading.report(
        path,
        'an announcement needs `prefix`, `prefixes`, `from` with `length` and `count`, `file`, or `count` alone',
      );
    return null;
  }
  for (const key of ['length', 'count', 'start'] as const) {
    if (item[key] === undefined || kind === 'from' || key === kind) continue;
    reading.report([...path, key], `\`${key}\` belongs to \`from\`, and this has none`, null, 'key');
    return null;
  }
  const attributes = {
    anonymous: kind === 'count' ? item.count! : 0,
    asPath: item.asPath === undefined ? null : [...present(item.asPath)].map(([asn]) => Number(asn)),
    origin: item.origin ?? 'igp',
    med: item.med ?? null,
    communities: [...present(item.communities)].map(([community]) => community),
  };
  const key = JSON.stringify([attributes.asPath, attributes.origin, attributes.med, attributes.communities]);
  const plainKey = '[null,"igp",null,[]]';
  const prefixes = readPrefixes(reading, item, kind, path, (prefix, at) =>
    typed.add(prefix, key === plainKey ? '' : key, at, kind === 'prefixes' ? path : null),
  );
  return prefixes === null ? null : { prefixes, ...attributes };
}

function readPrefixes(
  reading: Reading,
  item: Item,
  kind: (typeof sources)[number] | 'count',
  path: DesignPath,
  seen: (prefix: Prefix, path: DesignPath) => void,
): PrefixList | null {
  if (kind === 'count') return PrefixList.empty;
  if (kind === 'prefix') {
    const prefix = soundPrefix(item.prefix!);
    seen(prefix, [...path, 'prefix']);
    return PrefixList.from([prefix]);
  }
  if (kind === 'file') return readPrefixFile(reading, item.file!, [...path, 'file']);
  if (kind === 'prefixes') {
    const given: unknown = item.prefixes;
    if (given instanceof PrefixList) return given.sortedUnique();
    const list: Prefix[] = [];
    for (const [text, i] of present(given as (string | undefined)[])) {
      const prefix = soundPrefix(text);
      seen(prefix, [...path, 'prefixes', i]);
      list.push(prefix);
    }
    return PrefixList.from(list);
  }
  if (item.length === undefined || item.count === undefined) {
    const missing = item.length === undefined ? 'length' : 'count';
    if (!reading.damaged(path)) reading.report(path, `\`from\` needs \`${missing}\` beside it`);
    return null;
  }
  const generation = { from: soundPrefix(item.from!), length: item.length, count: item.count };
  const made = generatePrefixes(item.start === undefined ? generation : { ...generation, start: item.start });
  if (made.ok) return made.value;
  reading.report(path, made.why, made.suggestion);
  return null;
}

function readPrefixFile(reading: Reading, file: string, path: DesignPath): PrefixList | null {
  const got = reading.files(file, reading.fileOf(path));
  if (!got.ok) {
    reading.report(path, `the prefix list ${file} cannot be read: ${got.why}`);
    return null;
  }
  const { list, problems, problemCount } = parsePrefixListText(got.text);
  const name = besideFile(reading.fileOf(path), file);
  for (const { line, column, width, why, suggestion, excerpt } of problems) {
    const shown = excerpt.slice(column - 1, column - 1 + width);
    reading.reportIn(name, line, column, width, excerpt, `"${shown}" is no prefix: ${why}`, suggestion);
  }
  if (problemCount > problems.length) {
    reading.report(path, `${problemCount - problems.length} further lines of ${file} are no prefixes`);
  }
  return list.sortedUnique();
}

/** The name to show for a path that starts at another file. */
function besideFile(from: string, path: string): string {
  const slash = from.lastIndexOf('/');
  return slash < 0 || /^(?:[/\\]|[A-Za-z]:)/.test(path) ? path : from.slice(0, slash + 1) + path;
}

const noPolicy: Policy = {
  prepend: null,
  med: null,
  localPreference: null,
  communities: null,
  announceOnly: null,
  acceptOnly: null,
};

export function readPolicy(policy: PolicyDocument | undefined): Policy {
  if (policy === undefined) return noPolicy;
  return {
    prepend: policy.prepend ?? null,
    med: policy.med ?? null,
    localPreference: policy.localPreference ?? null,
    communities: policy.communities === undefined ? null : [...present(policy.communities)].map(([each]) => each),
    announceOnly: policy.announceOnly === undefined ? null : soundPrefixes(policy.announceOnly),
    acceptOnly: policy.acceptOnly === undefined ? null : soundPrefixes(policy.acceptOnly),
  };
}
