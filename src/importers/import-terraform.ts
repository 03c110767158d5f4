/**
 * Reads `terraform show -json` (OpenTofu's too) of a plan or a state into a design: a plan as it leaves things, or as
 * it found them. What is known only after apply is traced through the configuration, and said when it cannot be told.
 * Sensitive values, pre-shared keys and BGP keys are never read.
 */
import { buildDeclared } from './declared/build-declared.ts';
import { locateDeclared } from './declared/locate-declared.ts';
import { byText, isObject, type AwsObject } from './aws/fields.ts';
import {
  newLedger,
  note,
  noteFile,
  problemAt,
  settledNoteKeys,
  settledNotes,
  settledProblems,
  type Ledger,
  type NotModelled,
  type SourceFile,
} from './aws/ledger.ts';
import { mostObjects, refuseRepeatedKeys, reportTooMany } from './most-objects.ts';
import { readJsonText } from '../design/read-json-text.ts';
import { addressPlaces } from './terraform/address-places.ts';
import { planThings, snakeCase } from './terraform/plan-things.ts';
import { countResources, readPlan, type Plan } from './terraform/read-plan.ts';
import { readTypeOf, whyUnread } from './terraform/resource-kinds.ts';
import type { DesignPath, Location, Problem } from '../design/problem.ts';
import type { DesignDocument } from '../design/schema.ts';
import type { Declared, ThingKind } from './declared/thing.ts';

/** What a Terraform plan or state means as a design, and what could not be told from it. */
export interface TerraformImport {
  readonly document: DesignDocument;
  readonly problems: Problem[];
  readonly locate: (path: DesignPath) => Location | null;
  readonly notModelled: NotModelled[];
  /** What the text is; null when it is neither. */
  readonly kind: 'plan' | 'state' | null;
  /** How many resources are read. */
  readonly recognised: number;
  /** Passed over in silence: resources of types that do not matter for routing. */
  readonly ignored: readonly { readonly path: string; readonly kind: string }[];
  /** Gateways, connections and virtual interfaces that the plan destroys and makes anew; empty for `before`. */
  readonly replaced: readonly ReplacedResource[];
}

/** A resource that the plan destroys and makes anew. */
export interface ReplacedResource {
  readonly address: string;
  readonly name: string;
  readonly kind: ReplacedSection;
  /** A clause, such as `customer_gateway_id cannot be changed in place`. */
  readonly why: string;
}

export type ReplacedSection =
  | 'customerGateways'
  | 'directConnectGateways'
  | 'transitGateways'
  | 'virtualInterfaces'
  | 'vpnConnections'
  | 'vpnGateways';

/** A plan or state in JSON to a design document: a plan as it leaves things, or as it finds them. */
export function importTerraform(file: SourceFile, which: 'after' | 'before'): TerraformImport {
  const ledger = newLedger();
  const text = file.text.startsWith('\uFEFF') ? file.text.slice(1) : file.text;
  const root = readRoot({ path: file.path, text }, ledger);
  if (root === null) return nothing(ledger);
  const count = countResources(root, (mode, type) => readTypeOf(mode, type) !== undefined);
  if (count > mostObjects) reportTooMany(ledger, file, count);
  if (count > mostObjects || !refuseRepeatedKeys(ledger, { path: file.path, text })) return nothing(ledger);
  const plan = readPlan(root, which);
  const places = addressPlaces(file.path, text);
  const { things, removed, names } = planThings(plan);
  const sorted = things.sort((a, b) => byText(a.key, b.key));
  const declared: Declared = {
    things: sorted,
    byKey: new Map(sorted.map((thing) => [thing.key, thing])),
    removed,
    source: plan.kind === 'plan' ? 'the plan' : 'the state',
    spell: snakeCase,
    locationOf: places,
    ledger,
  };
  const built = buildDeclared(declared);
  const ignored = sortOut(plan, ledger);
  if (things.length === 0 && which === 'after')
    noteFile(ledger, file.path, 'holds no resource of a VPN, a gateway, a VPC or Direct Connect');
  const noteKeys = settledNoteKeys(ledger);
  return {
    document: built.document,
    problems: settledProblems(ledger),
    locate: (path) => locateDeclared(path, built.places, noteKeys, places),
    notModelled: settledNotes(ledger),
    kind: plan.kind,
    recognised: things.length,
    ignored,
    replaced: which === 'after' ? replacedBy(plan, names, built.document) : [],
  };
}

