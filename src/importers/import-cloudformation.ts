/**
 * Reads a CloudFormation template, YAML or JSON (what the CDK writes too), into a design. Parameters have their
 * defaults or what is given; conditions, mappings and functions are worked out. What a template alone cannot tell is
 * said with its place. Pre-shared keys, BGP keys and parameters that are not echoed are never read.
 */
import { buildDeclared } from './declared/build-declared.ts';
import { locateDeclared } from './declared/locate-declared.ts';
import { byText, hasShape } from './aws/fields.ts';
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
import { sourceText } from '../design/source-text.ts';
import { conditionHolds, evaluateProperty, type Evaluation } from './cloudformation/evaluate.ts';
import { readTemplate } from './cloudformation/read-template.ts';
import { capital, propertyOf, readTypeOf, whyUnread } from './cloudformation/resource-kinds.ts';
import { templateOf, type Template, type TemplateResource } from './cloudformation/template.ts';
import { freeName } from './declared/design-name.ts';
import type { DesignPath, Location, Problem } from '../design/problem.ts';
import type { DesignDocument } from '../design/schema.ts';
import type { Declared, Thing } from './declared/thing.ts';
import type { Value } from './declared/value.ts';

/** What a CloudFormation template means as a design, and what could not be told from it. */
export interface CloudFormationImport {
  readonly document: DesignDocument;
  readonly problems: Problem[];
  readonly locate: (path: DesignPath) => Location | null;
  readonly notModelled: NotModelled[];
  /** How many resources are read. */
  readonly recognised: number;
  /** Passed over in silence: resources that do not matter for routing, or that a condition leaves out. */
  readonly ignored: readonly { readonly path: string; readonly kind: string }[];
  /** Given, and no parameter of the template. */
  readonly unusedParameters: readonly string[];
}

/** A template, YAML or JSON, to a design document; `parameters` stand over the template's defaults. */
export function importCloudFormation(
  file: SourceFile,
  parameters: Readonly<Record<string, string>> = {},
): CloudFormationImport {
  const ledger = newLedger();
  const text = file.text.startsWith('\uFEFF') ? file.text.slice(1) : file.text;
  const read = readTemplate(text);
  const source = sourceText(file.path, text);
  for (const { start, message, suggestion } of read.flaws) {
    const words = typeof message === 'string' ? message : message((offset) => source.placeOf(offset).line);
    problemAt(ledger, words, source.placeOf(start), suggestion);
  }
  if (read.root === null || read.root.kind !== 'map' || read.root.entries.get('Resources')?.node.kind !== 'map') {
    if (read.root !== null) problemAt(ledger, 'no CloudFormation template: it has no Resources', source.placeOf(0));
    return nothing(ledger);
  }
  const template = templateOf(file.path, text, read.root);
  const ignored: { path: string; kind: string }[] = [];
  const present = presentResources(template, parameters, ledger, ignored);
  const { things, evaluation } = thingsOf(template, present, parameters, ledger);
  const declared: Declared = {
    things,
    byKey: new Map(things.map((thing) => [thing.key, thing])),
    removed: [],
    source: 'the template',
    spell: capital,
    locationOf: (key) => placeOfResource(template, key),
    ledger,
  };
  const built = buildDeclared(declared);
  sortOut(template, present, ledger, ignored);
  if (things.length === 0)
    noteFile(ledger, file.path, 'holds no resource of a VPN, a gateway, a VPC or Direct Connect');
  const known = Object.keys(evaluation.given);
  const noteKeys = settledNoteKeys(ledger);
  return {
    document: built.document,
    problems: settledProblems(ledger),
    locate: (path) => locateDeclared(path, built.places, noteKeys, (key) => placeOfResource(template, key)),
    notModelled: settledNotes(ledger),
    recognised: things.length,
    ignored: ignored.sort((a, b) => byText(a.path, b.path)),
    unusedParameters: known.filter((name) => !name.startsWith('AWS::') && !template.parameters.has(name)).sort(byText),
  };
}

function nothing(ledger: Ledger): CloudFormationImport {
  return {
    document: { routecap: 1 },
    problems: settledProblems(ledger),
    locate: () => null,
    notModelled: settledNotes(ledger),
    recognised: 0,
    ignored: [],
    unusedParameters: [],
  };
}

function placeOfResource(template: Template, id: string): Location | null {
  const entry = template.entryOf(id);
  return entry === undefined ? null : template.placeOf(entry.key);
}

