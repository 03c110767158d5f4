/**
 * Demands that ask to fit after failures as well (`afterFailuresOf`), and do as drawn. After each set of
 * failures the loads of all demands count, for the others have not gone away.
 */
import type { Settings } from '../../aws/settings.ts';
import type { FailureSet } from '../../design/failures.ts';
import type { Demand, Design, Failures } from '../../design/vocabulary.ts';
import { Resolver } from '../../solve/resolver.ts';
import { thousands } from '../counted.ts';
import { listed } from '../listed.ts';
import type { Breach, Rule } from '../rule.ts';
import { demandName, overloadBreach, unreachedBreach } from './demand-breach.ts';
import { demandTrouble, troubleOf, type DemandTrouble } from './demand-overloads.ts';
import { distinctFailures } from './distinct-failures.ts';

export const demandExceedsCapacityAfterFailure: Rule = {
  id: 'bandwidth/demand-exceeds-capacity-after-failure',
  severity: 'error',
  title: 'A demand exceeds what carries it after a failure',
  why: 'What is left after the failure carries less than the traffic that is asked to survive it: packets are lost until the failure is mended.',
  fix: 'Add what is missing beside what fails: a VPN connection more with ECMP on a transit gateway, or a second port. `routecap bandwidth` counts them.',
  facts: ['F73', 'F75', 'F79'],
  afterFailure: 'same',
  *check({ design, solution, settings }): Iterable<Breach> {
    const drawn = demandTrouble(solution, design.demands);
    const failing = new Set([
      ...drawn.unreached.map(({ demand }) => demand),
      ...drawn.overloads.flatMap(({ demands }) => demands),
    ]);
    for (const asking of askingAlike(design.demands)) {
      const indexes = asking.indexes.filter((index) => !failing.has(index));
      if (indexes.length > 0) yield* afterFailures(design, settings, { ...asking, indexes });
    }
  },
};

/** Demands that are to survive the same. */
export interface Asking {
  readonly failures: Failures;
  readonly indexes: readonly number[];
}

export function askingAlike(demands: readonly Demand[]): Asking[] {
  const found = new Map<string, { failures: Failures; indexes: number[] }>();
  for (const [index, { afterFailuresOf: failures }] of demands.entries()) {
    if (failures === null) continue;
    const key = JSON.stringify(Object.entries(failures).sort());
    const same = found.get(key);
    if (same === undefined) found.set(key, { failures, indexes: [index] });
    else same.indexes.push(index);
  }
  return [...found.values()];
}

interface Worst {
  readonly breach: Breach;
  readonly factor: number;
  readonly set: FailureSet;
}

function* afterFailures(design: Design, settings: Settings, { failures, indexes }: Asking): Iterable<Breach> {
  const { sets, total } = distinctFailures(design, settings, failures);
  if (sets === null) return yield tooMany(design.demands, indexes, total);
  const resolver = new Resolver(design, settings);
  const worst = new Map<string, Worst>();
  for (const set of sets) {
    const trouble = demandTrouble(resolver.after(set.changes).solution, design.demands);
    for (const { key, factor, breach } of breachesOf(troubleOf(trouble, indexes), design, settings)) {
      const known = worst.get(key);
      if (known === undefined || factor > known.factor) worst.set(key, { breach, factor, set });
    }
  }
  for (const { breach, set } of worst.values()) {
    const after = `After ${listed(set.names, set.names.length)} ${set.names.length === 1 ? 'is' : 'are'} down`;
    yield {
      ...breach,
      message: `${after}: ${breach.message}`,
      args: { ...breach.args, failed: set.names.join(', ') },
    };
  }
}

function* breachesOf(
  { unreached, overloads }: DemandTrouble,
  { demands }: Design,
  settings: Settings,
): Iterable<{ key: string; factor: number; breach: Breach }> {
  for (const each of unreached)
    yield { key: `${each.demand}`, factor: Infinity, breach: unreachedBreach(demands, each) };
  for (const each of overloads)
    yield { key: each.demands.join(' '), factor: each.factor, breach: overloadBreach(demands, each, settings) };
}

function tooMany(demands: readonly Demand[], [index = 0]: readonly number[], total: number): Breach {
  const name = demandName(demands[index] as Demand);
  return {
    subject: name,
    message: `${name} is not shown to fit after failures: there are ${thousands(total)} sets of them, too many to try.`,
    path: ['demands', index, 'afterFailuresOf'],
    fix: 'Ask for fewer failures at once.',
  };
}
