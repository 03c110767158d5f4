/**
 * What AWS announces on each session: counts first (a transit gateway may have thousands of sessions on
 * one table, so the table is counted once and corrected per owner), entries only when asked for. Over
 * the cap a subset is announced and AWS does not say which (B-OUT-TRUNC, B-OUT-WHICH): every entry
 * is then merely possible.
 */
import type { Behaviour } from '../aws/behaviour.ts';
import { ownerOf } from '../aws/candidate.ts';
import { announcedByAssociation } from '../aws/direct-connect-gateway.ts';
import type { Network, Session } from '../aws/network.ts';
import { transitGatewayBehaviour } from '../aws/transit-gateway.ts';
import { vpnGatewayBehaviour } from '../aws/vpn-gateway.ts';
import { attributesKey, type PathAttributes } from '../bgp/attributes.ts';
import type { Prefix } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import { merelyPossible } from '../aws/pool.ts';
import type { Announced, Entry, PlacedRoute } from './solution.ts';
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

const nothing: Announced = { lookup: () => undefined, entries: () => [] };

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
    const cap = this.#capOf(session);
    if (session.gateway.kind === 'directConnectGateway') {
      const table = this.#fromAssociations(session);
      let least = 0;
      for (const entry of table.values()) if (entry.presence === 'certain') least += 1;
      return { most: table.size, least, cap, beyond: Math.min(table.size, this.#beyondAllowed(session)) };
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
    if (crosses === 'never') return nothing;
    const { most, cap } = this.count(session);
    const whole = crosses === 'always' && (cap === null || most <= cap);
    const known =
      session.gateway.kind === 'directConnectGateway' ? this.#fromAssociations(session) : this.#tableOf(session);
    if (known === undefined) return nothing;
    const announce = (entry: Entry): Entry | undefined => {
      const made = entry.prefix.family === session.family ? this.#announced(entry, session) : undefined;
      return made === undefined || whole ? made : merelyPossible(made);
    };
    return {
      lookup: (prefix: Prefix) => {
        const entry = known.get(prefix);
        return entry === undefined ? undefined : announce(entry);
      },
      *entries() {
        for (const entry of known.values()) {
          const made = announce(entry);
          if (made !== undefined) yield made;
        }
      },
    };
  }

  #capOf(session: Session): number | null {
    const { value } = session.outboundCap;
    if (session.gateway.kind !== 'directConnectGateway' || value === null) return value;
    // 200 is per associated transit gateway (Q-DX-OUT-T); for VGWs behind a gateway no number is published.
    const associations = this.#network.design.directConnectGateways[session.gateway.name]?.associations ?? [];
    const transit = associations.filter(({ gateway }) => gateway.kind === 'transitGateway').length;
    return transit === 0 ? null : value * transit;
  }

  /** Allowed prefixes over the cap of their association (Q-DX-OUT-T counts both families together). */
  #beyondAllowed(session: Session): number {
    const { design, settings } = this.#network;
    const cap = settings.quota('dx.allowed-prefixes').value;
    if (cap === null || settings.assume('directConnectOverAllowedPrefixes') === 'none') return 0;
    let beyond = 0;
    for (const { gateway, allowedPrefixes } of design.directConnectGateways[session.gateway.name]?.associations ?? []) {
      if (gateway.kind === 'transitGateway') beyond += Math.max(0, (allowedPrefixes?.length ?? 0) - cap);
    }
    return beyond;
  }

  #tableOf(session: Session): PrefixTable<Entry> | undefined {
    const place = this.placeOf(session);
    return place === null ? undefined : this.#tables.of.get(place);
  }

  #announced(entry: Entry, session: Session): Entry | undefined {
    if (session.gateway.kind === 'directConnectGateway') return entry;
    const behaviour = this.behaviourOf(session);
    const variants = new Map<string, PathAttributes>();
    let withheld = false;
    for (const group of entry.alternatives) {
      const sent = group.map((route) => behaviour.advertise(route, session).attributes);
      if (sent.includes(null)) {
        withheld = true;
        // Without the routes that must not go back, if those may be missing, the others are announced.
        if (group.some(({ certain }, index) => certain && sent[index] === null)) continue;
      }
      for (const attributes of sent) if (attributes !== null) variants.set(attributesKey(attributes), attributes);
    }
    if (variants.size === 0) return undefined;
    const present = entry.presence === 'certain' && !withheld;
    const certain = present && variants.size === 1;
    return {
      prefix: entry.prefix,
      presence: present ? 'certain' : 'possible',
      alternatives: [...variants.values()].map((attributes): PlacedRoute[] => [
        { prefix: entry.prefix, attributes, source: { kind: 'session', session }, certain },
      ]),
    };
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

  /** What the associations of a Direct Connect gateway put on its virtual interfaces. */
  #fromAssociations(session: Session): PrefixTable<Entry> {
    const key = `${session.id}`;
    const known = this.#associated.get(key);
    if (known !== undefined) return known;
    const { design, settings } = this.#network;
    const table = new PrefixTable<Entry>();
    const cap = settings.quota('dx.allowed-prefixes').value;
    for (const association of design.directConnectGateways[session.gateway.name]?.associations ?? []) {
      const prefixes = announcedByAssociation(design, association);
      const over = association.gateway.kind === 'transitGateway' && cap !== null && prefixes.length > cap;
      if (over && settings.assume('directConnectOverAllowedPrefixes') === 'none') continue;
      for (const prefix of prefixes) {
        if (prefix.family !== session.family) continue;
        const certain = !over;
        const attributes: PathAttributes = {
          asPath: [session.amazonAsn],
          origin: 'igp',
          med: null,
          localPreference: null,
          communities: [],
        };
        table.set(prefix, {
          prefix,
          presence: certain ? 'certain' : 'possible',
          alternatives: [[{ prefix, attributes, source: { kind: 'session', session }, certain }]],
        });
      }
    }
    this.#associated.set(key, table);
    return table;
  }
}
