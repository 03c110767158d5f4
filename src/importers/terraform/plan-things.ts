/**
 * The resources of a plan as declared things: fields are read by AWS's names, known ids become references, and what
 * is known only after apply is traced through the configuration. Sensitive values are never read.
 */
import { hasShape, isObject, type AwsObject } from '../aws/fields.ts';
import { chosenByAws, plain, unknown, valueFrom, type Value } from '../declared/value.ts';
import { moduleInstance, modulePath, namesOf, type Addressed } from './address.ts';
import { readTypeOf } from './resource-kinds.ts';
import { traceExpression, type Scope, type Traced, type Tracing } from './trace-reference.ts';
import type { Plan, Resource } from './read-plan.ts';
import { namedKinds, type Thing, type ThingKind } from '../declared/thing.ts';

export interface PlanThings {
  readonly things: Thing[];
  readonly removed: Thing[];
  readonly names: ReadonlyMap<string, string>;
}

interface Context {
  readonly plan: Plan;
  readonly tracing: Tracing;
  readonly names: ReadonlyMap<string, string>;
  readonly kinds: ReadonlyMap<string, ThingKind>;
  /** What an id of the plan stands for. */
  readonly ids: ReadonlyMap<string, readonly { readonly thing: string; readonly attribute: string }[]>;
  /** Ids of what the plan deletes, and what they stood for. */
  readonly deleted: Context['ids'];
  readonly resources: ReadonlyMap<string, Resource>;
}

export function planThings(plan: Plan): PlanThings {
  const read = plan.resources.filter(({ mode, type }) => readTypeOf(mode, type) !== undefined);
  const isRead = ({ mode, type }: Addressed): boolean => readTypeOf(mode, type) !== undefined;
  const all = [...plan.resources, ...plan.others, ...plan.changes.map(({ resource }) => resource)].filter(isRead);
  const names = namesOf<Addressed>(all, rankOf);
  const context: Context = {
    plan,
    tracing: tracingOf(plan),
    names,
    kinds: new Map(read.map(({ address, mode, type }) => [address, readTypeOf(mode, type)!.kind])),
    ids: idsOf(read),
    deleted: idsOf(plan.removed.filter(isRead)),
    resources: new Map(plan.resources.map((resource) => [resource.address, resource])),
  };
  return {
    things: read.map((resource) => thingOf(context, resource)),
    removed: plan.removed
      .filter(({ mode, type }) => readTypeOf(mode, type) !== undefined)
      .map((resource) => thingOf(context, resource)),
    names,
  };
}

/** What people speak of has the first choice among names, then its parts, then what joins them. */
function rankOf({ mode, type }: Addressed): number {
  const { kind } = readTypeOf(mode, type)!;
  if (mode === 'managed' && spokenOf.has(kind)) return 0;
  return (namedKinds as readonly string[]).includes(kind) ? 1 : 2;
}

const spokenOf: ReadonlySet<ThingKind> = new Set<ThingKind>([
  'vpc',
  'vpnGateway',
  'customerGateway',
  'vpnConnection',
  'transitGateway',
  'directConnectGateway',
  'virtualInterface',
  'clientVpnEndpoint',
]);

function tracingOf(plan: Plan): Tracing {
  const instances = new Map<string, Resource[]>();
  const keyed = new Map<string, Resource>();
  const moduleKeys = new Map<string, Set<string | null>>();
  for (const resource of plan.resources) {
    const place = `${moduleInstance(resource.modules)}/${resource.mode === 'data' ? 'data.' : ''}${resource.type}.${resource.name}`;
    const known = instances.get(place);
    if (known === undefined) instances.set(place, [resource]);
    else known.push(resource);
    if (resource.key !== null) keyed.set(`${place} ${resource.key}`, resource);
    for (const [depth, { name, key }] of resource.modules.entries()) {
      const module = `${moduleInstance(resource.modules.slice(0, depth))}/${name}`;
      moduleKeys.set(module, (moduleKeys.get(module) ?? new Set()).add(key));
    }
  }
  return {
    configuration: plan.configuration,
    instances,
    keyed,
    moduleKeys: new Map([...moduleKeys].map(([module, keys]) => [module, [...keys]])),
  };
}

