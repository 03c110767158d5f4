/** Node's errors about files to clauses for people. */
import { FileError } from './world.ts';

export function fileError(error: unknown, path: string): FileError {
  return error instanceof FileError ? error : new FileError(path, whyOf(error));
}

const clauses: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'a part of the path is not a directory',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EISDIR: 'it is a directory',
  ELOOP: 'symbolic links lead round in a circle',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files',
};

export function whyOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return clauses[code ?? ''] ?? code ?? message;
}
