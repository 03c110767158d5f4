/** What arrives at a router on a session, made on demand; over the cap a subset does, and nobody knows which (B-OUT-WHICH). */
import type { Behaviour } from './behaviour.ts';
import { announcedByAssociation } from './direct-connect-gateway.ts';
import type { Entry, PlacedRoute } from './entry.ts';
import type { Network, Session } from './network.ts';
import { merelyPossible } from './pool.ts';
import type { Announced } from './solution.ts';
import { attributesKey, type PathAttributes } from '../bgp/attributes.ts';
import { PrefixTable } from '../net/prefix-table.ts';

export const nothingAnnounced: Announced = { lookup: () => undefined, entries: () => [] };

/** `whole`: nothing of it is cut off or doubtful. `extraMed`: while the tunnel is about to be replaced (TS-UPD). */
export function announcedFrom(
  table: PrefixTable<Entry>,
  given: { session: Session; behaviour: Behaviour | null; whole: boolean; extraMed: number | null },
): Announced {
  const { session, behaviour, whole, extraMed } = given;
  const announce = (entry: Entry): Entry | undefined => {
    if (entry.prefix.family !== session.family) return undefined;
    const made = behaviour === null ? entry : announcedEntry(entry, session, behaviour, extraMed);
    return made === undefined || whole ? made : merelyPossible(made);
  };
  return {
    lookup: (prefix) => {
      const entry = table.get(prefix);
      return entry === undefined ? undefined : announce(entry);
    },
    *entries() {
      for (const entry of table.values()) {
        const made = announce(entry);
        if (made !== undefined) yield made;
      }
    },
  };
}

function announcedEntry(
  entry: Entry,
  session: Session,
  behaviour: Behaviour,
  extraMed: number | null,
): Entry | undefined {
  const variants = new Map<string, PathAttributes>();
  let withheld = false;
  for (const group of entry.alternatives) {
    const sent = group.map((route) => behaviour.advertise(route, session).attributes);
    if (sent.includes(null)) {
      withheld = true;
      // Without the routes that must not go back, if those may be missing, the others are announced.
      if (group.some(({ certain }, index) => certain && sent[index] === null)) continue;
    }
    for (const each of sent) {
      if (each === null) continue;
      const attributes = extraMed === null ? each : { ...each, med: (each.med ?? 0) + extraMed };
      variants.set(attributesKey(attributes), attributes);
    }
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

/** What the associations of a Direct Connect gateway put on its virtual interfaces; changes with the design alone. */
export function fromAssociations({ design, settings }: Network, session: Session): PrefixTable<Entry> {
  const table = new PrefixTable<Entry>();
  const cap = settings.quota('dx.allowed-prefixes').value;
  for (const association of design.directConnectGateways[session.gateway.name]?.associations ?? []) {
    const prefixes = announcedByAssociation(design, association);
    const isOver = association.gateway.kind === 'transitGateway' && cap !== null && prefixes.length > cap;
    if (isOver && settings.assume('directConnectOverAllowedPrefixes') === 'none') continue;
    for (const prefix of prefixes) {
      if (prefix.family !== session.family) continue;
      const attributes: PathAttributes = {
        asPath: [session.amazonAsn],
        origin: 'igp',
        med: null,
        localPreference: null,
        communities: [],
      };
      const route: PlacedRoute = { prefix, attributes, source: { kind: 'session', session }, certain: !isOver };
      table.set(prefix, { prefix, presence: isOver ? 'possible' : 'certain', alternatives: [[route]] });
    }
  }
  return table;
}

/** The cap on what is announced: on a Direct Connect gateway, for each transit gateway associated with it. */
export function outboundCapOf({ design }: Network, session: Session): number | null {
  const { value } = session.outboundCap;
  if (session.gateway.kind !== 'directConnectGateway' || value === null) return value;
  const { associations = [] } = design.directConnectGateways[session.gateway.name] ?? {};
  const transit = associations.filter(({ gateway }) => gateway.kind === 'transitGateway').length;
  return transit === 0 ? null : value * transit;
}

/** Allowed prefixes over the cap of their association, which counts both families together (Q-DX-OUT-T). */
export function beyondAllowed({ design, settings }: Network, session: Session): number {
  const cap = settings.quota('dx.allowed-prefixes').value;
  if (
    session.gateway.kind !== 'directConnectGateway' ||
    cap === null ||
    settings.assume('directConnectOverAllowedPrefixes') === 'none'
  )
    return 0;
  const { associations = [] } = design.directConnectGateways[session.gateway.name] ?? {};
  return associations
    .filter(({ gateway }) => gateway.kind === 'transitGateway')
    .reduce((sum, { allowedPrefixes }) => sum + Math.max(0, (allowedPrefixes?.length ?? 0) - cap), 0);
}
