/** FC_SEED repeats a run of the laws, FC_NUM_RUNS sets how many cases each law is tried on. */
import fc from 'fast-check';

const seed = process.env.FC_SEED;
const runs = process.env.FC_NUM_RUNS;
fc.configureGlobal({
  ...(seed === undefined ? {} : { seed: Number(seed) }),
  ...(runs === undefined ? {} : { numRuns: Number(runs) }),
});
