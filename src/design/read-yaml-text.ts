/**
 * YAML 1.2 with places, by the `yaml` package: its tokens are counted for depth before they are composed,
 * keys given twice are found here in linear time, and aliases that multiply are refused by their size
 * without ever being expanded. One file is one document.
 */
import { Composer, Lexer, Parser, type CST, type Document, type Node, isAlias, isMap, isScalar, isSeq } from 'yaml';
import { lastInk, tooDeep, twice } from './read-json-text.ts';
import { deepestNesting, valueOf, type Flaw, type ReadText, type SourceEntry, type SourceNode } from './source-node.ts';
import type { Span } from './source-text.ts';

/** Errors of one text beyond these are echoes of the first ones. */
const mostFlaws = 20;
const tooMuch = 'up to here there is more than any design holds; put long prefix lists into files of their own';
/** How many values aliases may add to what is written. */
const mostAliased = 100_000;

/** Words and marks of one text; 100,000 prefixes are a fifth of it. */
const mostLexemes = 2_000_000;

export function readYamlText(text: string): ReadText {
  const tokens = tokensOf(text);
  if ('flaw' in tokens) return { ok: false, flaws: [tokens.flaw] };
  let documents: Document.Parsed[];
  try {
    const composer = new Composer({ version: '1.2', uniqueKeys: false, prettyErrors: false, resolveKnownTags: false });
    documents = [];
    for (const document of composer.compose(tokens.tokens, true, text.length)) {
      // The second is one too many, and what follows is no matter.
      if (documents.push(document) > 1) break;
    }
  } catch (error) {
    // The package throws on a few texts (a clash of tags and anchors, say); what it says is for the user.
    return {
      ok: false,
      flaws: [flaw(0, 1, `this does not parse as YAML: ${error instanceof Error ? error.message : 'unknown'}`)],
    };
  }
  const document = documents[0]!;
  const flaws = flawsOf(text, documents);
  if (flaws.length > 0) return { ok: false, flaws };
  const tree = new TreeBuilder();
  const root = document.contents === null ? nothing(0) : tree.node(document.contents, 0).node;
  if (tree.fatal.length > 0) return { ok: false, flaws: tree.fatal };
  return { ok: true, value: valueOf(root), root: () => root, flaws: tree.flaws };
}

function tokensOf(text: string): { tokens: CST.Token[] } | { flaw: Flaw } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes > mostLexemes) return { flaw: flaw(parser.offset, parser.offset + 1, tooMuch) };
    for (const token of parser.next(lexeme)) tokens.push(token);
    // Each level takes up to two places on the parser's stack, the document one.
    if (parser.stack.length > 2 * deepestNesting + 1) return { flaw: flaw(parser.offset, parser.offset + 1, tooDeep) };
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}

function flawsOf(text: string, documents: readonly Document.Parsed[]): Flaw[] {
  const flaws: Flaw[] = [];
  const places = new Set<number>();
  const add = (made: Flaw): void => {
    if (!places.has(made.start) && flaws.length < mostFlaws) flaws.push(made);
    places.add(made.start);
  };
  const ink = lastInk(text);
  for (const document of documents) {
    for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
      if (pos[0] > ink && (code === 'MISSING_CHAR' || code === 'BAD_INDENT')) {
        add(flaw(ink, ink + 1, `the text ends too early: ${plain(message)}`));
      } else if (code === 'TAB_AS_INDENT') {
        // Several of these for one tab; its line says it once.
        const start = pos[0];
        add(flaw(start, Math.max(pos[1], start + 1), 'a tab indents this line; YAML indents with spaces'));
      } else {
        add(flaw(pos[0], Math.max(pos[1], pos[0] + 1), `this does not parse as YAML: ${plain(message)}`));
      }
    }
  }
  const version = documents[0]?.directives?.yaml;
  if (version?.explicit === true && version.version !== '1.2') {
    add(flaw(0, 1, 'a design is YAML 1.2, and this asks for another version', '%YAML 1.2'));
  }
  const second = documents[1];
  if (flaws.length === 0 && second !== undefined) {
    const start = Math.max(0, text.lastIndexOf('---', second.range[0] + 3));
    add(flaw(start, start + 3, 'one file holds one design; put each of these YAML documents into a file of its own'));
  }
  return flaws;
}

