/**
 * Which resource an expression of the configuration names, for values that are known only after apply. Terraform
 * gives the references of an expression and not what is done with them, so an answer is one that leaves no choice:
 * among the resources of the wanted kinds that can be reached there is exactly one, or the same key picks it.
 */
import { isObject } from '../aws/fields.ts';
import { moduleInstance, modulePath, stepsOf, type Step } from './address.ts';
import type { ModuleConfiguration, Resource } from './read-plan.ts';

export interface Scope {
  readonly modules: readonly Step[];
  /** Key of the instance whose expression it is. */
  readonly key: string | null;
  /** What `each.value` comes from. */
  readonly forEach: unknown;
}

export interface Traced {
  readonly resource: Resource;
  readonly attribute: string;
}

export interface Tracing {
  readonly configuration: ReadonlyMap<string, ModuleConfiguration>;
  /** Instances of a block, by module instance and `type.name`. */
  readonly instances: ReadonlyMap<string, readonly Resource[]>;
  /** The same with ` key` behind, for the one that has it. */
  readonly keyed: ReadonlyMap<string, Resource>;
  /** Keys of the instances of a module, by the instance around it and its name. */
  readonly moduleKeys: ReadonlyMap<string, readonly (string | null)[]>;
}

/** Expressions lead through variables and outputs; beyond this it is no honest configuration. */
const longestTrace = 40;
/** And no more are looked at than these for one value. */
const mostSteps = 2_000;

export function traceExpression(tracing: Tracing, expression: unknown, scope: Scope): Traced[] {
  const found = new Map<string, Traced>();
  const budget = { left: mostSteps };
  trace(tracing, expression, scope, 0, budget, (traced) =>
    found.set(`${traced.resource.address} ${traced.attribute}`, traced),
  );
  return [...found.values()];
}

type Add = (traced: Traced) => void;
interface Budget {
  left: number;
}

function trace(
  tracing: Tracing,
  expression: unknown,
  scope: Scope,
  depth: number,
  budget: Budget,
  add: Add,
  byKey = false,
): void {
  if (!isObject(expression) || depth > longestTrace || budget.left <= 0) return;
  const references = Array.isArray(expression.references) ? (expression.references as unknown[]) : [];
  const texts = references.filter((reference): reference is string => typeof reference === 'string');
  const keyed = byKey || texts.some((text) => /^(?:each\.(?:key|value)|count\.index)\b/.test(text));
  for (const [index, text] of texts.entries()) {
    // Each reference is followed by the shorter ones it contains.
    if (index > 0 && isWithin(texts[index - 1]!, text)) continue;
    if (budget.left-- <= 0) return;
    const steps = stepsOf(text);
    if (steps !== null) traceReference(tracing, steps, scope, keyed, depth, budget, add);
  }
}

function isWithin(longer: string, shorter: string): boolean {
  return longer.startsWith(shorter) && (longer[shorter.length] === '.' || longer[shorter.length] === '[');
}

function traceReference(
  tracing: Tracing,
  steps: readonly Step[],
  scope: Scope,
  keyed: boolean,
  depth: number,
  budget: Budget,
  add: Add,
): void {
  const [first, second, third, fourth] = steps;
  if (first === undefined || second === undefined) return;
  const prefer = keyed ? scope.key : null;
  switch (first.name) {
    case 'each':
      if (second.name === 'value') {
        const pick: Add = ({ resource, attribute }) => add({ resource, attribute: third?.name ?? attribute });
        // The key of a resource that is iterated over is the key here.
        traceKeyed(tracing, scope, depth, budget, pick);
      }
      return;
    case 'var': {
      const module = scope.modules.at(-1);
      if (module === undefined) return;
      const around = scope.modules.slice(0, -1);
      const call = tracing.configuration.get(modulePath(around))?.calls[module.name];
      if (!isObject(call) || !isObject(call.expressions)) return;
      const outer: Scope = { modules: around, key: module.key, forEach: call.for_each_expression };
      const argument = Object.hasOwn(call.expressions, second.name) ? call.expressions[second.name] : undefined;
      trace(tracing, argument, outer, depth + 1, budget, add);
      return;
    }
    case 'module': {
      const output = third?.name;
      if (output === undefined) return;
      const keys = tracing.moduleKeys.get(`${moduleInstance(scope.modules)}/${second.name}`) ?? [null];
      for (const key of chosen(keys, second.key ?? prefer)) {
        if (budget.left-- <= 0) return;
        const modules = [...scope.modules, { name: second.name, key }];
        const outputs = tracing.configuration.get(modulePath(modules))?.outputs;
        const declared = outputs !== undefined && Object.hasOwn(outputs, output) ? outputs[output] : undefined;
        const inner: Scope = { modules, key: null, forEach: null };
        // An output may be a whole resource, or a map with a resource for each key.
        const pick: Add = ({ resource, attribute }) =>
          add({ resource, attribute: attribute === 'id' && fourth !== undefined ? fourth.name : attribute });
        if (isObject(declared))
          traceOutput(
            tracing,
            declared.expression,
            inner,
            third?.key ?? (keyed ? scope.key : null),
            depth,
            budget,
            pick,
          );
      }
      return;
    }
    case 'local':
    case 'count':
    case 'path':
    case 'self':
    case 'terraform':
      return;
    default: {
      const isData = first.name === 'data';
      const block = isData ? third : second;
      const attribute = isData ? fourth : third;
      if (block === undefined) return;
      const blockName = isData ? `data.${second.name}.${block.name}` : `${first.name}.${block.name}`;
      const place = `${moduleInstance(scope.modules)}/${blockName}`;
      const key = block.key ?? prefer;
      const one = key === null ? undefined : tracing.keyed.get(`${place} ${key}`);
      for (const resource of one === undefined ? (tracing.instances.get(place) ?? []) : [one]) {
        if (budget.left-- <= 0) return;
        add({ resource, attribute: attribute?.name ?? 'id' });
      }
    }
  }
}

function traceKeyed(tracing: Tracing, scope: Scope, depth: number, budget: Budget, add: Add): void {
  const all: Traced[] = [];
  trace(tracing, scope.forEach, { ...scope, forEach: null }, depth + 1, budget, (traced) => all.push(traced), true);
  const same = all.filter(({ resource }) => resource.key !== null && resource.key === scope.key);
  for (const traced of same.length > 0 ? same : all) add(traced);
}

function traceOutput(
  tracing: Tracing,
  expression: unknown,
  scope: Scope,
  key: string | null,
  depth: number,
  budget: Budget,
  add: Add,
): void {
  const all: Traced[] = [];
  trace(tracing, expression, { ...scope, key }, depth + 1, budget, (traced) => all.push(traced), key !== null);
  const same = key === null ? [] : all.filter(({ resource }) => resource.key === key);
  for (const traced of same.length > 0 ? same : all) add(traced);
}

function chosen(keys: readonly (string | null)[], key: string | null): readonly (string | null)[] {
  return key !== null && keys.includes(key) ? [key] : keys;
}
