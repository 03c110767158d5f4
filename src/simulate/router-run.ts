/** A customer's router at a moment: its table, and what a transit router passes on from it. */
import { customerRouterBehaviour, exported, imported } from '../aws/customer-router.ts';
import type { Candidate } from '../aws/candidate.ts';
import type { Entry } from '../aws/entry.ts';
import type { Network, RouterNode, Session } from '../aws/network.ts';
import { addVariants, type Pool, type Selecting, selectAll, selectEntry } from '../aws/pool.ts';
import type { Announced } from '../aws/solution.ts';
import { attributesKey, plainAttributes, type PathAttributes } from '../bgp/attributes.ts';
import type { Announcement } from '../design/vocabulary.ts';
import type { Prefix } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Offered } from './customer-offers.ts';

export type View = (session: Session) => Announced;

const own: Candidate = { attributes: plainAttributes, source: { kind: 'own' } };

export class RouterRun {
  readonly node: RouterNode;
  readonly #selecting: Selecting;
  readonly #mirrored: boolean;
  #networks: PrefixTable<true> | null = null;

  constructor(node: RouterNode, { settings }: Network) {
    this.node = node;
    this.#selecting = { behaviour: customerRouterBehaviour(settings), tieBreak: settings.assume('finalTieBreak') };
    this.#mirrored = settings.assume('customerStaticRoutes') === 'mirror';
  }

  /** What it would announce, filtered on the way out or not, and what AWS is told by hand to send here. */
  networks(): PrefixTable<true> {
    if (this.#networks !== null) return this.#networks;
    const networks = new PrefixTable<true>();
    const seen = new Set<Announcement>();
    for (const session of this.node.sessions) {
      for (const announcement of session.announce) {
        if (seen.has(announcement)) continue;
        seen.add(announcement);
        for (const prefix of announcement.prefixes) networks.set(prefix, true);
      }
      for (const prefix of session.staticRoutes) networks.set(prefix, true);
    }
    this.#networks = networks;
    return networks;
  }

  table(view: View): PrefixTable<Entry> {
    const pool: Pool = new PrefixTable();
    for (const [prefix] of this.networks().entries()) addVariants(pool, prefix, [own], true);
    for (const session of this.node.sessions) {
      if (!this.#hears(session)) continue;
      for (const entry of view(session).entries()) this.#take(pool, session, entry);
    }
    return selectAll(this.#selecting, pool);
  }

  entry(prefix: Prefix, views: readonly (readonly [Session, Announced])[]): Entry | undefined {
    const pool: Pool = new PrefixTable();
    if (this.networks().has(prefix)) addVariants(pool, prefix, [own], true);
    for (const [session, announced] of views) {
      if (!this.#hears(session)) continue;
      const entry = announced.lookup(prefix);
      if (entry !== undefined) this.#take(pool, session, entry);
    }
    const candidates = pool.get(prefix);
    return candidates === undefined ? undefined : selectEntry(this.#selecting, prefix, candidates);
  }

  /** What a transit router passes on of an entry of its table; null: nothing. */
  passedOn(entry: Entry | undefined, session: Session): Offered | null {
    if (entry === undefined || session.routing === 'static') return null;
    if (entry.prefix.family !== session.family || !exported(session.policy, entry.prefix)) return null;
    const variants = new Map<string, PathAttributes>();
    let withheld = false;
    for (const route of entry.alternatives.flat()) {
      // Static routes towards AWS are not redistributed; own networks are announced where the design says so.
      const { attributes } =
        route.source.kind === 'session' ? this.#selecting.behaviour.advertise(route, session) : { attributes: null };
      if (attributes === null) withheld = true;
      else variants.set(attributesKey(attributes), attributes);
    }
    return variants.size === 0
      ? null
      : { variants: [...variants.values()], present: entry.presence === 'certain' && !withheld };
  }

  #hears(session: Session): boolean {
    return session.routing !== 'static' || this.#mirrored;
  }

  #take(pool: Pool, session: Session, entry: Entry): void {
    const isStatic = session.routing === 'static';
    const variants: Candidate[] = [];
    let refused = false;
    for (const { attributes } of entry.alternatives.flat()) {
      const arrived = isStatic ? plainAttributes : attributes;
      const taken = imported(session.policy, entry.prefix, arrived);
      if ('why' in taken || this.#selecting.behaviour.refuse(arrived, session) !== null) refused = true;
      else variants.push({ attributes: taken, source: { kind: isStatic ? 'staticVpn' : 'session', session } });
    }
    addVariants(pool, entry.prefix, variants, entry.presence === 'certain' && !refused);
  }
}
