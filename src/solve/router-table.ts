/** A customer router's own table, and what a transit router passes on from it. */
import type { Candidate } from '../aws/candidate.ts';
import { customerRouterBehaviour, exported, imported } from '../aws/customer-router.ts';
import type { Network, RouterNode, Session } from '../aws/network.ts';
import { attributesKey, plainAttributes, type PathAttributes } from '../bgp/attributes.ts';
import type { Announcement } from '../design/vocabulary.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Offer, Offers } from './offers.ts';
import { addVariants, type Pool, selectAll } from '../aws/pool.ts';
import type { Announced, Entry } from '../aws/solution.ts';

export interface RouterView {
  readonly network: Network;
  /** What AWS announces on a session. */
  readonly announced: (session: Session) => Announced;
  /** The router's own announcements on a session. */
  readonly own: (session: Session) => Offers;
}

export function routerPool(router: RouterNode, view: RouterView): Pool {
  const { settings } = view.network;
  const behaviour = customerRouterBehaviour(settings);
  const mirrored = settings.assume('customerStaticRoutes') === 'mirror';
  const pool: Pool = new PrefixTable();
  const own: Candidate = { attributes: plainAttributes, source: { kind: 'own' } };
  // Its networks are what it would announce, filtered on the way out or not, and what AWS is told by hand to
  // send here: without the latter a default route would send that back.
  const seen = new Set<Announcement>();
  for (const session of router.sessions) {
    for (const announcement of session.announce) {
      if (seen.has(announcement)) continue;
      seen.add(announcement);
      for (const prefix of announcement.prefixes) if (!pool.has(prefix)) addVariants(pool, prefix, [own], true);
    }
    for (const prefix of session.staticRoutes) if (!pool.has(prefix)) addVariants(pool, prefix, [own], true);
  }
  for (const session of router.sessions) {
    const isStatic = session.routing === 'static';
    if (isStatic && !mirrored) continue;
    for (const entry of view.announced(session).entries()) {
      const variants: Candidate[] = [];
      let refused = false;
      for (const { attributes } of entry.alternatives.flat()) {
        const arrived = isStatic ? plainAttributes : attributes;
        const taken = imported(session.policy, entry.prefix, arrived);
        if ('why' in taken || behaviour.refuse(arrived, session) !== null) refused = true;
        else variants.push({ attributes: taken, source: { kind: isStatic ? 'staticVpn' : 'session', session } });
      }
      addVariants(pool, entry.prefix, variants, entry.presence === 'certain' && !refused);
    }
  }
  return pool;
}

export function routerTable(router: RouterNode, view: RouterView): PrefixTable<Entry> {
  const { settings } = view.network;
  const selecting = { behaviour: customerRouterBehaviour(settings), tieBreak: settings.assume('finalTieBreak') };
  return selectAll(selecting, routerPool(router, view));
}

/** What a transit router passes on over each of its BGP sessions, besides its own announcements. */
export function passedOn(
  network: Network,
  router: RouterNode,
  table: PrefixTable<Entry>,
): Map<string, PrefixTable<Offer>> {
  const behaviour = customerRouterBehaviour(network.settings);
  const result = new Map<string, PrefixTable<Offer>>();
  for (const session of router.sessions) {
    if (session.routing === 'static') continue;
    const offers = new PrefixTable<Offer>();
    for (const [prefix, entry] of table.entries()) {
      if (prefix.family !== session.family || !exported(session.policy, prefix)) continue;
      const variants = new Map<string, PathAttributes>();
      let withheld = false;
      for (const route of entry.alternatives.flat()) {
        // Static routes towards AWS are not redistributed; own networks are announced where the design says so.
        const learned = route.source.kind === 'session';
        const { attributes } = learned ? behaviour.advertise(route, session) : { attributes: null };
        if (attributes === null) withheld = true;
        else variants.set(attributesKey(attributes), attributes);
      }
      if (variants.size > 0) {
        offers.set(prefix, {
          variants: [...variants.values()],
          present: entry.presence === 'certain' && !withheld,
        });
      }
    }
    result.set(session.id, offers);
  }
  return result;
}