/** The package's words, without what they quote: that may be a secret, and the excerpt shows it better. */
function plain(message: string): string {
  const first = message.split('\n', 1)[0]!.replace(/(?:;? ?please use |: ").*$/, '');
  const short = first.length > 160 ? `${first.slice(0, 159)}…` : first;
  return short.slice(0, 1).toLowerCase() + short.slice(1);
}

interface Built {
  readonly node: SourceNode;
  /** Values in it with every alias written out, itself included; may be infinite. */
  readonly size: number;
  readonly height: number;
}

/** Turns the package's nodes into places. Recursion is safe: the depth was bounded before. */
class TreeBuilder {
  readonly flaws: Flaw[] = [];
  readonly fatal: Flaw[] = [];
  private readonly anchors = new Map<string, Built | null>();
  private aliased = 0;

  node(node: Node, depth: number): Built {
    const [start, end] = node.range === undefined || node.range === null ? [0, 0] : node.range;
    if (isAlias(node)) return this.alias(node.source, start, end, depth);
    const anchor = (node as { anchor?: string }).anchor;
    if (anchor !== undefined) this.anchors.set(anchor, null);
    const built = this.plainNode(node, start, end, depth);
    if (anchor !== undefined) this.anchors.set(anchor, built);
    return built;
  }

  private alias(name: string, start: number, end: number, depth: number): Built {
    const built = this.anchors.get(name);
    const refuse = (message: string): Built => {
      // One is enough: of a bomb every further alias is one more.
      if (this.fatal.length === 0) this.fatal.push(flaw(start, end, message));
      return { node: nothing(start), size: 1, height: 1 };
    };
    if (built === undefined) return refuse(`no anchor \`&${name}\` stands before this alias`);
    if (built === null) return refuse(`the alias \`*${name}\` stands inside its own anchor`);
    this.aliased += built.size;
    if (this.aliased > mostAliased)
      return refuse(`the aliases up to here write out to more than ${mostAliased} values`);
    if (depth + built.height > deepestNesting) return refuse(tooDeep);
    return built;
  }

  private plainNode(node: Node, start: number, end: number, depth: number): Built {
    if (isScalar(node)) {
      return { node: { kind: 'scalar', start, end, value: scalarValue(node) }, size: 1, height: 1 };
    }
    let size = 1;
    let height = 0;
    if (isSeq(node)) {
      const items: SourceNode[] = [];
      for (const item of node.items) {
        const built = this.node(item as Node, depth + 1);
        items.push(built.node);
        size += built.size;
        height = Math.max(height, built.height);
      }
      return { node: { kind: 'list', start, end, items }, size, height: height + 1 };
    }
    const entries = new Map<string, SourceEntry>();
    const merged: { built: Built; span: Span }[] = [];
    for (const pair of isMap(node) ? node.items : []) {
      const key = pair.key as Node | null;
      const span = spanOf(key, start);
      const name = this.keyText(key, span);
      if (name === null) continue;
      const built =
        pair.value === null
          ? { node: nothing(span.end), size: 1, height: 1 }
          : this.node(pair.value as Node, depth + 1);
      size += built.size;
      height = Math.max(height, built.height);
      if (name === '<<') merged.push({ built, span });
      else if (entries.has(name)) this.flaws.push(twice(name, span, entries.get(name)!.key));
      else entries.set(name, { key: span, node: built.node });
    }
    for (const { built, span } of merged) this.mergeInto(entries, built.node, span);
    return { node: { kind: 'map', start, end, entries }, size, height: height + 1 };
  }

  /** The merge key of YAML 1.1 that people still write: keys of the map come in where they are not given here. */
  private mergeInto(entries: Map<string, SourceEntry>, from: SourceNode, span: Span): void {
    for (const map of from.kind === 'list' ? from.items : [from]) {
      if (map.kind !== 'map')
        this.flaws.push(flaw(span.start, span.end, '`<<` takes in a map, or a list of maps, by alias'));
      else for (const [name, entry] of map.entries) if (!entries.has(name)) entries.set(name, entry);
    }
  }

  private keyText(key: Node | null, span: Span): string | null {
    if (isAlias(key)) {
      const built = this.anchors.get(key.source);
      if (built?.node.kind === 'scalar') return String(built.node.value);
    }
    if (isScalar(key) && key.value !== null)
      return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
    this.flaws.push(flaw(span.start, span.end, 'a key is a plain word, and this is not'));
    return null;
  }
}

/** A number with a leading zero (an account id, a slip in an address) is kept as the text it was written as. */
function scalarValue(node: { value: unknown; source?: string | undefined }): string | number | boolean | null {
  const { value, source } = node;
  if (typeof value === 'number') return source !== undefined && /^[-+]?0\d/.test(source) ? source : value;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  return String(value);
}

function spanOf(node: Node | null, fallback: number): Span {
  const range = node?.range;
  if (range === undefined || range === null) return { start: fallback, end: fallback + 1 };
  return { start: range[0], end: Math.max(range[1], range[0] + 1) };
}

function nothing(at: number): SourceNode {
  return { kind: 'scalar', start: at, end: at, value: null };
}

function flaw(start: number, end: number, message: string, suggestion: string | null = null): Flaw {
  return { start, end, message, suggestion };
}
