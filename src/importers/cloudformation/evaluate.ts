/**
 * What a property of a template comes to: parameters, conditions, mappings and functions worked out as far as a
 * template alone allows. The rest is unknown and says why and where; a condition that cannot be decided is neither.
 */
import { nearest } from '../../design/nearest.ts';
import { cidrBlocks } from './cidr-blocks.ts';
import { plain, unknown, type Value } from '../declared/value.ts';
import type { SourceEntry, SourceNode } from '../../design/source-node.ts';
import type { Template } from './template.ts';

export interface Evaluation {
  readonly template: Template;
  /** Values given for parameters, and for pseudo parameters such as `AWS::Region`. */
  readonly given: Readonly<Record<string, string>>;
  /** A name of a resource of no kind that is modelled. */
  readonly isModelled: (id: string) => boolean;
  readonly wrong: (node: SourceNode, message: string, suggestion: string | null) => void;
  readonly properties: Map<string, Value | undefined>;
  readonly conditions: Map<string, boolean | null>;
}

/** Functions, attributes and conditions lead to each other; beyond this they go round in circles. */
const deepest = 100;
const longestText = 4096;

export function evaluate(evaluation: Evaluation, node: SourceNode, depth = 0): Value | undefined {
  if (depth > deepest) return unknown(`goes round in circles (${place(evaluation, node)})`);
  if (node.kind === 'scalar') {
    if (node.value === null) return undefined;
    if (typeof node.value === 'string' && node.value.includes('{{resolve:')) {
      return unknown(`is looked up in a parameter store when the stack is made (${place(evaluation, node)})`);
    }
    return plain(node.value);
  }
  if (node.kind === 'list') {
    return {
      kind: 'list',
      items: node.items.map((item) => evaluate(evaluation, item, depth + 1)).filter((item) => item !== undefined),
    };
  }
  const call = functionOf(node);
  if (call !== null) return callFunction(evaluation, call.name, call.argument, depth + 1);
  const entries = new Map<string, Value>();
  for (const [name, entry] of node.entries) {
    const value = evaluate(evaluation, entry.node, depth + 1);
    if (value !== undefined) entries.set(lowerFirst(name), value);
  }
  return { kind: 'map', entries };
}

export function evaluateProperty(evaluation: Evaluation, id: string, property: string, depth = 0): Value | undefined {
  const key = `${id}.${property}`;
  if (evaluation.properties.has(key)) return evaluation.properties.get(key);
  const entry = evaluation.template.resources.get(id)?.properties.get(property);
  const value = entry === undefined ? undefined : evaluate(evaluation, entry.node, depth);
  evaluation.properties.set(key, value);
  return value;
}

/** Null: it cannot be decided. */
export function conditionHolds(evaluation: Evaluation, name: string, depth = 0): boolean | null {
  const known = evaluation.conditions.get(name);
  if (known !== undefined) return known;
  const entry = evaluation.template.conditions.get(name);
  // Until it is decided, a condition that leads back to itself is not.
  evaluation.conditions.set(name, null);
  const holds = entry === undefined || depth > deepest ? null : judge(evaluation, entry.node, depth + 1);
  evaluation.conditions.set(name, holds);
  return holds;
}

function judge(evaluation: Evaluation, node: SourceNode, depth: number): boolean | null {
  const call = functionOf(node);
  if (call === null || depth > deepest) return null;
  const parts = call.argument.kind === 'list' ? call.argument.items : [call.argument];
  switch (call.name) {
    case 'Condition':
      return call.argument.kind === 'scalar' ? conditionHolds(evaluation, String(call.argument.value), depth) : null;
    case 'Fn::Equals': {
      const [a, b] = parts.map((part) => evaluate(evaluation, part, depth + 1));
      return a?.kind === 'plain' && b?.kind === 'plain' ? String(a.value) === String(b.value) : null;
    }
    case 'Fn::Not': {
      const inner = parts[0] === undefined ? null : judge(evaluation, parts[0], depth + 1);
      return inner === null ? null : !inner;
    }
    case 'Fn::And': {
      const all = parts.map((part) => judge(evaluation, part, depth + 1));
      return all.includes(false) ? false : all.includes(null) ? null : true;
    }
    case 'Fn::Or': {
      const all = parts.map((part) => judge(evaluation, part, depth + 1));
      return all.includes(true) ? true : all.includes(null) ? null : false;
    }
    default:
      return null;
  }
}

