/**
 * The cap of 100 prefixes: 100 hold the session and 101 end it, for real routers that count what we
 * announce and for our session machine that counts what they announce; and what a router does after it
 * was told so.
 */
import { describe, expect, test } from 'vitest';
import { plainAttributes } from '../../src/bgp/attributes.ts';
import { retryProfile, waitAfter } from '../../src/bgp/customer-retry.ts';
import { maximumPrefixesReached } from '../../src/bgp/notification.ts';
import { step } from '../../src/bgp/session-machine.ts';
import { newSession, noPrefixes } from '../../src/bgp/session-state.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import type { Daemon, DaemonKind, RouterConfig } from './daemons/daemon.ts';
import { daemonKinds, startDaemon } from './daemons/start-daemon.ts';
import { createLab } from './lab.ts';
import { plainSession } from './plain-session.ts';
import { type Happening, Speaker } from './speaker.ts';
import { eventually } from './wait.ts';

const cap = 100;
const amazonAsn = 64512;
const customerAsn = 65000;
const routerHost = 101;

const prefixes = Array.from({ length: cap + 2 }, (_, i): Prefix => ({
  family: 'ipv4',
  a: 0xac100000 + i * 256,
  b: 0,
  c: 0,
  d: 0,
  length: 24,
}));
const texts = prefixes.map(formatPrefix);

/** What our machine says to a peer that announces so many. */
function machineAt(count: number): 'stays up' | 'sends 6/1' {
  const config = plainSession({
    localAsn: amazonAsn,
    peerAsn: customerAsn,
    bgpId: 1,
    maximumPrefixes: { ipv4: cap, ipv6: null },
  });
  const state = { ...newSession(config), phase: 'Established' as const, negotiatedHoldSeconds: 30 };
  const { actions } = step(state, { kind: 'update', prefixCounts: { ...noPrefixes, ipv4: count } });
  const sent = actions.flatMap((action) =>
    action.kind === 'send' && action.message.kind === 'notification' ? [action.message] : [],
  );
  if (sent.length === 0) return 'stays up';
  expect(sent.map(({ notification }) => notification)).toEqual([maximumPrefixesReached('ipv4', cap)]);
  return 'sends 6/1';
}

interface Pair {
  readonly daemon: Daemon;
  readonly speaker: Speaker;
}

/** A daemon and one speaker of ours; whatever happens, nothing of them is left. */
async function withPair(
  kind: DaemonKind,
  speakerOf: (address: string, peer: string) => Speaker,
  config: Pick<RouterConfig, 'asn' | 'networks' | 'defaultTimers'> & {
    peerAsn: number;
    limit?: number;
    passive: boolean;
  },
  body: (pair: Pair) => Promise<void>,
): Promise<void> {
  const lab = await createLab(1);
  const speaker = speakerOf(lab.address(1), lab.address(routerHost));
  let daemon: Daemon | null = null;
  try {
    const { peerAsn, limit, passive, ...own } = config;
    daemon = await startDaemon(kind, lab, {
      ...own,
      routerId: '10.255.0.2',
      host: routerHost,
      neighbors: [
        {
          address: speaker.address,
          asn: peerAsn,
          passive,
          ...(limit === undefined ? {} : { maximumPrefixes: limit }),
        },
      ],
      localPreferences: [],
      advertise: true,
      multipath: false,
    });
    await speaker.start();
    await body({ daemon, speaker });
    expect(speaker.faults).toEqual([]);
  } finally {
    await speaker.stop();
    await daemon?.stop();
    lab.destroy();
  }
}

const heldFrom = async (daemon: Daemon, address: string): Promise<number> => {
  const table = await daemon.paths();
  return [...table.values()].flat().filter(({ from }) => from === address).length;
};

type Notified = Extract<Happening, { kind: 'notificationSent' | 'notificationReceived' }>;

function notified(speaker: Speaker, kind: Notified['kind']): Notified | undefined {
  return speaker.history.find((happening): happening is Notified => happening.kind === kind);
}

const dataOf = ({ notification }: Notified): string => Buffer.from(notification.data).toString('hex');

