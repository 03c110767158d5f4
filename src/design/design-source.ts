/**
 * One input of a design, read by itself: its text or an importer's document, checked against the schema,
 * with a way from every path back to the place it stands at.
 */
import type * as v from 'valibot';
import type { DesignPath, Locate, Location, Problem } from './problem.ts';
import { readJsonText } from './read-json-text.ts';
import { readYamlText } from './read-yaml-text.ts';
import { describeValue, isMap, runSchema, synonymsIn } from './schema-kinds.ts';
import { designSchema, languageVersion, type DesignDocument } from './schema.ts';
import type { ReadText, SourceNode } from './source-node.ts';
import { sourceText, type SourceText, type Span } from './source-text.ts';

/** A text to read, or what an importer made of one. Paths given to `locate` are those of the document. */
export type DesignSource =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly document: DesignDocument; readonly locate?: Locate };

/** What a text is read as. */
export interface Language<D> {
  readonly schema: v.GenericSchema<D>;
  /** `a design`. */
  readonly what: string;
  readonly looks: string;
}

const designLanguage: Language<DesignDocument> = {
  schema: designSchema,
  what: 'a design',
  looks: `routecap: ${languageVersion}, then sections such as vpnGateways, customerGateways and vpnConnections`,
};

export interface ReadSource<D = DesignDocument> {
  readonly file: string;
  /** Null: nothing could be read. */
  readonly document: D | null;
  readonly problems: readonly Problem[];
  /** Paths (in the spelling of the source) at which the schema found something wrong. */
  readonly damaged: readonly DesignPath[];
  /** True for what a person wrote: such a file has to name the language's version. */
  readonly written: boolean;
  readonly place: (path: DesignPath) => Location | null;
  readonly problem: (path: DesignPath, at: 'key' | 'value', message: string, suggestion: string | null) => Problem;
  /** What stands in the text at the path, as written; null when there is no text. */
  readonly writtenAt: (path: DesignPath) => string | null;
}

/** Prefix lists belong in files of their own; a design of this size is a mistake. YAML takes ten times as long to read as JSON. */
const mostBytes = { json: 64 * 1024 * 1024, yaml: 4 * 1024 * 1024 };
/** Things of all sections together; AWS takes 5,000 attachments on a transit gateway. */
const mostThings = 50_000;
/** JSON below this that does not parse may be YAML that looks like it. */
const smallEnoughForYaml = 256 * 1024;

export function readSource(source: DesignSource): ReadSource {
  return 'text' in source ? readWritten(source.file, source.text, designLanguage) : readImported(source);
}

