/** Runs the benchmarks: `npm run bench`. Figures are ratios within one run; absolute times belong to the machine. */
import { benchAggregation } from './aggregation.ts';
import { benchCheck } from './check.ts';
import { benchConvergence } from './convergence.ts';
import { benchFlapping } from './flapping.ts';
import { benchSweep } from './sweep.ts';

benchCheck();
benchAggregation();
benchFlapping();
benchSweep();
await benchConvergence();