describe('a router that counts what we announce', () => {
  const route = (prefix: Prefix) => ({ prefix, attributes: { ...plainAttributes, asPath: [customerAsn] } });
  /** FRR 8.4 looks at the count before it adds: the 101st is taken, and what comes next ends the session. */
  const tripsAt: Readonly<Record<DaemonKind, number>> = {
    frr: cap + 2,
    bird: cap + 1,
    gobgp: cap + 1,
    openbgpd: cap + 1,
  };
  /** RFC 4486 lets a router name its limit; only FRR does. */
  const namesTheLimit: Readonly<Record<DaemonKind, string>> = {
    frr: '00010100000064',
    bird: '',
    gobgp: '',
    openbgpd: '',
  };

  test.concurrent.each(daemonKinds)(`%s keeps ${cap} and ends the session above`, async (kind) => {
    await withPair(
      kind,
      (localAddress, peerAddress) =>
        new Speaker({
          session: plainSession({
            localAsn: customerAsn,
            peerAsn: amazonAsn,
            bgpId: 0x0aff0101,
            retryAfterFailure: 'never',
          }),
          localAddress,
          peerAddress,
        }),
      { asn: amazonAsn, peerAsn: customerAsn, networks: [], passive: true, limit: cap, defaultTimers: false },
      async ({ daemon, speaker }) => {
        await eventually('established', () => speaker.phase === 'Established', { seen: () => speaker.history });
        for (let count = cap; count < tripsAt[kind]; count++) {
          speaker.offer(prefixes.slice(count === cap ? 0 : count - 1, count).map(route));
          await eventually(`${kind} holds ${count}`, async () => (await heldFrom(daemon, speaker.address)) === count);
          expect(speaker.phase).toBe('Established');
          expect((await daemon.session(speaker.address)).established).toBe(true);
        }
        speaker.offer([route(prefixes[tripsAt[kind] - 1] as Prefix)]);
        const end = await eventually('a NOTIFICATION', () => notified(speaker, 'notificationReceived'));
        expect([end.notification.code, end.notification.subcode]).toEqual([6, 1]);
        expect(dataOf(end)).toBe(namesTheLimit[kind]);
        await eventually('the daemon says so', async () => !(await daemon.session(speaker.address)).established);
        expect(machineAt(cap)).toBe('stays up');
        expect(machineAt(cap + 1)).toBe('sends 6/1');
      },
    );
  });
});

describe('a router that we count', () => {
  /** How each of them tells its operator. */
  const told: Readonly<Record<DaemonKind, RegExp>> = {
    frr: /"lastErrorCodeSubcode":"0601"/,
    bird: /Received: Maximum number of prefixes reached/,
    gobgp: /notification-received code 6\(cease\) subcode 1\(maximum number of prefixes reached\)/,
    openbgpd: /Last error received: Cease, received max-prefix exceeded/,
  };
  /** A busy machine is late; that a router is early is a matter of rounding. */
  const lateness = 4;
  const earliness = 0.3;

  test.concurrent.each(daemonKinds)(`%s is told at ${cap + 1}, and comes back as its profile says`, async (kind) => {
    await withPair(
      kind,
      (localAddress, peerAddress) =>
        new Speaker({
          session: plainSession({
            localAsn: amazonAsn,
            peerAsn: customerAsn,
            bgpId: 0x0aff0101,
            maximumPrefixes: { ipv4: cap, ipv6: null },
          }),
          localAddress,
          peerAddress,
        }),
      { asn: customerAsn, peerAsn: amazonAsn, networks: texts.slice(0, cap), passive: false, defaultTimers: true },
      async ({ daemon, speaker }) => {
        await eventually(`${cap} learned`, () => speaker.learned.size === cap, { seen: () => speaker.history });
        expect(speaker.phase).toBe('Established');
        expect(notified(speaker, 'notificationSent')).toBeUndefined();

        await daemon.addNetwork(texts[cap] as string);
        const end = await eventually('our NOTIFICATION', () => notified(speaker, 'notificationSent'));
        expect(end.notification).toEqual(maximumPrefixesReached('ipv4', cap));
        expect(dataOf(end)).toBe('00010100000064');
        expect(speaker.phase).toBe('Idle');
        let said = '';
        await eventually(
          `${kind} tells its operator`,
          async () => {
            said = `${(await daemon.session(speaker.address)).text}\n${daemon.log()}`;
            return told[kind].test(said);
          },
          { seen: () => said },
        );

        const wait = waitAfter(retryProfile(kind), 1);
        if (kind === 'openbgpd') {
          // Half a minute: its own timer is read instead of waited for.
          const due = /IdleHoldTimer\s+due in (\d+):(\d+):(\d+)/i.exec(said);
          const left = due === null ? Number.NaN : Number(due[2]) * 60 + Number(due[3]);
          const gone = (performance.now() - end.at) / 1000;
          expect(left, said).toBeLessThanOrEqual(wait.most);
          expect(left + gone).toBeGreaterThanOrEqual(wait.least - 1);
          return;
        }
        const again = await eventually('it connects again', () =>
          speaker.history.find(({ kind: what, at }) => what === 'refused' && at > end.at),
        );
        const seconds = (again.at - end.at) / 1000;
        expect(seconds).toBeGreaterThanOrEqual(wait.least - earliness);
        expect(seconds).toBeLessThanOrEqual(wait.most + lateness);
      },
    );
  });
});