/** A text in our own spelling: a design, or something else that is written in the same way. */
export function readWritten<D>(file: string, given: string, language: Language<D>): ReadSource<D> {
  const { what, looks } = language;
  const text = sourceText(file, given.startsWith('\ufeff') ? given.slice(1) : given);
  const broken = (problems: Problem[]): ReadSource<D> => ({
    file,
    document: null,
    problems,
    damaged: [],
    written: true,
    place: () => ({ file, line: 1, column: 1 }),
    problem: (_path, _at, message, suggestion) => text.problemAt({ start: 0, end: 1 }, message, suggestion),
    writtenAt: () => null,
  });
  const most = /^\s*[{[]/.test(text.text.slice(0, 4096)) ? mostBytes.json : mostBytes.yaml;
  if (text.text.length > most) {
    const message = `the file is larger than ${most / 1024 / 1024} MB; put long prefix lists into files of their own (announce: [{ file: … }])`;
    return broken([{ message, at: { file, line: 1, column: 1 }, excerpt: null, width: 1, suggestion: null }]);
  }
  const read = readText(text.text);
  const flaws = read.flaws.map(({ start, end, message, suggestion }) => {
    const words = typeof message === 'string' ? message : message((offset) => text.placeOf(offset).line);
    return text.problemAt({ start, end }, words, suggestion);
  });
  if (!read.ok) return broken(flaws);
  if (read.value === null)
    return broken([
      text.problemAt({ start: 0, end: 1 }, `the file is empty; ${what} has ${looks}`, `routecap: ${languageVersion}`),
    ]);
  if (!isMap(read.value)) {
    return broken([
      text.problemAt(
        read.root(),
        `${what} is a map of keys and values, not ${typeof read.value === 'string' ? 'plain text' : describeValue(read.value)}; it has ${looks}`,
      ),
    ]);
  }
  const things = Object.values(read.value).reduce<number>(
    (sum, section) => sum + (isMap(section) ? Object.keys(section).length : 0),
    0,
  );
  if (things > mostThings) {
    const [given, limit] = [things, mostThings].map((count) => count.toLocaleString('en-US'));
    const message = `the file holds ${given} things, and no more than ${limit} are read: no network of AWS is that large`;
    return broken([{ message, at: { file, line: 1, column: 1 }, excerpt: null, width: 1, suggestion: null }]);
  }
  const spanAt = (path: DesignPath, at: 'key' | 'value'): Span => findSpan(read.root(), path, at);
  const source = {
    file,
    written: true,
    place: (path: DesignPath) => text.placeOf(spanAt(path, 'key').start),
    problem: (path: DesignPath, at: 'key' | 'value', message: string, suggestion: string | null) =>
      text.problemAt(spanAt(path, at), message, suggestion),
    writtenAt: (path: DesignPath) => textAt(text, spanAt(path, 'value')),
  };
  return checked(language.schema, read.value, source, flaws);
}

function readImported(source: { file: string; document: DesignDocument; locate?: Locate }): ReadSource {
  const { file } = source;
  const place = (path: DesignPath): Location => {
    for (let length = path.length; length >= 0; length--) {
      const found = source.locate?.(path.slice(0, length)) ?? null;
      if (found !== null) return found;
    }
    return { file, line: 1, column: 1 };
  };
  const problem = (path: DesignPath, _at: 'key' | 'value', message: string, suggestion: string | null): Problem => {
    // There is no line to show, so the message says where in the document it is.
    const where = path.length === 0 ? '' : `${path.join('/')}: `;
    return { message: where + message, at: place(path), excerpt: null, width: 1, suggestion };
  };
  return checked(designSchema, source.document, { file, written: false, place, problem, writtenAt: () => null }, []);
}

function checked<D>(
  schema: v.GenericSchema<D>,
  value: unknown,
  source: Omit<ReadSource<D>, 'document' | 'problems' | 'damaged'>,
  flaws: readonly Problem[],
): ReadSource<D> {
  const { output, faults } = runSchema(schema, value);
  const problems = [...flaws];
  for (const { path, complaint } of faults) {
    const written = complaint.explain === undefined ? null : source.writtenAt(path);
    const better = written === null ? complaint : complaint.explain!(written);
    problems.push(source.problem(path, complaint.at, better.message, better.suggestion));
  }
  return { ...source, document: output ?? ({} as D), problems, damaged: faults.map((fault) => fault.path) };
}

function readText(text: string): ReadText {
  const first = /[^\s]/.exec(text)?.[0];
  if (first === undefined)
    return { ok: true, value: null, root: () => ({ kind: 'scalar', start: 0, end: 0, value: null }), flaws: [] };
  if (first === '{' || first === '[') {
    const json = readJsonText(text);
    // Too deep is too deep in YAML as well.
    if (json.ok || text.length > smallEnoughForYaml) return json;
    const yaml = readYamlText(text);
    // Neither: text in JSON's manner is best explained by JSON's reader.
    return yaml.ok || !/^\s*[{[]\s*["[{]/.test(text) ? yaml : json;
  }
  return readYamlText(text);
}

let synonyms: ReadonlyMap<string, readonly string[]> | null = null;

/** Fields of a Design that are spelled otherwise in a document. */
const spelledOtherwise: Readonly<Record<string, readonly string[]>> = {
  gateway: ['vpnGateway', 'transitGateway', 'directConnectGateway'],
  families: ['addressFamily'],
  bandwidthMbps: ['bandwidth'],
  atMost: ['routesAtMost'],
  clientVpn: ['clientVpnEndpoint'],
};

/** Other keys under which a path's step may stand in a source. */
export function otherSpellings(key: string): readonly string[] {
  synonyms ??= synonymsIn(designSchema);
  const design = Object.hasOwn(spelledOtherwise, key) ? spelledOtherwise[key]! : [];
  return [...design, ...[key, ...design].flatMap((each) => synonyms!.get(each) ?? [])];
}

/** The span of a path, or of its nearest ancestor that stands in the source. */
function findSpan(root: SourceNode, path: DesignPath, at: 'key' | 'value'): Span {
  let node = root;
  let key: Span | null = null;
  for (const [depth, step] of path.entries()) {
    if (node.kind === 'list' && typeof step === 'number') {
      const item = node.items[step];
      if (item === undefined) return key ?? firstOf(node);
      node = item;
      key = firstOf(item);
      continue;
    }
    const entries = node.kind === 'map' ? node.entries : null;
    const entry = entries?.get(String(step)) ?? firstPresent(entries, otherSpellings(String(step)));
    if (entry === undefined) return key ?? firstOf(node);
    node = entry.node;
    key = entry.key;
    if (depth === path.length - 1 && at === 'key') return key;
  }
  if (at === 'key' && key !== null) return key;
  // Nothing stands behind the key: the key is what can be shown.
  return node.start === node.end && key !== null ? key : node;
}

function firstPresent<T>(entries: ReadonlyMap<string, T> | null, keys: readonly string[]): T | undefined {
  for (const key of keys) if (entries?.has(key) === true) return entries.get(key);
  return undefined;
}

function firstOf(node: SourceNode): Span {
  return node.kind === 'scalar' ? node : { start: node.start, end: node.start + 1 };
}

function textAt(text: SourceText, span: Span): string {
  return text.text.slice(span.start, Math.min(span.end, span.start + 200));
}
