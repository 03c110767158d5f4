/**
 * Random cases for route selection: one prefix each, offered by some of the peers below with attributes
 * that tie more often than not. A seed repeats them; how many there are is up to the environment.
 */
import fc from 'fast-check';
import { type Origin, type PathAttributes, plainAttributes } from '../../src/bgp/attributes.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import { preferenceCommunityAsn } from './daemons/daemon.ts';

export const seed = Number(process.env.AGREEMENT_SEED ?? Math.floor(Math.random() * 2 ** 31));

export function runs(byDefault: number): number {
  return Number(process.env.AGREEMENT_RUNS ?? byDefault);
}

export const routerAsn = 65000;

/** Local preferences that a route may ask for, by community. */
export const preferences = [90, 110] as const;

export interface Peer {
  readonly asn: number;
  /** Not in the order of the addresses, so that the two ties can be told apart. */
  readonly bgpId: number;
}

export interface Case {
  readonly prefix: Prefix;
  /** The router announces the prefix itself. */
  readonly own: boolean;
  /** By peer; null: not offered. */
  readonly offers: readonly (PathAttributes | null)[];
}

const tails = [64601, 64602, 64603];

/** Which attributes differ between the offers of a case; the others are equal, so that the ladder is climbed. */
interface Variety {
  readonly preference: boolean;
  readonly length: boolean;
  readonly origin: boolean;
  readonly med: boolean;
}

const variety: fc.Arbitrary<Variety> = fc.record({
  preference: fc.boolean(),
  length: fc.boolean(),
  origin: fc.boolean(),
  med: fc.boolean(),
});

function offer(peer: Peer, { preference, length, origin, med }: Variety): fc.Arbitrary<PathAttributes> {
  const internal = peer.asn === routerAsn;
  // An internal peer hands on what it learned from any of the others, or from its own AS.
  const first = internal ? fc.constantFrom([], [64512], [64513]) : fc.constant([peer.asn]);
  const one = length ? fc.nat(2) : fc.constant(1);
  return fc
    .record({
      first,
      prepends: one,
      tail: length
        ? fc.array(fc.constantFrom(...tails), { maxLength: 2 })
        : fc.constantFrom(...tails).map((asn) => [asn]),
      origin: origin ? fc.constantFrom<Origin>('igp', 'egp', 'incomplete') : fc.constant<Origin>('igp'),
      med: med ? fc.constantFrom(null, 0, 50, 100) : fc.constantFrom(null, 0),
      asked: preference ? fc.constantFrom(null, ...preferences) : fc.constant(null),
      unrelated: fc.boolean(),
    })
    .map((drawn) => ({
      ...plainAttributes,
      asPath: [
        ...drawn.first,
        ...drawn.first.flatMap((asn) => Array.from({ length: drawn.prepends }, () => asn)),
        ...drawn.tail,
      ],
      origin: drawn.origin,
      med: drawn.med,
      localPreference: internal ? 100 : null,
      communities: [
        ...(drawn.unrelated ? ['64512:7'] : []),
        ...(drawn.asked === null ? [] : [`${preferenceCommunityAsn}:${drawn.asked}`]),
      ],
    }));
}

function anyCase(peers: readonly Peer[], ownWeight: number): fc.Arbitrary<Omit<Case, 'prefix'>> {
  return variety.chain((varied) =>
    fc.record({
      own: fc.nat(19).map((n) => n < ownWeight),
      offers: fc
        .tuple(...peers.map((peer) => fc.option(offer(peer, varied), { freq: 4 })))
        .filter((offers) => offers.some((one) => one !== null)),
    }),
  );
}

/** `ownWeight` in 20 are announced by the router itself. */
export function sampleCases(count: number, peers: readonly Peer[], ownWeight: number): Case[] {
  return fc.sample(anyCase(peers, ownWeight), { numRuns: count, seed }).map(({ own, offers }, i) => ({
    prefix: { family: 'ipv4', a: 0x0a000000 + i * 256, b: 0, c: 0, d: 0, length: 24 },
    own,
    offers,
  }));
}

/** What the router's import policy makes of an offer. */
export function asImported(attributes: PathAttributes): PathAttributes {
  const asked = preferences.find((value) => attributes.communities.includes(`${preferenceCommunityAsn}:${value}`));
  return asked === undefined ? attributes : { ...attributes, localPreference: asked };
}
