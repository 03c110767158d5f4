/**
 * `terraform show -json` of a plan or a state as resources, before or after: values with what is unknown or sensitive
 * in them, and the configuration they come from. Walks without recursion, since modules may nest as deep as they like.
 */
import { isObject, type AwsObject } from '../aws/fields.ts';
import { modulesOf, stepsOf, type Addressed } from './address.ts';

export interface Resource extends Addressed {
  readonly values: AwsObject;
  /** Mirrors the values, true where they are known only after apply; null: the plan does not say. */
  readonly unknown: unknown;
  readonly sensitive: unknown;
}

export interface Change {
  readonly resource: Addressed;
  readonly actions: readonly string[];
  readonly reason: string | null;
  /** The attributes that force a replacement. */
  readonly replacePaths: readonly string[];
}

export interface ModuleConfiguration {
  readonly resources: ReadonlyMap<string, AwsObject>;
  readonly outputs: AwsObject;
  readonly calls: AwsObject;
}

export interface Plan {
  readonly kind: 'plan' | 'state';
  readonly resources: readonly Resource[];
  /** Of the other time, for names that hold before and after. */
  readonly others: readonly Addressed[];
  /** What the plan deletes, with its values before. */
  readonly removed: readonly Resource[];
  readonly changes: readonly Change[];
  /** By path of modules, joined with dots; the root's is empty. */
  readonly configuration: ReadonlyMap<string, ModuleConfiguration>;
  readonly providers: AwsObject;
  readonly variables: AwsObject;
}

export function readPlan(root: AwsObject, which: 'after' | 'before'): Plan {
  const isPlan = isObject(root.planned_values) || Array.isArray(root.resource_changes);
  const prior = isObject(root.prior_state) ? root.prior_state.values : undefined;
  const changes = new Map<string, { resource: Addressed; change: AwsObject; entry: AwsObject }>();
  for (const entry of Array.isArray(root.resource_changes) ? (root.resource_changes as unknown[]) : []) {
    // A deposed object is a leftover beside the one that counts.
    if (!isObject(entry) || !isObject(entry.change) || entry.deposed !== undefined) continue;
    const resource = addressed(entry, typeof entry.module_address === 'string' ? entry.module_address : '');
    if (resource !== null) changes.set(resource.address, { resource, change: entry.change, entry });
  }
  const before = new Map<string, Resource>();
  const after = new Map<string, Resource>();
  for (const { resource, values, sensitive } of isPlan ? resourcesOf(prior) : resourcesOf(root.values)) {
    before.set(resource.address, { ...resource, values, sensitive, unknown: false });
  }
  for (const { resource, values, sensitive } of resourcesOf(root.planned_values)) {
    const change = changes.get(resource.address)?.change;
    after.set(resource.address, {
      ...resource,
      values,
      sensitive: [sensitive, change?.after_sensitive],
      unknown: change === undefined ? null : change.after_unknown,
    });
  }
  for (const { resource, change } of changes.values()) {
    const actions = actionsOf(change);
    if (isObject(change.before) && !before.has(resource.address)) {
      before.set(resource.address, {
        ...resource,
        values: change.before,
        sensitive: change.before_sensitive,
        unknown: false,
      });
    }
    const stays = !actions.every((action) => action === 'delete' || action === 'forget');
    if (stays && isObject(change.after) && !after.has(resource.address)) {
      after.set(resource.address, {
        ...resource,
        values: change.after,
        sensitive: change.after_sensitive,
        unknown: change.after_unknown,
      });
    }
  }
  // What is looked up is in the prior state when it could be read while planning.
  for (const resource of before.values())
    if (resource.mode === 'data' && !after.has(resource.address)) after.set(resource.address, resource);
  const [mine, other] = !isPlan ? [before, before] : which === 'after' ? [after, before] : [before, after];
  const configuration = isObject(root.configuration) ? root.configuration : {};
  return {
    kind: isPlan ? 'plan' : 'state',
    resources: [...mine.values()],
    others: [...other.values()],
    removed:
      isPlan && which === 'after'
        ? [...before.values()].filter(({ address, mode }) => mode === 'managed' && !after.has(address))
        : [],
    changes: [...changes.values()].map(({ resource, change, entry }) => ({
      resource,
      actions: actionsOf(change),
      reason: typeof entry.action_reason === 'string' ? entry.action_reason : null,
      replacePaths: replacePaths(change),
    })),
    configuration: configurationOf(configuration.root_module),
    providers: isObject(configuration.provider_config) ? configuration.provider_config : {},
    variables: isObject(root.variables) ? root.variables : {},
  };
}