function functionOf(node: SourceNode): { readonly name: string; readonly argument: SourceNode } | null {
  if (node.kind !== 'map' || node.entries.size !== 1) return null;
  const [[name, entry]] = [...node.entries] as [[string, SourceEntry]];
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::') ? { name, argument: entry.node } : null;
}

function callFunction(evaluation: Evaluation, name: string, argument: SourceNode, depth: number): Value | undefined {
  const parts = argument.kind === 'list' ? argument.items : [];
  const at = (index: number): Value | undefined =>
    parts[index] === undefined ? undefined : evaluate(evaluation, parts[index], depth + 1);
  const cannot = (why: string): Value => unknown(`${why} (${place(evaluation, argument)})`);
  switch (name) {
    case 'Ref':
      return argument.kind === 'scalar'
        ? reference(evaluation, String(argument.value), argument)
        : cannot('refers to no name');
    case 'Fn::GetAtt': {
      const names =
        argument.kind === 'scalar'
          ? String(argument.value).split(/\.(.*)/s)
          : parts.map((part) => (part.kind === 'scalar' ? String(part.value) : ''));
      return attribute(evaluation, names[0] ?? '', names[1] ?? '', argument, depth);
    }
    case 'Fn::Sub':
      return substitute(evaluation, argument, depth);
    case 'Fn::Join': {
      const [delimiter, list] = [at(0), at(1)];
      if (list?.kind === 'unknown') return list;
      if (delimiter?.kind !== 'plain' || list?.kind !== 'list') return cannot('joins what is no list');
      return list.items.length === 1 ? list.items[0] : joined(list.items, String(delimiter.value), cannot);
    }
    case 'Fn::Select': {
      const [index, list] = [at(0), at(1)];
      if (list?.kind === 'unknown') return list;
      const chosen = index?.kind === 'plain' && list?.kind === 'list' ? list.items[Number(index.value)] : undefined;
      return chosen ?? cannot('selects what is not there');
    }
    case 'Fn::Split': {
      const [delimiter, text] = [at(0), at(1)];
      if (text?.kind === 'unknown') return text;
      if (delimiter?.kind !== 'plain' || text?.kind !== 'plain' || delimiter.value === '')
        return cannot('splits what is no text');
      return { kind: 'list', items: String(text.value).split(String(delimiter.value)).map(plain) };
    }
    case 'Fn::If': {
      const condition = parts[0]?.kind === 'scalar' ? String(parts[0].value) : '';
      const holds = conditionHolds(evaluation, condition, depth);
      return holds === null
        ? cannot(`depends on the condition ${word(condition)}, which cannot be decided`)
        : at(holds ? 1 : 2);
    }
    case 'Fn::FindInMap':
      return findInMap(evaluation, parts, depth) ?? cannot('is in no mapping');
    case 'Fn::ImportValue': {
      const exported = evaluate(evaluation, argument, depth + 1);
      const standIn = exported?.kind === 'plain' ? String(exported.value) : null;
      return unknown(`is imported from another stack (${place(evaluation, argument)})`, standIn);
    }
    case 'Fn::Cidr': {
      const [block, count, bits] = [at(0), at(1), at(2)];
      if (block?.kind === 'unknown') return block;
      if (block?.kind !== 'plain' || count?.kind !== 'plain') return cannot('is cut out of a block that is not known');
      const blocks = cidrBlocks(
        String(block.value),
        Number(count.value),
        bits?.kind === 'plain' ? Number(bits.value) : 8,
      );
      return blocks === null
        ? cannot('is cut out of a block that is too small, or is none')
        : { kind: 'list', items: blocks.map(plain) };
    }
    case 'Fn::Length': {
      const list = evaluate(evaluation, argument, depth + 1);
      return list?.kind === 'list' ? plain(list.items.length) : cannot('is the length of what is no list');
    }
    default:
      return cannot(`comes from ${word(name)}, which is not worked out`);
  }
}

