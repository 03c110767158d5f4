/** Rows of the headroom: every meter, what solving says of sessions, and the gateways' branches and VPCs. */
import type { QuotaInForce } from '../../aws/quota.ts';
import type { Session } from '../../aws/network.ts';
import { compareNatural } from '../../design/compare-natural.ts';
import type { Ground } from './ground.ts';
import type { HeadroomRow, Room } from './headroom-result.ts';
import type { HubHeadroom } from './hub-headroom.ts';
import { isOver, type Meter } from './meter.ts';
import type { SiteHeadroom } from './site-headroom.ts';
import { firstOf } from './trial.ts';

/** Of the first ground, with what the second, the other profile, says where that differs. */
export function headroomRows(
  grounds: readonly Ground[],
  sites: readonly (readonly SiteHeadroom[])[],
  hubs: readonly HubHeadroom[],
): HeadroomRow[] {
  const [ground, other] = grounds as [Ground, Ground | undefined];
  const rooms = sites.map((found, index) => sessionRooms(found, grounds[index] as Ground));
  const rows = [...ground.before].map(([key, meter]): HeadroomRow => {
    const row = meterRow(meter, ground, rooms[0] ?? new Map());
    const there = other?.before.get(key);
    if (other === undefined) return row;
    const theirs = there === undefined ? null : meterRow(there, other, rooms[1] ?? new Map());
    const same = theirs !== null && theirs.left === row.left && theirs.cap === row.cap;
    if (same) return row;
    const { left = null, firstToBreak = null, cap = null } = theirs ?? {};
    return { ...row, otherProfile: { profile: other.settings.profile, left, firstToBreak, cap } };
  });
  return [...rows, ...hubs.map((hub) => hubRow(hub, grounds))].sort(byTightness);
}

const kinds: readonly HeadroomRow['kind'][] = [
  'inbound',
  'branches',
  'vpcs',
  'outbound',
  'table',
  'gateway',
  'association',
  'objects',
];

/** What has least room first: of its own cap where there is one, of the others by number. */
function byTightness(a: HeadroomRow, b: HeadroomRow): number {
  const share = ({ used, cap }: HeadroomRow): number => (cap === null ? 0 : used / Math.max(1, cap));
  const left = (row: HeadroomRow): number => row.left ?? Infinity;
  const least = left(a) === left(b) ? 0 : left(a) - left(b);
  const solved = a.kind === 'inbound' || a.cap === null;
  return (
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    (solved ? least || share(b) - share(a) : share(b) - share(a) || least) ||
    compareNatural(a.subject, b.subject) ||
    compareNatural(a.quota ?? '', b.quota ?? '')
  );
}

interface SessionRoom extends Room {
  readonly router: string;
  readonly proof: HeadroomRow['proof'];
}

/** By session, or by connection where it is a static one. */
function sessionRooms(sites: readonly SiteHeadroom[], ground: Ground): Map<string, SessionRoom> {
  const rooms = new Map<string, SessionRoom>();
  for (const { router, family, left, firstToBreak, proof } of sites) {
    for (const session of ground.network.routers.get(router)?.sessions ?? []) {
      if (session.family === family) rooms.set(subjectOf(session), { router, left, firstToBreak, proof });
    }
  }
  return rooms;
}

function subjectOf(session: Session): string {
  return session.routing === 'static' ? session.connection : session.id;
}

function meterRow(meter: Meter, ground: Ground, rooms: ReadonlyMap<string, SessionRoom>): HeadroomRow {
  const { kind, subject, unit, used, cap, quota, rule } = meter;
  const room = kind === 'inbound' ? rooms.get(subject) : undefined;
  const beyond: Meter = { ...meter, used: Math.max(used, cap) + (isOver(meter) ? 0 : 1) };
  return {
    kind,
    subject,
    unit,
    router: room?.router ?? null,
    used,
    cap,
    left: room === undefined ? Math.max(0, cap - used) : room.left,
    quota,
    rule,
    ...raisable(ground.settings.quota(quota)),
    firstToBreak: room === undefined ? firstOf([beyond], ground.settings, ground.before) : room.firstToBreak,
    like: null,
    proof: room?.proof ?? 'counted',
    whenRaised: null,
    otherProfile: null,
  };
}

function raisable({ quota, overridden }: QuotaInForce): Pick<HeadroomRow, 'adjustable' | 'overridden'> {
  return { adjustable: quota.adjustable, overridden };
}

function hubRow({ kind, gateway, like, used, rooms }: HubHeadroom, grounds: readonly Ground[]): HeadroomRow {
  const [room, theirs] = rooms as [HubHeadroom['rooms'][number], HubHeadroom['rooms'][number] | undefined];
  const other = grounds[1];
  const differs = theirs !== undefined && other !== undefined && theirs.left !== room.left;
  return {
    kind,
    subject: gateway.name,
    unit: kind === 'vpcs' ? 'VPCs' : 'branches',
    router: null,
    used,
    cap: null,
    left: room.left,
    quota: null,
    rule: null,
    adjustable: false,
    overridden: false,
    firstToBreak: room.firstToBreak,
    like,
    proof: room.left === null ? 'counted' : 'solved',
    whenRaised: room.whenRaised,
    otherProfile: differs
      ? { profile: other.settings.profile, cap: null, left: theirs.left, firstToBreak: theirs.firstToBreak }
      : null,
  };
}
