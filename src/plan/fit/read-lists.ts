/** Files of prefixes to one list, with every problem in its place. */
import type { Problem } from '../../design/problem.ts';
import { parsePrefixListText } from '../../net/prefix-list-text.ts';
import { PrefixList } from '../../net/prefix-list.ts';
import { problemOf } from './fit-result.ts';

export interface ListFile {
  /** Name for problems. */
  readonly file: string;
  readonly text: string | Uint8Array;
}

/** Lists of prefixes as text or bytes, with every problem and its place. */
export function readLists(files: readonly ListFile[]): {
  readonly list: PrefixList;
  readonly problems: readonly Problem[];
} {
  let all = PrefixList.empty;
  const problems: Problem[] = [];
  for (const { file, text } of files) {
    const { list, problems: found, problemCount } = parsePrefixListText(text);
    all = all.concat(list);
    for (const { line, column, width, why, suggestion, excerpt } of found) {
      const shown = excerpt.slice(column - 1, column - 1 + width);
      const message = `"${shown}" is no prefix: ${why}`;
      problems.push({ message, at: { file, line, column }, excerpt, width, suggestion });
    }
    if (problemCount > found.length)
      problems.push(problemOf(`${problemCount - found.length} further lines of ${file} are no prefixes`));
  }
  return { list: all, problems };
}
