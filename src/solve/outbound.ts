/**
 * What AWS announces on each session: counts first (a transit gateway may have thousands of sessions on
 * one table, so the table is counted once and corrected per owner), entries only when asked for. Over
 * the cap a subset is announced and AWS does not say which (B-OUT-TRUNC, B-OUT-WHICH): every entry
 * is then merely possible.
 */
import {
  announcedFrom,
  beyondAllowed,
  fromAssociations,
  nothingAnnounced,
  outboundCapOf,
} from '../aws/announced-on.ts';
import type { Behaviour } from '../aws/behaviour.ts';
import { ownerOf } from '../aws/candidate.ts';
import type { Network, Session } from '../aws/network.ts';
import { transitGatewayBehaviour } from '../aws/transit-gateway.ts';
import { vpnGatewayBehaviour } from '../aws/vpn-gateway.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Announced, Entry, PlacedRoute, PlaceId } from '../aws/solution.ts';
import type { Prefix } from '../net/prefix.ts';
import { PatchedMap } from './patched-map.ts';
import { placeAnnounced } from './place-names.ts';
import { crossing, type Standing } from './standing.ts';
import type { Tables } from './tables.ts';

export interface OutboundCount {
  readonly most: number;
  readonly least: number;
  readonly cap: number | null;
  /** Beyond a cap that counts only part of them (each association of a Direct Connect gateway has its own). */
  readonly beyond: number;
}

export interface OwnerCounts {
  readonly most: number;
  readonly least: number;
  /** What an owner's own routes take away from both, since they are not announced back to it. */
  readonly less: ReadonlyMap<string, { readonly most: number; readonly least: number }>;
}

/** What changed at a prefix of a place since an earlier round. */
export interface EntryChange {
  readonly prefix: Prefix;
  readonly before: Entry | undefined;
  readonly after: Entry | undefined;
}

/** An earlier round, and where the tables of this one differ from its. */
export interface Earlier {
  readonly outbound: Outbound;
  readonly changes: ReadonlyMap<PlaceId, readonly EntryChange[]>;
}

/** Whether a group may be announced to an owner: some of it came from elsewhere, and what came from there may be missing. */
function mayGoTo(owner: string, group: readonly PlacedRoute[]): boolean {
  const back = group.filter(({ source }) => ownerOf(source) === owner);
  return back.length < group.length && back.every(({ certain }) => !certain);
}

interface Contribution {
  readonly least: number;
  readonly less: readonly (readonly [string, { readonly most: number; readonly least: number }])[];
}

/** Counts that entries are added to and taken from; begun where earlier ones ended. */
class Tally implements OwnerCounts {
  most: number;
  least: number;
  readonly less: PatchedMap<string, { readonly most: number; readonly least: number }>;

  constructor(before: OwnerCounts = { most: 0, least: 0, less: new Map() }) {
    this.most = before.most;
    this.least = before.least;
    this.less = new PatchedMap(before.less);
  }

  add(contribution: Contribution | null, times: 1 | -1): void {
    if (contribution === null) return;
    this.most += times;
    this.least += times * contribution.least;
    for (const [owner, { most, least }] of contribution.less) {
      const before = this.less.get(owner) ?? { most: 0, least: 0 };
      this.less.set(owner, { most: before.most + times * most, least: before.least + times * least });
    }
  }
}

export class Outbound {
  readonly #network: Network;
  readonly #tables: Tables;
  readonly #standings: ReadonlyMap<string, Standing>;
  readonly #behaviours = new Map<string, Behaviour>();
  readonly #counts = new Map<string, OwnerCounts>();
  readonly #associated = new Map<string, PrefixTable<Entry>>();
  readonly #earlier: Earlier | null;

  constructor(
    network: Network,
    tables: Tables,
    standings: ReadonlyMap<string, Standing>,
    earlier: Earlier | null = null,
  ) {
    this.#network = network;
    this.#tables = tables;
    this.#standings = standings;
    this.#earlier = earlier;
  }

  behaviourOf(session: Session): Behaviour {
    const key = `${session.gateway.kind}/${session.gateway.name}`;
    let behaviour = this.#behaviours.get(key);
    if (behaviour === undefined) {
      const { settings, design } = this.#network;
      behaviour =
        session.gateway.kind === 'vpnGateway'
          ? vpnGatewayBehaviour(settings)
          : transitGatewayBehaviour(settings, design.transitGateways[session.gateway.name]?.vpnEcmpSupport ?? true);
      this.#behaviours.set(key, behaviour);
    }
    return behaviour;
  }

