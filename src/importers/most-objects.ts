/** How many objects of networks one input may hold. AWS takes 5,000 attachments on a transit gateway; beyond this it is no network. */
import { repeatedKeys } from '../design/repeated-keys.ts';
import { locationAt, problemAt, type Ledger, type SourceFile } from './aws/ledger.ts';

export const mostObjects = 50_000;

export function reportTooMany(ledger: Ledger, file: SourceFile, count: number): void {
  const counted = (value: number): string => value.toLocaleString('en-US');
  problemAt(
    ledger,
    `holds ${counted(count)} objects of gateways, connections, VPCs and routes, and no more than ${counted(mostObjects)} are read, as no network of AWS is that large: give the part that matters`,
    locationAt(file, 0),
  );
}

/** A key given twice means that something would be lost. True when there is none. */
export function refuseRepeatedKeys(ledger: Ledger, file: SourceFile): boolean {
  const repeated = repeatedKeys(file.text, 20);
  for (const { key, offset } of repeated) {
    const name = /^\w{1,64}$/.test(key) ? `\`${key}\`` : 'a key';
    problemAt(ledger, `${name} is given twice in one object, and only one can count`, locationAt(file, offset));
  }
  return repeated.length === 0;
}