function place(evaluation: Evaluation, node: SourceNode): string {
  const { file, line, column } = evaluation.template.placeOf(node);
  return `${file}:${line}:${column}`;
}

/** Names of a template in messages: plain, and not long. */
function word(name: string): string {
  return /^[A-Za-z0-9:._-]{1,128}$/.test(name) ? name : 'of another name';
}

function reference(evaluation: Evaluation, name: string, node: SourceNode): Value | undefined {
  const { template, given } = evaluation;
  if (template.resources.has(name))
    return evaluation.isModelled(name)
      ? { kind: 'reference', thing: name, attribute: 'id' }
      : { kind: 'elsewhere', name: word(name) };
  const parameter = template.parameters.get(name);
  if (parameter !== undefined) return parameterValue(evaluation, name, parameter, node);
  if (name === 'AWS::NoValue') return undefined;
  if (name.startsWith('AWS::')) {
    return Object.hasOwn(given, name)
      ? plain(given[name]!)
      : unknown(`depends on ${word(name)} (${place(evaluation, node)}); --parameter ${word(name)}=VALUE gives it`);
  }
  evaluation.wrong(
    node,
    `${word(name)} is neither a parameter nor a resource of the template`,
    nearest(name, [...template.parameters.keys(), ...template.resources.keys()]),
  );
  return unknown('refers to nothing');
}

function parameterValue(
  { given, ...evaluation }: Evaluation,
  name: string,
  parameter: ReadonlyMap<string, SourceEntry>,
  node: SourceNode,
): Value {
  const at = place({ given, ...evaluation }, node);
  const hidden = parameter.get('NoEcho')?.node;
  if (hidden?.kind === 'scalar' && String(hidden.value) === 'true')
    return unknown(`is the parameter ${word(name)}, which is secret (${at})`);
  const type = parameter.get('Type')?.node;
  const typeName = type?.kind === 'scalar' ? String(type.value) : 'String';
  const own = parameter.get('Default')?.node;
  const text = Object.hasOwn(given, name)
    ? given[name]!
    : own?.kind === 'scalar' && own.value !== null
      ? own.value
      : undefined;
  if (typeName.startsWith('AWS::SSM::Parameter'))
    return unknown(`is the parameter ${word(name)}, which is looked up in a parameter store (${at})`, word(name));
  if (text === undefined)
    return unknown(
      `is the parameter ${word(name)}, which has no value (${at}); --parameter ${word(name)}=VALUE gives one`,
      word(name),
    );
  refuseOther(evaluation, name, parameter, text);
  if (/^(?:List<.*>|CommaDelimitedList)$/.test(typeName)) {
    return {
      kind: 'list',
      items: String(text)
        .split(',')
        .map((item) => plain(item.trim())),
    };
  }
  return plain(text);
}

/** CloudFormation takes only the values that a parameter allows. */
function refuseOther(
  { wrong }: Pick<Evaluation, 'wrong'>,
  name: string,
  parameter: ReadonlyMap<string, SourceEntry>,
  text: string | number | boolean,
): void {
  const allowed = parameter.get('AllowedValues')?.node;
  if (allowed?.kind !== 'list') return;
  const values = allowed.items.flatMap((item) => (item.kind === 'scalar' ? [String(item.value)] : []));
  if (values.length === 0 || values.includes(String(text))) return;
  wrong(
    allowed,
    `the parameter ${word(name)} is ${word(String(text))}, which is none of its AllowedValues`,
    nearest(String(text), values),
  );
}

