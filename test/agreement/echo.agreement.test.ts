/**
 * The echo: with two tunnels to one Amazon ASN, routers announce Amazon's own route back to it over the
 * tunnel they do not use, so 100 routes of the customer's become 101 offered. Whether the one that AWS
 * must deny counts is the assumption loopedRoutesCount, and it changes the verdict.
 */
import { describe, expect, test } from 'vitest';
import { plainAttributes } from '../../src/bgp/attributes.ts';
import { maximumPrefixesReached } from '../../src/bgp/notification.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import { PrefixList } from '../../src/net/prefix-list.ts';
import { PrefixTable } from '../../src/net/prefix-table.ts';
import { type Offer, type Offers, ownOffers, withTransit } from '../../src/solve/offers.ts';
import type { Daemon } from './daemons/daemon.ts';
import { startDaemon } from './daemons/start-daemon.ts';
import { createLab } from './lab.ts';
import { plainSession } from './plain-session.ts';
import { sampleSession } from './sample-session.ts';
import { Speaker } from './speaker.ts';
import { eventually } from './wait.ts';

const cap = 100;
const amazonAsn = 64512;
const customerAsn = 65000;
const routerHost = 101;

const fromAmazon: Prefix = { family: 'ipv4', a: 0x0a000000, b: 0, c: 0, d: 0, length: 16 };
const customers = Array.from({ length: cap }, (_, i): Prefix => ({
  family: 'ipv4',
  a: 0xac100000 + i * 256,
  b: 0,
  c: 0,
  d: 0,
  length: 24,
}));

/** What the solver counts on a tunnel over which this router passes on what it learned from the other. */
function solverCounts(countLooped: boolean): Offers {
  const session = sampleSession('vpn/tunnel-2', customerAsn, amazonAsn, {
    announce: [
      {
        prefixes: PrefixList.from(customers),
        anonymous: 0,
        asPath: null,
        origin: 'igp',
        med: null,
        communities: [],
      },
    ],
  });
  const echo = new PrefixTable<Offer>();
  echo.set(fromAmazon, { present: true, variants: [{ ...plainAttributes, asPath: [customerAsn, amazonAsn] }] });
  return withTransit(session, ownOffers(session, countLooped), echo, countLooped);
}

describe('a router with two tunnels to one Amazon ASN', () => {
  test.concurrent.each([
    ['frr', false],
    ['frr', true],
    ['openbgpd', false],
    ['openbgpd', true],
  ] as const)('%s echoes; counting that: %s', async (kind, countLooped) => {
    const lab = await createLab(2);
    const tunnels = [1, 2].map((tunnel) => {
      const speaker = new Speaker({
        session: plainSession({
          localAsn: amazonAsn,
          peerAsn: customerAsn,
          bgpId: 0x0aff0100 + tunnel,
          maximumPrefixes: { ipv4: cap, ipv6: null },
        }),
        localAddress: lab.address(tunnel),
        peerAddress: lab.address(routerHost),
        countLooped,
      });
      speaker.offer([{ prefix: fromAmazon, attributes: { ...plainAttributes, asPath: [amazonAsn] } }]);
      return speaker;
    });
    let daemon: Daemon | null = null;
    try {
      daemon = await startDaemon(kind, lab, {
        asn: customerAsn,
        routerId: '10.255.0.2',
        host: routerHost,
        neighbors: tunnels.map(({ address }) => ({ address, asn: amazonAsn, passive: true })),
        networks: customers.map(formatPrefix),
        localPreferences: [],
        advertise: true,
        multipath: true,
        defaultTimers: false,
      });
      await Promise.all(tunnels.map((tunnel) => tunnel.start()));
      const seen = (): unknown => tunnels.map(({ phase, learned, looped }) => ({ phase, size: learned.size, looped }));
      const counts = solverCounts(countLooped);
      expect(counts.looped).toBe(1);
      if (countLooped) {
        expect(counts.least).toBe(cap + 1);
        const ended = await eventually(
          'a tunnel ends',
          () => tunnels.flatMap(({ history }) => history).find(({ kind: what }) => what === 'notificationSent'),
          { seen },
        );
        expect(ended).toMatchObject({ notification: maximumPrefixesReached('ipv4', cap) });
        return;
      }
      expect(counts.most).toBe(cap);
      const echoed = await eventually(
        'all is announced, and the echo over one tunnel at least',
        () => {
          const full = tunnels.every(({ learned, looped }) => learned.size - looped.length === cap);
          return full ? tunnels.find(({ looped }) => looped.length > 0) : null;
        },
        { seen },
      );
      expect(echoed.looped).toEqual([formatPrefix(fromAmazon)]);
      expect(echoed.learned.size).toBe(cap + 1);
      expect(echoed.learned.get(formatPrefix(fromAmazon))?.attributes.asPath).toEqual([customerAsn, amazonAsn]);
      // The machine was told of 100 all along.
      expect(echoed.state.prefixCounts.ipv4).toBe(cap);
      expect(tunnels.map(({ phase }) => phase)).toEqual(['Established', 'Established']);
      expect(tunnels.flatMap(({ faults }) => faults)).toEqual([]);
    } finally {
      await Promise.all(tunnels.map((tunnel) => tunnel.stop()));
      await daemon?.stop();
      lab.destroy();
    }
  });
});
