/**
 * Texts (YAML 1.2 or JSON) and imported documents to one Design, or to every problem they have, each with
 * its place, the line it stands on and, where there is a good guess, what to write instead. Total: no text
 * makes it throw.
 */
import { buildDesign } from './build-design.ts';
import { otherSpellings, readSource, type DesignSource, type ReadSource } from './design-source.ts';
import { implyAttachments } from './imply-attachments.ts';
import { mergeDocuments, statementLists } from './merge-documents.ts';
import type { DesignPath, Locate, Location, Problem } from './problem.ts';
import { nameLookup, type ReadFile, type Reading } from './reading.ts';
import { languageVersion, type DesignDocument } from './schema.ts';
import type { Design } from './vocabulary.ts';

export type { DesignSource } from './design-source.ts';
export type { ReadFile } from './reading.ts';

export interface DesignReading {
  /** Null when there are problems. */
  readonly design: Design | null;
  /** In the order of the sources, and within one by place. */
  readonly problems: Problem[];
  readonly locate: Locate;
}

/** One design of all sources. `files` reads what a design names, such as lists of prefixes. */
export function readDesign(sources: readonly DesignSource[], files: ReadFile): DesignReading {
  const read = sources.map(readSource);
  const places = new Places(read);
  const problems = read.flatMap((source) => source.problems);
  const missing = versionMissing(read);
  if (missing !== null) problems.push(missing);

  const { document: merged, conflicts } = mergeDocuments(read.map((source) => source.document ?? {}));
  const document = implyAttachments(merged);
  for (const { path, document: number } of conflicts) problems.push(places.conflict(path, number));

  const report: Reading['report'] = (path, message, suggestion = null, at = 'value') => {
    const { source, local } = places.find(path);
    if (source === null) problems.push({ message, at: null, excerpt: null, width: 1, suggestion });
    else problems.push(source.problem(local, at, message, suggestion));
  };
  const design = buildDesign({
    document,
    report,
    files,
    damaged: (path) => places.damaged(path),
    reportIn: (file, line, column, width, excerpt, message, suggestion) =>
      problems.push({ message, at: { file, line, column }, excerpt, width: Math.max(1, width), suggestion }),
    lineOf: (path) => {
      const at = places.locate(path);
      return at === null ? 'above' : `on line ${at.line}`;
    },
    fileOf: (path) => places.find(path).source?.file ?? '',
    known: nameLookup(
      report,
      read.every((source) => source.document !== null),
    ),
  });
  inOrder(problems, sources);
  return { design: problems.length === 0 ? design : null, problems, locate: (path) => places.locate(path) };
}

/** Paths of the merged document to the sources they come from. */
class Places {
  private readonly sources: readonly ReadSource[];
  /** Per statement list, how many items stand in the sources before each. */
  private readonly offsets: ReadonlyMap<string, readonly number[]>;

  constructor(sources: readonly ReadSource[]) {
    this.sources = sources;
    this.offsets = new Map(
      statementLists.map((name) => {
        let sum = 0;
        return [
          name,
          sources.map(({ document }) => {
            const before = sum;
            sum += listLength(document, name);
            return before;
          }),
        ];
      }),
    );
  }

  locate(path: DesignPath): Location | null {
    const { source, local } = this.find(path);
    return source === null ? null : source.place(local);
  }

  /** The source that knows the path furthest down, the first of several. */
  find(path: DesignPath, among = this.sources.length): { source: ReadSource | null; local: DesignPath } {
    let best: { source: ReadSource | null; local: DesignPath } = { source: null, local: path };
    let bestDepth = -1;
    for (let i = 0; i < among; i++) {
      const source = this.sources[i]!;
      if (source.document === null) continue;
      const local = this.localPath(path, i);
      const depth = local === null ? 0 : depthOf(source.document, local);
      if (depth <= bestDepth) continue;
      bestDepth = depth;
      best = { source, local: local ?? [] };
      if (depth === path.length) break;
    }
    return best;
  }

  conflict(path: DesignPath, number: number): Problem {
    const first = this.find(path, number);
    const second = this.sources[number]!;
    const at = first.source === null ? null : first.source.place(first.local);
    const where = at === null ? 'elsewhere' : `in ${at.file}:${at.line}:${at.column}`;
    const name = path.at(-1);
    return second.problem(path, 'key', `\`${String(name)}\` is given here and ${where} with different values`, null);
  }

  damaged(path: DesignPath): boolean {
    return this.sources.some((source, i) => {
      if (source.damaged.length === 0) return false;
      const local = this.localPath(path, i);
      return local !== null && source.damaged.some((each) => local.every((step, depth) => each[depth] === step));
    });
  }

  /** Null: the path is not of this source. */
  private localPath(path: DesignPath, i: number): DesignPath | null {
    const [name, index, ...rest] = path;
    const offsets = typeof index === 'number' ? this.offsets.get(String(name)) : undefined;
    if (offsets === undefined) return path;
    const local = (index as number) - offsets[i]!;
    return local < 0 || local >= listLength(this.sources[i]!.document, String(name)) ? null : [name!, local, ...rest];
  }
}

function listLength(document: DesignDocument | null, name: string): number {
  const list: unknown = (document as Record<string, unknown> | null)?.[name];
  return Array.isArray(list) ? list.length : 0;
}

/** How many steps of the path there are in the document. */
function depthOf(document: DesignDocument, path: DesignPath): number {
  let value: unknown = document;
  for (const [depth, step] of path.entries()) {
    if (typeof value !== 'object' || value === null) return depth;
    const map = value as Record<string | number, unknown>;
    const key = Object.hasOwn(map, step)
      ? step
      : otherSpellings(String(step)).find((other) => Object.hasOwn(map, other));
    if (key === undefined || map[key] === undefined) return depth;
    value = map[key];
  }
  return path.length;
}

/** What a person writes says which version of the language it is in; one of several files is enough. */
function versionMissing(sources: readonly ReadSource[]): Problem | null {
  const written = sources.filter((source) => source.written);
  if (written.length === 0 || written.some(({ document }) => document === null)) return null;
  const given = written.some(
    ({ document, damaged }) => document!.routecap !== undefined || damaged.some(([key]) => key === 'routecap'),
  );
  if (given) return null;
  const message = 'a design says which version of the language it is written in';
  return written[0]!.problem([], 'value', message, `routecap: ${languageVersion}`);
}

function inOrder(problems: Problem[], sources: readonly DesignSource[]): void {
  const numbers = new Map<string, number>();
  for (const { file } of sources) if (!numbers.has(file)) numbers.set(file, numbers.size);
  const rank = (problem: Problem): number =>
    problem.at === null ? Infinity : (numbers.get(problem.at.file) ?? numbers.size);
  problems.sort((p, q) => {
    const files = rank(p) - rank(q);
    // Infinity − Infinity is no number: two problems without a place stay in the order they were found.
    if (Number.isNaN(files) || p.at === null || q.at === null) return files || 0;
    if (files !== 0) return files;
    if (p.at.file !== q.at.file) return p.at.file < q.at.file ? -1 : 1;
    return p.at.line - q.at.line || p.at.column - q.at.column;
  });
}
