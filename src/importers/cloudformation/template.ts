/** The sections of a template that matter here, each entry with its place. */
import { sourceText } from '../../design/source-text.ts';
import type { Location } from '../../design/problem.ts';
import type { SourceEntry, SourceMap, SourceNode } from '../../design/source-node.ts';

export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  readonly condition: string | null;
  readonly properties: ReadonlyMap<string, SourceEntry>;
}

export interface Template {
  readonly parameters: ReadonlyMap<string, ReadonlyMap<string, SourceEntry>>;
  readonly conditions: ReadonlyMap<string, SourceEntry>;
  readonly mappings: ReadonlyMap<string, SourceEntry>;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  /** Entries of Resources that are none: loops and macros. */
  readonly others: readonly string[];
  readonly transforms: readonly string[];
  readonly placeOf: (node: { readonly start: number }) => Location;
  readonly entryOf: (id: string) => SourceEntry | undefined;
}

export function templateOf(file: string, text: string, root: SourceMap): Template {
  const source = sourceText(file, text);
  const entries = mapAt(root, 'Resources');
  const resources = new Map<string, TemplateResource>();
  const others: string[] = [];
  for (const [id, { node }] of entries) {
    const type = node.kind === 'map' ? node.entries.get('Type')?.node : undefined;
    if (node.kind !== 'map' || type?.kind !== 'scalar' || typeof type.value !== 'string' || id.startsWith('Fn::')) {
      others.push(id);
      continue;
    }
    const condition = node.entries.get('Condition')?.node;
    resources.set(id, {
      id,
      type: type.value,
      condition: condition?.kind === 'scalar' && typeof condition.value === 'string' ? condition.value : null,
      properties: mapAt(node, 'Properties'),
    });
  }
  const parameters = new Map<string, ReadonlyMap<string, SourceEntry>>();
  for (const [name, { node }] of mapAt(root, 'Parameters'))
    parameters.set(name, node.kind === 'map' ? node.entries : new Map());
  return {
    parameters,
    conditions: mapAt(root, 'Conditions'),
    mappings: mapAt(root, 'Mappings'),
    resources,
    others,
    transforms: textsOf(root.entries.get('Transform')?.node),
    placeOf: ({ start }) => source.placeOf(start),
    entryOf: (id) => entries.get(id),
  };
}

function mapAt(map: SourceMap, key: string): ReadonlyMap<string, SourceEntry> {
  const node = map.entries.get(key)?.node;
  return node?.kind === 'map' ? node.entries : new Map();
}

function textsOf(node: SourceNode | undefined): string[] {
  if (node === undefined) return [];
  const nodes = node.kind === 'list' ? node.items : [node];
  return nodes.map((each) => (each.kind === 'scalar' && typeof each.value === 'string' ? each.value : 'a macro'));
}