/** The more of those planned, changed and known before; without making anything of them. */
export function countResources(root: AwsObject, counts: (mode: string, type: string) => boolean): number {
  const isCounted = (entry: unknown): boolean =>
    isObject(entry) && typeof entry.type === 'string' && counts(entry.mode === 'data' ? 'data' : 'managed', entry.type);
  const below = (values: unknown): number => {
    let count = 0;
    const waiting: unknown[] = isObject(values) ? [values.root_module] : [];
    while (waiting.length > 0) {
      const module = waiting.pop();
      if (!isObject(module)) continue;
      if (Array.isArray(module.resources))
        for (const entry of module.resources as unknown[]) if (isCounted(entry)) count++;
      if (Array.isArray(module.child_modules))
        for (const child of module.child_modules as unknown[]) waiting.push(child);
    }
    return count;
  };
  const prior = isObject(root.prior_state) ? root.prior_state.values : undefined;
  const changes = Array.isArray(root.resource_changes) ? (root.resource_changes as unknown[]) : [];
  return Math.max(below(root.planned_values), below(root.values), below(prior), changes.filter(isCounted).length);
}

function actionsOf(change: AwsObject): string[] {
  return Array.isArray(change.actions) ? change.actions.filter((action) => typeof action === 'string') : [];
}

function replacePaths(change: AwsObject): string[] {
  const paths = Array.isArray(change.replace_paths) ? (change.replace_paths as unknown[]) : [];
  const names = paths.map((path) => (Array.isArray(path) ? (path[0] as unknown) : undefined));
  return [
    ...new Set(names.filter((name): name is string => typeof name === 'string' && /^[a-z0-9_]{1,64}$/.test(name))),
  ].sort();
}

/** Null for what is no resource of a plan. */
function addressed(entry: AwsObject, moduleAddress: string): Addressed | null {
  const { address, type, name } = entry;
  if (typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string') return null;
  const key = entry.index;
  return {
    address,
    modules: modulesOf(moduleAddress),
    mode: entry.mode === 'data' ? 'data' : 'managed',
    type,
    name,
    key: typeof key === 'string' || typeof key === 'number' ? String(key) : (stepsOf(address)?.at(-1)?.key ?? null),
  };
}

interface Found {
  readonly resource: Addressed;
  readonly values: AwsObject;
  readonly sensitive: unknown;
}

function* resourcesOf(values: unknown): Generator<Found> {
  const waiting: unknown[] = isObject(values) ? [values.root_module] : [];
  while (waiting.length > 0) {
    const module = waiting.pop();
    if (!isObject(module)) continue;
    const moduleAddress = typeof module.address === 'string' ? module.address : '';
    for (const entry of Array.isArray(module.resources) ? (module.resources as unknown[]) : []) {
      const resource = isObject(entry) ? addressed(entry, moduleAddress) : null;
      if (resource === null || !isObject(entry)) continue;
      yield { resource, values: isObject(entry.values) ? entry.values : {}, sensitive: entry.sensitive_values };
    }
    if (Array.isArray(module.child_modules)) for (const child of module.child_modules as unknown[]) waiting.push(child);
  }
}

function configurationOf(root: unknown): Map<string, ModuleConfiguration> {
  const modules = new Map<string, ModuleConfiguration>();
  const waiting: { path: string; module: unknown }[] = [{ path: '', module: root }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, module } = next;
    // A path beyond this is no configuration that anybody wrote.
    if (!isObject(module) || path.length > 10_000) continue;
    const resources = new Map<string, AwsObject>();
    for (const entry of Array.isArray(module.resources) ? (module.resources as unknown[]) : []) {
      if (isObject(entry))
        resources.set(`${entry.mode === 'data' ? 'data.' : ''}${String(entry.type)}.${String(entry.name)}`, entry);
    }
    const calls = isObject(module.module_calls) ? module.module_calls : {};
    modules.set(path, { resources, outputs: isObject(module.outputs) ? module.outputs : {}, calls });
    for (const [name, call] of Object.entries(calls)) {
      if (isObject(call)) waiting.push({ path: path === '' ? name : `${path}.${name}`, module: call.module });
    }
  }
  return modules;
}
