/** A plain list of prefixes: one a line, `#` for comments. What no other format claims is read as one. */
import { parsePrefixListText } from '../../net/prefix-list-text.ts';
import type { AnnouncedFormat, AnnouncedReading } from './announced-format.ts';
import { excerptOf } from './text-lines.ts';

export const prefixList: AnnouncedFormat = {
  id: 'prefixes',
  title: 'a list of prefixes',
  recognises: () => true,
  read: readPrefixes,
};

function readPrefixes(bytes: Uint8Array, reading: AnnouncedReading): void {
  const { list, problems, problemCount } = parsePrefixListText(bytes);
  const shown = problems.map((each) => each.excerpt.slice(each.column - 1, each.column - 1 + each.width));
  if (list.size === 0 && problemCount > 0 && !shown.some((text) => /^[0-9a-f.:]+\//i.test(text))) {
    // Any file at all: none of it is shown, for it may be a configuration with keys in it.
    const { line, column } = problems[0]!;
    const message =
      'this is nothing that tells what a router announces: no list of prefixes, no MRT, and no output of a `show` command of FRR, BIRD, Cisco or Junos that is known here';
    reading.problem({ message, where: { line, column, width: 1, excerpt: null } });
    return;
  }
  const group = reading.routes.groupOf({ asPath: [], origin: 'igp', med: null, communities: [] });
  for (const prefix of list) reading.routes.add(prefix, group, true);
  for (const [i, { line, column, width, why, suggestion, excerpt }] of problems.entries()) {
    const safe = excerptOf(excerpt);
    const what = safe === null ? 'this' : `"${shown[i]!.slice(0, 60)}"`;
    reading.problem({
      message: `${what} is no prefix: ${why}`,
      where: { line, column, width, excerpt: safe },
      suggestion,
    });
  }
  if (problemCount > problems.length) {
    const { line } = problems.at(-1)!;
    const message = `${problemCount - problems.length} further lines are no prefixes`;
    reading.problem({ message, where: { line: line + 1, column: 1, width: 1, excerpt: null } });
  }
}
