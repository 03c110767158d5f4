/**
 * MRT (RFC 6396, RFC 8050): tables (TABLE_DUMP_V2, TABLE_DUMP) and recorded sessions (BGP4MP, BGP4MP_ET).
 * What is announced is what all peers of the file together have, or the one that is asked for. Tables of
 * multicast and of other families are noted and left out.
 */
import { readUint16, readUint32 } from '../../bgp/wire/integers.ts';
import { nearest } from '../../design/nearest.ts';
import type { Family } from '../../net/prefix.ts';
import type { AnnouncedFormat, AnnouncedReading } from './announced-format.ts';
import { MrtTableDump, type MrtFault, type MrtRecord } from './mrt-table-dump.ts';
import { MrtUpdates } from './mrt-updates.ts';

export const mrt: AnnouncedFormat = {
  id: 'mrt',
  title: 'MRT',
  recognises: ({ bytes }) => bytes[4] === 0 && types.has(bytes[5] ?? 0) && bytes[6] === 0,
  read: readMrt,
};

const headerBytes = 12;
const tableDump = 12;
const tableDumpV2 = 13;
const bgp4mp = 16;
const bgp4mpEt = 17;
const types = new Set([tableDump, tableDumpV2, bgp4mp, bgp4mpEt]);

/** Subtypes of TABLE_DUMP_V2 with routes that are taken. */
const ribs: Readonly<Record<number, { readonly family: Family; readonly hasPathIds: boolean } | undefined>> = {
  2: { family: 'ipv4', hasPathIds: false },
  4: { family: 'ipv6', hasPathIds: false },
  8: { family: 'ipv4', hasPathIds: true },
  10: { family: 'ipv6', hasPathIds: true },
};

/** Beyond these nobody reads on. */
const mostFaults = 100;

function readMrt(bytes: Uint8Array, reading: AnnouncedReading): void {
  const dump = new MrtTableDump(reading);
  const updates = new MrtUpdates(reading);
  let tables = 0;
  let messages = 0;
  let faults = 0;
  let at = 0;
  const report = (message: string, offset: number): void => {
    if (++faults <= mostFaults) reading.problem({ message, where: { offset } });
  };
  while (at < bytes.length && faults <= mostFaults) {
    if (at + headerBytes > bytes.length) {
      report(`the file ends within the header of a record: ${bytes.length - at} bytes of ${headerBytes}`, at);
      break;
    }
    const length = readUint32(bytes, at + 8);
    const end = at + headerBytes + length;
    if (end > bytes.length) {
      report(`the record says ${length} bytes and the file has ${bytes.length - at - headerBytes} more`, at);
      break;
    }
    const type = readUint16(bytes, at + 4);
    // BGP4MP_ET has microseconds before the message (section 3).
    const offset = at + headerBytes + (type === bgp4mpEt ? 4 : 0);
    const record = {
      type,
      subtype: readUint16(bytes, at + 6),
      body: bytes.subarray(Math.min(offset, end), end),
      offset,
    };
    const fault =
      offset > end ? { message: 'the record is cut short', at: 0 } : readRecord(record, dump, updates, reading);
    if (fault !== null) report(fault.message, record.offset + fault.at);
    if (type === tableDump || type === tableDumpV2) tables++;
    else if (type === bgp4mp || type === bgp4mpEt) messages++;
    at = end;
  }
  if (tables > 0 && messages > 0) reading.note('messages beside a table are left out', messages);
  else if (messages > 0) updates.finish();
  if (tables > 0) sayPeers(new Set(dump.peers), dump.known, reading);
  else sayPeers(new Set(updates.peers), updates.known, reading);
}

function readRecord(
  record: MrtRecord,
  dump: MrtTableDump,
  updates: MrtUpdates,
  reading: AnnouncedReading,
): MrtFault | null {
  const { type, subtype } = record;
  switch (type) {
    case tableDumpV2: {
      if (subtype === 1) return dump.readIndex(record);
      const rib = ribs[subtype];
      if (rib !== undefined) return dump.readRib(record, rib.family, rib.hasPathIds);
      reading.note('tables that are not IPv4 or IPv6 unicast are left out', 1);
      return null;
    }
    case tableDump:
      if (subtype === 1 || subtype === 2) return dump.readOldEntry(record, subtype === 1 ? 'ipv4' : 'ipv6');
      reading.note('tables that are not IPv4 or IPv6 unicast are left out', 1);
      return null;
    case bgp4mp:
    case bgp4mpEt:
      return updates.read(record);
    default:
      reading.note(`records of MRT type ${type} are left out`, 1);
      return null;
  }
}

function sayPeers(peers: ReadonlySet<string>, known: ReadonlySet<string>, reading: AnnouncedReading): void {
  if (reading.peer === null && peers.size > 1) {
    reading.note(
      `it holds the routes of ${peers.size} peers: all are taken, of several to a prefix the one with the shortest AS path; \`#peer=ADDRESS\` after the name of the file takes those of one`,
    );
  }
  if (reading.peer !== null && peers.size === 0) {
    const some = [...known].sort().slice(0, 5).join(', ');
    const others =
      known.size === 0 ? '' : `; it has those of ${known.size > 5 ? `${known.size} peers, such as ${some}` : some}`;
    const suggestion = nearest(reading.peer, known);
    reading.problem({
      message: `there is nothing of peer ${reading.peer} in it${others}`,
      where: { offset: 0 },
      suggestion,
    });
  }
}