/** Without those whose condition does not hold. */
function presentResources(
  template: Template,
  given: Readonly<Record<string, string>>,
  ledger: Ledger,
  ignored: { path: string; kind: string }[],
): TemplateResource[] {
  // Conditions know no resources, so what they say of them is no matter here.
  const evaluation = evaluationOf(template, given, () => false, ledger);
  return [...template.resources.values()].filter(({ id, type, condition }) => {
    if (condition === null) return true;
    const holds = conditionHolds(evaluation, condition);
    if (holds === false) ignored.push({ path: id, kind: `${type}, left out by its condition` });
    if (holds === null && readTypeOf(type) !== undefined) {
      const what = /^[A-Za-z0-9]{1,128}$/.test(condition) ? `its condition ${condition}` : 'its condition';
      note(ledger, id, `${what} cannot be decided from the template: it is taken as present`, id);
    }
    return holds !== false;
  });
}

function evaluationOf(
  template: Template,
  given: Readonly<Record<string, string>>,
  isModelled: (id: string) => boolean,
  ledger: Ledger,
): Evaluation {
  return {
    template,
    given,
    isModelled,
    wrong: (node, message, suggestion) => problemAt(ledger, message, template.placeOf(node), suggestion),
    properties: new Map(),
    conditions: new Map(),
  };
}

function thingsOf(
  template: Template,
  present: readonly TemplateResource[],
  given: Readonly<Record<string, string>>,
  ledger: Ledger,
): { things: Thing[]; evaluation: Evaluation } {
  const modelled = new Set(present.filter(({ type }) => readTypeOf(type) !== undefined).map(({ id }) => id));
  const evaluation = evaluationOf(template, given, (id) => modelled.has(id), ledger);
  const taken = new Set<string>();
  const owner = {
    region: hasShape(given['AWS::Region'], 'region') ? given['AWS::Region'] : undefined,
    account: hasShape(given['AWS::AccountId'], 'account') ? given['AWS::AccountId'] : undefined,
  };
  const sorted = present.filter(({ id }) => modelled.has(id)).sort((a, b) => byText(a.id, b.id));
  const things = sorted.map((resource): Thing => {
    const { kind, virtualInterfaceType, lag } = readTypeOf(resource.type)!;
    const thing: Thing = {
      kind,
      key: resource.id,
      name: freeName(taken, resource.id),
      ...(virtualInterfaceType === undefined ? {} : { virtualInterfaceType }),
      ...(lag === undefined ? {} : { lag }),
      lookedUp: false,
      ...owner,
      get thing() {
        return thing;
      },
      field: (name) =>
        kind === 'connectPeer'
          ? peerField(evaluation, resource.id, name)
          : evaluateProperty(evaluation, resource.id, propertyOf(kind, name)),
    };
    return thing;
  });
  return { things, evaluation };
}

/** What Terraform keeps in one block of fields stands two levels deep here. */
function peerField(evaluation: Evaluation, id: string, name: string): Value | undefined {
  const configuration = evaluateProperty(evaluation, id, 'ConnectPeerConfiguration');
  if (name === 'insideCidrBlocks')
    return configuration?.kind === 'map' ? configuration.entries.get(name) : configuration;
  if (name !== 'bgpAsn') return evaluateProperty(evaluation, id, propertyOf('connectPeer', name));
  const sessions = configuration?.kind === 'map' ? configuration.entries.get('bgpConfigurations') : undefined;
  const [first] = sessions?.kind === 'list' ? sessions.items : [];
  return first?.kind === 'map' ? first.entries.get('peerAsn') : undefined;
}

/** What is not read: a note where it bears on routing, an entry in the list where it does not. */
function sortOut(
  template: Template,
  present: readonly TemplateResource[],
  ledger: Ledger,
  ignored: { path: string; kind: string }[],
): void {
  for (const { id, type } of present) {
    if (readTypeOf(type) !== undefined) continue;
    const why = whyUnread(type);
    if (why === null) ignored.push({ path: id, kind: type });
    else note(ledger, id, why, id);
  }
  for (const id of template.others)
    note(
      ledger,
      id,
      id.startsWith('Fn::')
        ? 'is worked out by a macro or a loop, which is not done here: left out'
        : 'is no resource with a Type: left out',
      id,
    );
  for (const name of template.transforms) {
    if (!name.startsWith('AWS::'))
      note(ledger, 'Transform', 'a macro changes the template when it is deployed, which is not done here');
  }
}
