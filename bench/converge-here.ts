/**
 * One convergence in this process, to be measured from outside: `solve SITES PREFIXES` or `simulate …`.
 * Every route is then read at the hub and at every site, as the routers beside us have them there.
 */
import { simulate } from '../src/simulate/simulate.ts';
import { solve } from '../src/solve/solve.ts';
import { hubDesign } from './cloudhub.ts';

const [way, sites = 0, prefixesEach = 0] = process.argv.slice(2).map((text, i) => (i === 0 ? text : Number(text)));
const hub = { sites: Number(sites), prefixesEach: Number(prefixesEach) };
const { design, settings } = hubDesign(hub);
const simulation = way === 'simulate' ? simulate({ design, settings, steps: [], untilMs: 600_000, options: {} }) : null;
const solution = simulation?.final ?? solve(design, settings);
const all = hub.sites * hub.prefixesEach;

/** Read as well as counted: some tables are made only when somebody looks. */
function certainRoutes(place: string): number {
  let count = 0;
  for (const [, { presence }] of solution.table(place)?.entries() ?? []) if (presence === 'certain') count += 1;
  return count;
}

const places = ['vpnGateways/hub', ...Object.keys(design.customerGateways).map((name) => `routers/${name}`)];
const short = places.filter((place) => certainRoutes(place) !== all);
if (short.length > 0 || simulation?.quiet === false) {
  console.error(`not everywhere: ${short.map((place) => `${place} ${certainRoutes(place)} of ${all}`).join(', ')}`);
  process.exit(2);
}
