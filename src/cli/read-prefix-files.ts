/** Files of prefixes as they are, for the quick reader of lists; `-` is standard input. */
import type { Problem } from '../index.ts';
import { decodeText } from './decode-text.ts';
import { readNamedFile } from './load-design.ts';
import { readPaths } from './read-paths.ts';
import type { World } from './world.ts';

export interface PrefixFile {
  readonly file: string;
  readonly text: string | Uint8Array;
}

export async function readPrefixFiles(
  paths: readonly string[],
  world: World,
): Promise<{ readonly files: readonly PrefixFile[]; readonly problems: readonly Problem[] }> {
  const files: PrefixFile[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const found = path === '-' ? null : await world.look(path);
    if (found?.kind === 'file' && found.bytes > 0) {
      const read = readNamedFile(path, '', world);
      if (read.ok) files.push({ file: path, text: read.text });
      else problems.push(problem(`cannot read ${path}: ${read.why}`));
      continue;
    }
    // Everything else, and what is wrong with it, is known to the reader of designs.
    const { nearest } = await import('../index.ts');
    const other = await readPaths([path], world, nearest);
    problems.push(...other.problems);
    for (const { texts, kind } of other.read) {
      if (kind === 'file') files.push(...texts);
      else problems.push(problem(`${path} is a directory, not a list of prefixes`));
    }
  }
  return { files, problems };
}

/** As text, to tell what it is when it is no list; null when it is not text. */
export function textOf({ text }: PrefixFile): string | null {
  if (typeof text === 'string') return text;
  const decoded = decodeText(text);
  return 'text' in decoded ? decoded.text : null;
}

function problem(message: string): Problem {
  return { message, at: null, excerpt: null, width: 1, suggestion: null };
}
