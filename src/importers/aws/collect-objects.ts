/** Reads the files of an export, tells the kinds apart by their top-level keys, and deals out the objects of each kind. */
import { isObject, byText, hasShape, isGone, type AwsObject } from './fields.ts';
import {
  envelopeKeys,
  ignoredFileNames,
  ignoredKeys,
  readKindOf,
  refusedCallsKey,
  unmodelledKeys,
  type ReadKind,
} from './file-kinds.ts';
import { readJsonText } from '../../design/read-json-text.ts';
import { locationAt, note, noteFile, problemAt, type Ledger, type SourceFile } from './ledger.ts';
import { maskLine } from './mask-line.ts';
import { mostObjects, refuseRepeatedKeys, reportTooMany } from '../most-objects.ts';
import { ownerFromPath, type Owner } from './owner.ts';

export interface AwsFile extends SourceFile {
  readonly owner: Owner;
}

export interface Item {
  readonly object: AwsObject;
  readonly file: AwsFile;
}

export interface Collected {
  readonly items: ReadonlyMap<ReadKind, readonly Item[]>;
  /** How many files held something that is read. */
  readonly recognised: number;
  /** What was passed over in silence, by file. */
  readonly ignored: readonly { readonly path: string; readonly kind: string }[];
}

interface Collecting {
  readonly items: Map<ReadKind, Item[]>;
  readonly ignored: { path: string; kind: string }[];
  /** Pages of one kind, account and Region: whether the last one is there. */
  readonly pages: Map<string, { path: string; complete: boolean }>;
  readonly ledger: Ledger;
}

export function collectObjects(files: readonly SourceFile[], ledger: Ledger): Collected {
  const collecting: Collecting = { items: new Map(), ignored: [], pages: new Map(), ledger };
  let recognised = 0;
  const sorted = [...files].sort((a, b) => byText(a.path, b.path) || byText(a.text, b.text));
  for (const { path, text } of sorted) {
    const file: AwsFile = { path, text: text.startsWith('\uFEFF') ? text.slice(1) : text, owner: ownerFromPath(path) };
    if (readFile(file, collecting)) recognised++;
    const count = [...collecting.items.values()].reduce((sum, { length }) => sum + length, 0);
    if (count > mostObjects) {
      reportTooMany(ledger, file, count);
      return { items: new Map(), recognised, ignored: [] };
    }
  }
  for (const { path, complete } of collecting.pages.values()) {
    if (!complete) noteFile(ledger, path, 'ends with a NextToken: the pages after it are not in the export');
  }
  return { items: collecting.items, recognised, ignored: collecting.ignored };
}