function attribute(
  evaluation: Evaluation,
  id: string,
  name: string,
  node: SourceNode,
  depth: number,
): Value | undefined {
  const resource = evaluation.template.resources.get(id);
  if (resource === undefined) {
    evaluation.wrong(
      node,
      `${word(id)} is no resource of the template`,
      nearest(id, evaluation.template.resources.keys()),
    );
    return unknown('refers to nothing');
  }
  if (resource.properties.has(name)) return evaluateProperty(evaluation, id, name, depth + 1);
  if (!evaluation.isModelled(id)) return { kind: 'elsewhere', name: word(id) };
  if (/(?:Id|Arn)$/.test(name)) return { kind: 'reference', thing: id, attribute: 'id' };
  return unknown(`is an attribute that AWS gives ${word(id)} (${place(evaluation, node)})`);
}

function substitute(evaluation: Evaluation, argument: SourceNode, depth: number): Value | undefined {
  const [template, variables] = argument.kind === 'list' ? argument.items : [argument];
  if (template?.kind !== 'scalar' || typeof template.value !== 'string')
    return unknown(`substitutes into what is no text (${place(evaluation, argument)})`);
  if (template.value.includes('{{resolve:'))
    return unknown(`is looked up in a parameter store when the stack is made (${place(evaluation, argument)})`);
  const own = variables?.kind === 'map' ? variables.entries : new Map<string, SourceEntry>();
  const pieces: Value[] = [];
  let end = 0;
  for (const match of template.value.matchAll(/\$\{(!?)([^${}]*)\}/g)) {
    pieces.push(plain(template.value.slice(end, match.index)));
    end = match.index + match[0].length;
    const name = match[2]!.trim();
    const value =
      match[1] === '!'
        ? plain(`\${${match[2]!}}`)
        : own.has(name)
          ? evaluate(evaluation, own.get(name)!.node, depth + 1)
          : name.includes('.') && !name.startsWith('AWS::')
            ? attribute(evaluation, ...splitOnce(name), template, depth)
            : reference(evaluation, name, template);
    if (value !== undefined) pieces.push(value);
  }
  pieces.push(plain(template.value.slice(end)));
  const meant = pieces.filter((piece) => !(piece.kind === 'plain' && piece.value === ''));
  if (meant.length === 1) return meant[0];
  return joined(meant, '', (why) => unknown(`${why} (${place(evaluation, argument)})`));
}

function splitOnce(name: string): [string, string] {
  const dot = name.indexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}

function joined(items: readonly Value[], delimiter: string, cannot: (why: string) => Value): Value {
  const odd = items.find((item) => item.kind !== 'plain');
  if (odd !== undefined) return odd.kind === 'unknown' ? unknown(odd.why) : cannot('is put together of what AWS gives');
  const texts = items.map((item) => (item.kind === 'plain' ? String(item.value) : ''));
  const length = texts.reduce((sum, text) => sum + text.length + delimiter.length, 0);
  return length > longestText ? cannot('is too long a text') : plain(texts.join(delimiter));
}

function findInMap(evaluation: Evaluation, parts: readonly SourceNode[], depth: number): Value | undefined {
  const keys = parts.slice(0, 3).map((part) => evaluate(evaluation, part, depth + 1));
  const odd = keys.find((key) => key?.kind !== 'plain');
  const [name, first, second] = keys.map((key) => (key?.kind === 'plain' ? String(key.value) : null));
  const fallback = parts[3]?.kind === 'map' ? parts[3].entries.get('DefaultValue')?.node : undefined;
  const outer = name === null || name === undefined ? undefined : evaluation.template.mappings.get(name)?.node;
  const inner = outer?.kind === 'map' && typeof first === 'string' ? outer.entries.get(first)?.node : undefined;
  const found = inner?.kind === 'map' && typeof second === 'string' ? inner.entries.get(second)?.node : undefined;
  if (found !== undefined) return evaluate(evaluation, found, depth + 1);
  if (odd?.kind === 'unknown') return odd.standIn === null ? odd : unknown(odd.why);
  return fallback === undefined ? undefined : evaluate(evaluation, fallback, depth + 1);
}

function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