/** Attributes that stand for the resource itself, or for what AWS makes along with it. */
const identities: ReadonlySet<string> = new Set([
  'id',
  'arn',
  'association_default_route_table_id',
  'default_route_table_id',
  'main_route_table_id',
  'propagation_default_route_table_id',
]);

/** On these the id of the attachment is no reference to another resource. */
const attachmentIsOwn: ReadonlySet<ThingKind> = new Set([
  'vpnConnection',
  'directConnectAssociation',
  'attachmentLookup',
  'vpcAttachment',
  'connect',
  'peering',
  'dxAttachment',
]);

function isIdentity(kind: ThingKind, attribute: string): boolean {
  // Of the default route table it is what it adopts.
  if (kind === 'routeTable' && attribute === 'default_route_table_id') return false;
  return identities.has(attribute) || (attribute === 'transit_gateway_attachment_id' && attachmentIsOwn.has(kind));
}

function idsOf(resources: readonly Resource[]): Map<string, { thing: string; attribute: string }[]> {
  const ids = new Map<string, { thing: string; attribute: string }[]>();
  for (const { address, mode, type, values } of resources) {
    const { kind } = readTypeOf(mode, type)!;
    for (const attribute of [...identities, 'transit_gateway_attachment_id']) {
      const id = values[attribute];
      if (typeof id !== 'string' || id === '' || !isIdentity(kind, attribute)) continue;
      const reference = { thing: address, attribute: camelCase(attribute) };
      const known = ids.get(id);
      if (known === undefined) ids.set(id, [reference]);
      // One id that many share is junk; a handful is honest (an accepter has the id of what it accepts).
      else if (known.length < 8) known.push(reference);
    }
  }
  return ids;
}

function thingOf(context: Context, resource: Resource): Thing {
  const { kind, virtualInterfaceType, lag } = readTypeOf(resource.mode, resource.type)!;
  const { values } = resource;
  const [, , , arnRegion, arnAccount] = hasShape(values.arn, 'arn') ? values.arn.split(':') : [];
  const region = [readable(resource, 'region'), arnRegion, providerRegion(context.plan, resource)].find((each) =>
    hasShape(each, 'region'),
  );
  const account = [readable(resource, 'owner_id'), readable(resource, 'owner_account_id'), arnAccount].find((each) =>
    hasShape(each, 'account'),
  );
  const memo = new Map<string, Value | undefined>();
  const thing: Thing = {
    kind,
    key: resource.address,
    name: context.names.get(resource.address)!,
    ...(virtualInterfaceType === undefined ? {} : { virtualInterfaceType }),
    ...(lag === undefined ? {} : { lag }),
    lookedUp: resource.mode === 'data',
    region: region as string | undefined,
    // The owner of a hosted virtual interface is the one it is for.
    account:
      kind === 'directConnectGateway' || kind !== 'virtualInterface'
        ? (account as string | undefined)
        : arnAccount === ''
          ? undefined
          : arnAccount,
    get thing() {
      return thing;
    },
    field: (name, wanted) => {
      const key = `${name} ${wanted?.join() ?? ''}`;
      if (!memo.has(key))
        memo.set(
          key,
          name === 'vpnTunnelOptionsSpecifications'
            ? tunnelOptions(context, resource)
            : fieldValue(context, resource, snakeCase(name), wanted, 0),
        );
      return memo.get(key);
    },
  };
  return thing;
}

function readable(resource: Resource, field: string): unknown {
  return isSensitive(resource.sensitive, field) ? undefined : resource.values[field];
}

