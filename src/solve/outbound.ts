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
import type { Announced, Entry, PlacedRoute } from '../aws/solution.ts';
import { crossing, type Standing } from './standing.ts';
import type { Tables } from './tables.ts';

export interface OutboundCount {
  readonly most: number;
  readonly least: number;
  readonly cap: number | null;
  /** Beyond a cap that counts only part of them (each association of a Direct Connect gateway has its own). */
  readonly beyond: number;
}

interface OwnerCounts {
  most: number;
  least: number;
  /** What an owner's own routes take away from both, since they are not announced back to it. */
  readonly less: Map<string, { most: number; least: number }>;
}

/** Whether a group may be announced to an owner: some of it came from elsewhere, and what came from there may be missing. */
function mayGoTo(owner: string, group: readonly PlacedRoute[]): boolean {
  const back = group.filter(({ source }) => ownerOf(source) === owner);
  return back.length < group.length && back.every(({ certain }) => !certain);
}

export class Outbound {
  readonly #network: Network;
  readonly #tables: Tables;
  readonly #standings: ReadonlyMap<string, Standing>;
  readonly #behaviours = new Map<string, Behaviour>();
  readonly #counts = new Map<string, OwnerCounts>();
  readonly #associated = new Map<string, PrefixTable<Entry>>();

  constructor(network: Network, tables: Tables, standings: ReadonlyMap<string, Standing>) {
    this.#network = network;
    this.#tables = tables;
    this.#standings = standings;
  }

  /** Place whose table feeds the session; null: a Direct Connect gateway, or an attachment without a table. */
  placeOf(session: Session): string | null {
    const { kind, name } = session.gateway;
    if (kind === 'vpnGateway') return `vpnGateways/${name}`;
    if (kind === 'directConnectGateway') return null;
    const table = this.#network.associatedTable(name, session.attachment ?? '');
    return table === null ? null : `transitGateways/${name}/${table}`;
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

  count(session: Session): OutboundCount {
    const cap = outboundCapOf(this.#network, session);
    if (session.gateway.kind === 'directConnectGateway') {
      const table = this.#fromAssociations(session);
      let least = 0;
      for (const entry of table.values()) if (entry.presence === 'certain') least += 1;
      return { most: table.size, least, cap, beyond: Math.min(table.size, beyondAllowed(this.#network, session)) };
    }
    const place = this.placeOf(session);
    if (place === null) return { most: 0, least: 0, cap, beyond: 0 };
    const counts = this.#countTable(place, session);
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
    const place = this.placeOf(session);
    return place === null ? undefined : this.#tables.of.get(place);
  }

  #countTable(place: string, session: Session): OwnerCounts {
    const key = `${place} ${session.family} ${session.kind}`;
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const behaviour = this.behaviourOf(session);
    // Stands for any session of the kind that no route came over.
    const neutral: Session = { ...session, id: '', connection: '', attachment: '' };
    const returned = this.#network.settings.assume('announceBackToSource') === true;
    const counts: OwnerCounts = { most: 0, least: 0, less: new Map() };
    for (const entry of this.#tables.of.get(place)?.values() ?? []) {
      if (entry.prefix.family !== session.family) continue;
      const announceable = entry.alternatives.filter((group) =>
        group.every((route) => behaviour.advertise(route, neutral).withheld === null),
      );
      if (announceable.length === 0) continue;
      const sure = entry.presence === 'certain' && announceable.length === entry.alternatives.length ? 1 : 0;
      counts.most += 1;
      counts.least += sure;
      if (returned) continue;
      for (const owner of new Set(announceable.flatMap((group) => group.map(({ source }) => ownerOf(source))))) {
        const left = announceable.some((group) => mayGoTo(owner, group));
        let less = counts.less.get(owner);
        if (less === undefined) counts.less.set(owner, (less = { most: 0, least: 0 }));
        if (!left) less.most += 1;
        less.least += sure;
      }
    }
    this.#counts.set(key, counts);
    return counts;
  }

  #fromAssociations(session: Session): PrefixTable<Entry> {
    let table = this.#associated.get(session.id);
    if (table === undefined) this.#associated.set(session.id, (table = fromAssociations(this.#network, session)));
    return table;
  }
}