function nothing(ledger: Ledger): TerraformImport {
  return {
    document: { routecap: 1 },
    problems: settledProblems(ledger),
    locate: () => null,
    notModelled: settledNotes(ledger),
    kind: null,
    recognised: 0,
    ignored: [],
    replaced: [],
  };
}

/** Null, with a problem, for what is not such JSON. No message quotes the text, which may hold secrets. */
function readRoot(file: SourceFile, ledger: Ledger): AwsObject | null {
  const start: Location = { file: file.path, line: 1, column: 1 };
  let root: unknown;
  try {
    root = JSON.parse(file.text);
  } catch {
    problemAt(ledger, `not JSON: ${flawOf(file.text)}`, start, 'terraform show -json PLAN > plan.json');
    return null;
  }
  if (
    isObject(root) &&
    (isObject(root.planned_values) || isObject(root.values) || Array.isArray(root.resource_changes))
  )
    return root;
  const isRaw = isObject(root) && ('lineage' in root || 'serial' in root || 'resources' in root);
  // The state of an empty project is an object without values.
  if (isObject(root) && !isRaw && typeof root.format_version === 'string') return root;
  const what = isRaw
    ? 'a state file as Terraform keeps it, which is not read'
    : 'neither a Terraform plan nor a state in JSON';
  problemAt(
    ledger,
    `${what}: give the output of terraform show -json`,
    start,
    `terraform show -json > ${isRaw ? 'state' : 'plan'}.json`,
  );
  return null;
}

function flawOf(text: string): string {
  try {
    const read = readJsonText(text);
    const flaw = read.ok ? undefined : read.flaws[0];
    return typeof flaw?.message === 'string' ? flaw.message : 'it cannot be read';
  } catch {
    return 'it cannot be read';
  }
}

/** What is not read: a note where it bears on routing, an entry in the list where it does not. */
function sortOut(plan: Plan, ledger: Ledger): { path: string; kind: string }[] {
  const ignored: { path: string; kind: string }[] = [];
  for (const { address, mode, type } of plan.resources) {
    if (readTypeOf(mode, type) !== undefined) continue;
    const why = whyUnread(mode, type);
    if (why === null) ignored.push({ path: address, kind: type });
    else note(ledger, address, why, address);
  }
  return ignored.sort((a, b) => byText(a.path, b.path));
}

const sectionOf: Partial<Readonly<Record<ThingKind, ReplacedSection>>> = {
  customerGateway: 'customerGateways',
  directConnectGateway: 'directConnectGateways',
  transitGateway: 'transitGateways',
  virtualInterface: 'virtualInterfaces',
  vpnConnection: 'vpnConnections',
  vpnGateway: 'vpnGateways',
};

const reasons: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is tainted',
  replace_by_request: 'that was asked for',
  replace_by_triggers: 'what triggers its replacement has changed',
};

function replacedBy(plan: Plan, names: ReadonlyMap<string, string>, document: DesignDocument): ReplacedResource[] {
  const replaced = plan.changes.flatMap(({ resource, actions, reason, replacePaths }): ReplacedResource[] => {
    const kind = sectionOf[readTypeOf(resource.mode, resource.type)?.kind ?? 'route'];
    const name = names.get(resource.address);
    if (!actions.includes('delete') || !actions.includes('create') || kind === undefined || name === undefined)
      return [];
    // What could not be drawn is spoken of already.
    if (!Object.hasOwn(document[kind] ?? {}, name)) return [];
    const why =
      (reason !== null && Object.hasOwn(reasons, reason) ? reasons[reason] : undefined) ??
      (replacePaths.length === 0
        ? 'it cannot be changed in place'
        : `${replacePaths.join(', ')} cannot be changed in place`);
    return [{ address: resource.address, name, kind, why }];
  });
  return replaced.sort((a, b) => byText(a.address, b.address));
}
