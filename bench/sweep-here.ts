/** In a process of its own: what a failure costs against solving a transit gateway whole, in user CPU time. Prints JSON. */
import { makeSettings } from '../src/aws/settings.ts';
import { readDesign } from '../src/design/read-design.ts';
import { rules } from '../src/rules/catalogue.ts';
import { FailureJudge } from '../src/rules/failures/failure-judge.ts';
import { solve } from '../src/solve/solve.ts';
import { sweepCases } from '../src/sweep/sweep-cases.ts';
import { largeTransitGateway } from './large-transit-gateway.ts';

const attachments = Number(process.argv[2]);
const sample = 1000;

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}

const text = largeTransitGateway(attachments);
const { design } = readDesign([{ file: 'large.json', text }], () => ({ ok: false, why: 'there are no files' }));
if (design === null) throw new Error('the design is not one');
const { settings } = makeSettings({ design });

// Warm: the best of a few is what an already running program would take, which is what a failure is held against.
const solved = Math.min(
  ...[1, 2, 3, 4].map(() => cpuMs(() => void [...solve(design, settings).sessions.values()].length)),
);
const judge = new FailureJudge({ design, settings, today: '2026-01-01', rules });
const scope = { kinds: ['tunnels', 'vpnConnections', 'customerGateways', 'routers'], atOnce: 1 } as const;
const { cases } = sweepCases(design, scope, (changes) => judge.resolver.failing(changes));
const step = Math.max(1, Math.floor(cases.length / sample));
const sampled = cases.filter((_, at) => at % step === 0);
for (const { changes } of sampled.slice(0, 50)) judge.judge(changes);
const solvedAgain = cpuMs(() => {
  for (const { changes } of sampled) judge.resolver.after(changes);
});
const judged = cpuMs(() => {
  for (const { changes } of sampled) judge.judge(changes);
});
console.log(
  JSON.stringify({
    cases: cases.length,
    solveMs: solved,
    solveAfterMs: solvedAgain / sampled.length,
    judgeMs: judged / sampled.length,
  }),
);
