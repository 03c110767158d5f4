/**
 * Several routers of one kind that pass routes on: random chains and meshes of three to five, fed by
 * speakers of ours at random places. Every router's best path for every prefix is that of a plain
 * round-based computation over our ladder.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { asImported, type Peer, preferences, sampleCases, seed } from './case-generator.ts';
import type { Daemon } from './daemons/daemon.ts';
import { daemonKinds, startDaemon } from './daemons/start-daemon.ts';
import { createLab } from './lab.ts';
import { laddersOfDaemons } from './ladders-of-daemons.ts';
import { type PlainRouter, settle } from './plain-network.ts';
import { plainSession } from './plain-session.ts';
import { Speaker } from './speaker.ts';
import { eventually } from './wait.ts';

const topologies = Number(process.env.AGREEMENT_TOPOLOGIES ?? 2);
const casesEach = 120;

interface Topology {
  readonly routers: readonly PlainRouter[];
  /** Which router each feeder is at, by index. */
  readonly feeders: readonly number[];
}

/** A tree, which is connected, and some more links. */
const topology: fc.Arbitrary<Topology> = fc.integer({ min: 3, max: 5 }).chain((size) => {
  const places = fc.nat(size - 1);
  return fc
    .record({
      tree: fc.tuple(...Array.from({ length: size - 1 }, (_, i) => fc.nat(i))),
      more: fc.array(fc.tuple(places, places), { maxLength: 3 }),
      ids: fc.shuffledSubarray([16, 32, 48, 64, 80], { minLength: size, maxLength: size }),
      feeders: fc.tuple(places, places, places, places),
    })
    .map(({ tree, more, ids, feeders }) => {
      const links = [...tree.map((parent, i) => [i + 1, parent] as const), ...more].filter(([a, b]) => a !== b);
      const routers = ids.map((id, i): PlainRouter => {
        const neighbors = links.flatMap(([a, b]) => (a === i ? [b] : b === i ? [a] : []));
        return { asn: 65001 + i, bgpId: 0x0aff0000 + id, host: 101 + i, neighbors: [...new Set(neighbors)].sort() };
      });
      return { routers, feeders };
    });
});

const dotted = (id: number): string => [id >>> 24, (id >>> 16) & 255, (id >>> 8) & 255, id & 255].join('.');

describe('several routers', () => {
  const runs = fc.sample(topology, { numRuns: topologies, seed });
  const table = daemonKinds.flatMap((kind) => runs.map((run, i) => [kind, i + 1, run] as const));

  test.concurrent.each(table)(
    '%s, topology %i: every router chooses as computed',
    async (kind, _, { routers, feeders }) => {
      // GoBGP's choice by MED depends on the order of arrival (selection.agreement.test.ts): no two of one AS.
      const peers: Peer[] = feeders.map((_at, i) => ({
        asn: kind === 'gobgp' ? 64512 + i : 64512 + (i >> 1),
        bgpId: 0x0aff0100 + ((i * 3) % 4),
      }));
      const cases = sampleCases(casesEach, peers, 0);
      const lab = await createLab(peers.length);
      const daemons: Daemon[] = [];
      const speakers = peers.map(({ asn, bgpId }, i) => {
        const at = routers[feeders[i] as number] as PlainRouter;
        const speaker = new Speaker({
          session: plainSession({ localAsn: asn, peerAsn: at.asn, bgpId }),
          localAddress: lab.address(i + 1),
          peerAddress: lab.address(at.host),
        });
        speaker.offer(
          cases.flatMap(({ prefix, offers }) => {
            const attributes = offers[i];
            return attributes === null || attributes === undefined ? [] : [{ prefix, attributes }];
          }),
        );
        return speaker;
      });
      try {
        // From the last to the first: each connects to those after it, which are there to answer.
        for (const [i, { asn, bgpId, host, neighbors }] of [...routers.entries()].reverse()) {
          daemons[i] = await startDaemon(kind, lab, {
            asn,
            routerId: dotted(bgpId),
            host,
            neighbors: [
              ...neighbors.map((j) => {
                const peer = routers[j] as PlainRouter;
                return { address: lab.address(peer.host), asn: peer.asn, passive: j < i };
              }),
              ...peers.flatMap((peer, j) =>
                feeders[j] === i ? [{ address: lab.address(j + 1), asn: peer.asn, passive: true }] : [],
              ),
            ],
            networks: [],
            localPreferences: preferences,
            advertise: true,
            multipath: false,
            defaultTimers: false,
          });
        }
        await Promise.all(speakers.map((speaker) => speaker.start()));

        const expected = cases.flatMap(({ prefix, offers }) => {
          const fed = routers.map((_router, i) =>
            peers.flatMap(({ bgpId }, j) => {
              const attributes = offers[j];
              if (feeders[j] !== i || attributes === null || attributes === undefined) return [];
              const peerId = String(j + 1);
              return [
                {
                  attributes: asImported(attributes),
                  external: true,
                  own: false,
                  peerId,
                  peerBgpId: bgpId,
                  peerAddress: j + 1,
                },
              ];
            }),
          );
          return settle(routers, laddersOfDaemons[kind], fed, asImported).map(
            (best, i) => `${formatPrefix(prefix)} at ${i}: ${best === null ? '-' : lab.address(Number(best.peerId))}`,
          );
        });
        const read = async (): Promise<string[]> => {
          const tables = await Promise.all(daemons.map((daemon) => daemon.paths()));
          return cases.flatMap(({ prefix }) =>
            tables.map((paths, i) => {
              const best = paths.get(formatPrefix(prefix))?.find((path) => path.best);
              return `${formatPrefix(prefix)} at ${i}: ${best?.from ?? '-'}`;
            }),
          );
        };
        let different: string[] = [];
        let agreed = 0;
        await eventually(
          `${kind} agrees, twice in a row (AGREEMENT_SEED=${seed} repeats this)`,
          async () => {
            const seen = await read();
            different = expected.flatMap((line, i) => (line === seen[i] ? [] : [`we ${line}, ${kind} ${seen[i]}`]));
            agreed = different.length === 0 ? agreed + 1 : 0;
            return agreed === 2;
          },
          {
            every: 300,
            within: 45_000,
            seen: () => ({ count: different.length, some: different.slice(0, 5), routers, feeders }),
          },
        );
        expect(different).toEqual([]);
        expect(speakers.flatMap(({ faults }) => faults)).toEqual([]);
      } finally {
        await Promise.all(speakers.map((speaker) => speaker.stop()));
        await Promise.all(daemons.filter((daemon) => daemon !== undefined).map((daemon) => daemon.stop()));
        lab.destroy();
      }
    },
  );
});