function providerRegion(plan: Plan, resource: Resource): string | undefined {
  const key = configured(plan, resource)?.provider_config_key;
  const provider = typeof key === 'string' && Object.hasOwn(plan.providers, key) ? plan.providers[key] : undefined;
  const expression = isObject(provider) && isObject(provider.expressions) ? provider.expressions.region : undefined;
  if (!isObject(expression)) return undefined;
  if (typeof expression.constant_value === 'string') return expression.constant_value;
  const [first] = Array.isArray(expression.references) ? (expression.references as unknown[]) : [];
  const variable = typeof first === 'string' && first.startsWith('var.') ? plan.variables[first.slice(4)] : undefined;
  return isObject(variable) && typeof variable.value === 'string' ? variable.value : undefined;
}

function configured(plan: Plan, { modules, mode, type, name }: Resource): AwsObject | undefined {
  return plan.configuration.get(modulePath(modules))?.resources.get(`${mode === 'data' ? 'data.' : ''}${type}.${name}`);
}

const afterApply = 'is known only after apply';
const untraced = 'is known only after apply, and the configuration does not lead to one resource';
const secret = 'is sensitive and not read';

/** References lead from field to field; beyond this it is no honest plan. */
const longestChain = 12;

function fieldValue(
  context: Context,
  resource: Resource,
  field: string,
  wanted: readonly ThingKind[] | undefined,
  depth: number,
): Value | undefined {
  if (depth > longestChain) return unknown(untraced);
  const expression = expressionOf(context.plan, resource, field);
  const hidden = isSensitive(resource.sensitive, field);
  const json = hidden ? undefined : resource.values[field];
  const isUnknown = hidden || maskAt(resource, field, expression, json);
  if (isUnknown === false)
    return json === null || json === undefined || json === '' ? undefined : knownValue(context, json, wanted);
  if (wanted !== undefined) {
    const traced = traceField(context, resource, expression, wanted, depth);
    if (Array.isArray(json) || field === 'propagating_vgws') {
      const known = Array.isArray(json)
        ? json
            .filter((item) => item !== null && item !== '')
            .map((item) => knownValue(context, item, wanted) ?? unknown(untraced))
        : [];
      return traced.length + known.length > 0
        ? { kind: 'list', items: [...known, ...traced] }
        : unknown(hidden ? secret : expression === undefined ? chosenByAws : untraced);
    }
    const one = onlyOne(traced);
    if (one !== undefined) return one;
  }
  if (hidden) return unknown(secret);
  if (expression === undefined) return unknown(chosenByAws);
  if (field === 'route' && Array.isArray(json)) return routes(context, resource, json, expression);
  return unknown(wanted === undefined ? afterApply : untraced);
}

/** Whether anything of the field is known only after apply. */
function maskAt({ unknown: mask }: Resource, field: string, expression: unknown, json: unknown): boolean {
  if (mask === null || mask === undefined) {
    // No change says it: what is absent and comes from a reference is not known yet.
    return (json === null || json === undefined) && isObject(expression) && Array.isArray(expression.references);
  }
  return isObject(mask) && Object.hasOwn(mask, field) && holdsTrue(mask[field]);
}

/** True anywhere in a mask, which is as deep as the value. */
function holdsTrue(mask: unknown): boolean {
  const waiting: unknown[] = [mask];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === true) return true;
    if (typeof next === 'object' && next !== null) for (const each of Object.values(next)) waiting.push(each);
  }
  return false;
}

function isSensitive(mask: unknown, field: string): boolean {
  const masks = Array.isArray(mask) ? (mask as unknown[]) : [mask];
  return masks.some(
    (each) => each === true || (isObject(each) && Object.hasOwn(each, field) && holdsTrue(each[field])),
  );
}

function expressionOf(plan: Plan, resource: Resource, field: string): unknown {
  const expressions = configured(plan, resource)?.expressions;
  return isObject(expressions) && Object.hasOwn(expressions, field) ? expressions[field] : undefined;
}

