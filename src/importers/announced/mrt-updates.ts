/**
 * Recorded sessions in MRT: BGP4MP and BGP4MP_ET (RFC 6396 section 4.4). Messages are applied in order, to
 * a table for each peer; a session that ends takes its routes along. Messages that the recording router
 * itself sent (_LOCAL) are what it announces: where there are any, those it received are left out.
 */
import { readUint16 } from '../../bgp/wire/integers.ts';
import { decodeUpdate } from '../../bgp/wire/decode-update.ts';
import { headerFault, headerLength } from '../../bgp/wire/message.ts';
import { decodeAddress } from '../../bgp/wire/prefix-bytes.ts';
import { routeChanges } from '../../bgp/wire/update.ts';
import { formatAddress } from '../../net/format-prefix.ts';
import { widthOf, type Family } from '../../net/prefix.ts';
import { PrefixTable } from '../../net/prefix-table.ts';
import type { AnnouncedReading } from './announced-format.ts';
import { announcedAttributes, withWideAsNumbers } from './mrt-attributes.ts';
import type { MrtFault, MrtRecord } from './mrt-table-dump.ts';
import type { RouteGroup } from './route-collector.ts';

/** Subtypes by number: RFC 6396 section 4.4, RFC 8050 section 3. */
const kinds: Readonly<
  Record<
    number,
    { readonly what: 'state' | 'message' | 'pathIds'; readonly octets: 2 | 4; readonly sent: boolean } | undefined
  >
> = {
  0: { what: 'state', octets: 2, sent: false },
  1: { what: 'message', octets: 2, sent: false },
  4: { what: 'message', octets: 4, sent: false },
  5: { what: 'state', octets: 4, sent: false },
  6: { what: 'message', octets: 2, sent: true },
  7: { what: 'message', octets: 4, sent: true },
  8: { what: 'pathIds', octets: 2, sent: false },
  9: { what: 'pathIds', octets: 4, sent: false },
  10: { what: 'pathIds', octets: 2, sent: true },
  11: { what: 'pathIds', octets: 4, sent: true },
};

const established = 6;
const updateType = 2;

type Table = PrefixTable<RouteGroup>;

export class MrtUpdates {
  readonly #reading: AnnouncedReading;
  readonly #received = new Map<string, Table>();
  readonly #sent = new Map<string, Table>();

  constructor(reading: AnnouncedReading) {
    this.#reading = reading;
  }

  /** All peers of the file. */
  readonly known = new Set<string>();

  /** The peers of which messages are taken. */
  get peers(): Iterable<string> {
    return this.#tables().keys();
  }

  read({ subtype, body }: MrtRecord): MrtFault | null {
    const kind = kinds[subtype];
    if (kind === undefined) {
      this.#reading.note(`records of BGP4MP subtype ${subtype} are left out`, 1);
      return null;
    }
    const { what, octets, sent } = kind;
    const familyAt = octets * 2 + 2;
    if (body.length < familyAt + 2) return { message: 'the record is cut short', at: 0 };
    const family = families[readUint16(body, familyAt)];
    if (family === undefined) {
      this.#reading.note('messages of peers that have neither IPv4 nor IPv6 addresses are left out', 1);
      return null;
    }
    const messageAt = familyAt + 2 + widthOf(family) / 4;
    if (body.length < messageAt) return { message: 'the record is cut short', at: 0 };
    const peer = formatAddress(decodeAddress(body, familyAt + 2, family));
    this.known.add(peer);
    if (this.#reading.peer !== null && this.#reading.peer !== peer) return null;
    if (what === 'pathIds') {
      this.#reading.note('messages with path identifiers (RFC 7911) are left out', 1);
      return null;
    }
    const side = sent ? this.#sent : this.#received;
    let table = side.get(peer);
    if (table === undefined) side.set(peer, (table = new PrefixTable()));
    if (what === 'state') {
      if (body.length !== messageAt + 4) return { message: 'a change of state has four bytes', at: messageAt };
      if (readUint16(body, messageAt + 2) !== established) {
        this.#received.set(peer, new PrefixTable());
        if (this.#sent.has(peer)) this.#sent.set(peer, new PrefixTable());
      }
      return null;
    }
    const wrong = this.#apply(body.subarray(messageAt), octets, table);
    return wrong === null ? null : { message: `the BGP message is malformed: ${wrong}`, at: messageAt };
  }

  #apply(message: Uint8Array, octets: 2 | 4, table: Table): string | null {
    if (message.length < headerLength) return 'it is shorter than a header';
    // RFC 8654 lets an UPDATE be longer than the header's own check knows.
    const length = readUint16(message, 16);
    const isUpdate = message[18] === updateType;
    const fault = isUpdate && length >= 23 ? null : headerFault(message);
    if (fault !== null) return fault.why;
    if (length !== message.length) return `its header says ${length} bytes and the record holds ${message.length}`;
    if (!isUpdate) return null;
    const body = octets === 4 ? message.subarray(headerLength) : withWideAsNumbers(message.subarray(headerLength));
    if (body === null) return 'the lengths of its parts exceed the message';
    const decoded = decodeUpdate(body, 'external');
    if (!decoded.ok) return decoded.error.why;
    const { update, faults } = decoded.value;
    if (
      update.attributes.some(
        ({ kind, ...each }) => kind === 'other' && 'code' in each && (each.code === 14 || each.code === 15),
      )
    ) {
      this.#reading.note('routes that are not unicast are left out', 1);
    }
    const changes = routeChanges(update, faults);
    if (faults.some(({ outcome }) => outcome === 'treatAsWithdraw')) {
      this.#reading.note('malformed updates count as withdrawals (RFC 7606)');
    }
    for (const prefix of changes.withdrawn) table.delete(prefix);
    if (changes.announced.length === 0) return null;
    const group = this.#reading.routes.groupOf(announcedAttributes(update.attributes, this.#reading));
    for (const { prefixes } of changes.announced) for (const prefix of prefixes) table.set(prefix, group);
    return null;
  }

  #tables(): ReadonlyMap<string, Table> {
    return this.#sent.size > 0 ? this.#sent : this.#received;
  }

  /** Puts out what is there at the end. */
  finish(): void {
    if (this.#sent.size > 0 && this.#received.size > 0) {
      this.#reading.note('the recording router sent messages itself: those are taken, not those it received');
    }
    for (const table of this.#tables().values()) {
      for (const [prefix, group] of table) this.#reading.routes.add(prefix, group, true);
    }
  }
}

const families: Readonly<Record<number, Family | undefined>> = { 1: 'ipv4', 2: 'ipv6' };
