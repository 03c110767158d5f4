/**
 * Whether a design carries its demands, and the fewest VPN connections, like the ones there are, with which
 * it does. Every number is one that was applied to the design and solved: with it the demands fit, after
 * the failures they are to survive as well, and with one connection fewer they do not.
 */
import type { Session } from '../../aws/network.ts';
import type { Settings } from '../../aws/settings.ts';
import type { Solution } from '../../aws/solution.ts';
import { applyChanges, type Change } from '../../design/change.ts';
import type { Demand, Design } from '../../design/vocabulary.ts';
import { overloadBreach, unreachedBreach } from '../../rules/bandwidth/demand-breach.ts';
import { askingAlike } from '../../rules/bandwidth/demand-exceeds-capacity-after-failure.ts';
import { demandTrouble, isTrouble, troubleOf, type DemandTrouble } from '../../rules/bandwidth/demand-overloads.ts';
import { distinctFailures } from '../../rules/bandwidth/distinct-failures.ts';
import { destinationsBetween } from '../../solve/destinations.ts';
import { forward } from '../../solve/forward.ts';
import { solve } from '../../solve/solve.ts';
import { blockedBy, changesFor, classesOf, type Blocked, type ConnectionClass } from './connection-class.ts';
import { unitsFor } from './question.ts';

export interface DesignSizing {
  readonly demands: readonly SizedDemand[];
  /** All demands fit together as drawn, after their failures too. */
  readonly holds: boolean;
  /** The least that makes all demands fit together; null: nothing is missing, or more connections do not help. */
  readonly proposal: Proposal | null;
  /** Why there cannot be more of some connections, where something is missing and nothing is proposed. */
  readonly blocked: readonly Blocked[];
  /** What is too small with the most connections of use; null: something is proposed, or nothing can grow. */
  readonly remaining: string | null;
}

export interface SizedDemand {
  readonly demand: Demand;
  /** It fits when it is alone on the design. */
  readonly holds: boolean;
  /** Of each kind of connection that it uses; empty: none that could be more. */
  readonly classes: readonly SizedClass[];
}

export interface SizedClass {
  /** New ones are like this one. */
  readonly like: string;
  readonly there: number;
  /** The fewest with which it fits, the other kinds as `sized`; null: no number was found. */
  readonly needed: number | null;
}

export interface Proposal {
  readonly changes: readonly Change[];
  readonly classes: readonly (SizedClass & { readonly added: readonly string[] })[];
  /** States that were solved to show that the proposal holds: as changed, and after failures. */
  readonly proved: number;
}

/** More than a Region's quota several times over; each number tried is a design solved. */
const mostConnections = 250;

export function sizeDesign(design: Design, settings: Settings): DesignSizing {
  const whole = new Sizer(design, settings);
  const holds = whole.holds([]) !== null;
  const demands = design.demands.map((demand): SizedDemand => {
    const alone = design.demands.length === 1 ? whole : new Sizer({ ...design, demands: [demand] }, settings);
    const found = alone.least('from nothing');
    return { demand, holds: alone.holds([]) !== null, classes: found.classes };
  });
  if (holds) return { demands, holds, proposal: null, blocked: [], remaining: null };
  const { changes, classes, proved } = whole.least('from what is there');
  if (proved === null) return { demands, holds, proposal: null, blocked: whole.blocked, remaining: whole.remaining() };
  const added = classes.map((each) => ({ ...each, added: addedLike(design, whole.classes, each) }));
  return { demands, holds, proposal: { changes, classes: added, proved }, blocked: [], remaining: null };
}

function addedLike(design: Design, classes: readonly ConnectionClass[], { like, needed }: SizedClass): string[] {
  const own = classes.find((each) => each.like === like);
  if (own === undefined || needed === null) return [];
  return changesFor(design, own, needed).flatMap((change) =>
    change.kind === 'add' && change.section === 'vpnConnections' ? [change.name] : [],
  );
}

interface Least {
  readonly changes: readonly Change[];
  readonly classes: readonly SizedClass[];
  /** Null: not even the most connections are enough. */
  readonly proved: number | null;
}

class Sizer {
  readonly #design: Design;
  readonly #settings: Settings;
  readonly #known = new Map<string, number | null>();
  readonly classes: readonly ConnectionClass[];
  readonly blocked: readonly Blocked[];

  constructor(design: Design, settings: Settings) {
    this.#design = design;
    this.#settings = settings;
    const used = usedBy(design, settings);
    const growing = [...used.values()].filter((session) => blockedBy(design, session) === null);
    this.classes = classesOf(design, new Set(growing.map(({ connection }) => connection)));
    this.blocked = [...used.values()].flatMap((session) => blockedBy(design, session) ?? []);
  }

