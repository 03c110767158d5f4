/**
 * Sizing against trying: the number that is answered is the least one with which a design of that many
 * connections solves to enough, the sum without a design and the search in one agree, and both grow with the
 * demand.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSettings } from '../../src/aws/settings.ts';
import { readDesign } from '../../src/design/read-design.ts';
import type { Design } from '../../src/design/vocabulary.ts';
import { applyChanges } from '../../src/design/change.ts';
import { answerQuestion } from '../../src/plan/bandwidth/answer-question.ts';
import { lossOf } from '../../src/plan/bandwidth/judge-bandwidth.ts';
import type { Question } from '../../src/plan/bandwidth/question.ts';
import { sizeDesign } from '../../src/plan/bandwidth/size-design.ts';
import { capacity } from '../../src/solve/capacity.ts';
import { solve } from '../../src/solve/solve.ts';

interface Case {
  readonly mbps: number;
  readonly there: number;
  readonly loss: 'tunnel' | 'connection' | null;
}

/** Around the whole numbers of tunnels, where one more connection begins to be needed. */
const wanted = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.constantFrom(-1, 0, 1))
  .map(([tunnels, more]) => tunnels * 1250 + more);

const someCase = fc.record<Case>({
  mbps: wanted,
  there: fc.integer({ min: 1, max: 3 }),
  loss: fc.constantFrom(null, 'tunnel', 'connection'),
});

function designOf({ mbps, there, loss }: Case): Design {
  const failures = loss === null ? '' : `, afterFailuresOf: ${JSON.stringify(lossOf[loss])}`;
  const text = `
routecap: 1
vpcs: { app: { cidrs: [10.20.0.0/16] } }
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att: { vpc: app } } } }
customerGateways: { a: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.1.0.0/16] } }
vpnConnections:
${Array.from({ length: there }, (_, i) => `  a-${i + 1}: { customerGateway: a, transitGateway: hub }`).join('\n')}
demands: [{ from: app, to: a, bandwidth: ${mbps}Mbps${failures} }]`;
  const { design, problems } = readDesign([{ file: 'law.yaml', text }], () => ({ ok: false, why: 'no files' }));
  expect(problems).toEqual([]);
  return design!;
}

/** What is left at worst: everything solved again without each tunnel, or each connection, in turn. */
function leftOf(design: Design, loss: Case['loss']): number {
  const { settings } = makeSettings({ design });
  const mbps = (each: Design): number => capacity(solve(each, settings), 'app', 'a').bandwidthMbps ?? Infinity;
  const left = [mbps(design)];
  for (const [connection, { tunnels }] of Object.entries(design.vpnConnections)) {
    if (loss === 'connection') left.push(mbps(applyChanges(design, [{ kind: 'connectionDown', connection }])));
    for (const tunnel of tunnels.keys()) {
      if (loss === 'tunnel') left.push(mbps(applyChanges(design, [{ kind: 'tunnelDown', connection, tunnel }])));
    }
  }
  return Math.min(...left);
}

/** From one connection upwards. */
function plainSearch(asked: Case): number {
  for (let there = 1; ; there++) if (leftOf(designOf({ ...asked, there }), asked.loss) >= asked.mbps) return there;
}

function alone({ mbps, loss }: Case): number | null {
  const design = { profile: null, near: null, quotas: {}, assumptions: {} };
  const question: Question = {
    settings: makeSettings({ design }).settings,
    bandwidthMbps: mbps,
    packetsPerSecond: null,
    on: 'tgw',
    over: 'public',
    afterLossOf: loss,
    tunnel: 'standard',
    portMbps: null,
    packetBytes: null,
    protection: { encryption: 'AES128', integrity: 'SHA1', natTraversal: false },
    flows: [],
    risk: 0.01,
    seed: 0,
    draws: null,
  };
  return answerQuestion(question).needs?.connections ?? null;
}

test('the least that suffices: a plain search over designs, the sum, and the proposal agree', () => {
  fc.assert(
    fc.property(someCase, (asked) => {
      const least = plainSearch(asked);
      expect(alone(asked)).toBe(least);
      const design = designOf(asked);
      const { holds, proposal, demands } = sizeDesign(design, makeSettings({ design }).settings);
      expect(demands[0]?.classes).toEqual([{ like: `a-${asked.there}`, there: asked.there, needed: least }]);
      expect(holds).toBe(least <= asked.there);
      expect(proposal === null).toBe(holds);
      if (proposal === null) return;
      const proposed = applyChanges(design, proposal.changes);
      expect(Object.keys(proposed.vpnConnections)).toHaveLength(least);
      expect(leftOf(proposed, asked.loss)).toBeGreaterThanOrEqual(asked.mbps);
      expect(leftOf(applyChanges(design, proposal.changes.slice(1)), asked.loss)).toBeLessThan(asked.mbps);
    }),
    { numRuns: 8 },
  );
}, 30_000);

test('connections with a tunnel down are added to until there is enough', () => {
  const drawn = designOf({ mbps: 10_000, there: 3, loss: null });
  const design = applyChanges(
    drawn,
    Object.keys(drawn.vpnConnections).map((connection) => ({ kind: 'tunnelDown', connection, tunnel: 0 })),
  );
  // Three tunnels are up; the five that are missing are three connections.
  const { proposal } = sizeDesign(design, makeSettings({ design }).settings);
  expect(proposal?.classes).toMatchObject([{ there: 3, needed: 6, added: ['a-4', 'a-5', 'a-6'] }]);
});

test('more is never carried by fewer, nor does surviving a loss take fewer', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 1e7, noNaN: true }),
      fc.double({ min: 1, max: 3, noNaN: true }),
      (mbps, times) => {
        const count = (each: number, loss: Case['loss']): number => alone({ mbps: each, there: 1, loss }) ?? Infinity;
        expect(count(mbps * times, null)).toBeGreaterThanOrEqual(count(mbps, null));
        const [none, tunnel, connection] = ([null, 'tunnel', 'connection'] as const).map((loss) => count(mbps, loss));
        expect(tunnel).toBeGreaterThanOrEqual(none!);
        expect(tunnel).toBeLessThanOrEqual(connection!);
        if (connection !== Infinity) expect(connection).toBe(none! + 1);
        // Never more than the sum rounded up asks for, and never so few that it would not carry it.
        if (none !== Infinity) {
          expect(none! * 2500).toBeGreaterThanOrEqual(mbps * (1 - 1e-9));
          expect((none! - 1) * 2500).toBeLessThan(mbps);
        }
      },
    ),
  );
});
