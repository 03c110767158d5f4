/**
 * What is at a router only over truncated announcements. Costs nothing where nothing is truncated; where
 * all of a router's sessions share one truncated table, its destinations are counted, not walked.
 */
import { customerRouterBehaviour, imported } from '../../aws/customer-router.ts';
import type { RouterNode, Session } from '../../aws/network.ts';
import { type Prefix, prefixKey, type PrefixKey } from '../../net/prefix.ts';
import type { PrefixTable } from '../../net/prefix-table.ts';
import type { Entry, SessionResult, Solution } from '../../aws/solution.ts';
import { AnnouncedMatches } from '../announced-matches.ts';
import { ownNetworks } from '../own-networks.ts';
import { placeAnnounced } from '../../solve/place-names.ts';

export interface AtRisk {
  readonly count: number;
  readonly examples: readonly Prefix[];
}

export const examplesShown = 3;

export interface RouterRisk {
  readonly router: RouterNode;
  /** One of the truncated sessions, that with the most candidates. */
  readonly truncated: SessionResult;
  readonly atRisk: AtRisk;
}

export function* risksOfRouters(solution: Solution): Iterable<RouterRisk> {
  const matches = new AnnouncedMatches(solution);
  for (const router of solution.network.routers.values()) {
    const live = router.sessions.flatMap((session) => {
      const result = solution.sessions.get(session.id);
      return result !== undefined && (result.state === 'established' || !result.stateCertain) ? [result] : [];
    });
    const truncated = live.filter(isTruncated);
    if (truncated.length === 0) continue;
    const largest = truncated.reduce((a, b) => (b.outbound.candidates > a.outbound.candidates ? b : a));
    const atRisk = new Risk(solution, router, matches).of(
      truncated,
      live.filter((result) => !truncated.includes(result)),
      largest,
    );
    matches.forget();
    if (atRisk.count > 0) yield { router, truncated: largest, atRisk };
  }
}

/** The announcements of a Direct Connect gateway are truncated per association, not as a whole. */
function isTruncated({ session, outbound }: SessionResult): boolean {
  if (outbound.cap !== null && outbound.candidates > outbound.cap) return true;
  return session.gateway.kind === 'directConnectGateway' && outbound.candidatesMin < outbound.candidates;
}

class Risk {
  readonly #solution: Solution;
  readonly #matches: AnnouncedMatches;
  readonly #own: PrefixTable<true>;

  constructor(solution: Solution, router: RouterNode, matches: AnnouncedMatches) {
    this.#solution = solution;
    this.#matches = matches;
    this.#own = ownNetworks(router);
  }

  of(truncated: readonly SessionResult[], whole: readonly SessionResult[], largest: SessionResult): AtRisk {
    const { network } = this.#solution;
    const mirrored = network.settings.assume('customerStaticRoutes') === 'mirror';
    const others = whole.map(({ session }) => session).filter(({ routing }) => routing === 'bgp' || mirrored);
    const filtered = truncated.some(({ session }) => session.policy.acceptOnly !== null);
    // Sessions on one table are announced the same but for the router's own networks; filters may differ.
    const sources = new Map(
      truncated.map(({ session }) => [
        filtered ? session.id : (placeAnnounced(network, session) ?? session.id),
        session,
      ]),
    );
    const throughDirectConnect = truncated.some(({ session }) => session.gateway.kind === 'directConnectGateway');
    return others.length > 0 || sources.size > 1 || filtered || throughDirectConnect
      ? this.#walk([...sources.values()], others)
      : this.#count(largest);
  }

  /** One truncated table and nothing beside it: everything is at risk but the router's own networks. */
  #count({ session, outbound }: SessionResult): AtRisk {
    let count = outbound.candidates;
    for (const [prefix] of this.#own.entries()) {
      const [, wider] = this.#own.covering(prefix);
      if (wider !== undefined) continue;
      if (this.#matches.view(session).lookup(prefix) !== undefined) count -= 1;
      for (const _ of this.#matches.inside(session, prefix)) count -= 1;
    }
    const examples: Prefix[] = [];
    if (count > 0) {
      for (const { prefix } of this.#matches.view(session).entries()) {
        if (this.#own.longestMatch(prefix) !== undefined) continue;
        examples.push(prefix);
        if (examples.length === examplesShown) break;
      }
    }
    return { count, examples };
  }

  #walk(sources: readonly Session[], others: readonly Session[]): AtRisk {
    const seen = new Set<PrefixKey>();
    const examples: Prefix[] = [];
    let count = 0;
    const coverers = [...others, ...sources.filter(({ gateway }) => gateway.kind === 'directConnectGateway')];
    for (const session of sources) {
      for (const entry of this.#matches.view(session).entries()) {
        const { prefix } = entry;
        if (entry.presence === 'certain' || seen.has(prefixKey(prefix))) continue;
        if (this.#own.longestMatch(prefix) !== undefined || this.#taken(session, entry) === 'never') continue;
        seen.add(prefixKey(prefix));
        if (coverers.some((other) => this.#coversForCertain(other, prefix))) continue;
        count += 1;
        if (examples.length < examplesShown) examples.push(prefix);
      }
    }
    return { count, examples };
  }

  #coversForCertain(session: Session, prefix: Prefix): boolean {
    for (const entry of this.#matches.covering(session, prefix)) {
      if (entry.presence === 'certain' && this.#taken(session, entry) === 'always') return true;
    }
    return false;
  }

  /** Whether the router takes the route in: its filter, and its own ASN in the path. */
  #taken(session: Session, entry: Entry): 'always' | 'sometimes' | 'never' {
    const behaviour = customerRouterBehaviour(this.#solution.network.settings);
    const all = entry.alternatives.flat();
    const refused = all.filter(
      ({ attributes }) =>
        'why' in imported(session.policy, entry.prefix, attributes) || behaviour.refuse(attributes, session) !== null,
    ).length;
    return refused === 0 ? 'always' : refused === all.length ? 'never' : 'sometimes';
  }
}