  /** How many states were solved, in all of which the demands fit; null: in one they do not. */
  holds(counts: readonly number[]): number | null {
    const key = counts.join(' ');
    let known = this.#known.get(key);
    if (known === undefined) {
      const found = statesThatFit(this.#changed(counts), this.#settings);
      this.#known.set(key, (known = typeof found === 'number' ? found : null));
    }
    return known;
  }

  remaining(): string | null {
    if (this.classes.length === 0) return null;
    const counts = this.#most();
    if (counts === null) return `more than ${mostConnections} connections of a kind are not tried`;
    const { demands } = this.#design;
    const found = statesThatFit(this.#changed(counts), this.#settings);
    if (typeof found === 'number') return null;
    if (found === 'too many failures') return 'there are too many sets of failures to try them all';
    const [overload] = found.overloads;
    const [unreached] = found.unreached;
    if (overload !== undefined) return overloadBreach(demands, overload, this.#settings).message;
    return unreached === undefined ? null : unreachedBreach(demands, unreached).message;
  }

  /** Of each kind, beside those there are (some may be down), as many as can be of use; null: too many to try. */
  #most(): number[] | null {
    const useful = this.#useful();
    return useful > mostConnections ? null : this.classes.map(({ members }) => members.length + useful);
  }

  #changesFor(counts: readonly number[]): Change[] {
    return this.classes.flatMap((each, index) => {
      const count = counts[index] ?? each.members.length;
      return count === each.members.length ? [] : changesFor(this.#design, each, count);
    });
  }

  #changed(counts: readonly number[]): Design {
    return applyChanges(this.#design, this.#changesFor(counts));
  }

  /** Every kind as large as can be of use, then each as small as it may be, one after the other. */
  least(start: 'from nothing' | 'from what is there'): Least {
    const lowest = this.classes.map(({ members }) => (start === 'from nothing' ? 1 : members.length));
    const counts = this.#most();
    if (counts === null || counts.length === 0 || this.holds(counts) === null) {
      const classes = this.classes.map(({ like, members }) => ({ like, there: members.length, needed: null }));
      return { changes: [], classes, proved: null };
    }
    for (const [index, low] of lowest.entries()) counts[index] = this.#fewest(counts, index, low);
    const classes = this.classes.map(({ like, members }, i) => ({ like, there: members.length, needed: counts[i]! }));
    return { changes: this.#changesFor(counts), classes, proved: this.holds(counts) };
  }

  /** More connections than this carry no more: enough for all demands at once, and what may fail besides. */
  #useful(): number {
    const { demands, vpnConnections } = this.#design;
    const mbps = demands.reduce((sum, { bandwidthMbps }) => sum + (bandwidthMbps ?? 0), 0);
    const packets = demands.reduce((sum, { packetsPerSecond }) => sum + (packetsPerSecond ?? 0), 0);
    const sizes = new Set(Object.values(vpnConnections).map(({ tunnelBandwidth }) => tunnelBandwidth));
    const quota = (id: string): number => this.#settings.quota(id).value ?? Infinity;
    const kinds = ['vpn.tunnel', ...(sizes.has('large') ? ['vpn.large-tunnel'] : [])];
    const rate = Math.min(...kinds.map((kind) => quota(`${kind}-bandwidth`)));
    const most = Math.min(...kinds.map((kind) => quota(`${kind}-packets`)));
    const failing = demands.map(({ afterFailuresOf }) =>
      Object.values(afterFailuresOf ?? {}).reduce((sum, count) => sum + count, 0),
    );
    return unitsFor(Math.max(1, unitsFor(mbps, rate), unitsFor(packets, most)), 2) + Math.max(0, ...failing);
  }

  /** By halving: more connections never carry less. What is found is tried, and so is one fewer. */
  #fewest(counts: readonly number[], index: number, low: number): number {
    const fits = (count: number): boolean => this.holds(counts.with(index, count)) !== null;
    let tooFew = low - 1;
    let enough = counts[index] as number;
    while (enough - tooFew > 1) {
      const middle = Math.floor((tooFew + enough) / 2);
      if (fits(middle)) enough = middle;
      else tooFew = middle;
    }
    return enough;
  }
}

/** As drawn, and after every set of failures for the demands that name it: how many states, or what is wrong in one. */
function statesThatFit(design: Design, settings: Settings): number | DemandTrouble | 'too many failures' {
  const { demands } = design;
  const drawn = demandTrouble(solve(design, settings), demands);
  if (isTrouble(drawn)) return drawn;
  let states = 1;
  for (const { failures, indexes } of askingAlike(demands)) {
    const { sets } = distinctFailures(design, settings, failures);
    if (sets === null) return 'too many failures';
    for (const { changes } of sets) {
      const trouble = troubleOf(demandTrouble(solve(applyChanges(design, changes), settings), demands), indexes);
      if (isTrouble(trouble)) return trouble;
      states += 1;
    }
  }
  return states;
}

/** One session of each connection that a demand goes over, as drawn and after its failures. */
function usedBy(design: Design, settings: Settings): Map<string, Session> {
  const used = new Map<string, Session>();
  const look = (solution: Solution): void => {
    for (const { from, to } of design.demands) {
      for (const destination of destinationsBetween(solution, from, to)) {
        for (const { sessions } of forward(solution, from, destination).ways) {
          for (const session of sessions) used.set(session.connection, session);
        }
      }
    }
  };
  look(solve(design, settings));
  for (const { failures } of askingAlike(design.demands)) {
    for (const { changes } of distinctFailures(design, settings, failures).sets ?? [])
      look(solve(applyChanges(design, changes), settings));
  }
  return used;
}
