/**
 * The shape of a read document with the place of every key and value. JSON and YAML both become this;
 * plain values are taken from it, and problems and `locate` look places up in it.
 */
import type { Span } from './source-text.ts';

export type SourceNode = SourceScalar | SourceMap | SourceList;

export interface SourceScalar extends Span {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

export interface SourceMap extends Span {
  readonly kind: 'map';
  readonly entries: Map<string, SourceEntry>;
}

export interface SourceEntry {
  /** Where the key stands. */
  readonly key: Span;
  readonly node: SourceNode;
}

export interface SourceList extends Span {
  readonly kind: 'list';
  readonly items: SourceNode[];
}

/** Nesting beyond this is no design: the deepest thing in the language is 7 levels down. */
export const deepestNesting = 64;

/** What went wrong while a text was read, before it has a place. */
export interface Flaw extends Span {
  /** A function where the words name another line of the same text. */
  readonly message: string | ((lineOf: (offset: number) => number) => string);
  readonly suggestion: string | null;
}

export type ReadText =
  | { readonly ok: true; readonly value: unknown; readonly root: () => SourceNode; readonly flaws: readonly Flaw[] }
  | { readonly ok: false; readonly flaws: readonly Flaw[] };

/** The plain value of a node; maps have no prototype, so that any name is a safe key. */
export function valueOf(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(valueOf);
  const out = Object.create(null) as Record<string, unknown>;
  for (const [key, entry] of node.entries) out[key] = valueOf(entry.node);
  return out;
}