function knownValue(context: Context, json: unknown, wanted: readonly ThingKind[] | undefined): Value | undefined {
  if (wanted === undefined) {
    const value = valueFrom(json, camelCase);
    return value?.kind === 'list' ? withReferences(context, value) : value;
  }
  const one = (each: unknown): Value | undefined =>
    typeof each === 'string' ? (referenceOf(context, each, wanted) ?? plain(each)) : valueFrom(each, camelCase);
  if (!Array.isArray(json)) return one(json);
  return { kind: 'list', items: json.map(one).filter((item) => item !== undefined) };
}

/** Gateways of inline routes, which are fields of blocks. */
const nestedWanted: ReadonlyMap<string, readonly ThingKind[]> = new Map<string, readonly ThingKind[]>([
  ['gatewayId', ['vpnGateway']],
  ['transitGatewayId', ['transitGateway']],
]);

function withReferences(context: Context, list: Value & { readonly kind: 'list' }): Value {
  return {
    kind: 'list',
    items: list.items.map((item) => {
      if (item.kind !== 'map') return item;
      const entries = [...item.entries].map(([name, value]): [string, Value] => {
        const wanted = nestedWanted.get(name);
        const found =
          wanted !== undefined && value.kind === 'plain' && typeof value.value === 'string'
            ? referenceOf(context, value.value, wanted)
            : undefined;
        return [name, found ?? value];
      });
      return {
        kind: 'map',
        entries: new Map(entries.filter(([, value]) => !(value.kind === 'plain' && value.value === ''))),
      };
    }),
  };
}

function referenceOf(context: Context, id: string, wanted: readonly ThingKind[]): Value | undefined {
  const candidates = context.ids.get(id) ?? [];
  for (const kind of wanted) {
    const found = candidates.find(({ thing }) => context.kinds.get(thing) === kind);
    if (found !== undefined) return { kind: 'reference', ...found };
  }
  const [deleted] = context.deleted.get(id) ?? [];
  return deleted === undefined || candidates.length > 0
    ? undefined
    : unknown(`names ${context.names.get(deleted.thing) ?? id}, which the plan deletes`);
}

function scopeOf(plan: Plan, resource: Resource): Scope {
  return { modules: resource.modules, key: resource.key, forEach: configured(plan, resource)?.for_each_expression };
}

/** Whatever the expression leads to that is of a wanted kind; if there is none, what else it leads to. */
function traceField(
  context: Context,
  resource: Resource,
  expression: unknown,
  wanted: readonly ThingKind[],
  depth: number,
): Value[] {
  const traced = traceExpression(context.tracing, expression, scopeOf(context.plan, resource));
  const values = traced.slice(0, 64).flatMap((each) => tracedValue(context, each, wanted, depth));
  const fitting = values.filter((value) => value.kind !== 'elsewhere');
  const unique = new Map((fitting.length > 0 ? fitting : values).map((value) => [JSON.stringify(value), value]));
  return [...unique.values()];
}

function tracedValue(
  context: Context,
  { resource, attribute }: Traced,
  wanted: readonly ThingKind[],
  depth: number,
): Value[] {
  const kind = context.kinds.get(resource.address);
  if (kind === undefined)
    return [
      {
        kind: 'elsewhere',
        name: `${resource.type.replace(/^aws_/, '')}.${resource.name}`.replace(/[^A-Za-z0-9._-]/g, '-'),
      },
    ];
  if (isIdentity(kind, attribute)) {
    return wanted.includes(kind)
      ? [{ kind: 'reference', thing: resource.address, attribute: camelCase(attribute) }]
      : [];
  }
  // An attribute of a resource between the two: what it names is meant.
  const value = fieldValue(context, resource, attribute, wanted, depth + 1);
  if (value?.kind === 'reference') return [value];
  return value?.kind === 'plain' && typeof value.value === 'string' && hasShape(value.value, 'id') ? [value] : [];
}