  /** Routes of the place for sessions like the given one, those that came over the session itself included, at most. */
  most(place: PlaceId, session: Session): number {
    let { most } = this.counts(place, session);
    for (const count of this.#tables.anonymous.get(place)?.values() ?? []) most += count;
    return most;
  }

  count(session: Session): OutboundCount {
    const cap = outboundCapOf(this.#network, session);
    if (session.gateway.kind === 'directConnectGateway') {
      const table = this.#fromAssociations(session);
      let least = 0;
      for (const entry of table.values()) if (entry.presence === 'certain') least += 1;
      return { most: table.size, least, cap, beyond: Math.min(table.size, beyondAllowed(this.#network, session)) };
    }
    const place = placeAnnounced(this.#network, session);
    if (place === null) return { most: 0, least: 0, cap, beyond: 0 };
    const counts = this.counts(place, session);
    const owner = session.attachment ?? session.connection;
    const less = counts.less.get(owner);
    let most = counts.most - (less?.most ?? 0);
    const least = counts.least - (less?.least ?? 0);
    for (const [other, count] of this.#tables.anonymous.get(place) ?? []) if (other !== owner) most += count;
    return { most, least, cap, beyond: 0 };
  }

  /** What arrives at the router, whatever its policy makes of it. */
  view(session: Session): Announced {
    const crosses = crossing(this.#standings.get(session.id));
    if (crosses === 'never') return nothingAnnounced;
    const { most, cap } = this.count(session);
    const whole = crosses === 'always' && (cap === null || most <= cap);
    const known =
      session.gateway.kind === 'directConnectGateway' ? this.#fromAssociations(session) : this.#tableOf(session);
    if (known === undefined) return nothingAnnounced;
    const behaviour = session.gateway.kind === 'directConnectGateway' ? null : this.behaviourOf(session);
    return announcedFrom(known, { session, behaviour, whole, extraMed: null });
  }

  #tableOf(session: Session): PrefixTable<Entry> | undefined {
    const place = placeAnnounced(this.#network, session);
    return place === null ? undefined : this.#tables.of.get(place);
  }

  /** Of the place's routes, those that can be announced on sessions of the kind and family. */
  counts(place: PlaceId, session: Session): OwnerCounts {
    const key = `${place} ${session.family} ${session.kind}`;
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const changes = this.#earlier?.changes.get(place);
    let counts: OwnerCounts;
    if (this.#earlier === null) counts = this.#countWhole(place, session);
    else {
      counts = this.#earlier.outbound.counts(place, session);
      if (changes !== undefined) counts = this.#countChanges(counts, changes, session);
    }
    this.#counts.set(key, counts);
    return counts;
  }

  #countWhole(place: PlaceId, session: Session): OwnerCounts {
    const tally = new Tally();
    const contribution = this.#contribution(session);
    for (const entry of this.#tables.of.get(place)?.values() ?? []) tally.add(contribution(entry), 1);
    return tally;
  }

  #countChanges(before: OwnerCounts, changes: readonly EntryChange[], session: Session): OwnerCounts {
    const tally = new Tally(before);
    const contribution = this.#contribution(session);
    for (const change of changes) {
      if (change.before !== undefined) tally.add(contribution(change.before), -1);
      if (change.after !== undefined) tally.add(contribution(change.after), 1);
    }
    return tally;
  }

  /** What one entry adds to the counts for sessions like the given one; null: nothing. */
  #contribution(session: Session): (entry: Entry) => Contribution | null {
    const behaviour = this.behaviourOf(session);
    // Stands for any session of the kind that no route came over.
    const neutral: Session = { ...session, id: '', connection: '', attachment: '' };
    const returned = this.#network.settings.assume('announceBackToSource') === true;
    return (entry) => {
      if (entry.prefix.family !== session.family) return null;
      const announceable = entry.alternatives.filter((group) =>
        group.every((route) => behaviour.advertise(route, neutral).withheld === null),
      );
      if (announceable.length === 0) return null;
      const sure = entry.presence === 'certain' && announceable.length === entry.alternatives.length ? 1 : 0;
      const less: [string, { most: number; least: number }][] = [];
      if (!returned) {
        for (const owner of new Set(announceable.flatMap((group) => group.map(({ source }) => ownerOf(source))))) {
          const left = announceable.some((group) => mayGoTo(owner, group));
          less.push([owner, { most: left ? 0 : 1, least: sure }]);
        }
      }
      return { least: sure, less };
    };
  }

  #fromAssociations(session: Session): PrefixTable<Entry> {
    let table = this.#associated.get(session.id);
    if (table === undefined) this.#associated.set(session.id, (table = fromAssociations(this.#network, session)));
    return table;
  }
}
