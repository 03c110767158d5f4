/**
 * A template's text, JSON or YAML with short functions, as one tree with places in which `!Sub x` stands as
 * `{ Fn::Sub: x }`. Depth and size are bounded (AWS takes no template beyond 1 MB); aliases are refused, as AWS does.
 */
import { Composer, Lexer, Parser, isAlias, isMap, isScalar, isSeq, type CST, type Document, type Node } from 'yaml';
import { readJsonText, tooDeep, twice } from '../../design/read-json-text.ts';
import { deepestNesting, type Flaw, type SourceEntry, type SourceNode } from '../../design/source-node.ts';

export type ReadTemplate =
  | { readonly root: SourceNode; readonly flaws: readonly Flaw[] }
  | { readonly root: null; readonly flaws: readonly Flaw[] };

const mostCharacters = 4 * 1024 * 1024;

export function readTemplate(text: string): ReadTemplate {
  if (text.length > mostCharacters)
    return fail(0, 'the template is larger than 4 MB, and CloudFormation takes none beyond 1 MB');
  if (!/^\s*[{[]/.test(text)) return readYaml(text);
  const read = readJsonText(text);
  // Braces may be YAML's too.
  if (!read.ok && /^\s*[{[]\s*["[{\]}]/.test(text)) return { root: null, flaws: read.flaws };
  return read.ok ? { root: read.root(), flaws: read.flaws } : readYaml(text);
}

/** Short functions, by what they stand for when written long. */
const longNames: ReadonlyMap<string, string> = new Map([
  ...[
    'And',
    'Base64',
    'Cidr',
    'Equals',
    'FindInMap',
    'GetAtt',
    'GetAZs',
    'If',
    'ImportValue',
    'Join',
    'Length',
    'Not',
    'Or',
    'Select',
    'Split',
    'Sub',
    'ToJsonString',
    'Transform',
  ].map((name): [string, string] => [`!${name}`, `Fn::${name}`]),
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
]);

/** The name of the function stays with the node as its tag. */
const customTags = [...longNames.keys()].flatMap((tag) => [
  { tag, resolve: (text: string) => text },
  { tag, collection: 'seq' as const },
  { tag, collection: 'map' as const },
]);

function readYaml(text: string): ReadTemplate {
  const tokens = tokensOf(text);
  if ('flaw' in tokens) return { root: null, flaws: [tokens.flaw] };
  let documents: Document.Parsed[];
  try {
    const composer = new Composer({
      version: '1.2',
      uniqueKeys: false,
      prettyErrors: false,
      resolveKnownTags: false,
      customTags,
    });
    documents = [];
    for (const document of composer.compose(tokens.tokens, true, text.length)) {
      // The second is one too many, and what follows is no matter.
      if (documents.push(document) > 1) break;
    }
  } catch {
    return fail(0, 'this does not parse as YAML');
  }
  const errors = documents.flatMap(({ errors: wrong, warnings }) => [...wrong, ...warnings]);
  if (errors.length > 0) {
    // The package's words may quote the text; its codes do not.
    return {
      root: null,
      flaws: errors
        .slice(0, 20)
        .map(({ code, pos }) =>
          flaw(pos[0], pos[1], `this does not parse as YAML: ${code.toLowerCase().replaceAll('_', ' ')}`),
        ),
    };
  }
  if (documents.length > 1) return fail(documents[1]!.range[0], 'one file holds one template');
  const { contents } = documents[0]!;
  const flaws: Flaw[] = [];
  return contents === null ? fail(0, 'the template is empty') : { root: treeOf(contents, flaws), flaws };
}

function tokensOf(text: string): { tokens: CST.Token[] } | { flaw: Flaw } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // Each level takes up to two places on the parser's stack, the document one.
    if (parser.stack.length > 2 * deepestNesting + 1) return { flaw: flaw(parser.offset, parser.offset + 1, tooDeep) };
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}

/** Recursion is safe: the depth was bounded before. */
function treeOf(node: Node, flaws: Flaw[]): SourceNode {
  const [start, end] = node.range ?? [0, 0];
  const inner = plainTree(node, start, end, flaws);
  const name = longNames.get((node as { tag?: string }).tag ?? '');
  if (name === undefined) return inner;
  return { kind: 'map', start, end, entries: new Map([[name, { key: { start, end }, node: inner }]]) };
}

function plainTree(node: Node, start: number, end: number, flaws: Flaw[]): SourceNode {
  if (isSeq(node)) return { kind: 'list', start, end, items: node.items.map((item) => treeOf(item as Node, flaws)) };
  if (isMap(node)) {
    const entries = new Map<string, SourceEntry>();
    for (const { key, value } of node.items) {
      const [from, to] = (key as Node).range ?? [start, end];
      if (!isScalar(key) || key.value === null) {
        flaws.push(flaw(from, to, 'a key is a plain word, and this is not'));
        continue;
      }
      const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
      const span = { start: from, end: Math.max(to, from + 1) };
      const known = entries.get(name);
      if (known !== undefined) flaws.push(twice(name, span, known.key));
      else
        entries.set(name, {
          key: span,
          node: value === null ? { kind: 'scalar', start: to, end: to, value: null } : treeOf(value as Node, flaws),
        });
    }
    return { kind: 'map', start, end, entries };
  }
  if (isAlias(node)) flaws.push(flaw(start, end, 'CloudFormation takes no YAML aliases'));
  return { kind: 'scalar', start, end, value: isScalar(node) ? scalarValue(node) : null };
}

/** A number with a leading zero (an account id) is kept as the text it was written as. */
function scalarValue({
  value,
  source,
}: {
  value: unknown;
  source?: string | undefined;
}): string | number | boolean | null {
  if (typeof value === 'number') return source !== undefined && /^[-+]?0\d/.test(source) ? source : value;
  return value === null || typeof value === 'string' || typeof value === 'boolean' ? value : String(value);
}

function fail(start: number, message: string): { root: null; flaws: Flaw[] } {
  return { root: null, flaws: [flaw(start, start + 1, message)] };
}

function flaw(start: number, end: number, message: string): Flaw {
  return { start, end: Math.max(end, start + 1), message, suggestion: null };
}
