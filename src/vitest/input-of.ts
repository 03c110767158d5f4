/** What stands in `expect(…)` to an input of `check`: paths are read, at once, since matchers do not wait. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckInput, CheckOptions, Input, InputFile } from '../index.ts';
import { refuse } from './matched.ts';

export function inputOf(received: unknown): CheckInput {
  if (received instanceof URL) return readPath(fileURLToPath(received));
  if (typeof received !== 'string') return received as CheckInput;
  // A text has lines, or is JSON.
  const isText = /\n|^\s*[{[]/.test(received);
  return isText ? received : readPath(received);
}

/** Files that a design names, relative to the file that names them. */
export const filesOfDisk: NonNullable<CheckOptions['files']> = (path, from) => {
  try {
    return { ok: true, text: readFileSync(isAbsolute(path) ? path : join(dirname(from), path)) };
  } catch (error) {
    return { ok: false, why: whyOf(error) };
  }
};

function readPath(path: string): Input {
  try {
    if (!statSync(path).isDirectory()) return readFile(path);
    return { directory: path, files: filesBelow(path).map(readFile) };
  } catch (error) {
    const message = `cannot read ${path}: ${whyOf(error)}`;
    return refuse([{ message, at: null, excerpt: null, width: 1, suggestion: null }]);
  }
}

function readFile(file: string): InputFile {
  return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) };
}

/** As the command reads a directory: hidden files are left out. */
function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/(?:^|[\\/])(?:\.[^.\\/]|node_modules[\\/])/.test(file.slice(directory.length)))
    .sort();
}

function whyOf(error: unknown): string {
  const { code } = error as { code?: string };
  if (code === 'ENOENT') return 'there is no such file';
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not valid UTF-8' : String((error as Error).message);
}
