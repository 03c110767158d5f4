/** What a growth starts from: a design, solved under some settings, with all its meters read. */
import type { Network } from '../../aws/network.ts';
import type { Settings } from '../../aws/settings.ts';
import type { Solution } from '../../aws/solution.ts';
import type { Design } from '../../design/vocabulary.ts';
import { solve } from '../../solve/solve.ts';
import { metersOf } from './meter.ts';
import { withQuotasRaised } from './other-caps.ts';
import type { Meters } from './trial.ts';

export interface Ground {
  readonly design: Design;
  readonly network: Network;
  readonly settings: Settings;
  readonly solution: Solution;
  readonly before: Meters;
  /** The same with every adjustable quota raised; made when first asked for. */
  readonly raised: () => Ground;
}

export function groundOf(design: Design, settings: Settings): Ground {
  const solution = solve(design, settings);
  let raised: Ground | null = null;
  return {
    design,
    network: solution.network,
    settings,
    solution,
    before: metersOf(solution, settings),
    raised: () => (raised ??= groundOf(design, withQuotasRaised(settings))),
  };
}
