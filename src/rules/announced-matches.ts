/**
 * What AWS announces on a session for a destination, by longest match, without spelling out a router's
 * table: a gateway's own table says which prefixes can cover the destination at all.
 */
import type { Session } from '../aws/network.ts';
import type { Prefix } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Announced, Entry, Solution } from '../aws/solution.ts';
import { placeAnnounced } from '../solve/place-names.ts';

export class AnnouncedMatches {
  readonly #solution: Solution;
  readonly #views = new Map<string, Announced>();
  /** Of sessions of Direct Connect gateways, which announce few prefixes and have no table to ask. */
  readonly #spelled = new Map<string, PrefixTable<Entry>>();

  constructor(solution: Solution) {
    this.#solution = solution;
  }

  /** Kept, since a view is dear to make. */
  view(session: Session): Announced {
    let view = this.#views.get(session.id);
    if (view === undefined) this.#views.set(session.id, (view = this.#solution.announced(session)));
    return view;
  }

  /** Forgets the views of a router that is done with. */
  forget(): void {
    this.#views.clear();
    this.#spelled.clear();
  }

  /** Everything announced on the session that covers the destination, most specific first. */
  *covering(session: Session, destination: Prefix): Generator<Entry, void, undefined> {
    const table = this.#source(session);
    const view = this.view(session);
    for (const [prefix] of table?.covering(destination) ?? []) {
      const entry = view.lookup(prefix);
      if (entry !== undefined) yield entry;
    }
  }

  /** Everything announced on the session that is strictly inside the prefix. */
  *inside(session: Session, prefix: Prefix): Generator<Entry, void, undefined> {
    const table = this.#source(session);
    const view = this.view(session);
    for (const [inner] of table?.inside(prefix) ?? []) {
      const entry = view.lookup(inner);
      if (entry !== undefined) yield entry;
    }
  }

  #source(session: Session): PrefixTable<unknown> | undefined {
    const place = placeAnnounced(this.#solution.network, session);
    if (place !== null) return this.#solution.table(place);
    let spelled = this.#spelled.get(session.id);
    if (spelled === undefined) {
      spelled = new PrefixTable();
      for (const entry of this.view(session).entries()) spelled.set(entry.prefix, entry);
      this.#spelled.set(session.id, spelled);
    }
    return spelled;
  }
}