function onlyOne(values: readonly Value[]): Value | undefined {
  return values.length === 1 ? values[0] : undefined;
}

/** Inline routes of which some targets are not known: a block of the configuration is recognised by its destination. */
function routes(context: Context, resource: Resource, json: readonly unknown[], expression: unknown): Value {
  const mask = isObject(resource.unknown) ? resource.unknown.route : undefined;
  const masks = Array.isArray(mask) ? (mask as unknown[]) : [];
  const items = json.filter(isObject).map((route, index): Value => {
    const own = masks.length === json.length ? masks[index] : masks.find(holdsTrue);
    const value = valueFrom(route, camelCase);
    const entries = new Map(value?.kind === 'map' ? value.entries : []);
    for (const [field, isUnknown] of Object.entries(isObject(own) ? own : {})) {
      const known = route[field];
      if (isUnknown !== true || (known !== null && known !== undefined && known !== '')) continue;
      const wanted = nestedWanted.get(camelCase(field));
      const found =
        wanted === undefined
          ? undefined
          : onlyOne(
              blocksOf(expression, route, field).flatMap((each) => traceField(context, resource, each, wanted, 0)),
            );
      entries.set(camelCase(field), found ?? unknown(untraced));
    }
    return { kind: 'map', entries };
  });
  return withReferences(context, { kind: 'list', items });
}

/** The expressions of a field in those blocks that may be this route. */
function blocksOf(expression: unknown, route: AwsObject, field: string): unknown[] {
  if (!Array.isArray(expression)) return [expression];
  return (expression as unknown[]).flatMap((block) => {
    if (!isObject(block)) return [];
    const other = ['cidr_block', 'ipv6_cidr_block'].some((key) => {
      const given = block[key];
      return isObject(given) && given.constant_value !== undefined && given.constant_value !== route[key];
    });
    return other ? [] : [block[field]];
  });
}

const tunnelFields: readonly (readonly [string, string])[] = [
  ['address', 'address'],
  ['tunnelInsideCidr', 'inside_cidr'],
  ['tunnelInsideIpv6Cidr', 'inside_ipv6_cidr'],
  ['phase1DHGroupNumbers', 'phase1_dh_group_numbers'],
  ['phase2DHGroupNumbers', 'phase2_dh_group_numbers'],
  ['phase1EncryptionAlgorithms', 'phase1_encryption_algorithms'],
  ['phase2EncryptionAlgorithms', 'phase2_encryption_algorithms'],
  ['phase1IntegrityAlgorithms', 'phase1_integrity_algorithms'],
  ['phase2IntegrityAlgorithms', 'phase2_integrity_algorithms'],
  ['startupAction', 'startup_action'],
];

/** Terraform numbers the fields of the two tunnels. */
function tunnelOptions(context: Context, resource: Resource): Value {
  const items = ['tunnel1', 'tunnel2'].map((tunnel): Value => {
    const entries = tunnelFields.flatMap(([name, field]): [string, Value][] => {
      const value = fieldValue(context, resource, `${tunnel}_${field}`, undefined, 0);
      return value === undefined ? [] : [[name, value]];
    });
    return { kind: 'map', entries: new Map(entries) };
  });
  return { kind: 'list', items };
}

const spelledOtherwise: ReadonlyMap<string, string> = new Map([
  ['directConnectGatewayId', 'dx_gateway_id'],
  ['phase1DHGroupNumbers', 'phase1_dh_group_numbers'],
  ['phase2DHGroupNumbers', 'phase2_dh_group_numbers'],
]);

/** Asked with the names of fields that are read, which are few. */
const snakes = new Map<string, string>(spelledOtherwise);

export function snakeCase(name: string): string {
  const known = snakes.get(name);
  if (known !== undefined) return known;
  const made = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakes.set(name, made);
  return made;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
