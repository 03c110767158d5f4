/** The text of a baseline file to a Baseline, or to everything that is wrong with it, each with its place. */
import { isMap } from '../../design/schema-kinds.ts';
import type { Problem } from '../../design/problem.ts';
import { readJsonText } from '../../design/read-json-text.ts';
import type { SourceNode } from '../../design/source-node.ts';
import { valueOf } from '../../design/source-node.ts';
import { sourceText } from '../../design/source-text.ts';
import { baselineVersion } from './baseline.ts';
import type { Baseline } from './baseline.ts';

const anew = 'write it with --write-baseline';

export type ReadBaseline =
  | { readonly baseline: Baseline; readonly problems: readonly [] }
  | { readonly baseline: null; readonly problems: readonly Problem[] };

/** A baseline file to its entries, or to what is wrong with it. */
export function readBaseline(file: string, given: string): ReadBaseline {
  const source = sourceText(file, given.startsWith('\ufeff') ? given.slice(1) : given);
  const problems: Problem[] = [];
  const wrong = (node: { start: number; end: number }, message: string): void => {
    problems.push(source.problemAt(node, message));
  };
  const done = (): ReadBaseline => ({ baseline: null, problems });

  const read = readJsonText(source.text);
  for (const { start, end, message } of read.flaws) {
    const words = typeof message === 'string' ? message : message((offset) => source.placeOf(offset).line);
    wrong({ start, end }, `a baseline is JSON (${anew}): ${words}`);
  }
  if (!read.ok || problems.length > 0) return done();
  const root = read.root();
  const version = isMap(read.value) ? read.value['routecapBaseline'] : undefined;
  if (root.kind !== 'map' || version === undefined) {
    wrong(
      { start: root.start, end: root.start + 1 },
      `this is not a baseline: it has no \`routecapBaseline\`; ${anew}`,
    );
    return done();
  }
  if (version !== baselineVersion) {
    const node = root.entries.get('routecapBaseline')!.node;
    wrong(
      node,
      `this is a baseline of version ${JSON.stringify(version)}, and only ${baselineVersion} can be read; ${anew}`,
    );
    return done();
  }
  for (const [key, entry] of root.entries) {
    if (key !== 'routecapBaseline' && key !== 'findings') wrong(entry.key, `a baseline has no \`${key}\``);
  }
  const list = root.entries.get('findings')?.node;
  if (list?.kind !== 'list') {
    wrong(list ?? { start: root.start, end: root.start + 1 }, '`findings` has to be a list');
    return done();
  }
  const entries = list.items.flatMap((item) => readEntry(item, wrong, source.placeOf) ?? []);
  return problems.length > 0 ? done() : { baseline: { file, entries }, problems: [] };
}

function readEntry(
  item: SourceNode,
  wrong: (node: SourceNode, message: string) => void,
  placeOf: (offset: number) => Baseline['entries'][number]['at'],
): Baseline['entries'][number] | null {
  const value = valueOf(item);
  if (item.kind !== 'map' || !isMap(value)) {
    wrong(item, 'an entry is a map with `rule`, `subject` and `args`');
    return null;
  }
  const { rule, subject, args = {} } = value;
  if (typeof rule !== 'string' || typeof subject !== 'string') {
    wrong(item, 'an entry needs a `rule` and a `subject`, both text');
    return null;
  }
  if (!isMap(args) || !Object.values(args).every((each) => typeof each === 'number')) {
    wrong(item.entries.get('args')!.node, '`args` is a map of numbers');
    return null;
  }
  return { rule, subject, args: args as Record<string, number>, at: placeOf(item.start) };
}
