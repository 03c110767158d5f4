/**
 * Demands against what carries them, as the design is drawn. The nominal rate is judged (F73, F113); the
 * two directions of a port do not take from each other, those of a tunnel by assumption tunnelDirections.
 */
import type { Breach, Rule } from '../rule.ts';
import { overloadBreach, unreachedBreach } from './demand-breach.ts';
import { demandTrouble } from './demand-overloads.ts';

export const demandExceedsCapacity: Rule = {
  id: 'bandwidth/demand-exceeds-capacity',
  severity: 'error',
  title: 'A demand exceeds what carries it',
  why: 'The tunnels in use, the aggregate of the virtual private gateway, or the Direct Connect port carry less than the traffic the design asks for: packets are lost.',
  fix: 'Add VPN connections with ECMP on a transit gateway, use a larger port, or move demand elsewhere.',
  facts: ['F73', 'F75', 'F79'],
  afterFailure: 'whole',
  *check({ design: { demands }, solution, settings }): Iterable<Breach> {
    const { unreached, overloads } = demandTrouble(solution, demands);
    for (const each of unreached) yield unreachedBreach(demands, each);
    for (const each of overloads) yield overloadBreach(demands, each, settings);
  },
};
