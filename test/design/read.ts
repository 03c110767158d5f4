/** Reading one text in a test: the problems as people see them, or the design. */
import { readDesign, type DesignReading, type DesignSource, type ReadFile } from '../../src/design/read-design.ts';
import type { Design } from '../../src/design/vocabulary.ts';

export const noFiles: ReadFile = () => ({ ok: false, why: 'there are no files in this test' });

export function read(text: string, files: ReadFile = noFiles, file = 'design.yaml'): DesignReading {
  return readDesign([{ file, text }], files);
}

/** The design of a text that has no problems. */
export function sound(text: string, files: ReadFile = noFiles): Design {
  return soundOf([{ file: 'design.yaml', text }], files);
}

export function soundOf(sources: readonly DesignSource[], files: ReadFile = noFiles): Design {
  const { design, problems } = readDesign(sources, files);
  if (design === null)
    throw new Error(problems.map(({ message, at }) => `${at?.file}:${at?.line}:${at?.column} ${message}`).join('\n'));
  return design;
}