function readFile(file: AwsFile, collecting: Collecting): boolean {
  const looksLikeJson = /^\s*[{[]/.test(file.text);
  if (!looksLikeJson && !/\.json$/i.test(file.path)) {
    if (ignoredFileNames.test(file.path)) collecting.ignored.push({ path: file.path, kind: 'document' });
    else noteFile(collecting.ledger, file.path, 'is not JSON output of AWS: not read');
    return false;
  }
  let value: unknown;
  try {
    value = JSON.parse(file.text);
  } catch {
    reportJsonError(file, collecting.ledger);
    return false;
  }
  if (!isObject(value)) {
    noteFile(
      collecting.ledger,
      file.path,
      'is a bare list or value: give the whole output of the describe call, without --query',
    );
    return false;
  }
  let recognised = false;
  const count = Object.entries(value).reduce(
    (sum, [key, list]) => sum + (readKindOf.has(key) && Array.isArray(list) ? list.length : 0),
    0,
  );
  // What is far too much is told in a moment; then there is nothing to look at more closely.
  if (count <= mostObjects && !refuseRepeatedKeys(collecting.ledger, file)) return false;
  for (const key of Object.keys(value).sort(byText)) {
    if (readKey(file, key, value, collecting)) recognised = true;
  }
  return recognised;
}

/** JSON.parse's own message quotes the input, which may hold secrets; the design reader's scan knows the place. */
function reportJsonError(file: AwsFile, ledger: Ledger): void {
  const flaw = jsonFlaw(file.text);
  const at = locationAt(file, flaw.start);
  ledger.problems.push({
    message: `not JSON: ${flaw.message}`,
    at,
    excerpt: maskLine(file.text.split('\n')[at.line - 1] ?? ''),
    width: 1,
    suggestion: null,
  });
}

function jsonFlaw(text: string): { readonly start: number; readonly message: string } {
  const unknown = { start: 0, message: 'it cannot be read' };
  try {
    const read = readJsonText(text);
    const flaw = read.ok ? undefined : read.flaws[0];
    return flaw === undefined
      ? unknown
      : { start: flaw.start, message: typeof flaw.message === 'string' ? flaw.message : unknown.message };
  } catch {
    // A string of tens of megabytes is more than the scan's pattern can hold.
    return unknown;
  }
}

/** True when the key holds something that is read. */
function readKey(file: AwsFile, key: string, answer: AwsObject, collecting: Collecting): boolean {
  const { ledger } = collecting;
  const value = answer[key];
  const bare = bareTableAnswer(key, answer);
  const kind = bare ?? readKindOf.get(key);
  if (kind !== undefined) {
    rememberPage(file, kind, answer, collecting);
    if (bare !== undefined) addBareTableAnswer(file, bare, key, answer, collecting);
    else addItems(file, kind, key, value, collecting);
    return true;
  }
  if (envelopeKeys.includes(key)) return false;
  if (key === refusedCallsKey) {
    noteRefusedCalls(value, ledger);
    return false;
  }
  if (ignoredKeys.includes(key)) {
    collecting.ignored.push({ path: file.path, kind: key });
    return false;
  }
  const entries = Array.isArray(value) ? value : [value];
  const why = unmodelledKeys.get(key);
  if (why === undefined) {
    const name = /^[A-Za-z]{1,64}$/.test(key) ? `the key ${key}` : 'a key';
    if (entries.length > 0) noteFile(ledger, file.path, `${name} is none of those that are read`);
  }
  for (const [index, entry] of entries.entries()) {
    if (why === undefined || isGoneObject(entry)) continue;
    const id = idOf(entry);
    if (id === undefined) noteFile(ledger, file.path, why, `, entry ${index + 1} of ${key}`);
    else note(ledger, id, why);
  }
  return false;
}

function noteRefusedCalls(value: unknown, ledger: Ledger): void {
  for (const entry of Array.isArray(value) ? value : []) {
    const { permission, region, lacks } = isObject(entry) ? entry : {};
    const isPermission = typeof permission === 'string' && /^[a-z0-9]{2,20}:[A-Za-z]{3,80}$/.test(permission);
    const isText = typeof lacks === 'string' && /^[A-Za-z][A-Za-z, ]{2,120}$/.test(lacks);
    if (isPermission && isText && hasShape(region, 'region'))
      note(ledger, permission, `was not permitted in ${region}: the export does not tell ${lacks}`);
  }
}

/** The answers for one transit gateway table carry no id of the table. */
function bareTableAnswer(key: string, answer: AwsObject): ReadKind | undefined {
  const value = answer[key];
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  if (key === 'TransitGatewayRouteTablePropagations') return 'tablePropagations';
  if (key === 'Associations' && (first === undefined || (isObject(first) && 'TransitGatewayAttachmentId' in first))) {
    return 'tableAssociations';
  }
  const ofTable = isObject(first) && (first.Type === 'static' || first.Type === 'propagated');
  if (key === 'Routes' && ('AdditionalRoutesAvailable' in answer || ofTable)) return 'tableRoutes';
  return undefined;
}

function addBareTableAnswer(
  file: AwsFile,
  kind: ReadKind,
  key: string,
  answer: AwsObject,
  collecting: Collecting,
): void {
  const fromField = answer.TransitGatewayRouteTableId;
  const table = file.path.match(/tgw-rtb-[0-9A-Za-z]+/g)?.at(-1) ?? (hasShape(fromField, 'id') ? fromField : undefined);
  const list = answer[key];
  if (table === undefined && Array.isArray(list) && list.length === 0) return;
  if (table === undefined) {
    const offset = Math.max(0, file.text.indexOf(`"${key}"`));
    const message = `${key} of a transit gateway route table, but nothing says of which: the file's name holds no tgw-rtb-… id`;
    problemAt(
      collecting.ledger,
      message,
      locationAt(file, offset),
      'put the id of the table into the name of the file',
    );
    return;
  }
  const more = answer.AdditionalRoutesAvailable;
  const wrapped = { TransitGatewayRouteTableId: table, [key]: list, AdditionalRoutesAvailable: more };
  addItems(file, kind, key, [wrapped], collecting);
}

function addItems(file: AwsFile, kind: ReadKind, key: string, value: unknown, collecting: Collecting): void {
  const entries = Array.isArray(value) ? value : isObject(value) ? [value] : null;
  const at = locationAt(file, Math.max(0, file.text.indexOf(`"${key}"`)));
  if (entries === null) {
    problemAt(collecting.ledger, `${key} is not a list`, at);
    return;
  }
  const items = collecting.items.get(kind) ?? [];
  collecting.items.set(kind, items);
  for (const object of entries) {
    if (isObject(object)) items.push({ object, file });
    else problemAt(collecting.ledger, `${key} holds an entry that is not an object`, at);
  }
}

function rememberPage(file: AwsFile, kind: ReadKind, answer: AwsObject, collecting: Collecting): void {
  const token = answer.NextToken ?? answer.nextToken;
  const complete = token === undefined || token === null || token === '';
  const key = `${kind}/${file.owner.account ?? ''}/${file.owner.region ?? ''}`;
  const known = collecting.pages.get(key);
  collecting.pages.set(key, { path: file.path, complete: complete || (known?.complete ?? false) });
}

function isGoneObject(entry: unknown): boolean {
  if (!isObject(entry)) return false;
  return isGone(entry.State) || (isObject(entry.Status) && isGone(entry.Status.Code));
}

/** The id of an object of a kind that is not read: its first field that is named and shaped like one. */
function idOf(entry: unknown): string | undefined {
  if (!isObject(entry)) return undefined;
  for (const key of Object.keys(entry).sort(byText)) {
    const value = entry[key];
    if (
      /(?:ConnectionId|ConcentratorId|TableId|DomainId|AnnouncementId|ListId|NetworkId|ServerId|PeerId)$/.test(key) &&
      hasShape(value, 'id')
    )
      return value;
  }
  return undefined;
}
