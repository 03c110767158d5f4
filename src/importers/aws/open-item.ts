/** One object of an export on its way to facts: its id, its fields with a way to complain, and whether AWS still has it. */
import { defined, hasShape, isGone, type Fields } from './fields.ts';
import { locationAt, locationOf, note, problemAt, setPlace, type Ledger, type Place } from './ledger.ts';
import { mergeFacts } from './merge-facts.ts';
import { ownerOf } from './owner.ts';
import type { Item } from './collect-objects.ts';
import type { AwsExport, Owned } from './aws-export.ts';
import type { DesignPath } from '../../design/problem.ts';

export interface Opened extends Fields {
  readonly id: string;
  readonly place: Place;
  /** Left out where neither the object nor its folder says. */
  readonly owner: Owned;
}

/** Null for what is gone, and for what has no id (which is a problem). */
export function openItem(awsExport: AwsExport, item: Item, idKey: string, state: unknown): Opened | null {
  const { ledger, gone } = awsExport;
  const id = item.object[idKey];
  if (!hasShape(id, 'id')) {
    problemAt(ledger, `an object without a proper ${idKey}`, locationAt(item.file, 0));
    return null;
  }
  if (isGone(state)) {
    gone.add(id);
    return null;
  }
  const place: Place = { file: item.file, key: idKey, id };
  return {
    id,
    place,
    object: item.object,
    owner: defined(ownerOf(item.object, item.file.owner)),
    report: (message) => problemAt(ledger, `${id}: ${message}`, locationOf(place)),
    remark: (message) => note(ledger, id, message),
  };
}

/** Adds facts of a thing of the design: remembers its place, and makes a problem of a contradiction between dumps. */
export function addThing<Facts extends object>(
  ledger: Ledger,
  into: Map<string, Facts>,
  opened: { readonly id: string; readonly place: Place },
  path: DesignPath,
  facts: Facts,
  key = opened.id,
): void {
  setPlace(ledger, path, opened.place);
  mergeFacts(into, key, facts, (field) => {
    problemAt(
      ledger,
      `${opened.id}: two descriptions disagree about ${field}; the first one is kept`,
      locationOf(opened.place),
    );
  });
}
