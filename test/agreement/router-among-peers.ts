/** One router with speakers of ours around it, each of which offers its part of every case. */
import type { PathAttributes } from '../../src/bgp/attributes.ts';
import type { IdentifiedCandidate } from '../../src/bgp/router-ladders.ts';
import { plainAttributes } from '../../src/bgp/attributes.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { asImported, type Case, type Peer, preferences, routerAsn } from './case-generator.ts';
import type { DaemonKind, SeenPath } from './daemons/daemon.ts';
import { startDaemon } from './daemons/start-daemon.ts';
import { createLab } from './lab.ts';
import { plainSession } from './plain-session.ts';
import { Speaker } from './speaker.ts';
import { eventually } from './wait.ts';

export interface RouterAmongPeers {
  /** The router's table, once every offer of every case is in it. By case. */
  readonly table: () => Promise<SeenPath[][]>;
  /** The case's offers as the router weighs them; `peerId` is the address a path is seen from. */
  readonly candidates: (one: Case) => IdentifiedCandidate[];
  readonly stop: () => Promise<void>;
}

const routerHost = 101;

export async function startRouterAmongPeers(
  kind: DaemonKind,
  peers: readonly Peer[],
  cases: readonly Case[],
  multipath: boolean,
): Promise<RouterAmongPeers> {
  const lab = await createLab(peers.length);
  const speakers = peers.map(({ asn, bgpId }, i) => {
    const speaker = new Speaker({
      session: plainSession({ localAsn: asn, peerAsn: routerAsn, bgpId }),
      localAddress: lab.address(i + 1),
      peerAddress: lab.address(routerHost),
    });
    // A case's attributes go into a message together with all that are equal to them.
    speaker.offer(
      cases.flatMap(({ prefix, offers }) => {
        const attributes = offers[i];
        return attributes === null || attributes === undefined ? [] : [{ prefix, attributes }];
      }),
    );
    return speaker;
  });
  const daemon = await startDaemon(kind, lab, {
    asn: routerAsn,
    routerId: '10.255.0.2',
    host: routerHost,
    neighbors: speakers.map(({ address }, i) => ({ address, asn: peers[i]?.asn ?? 0, passive: true })),
    networks: cases.filter(({ own }) => own).map(({ prefix }) => formatPrefix(prefix)),
    localPreferences: preferences,
    advertise: false,
    multipath,
    defaultTimers: false,
  });
  const candidate = (attributes: PathAttributes, i: number): IdentifiedCandidate => ({
    attributes: asImported(attributes),
    external: peers[i]?.asn !== routerAsn,
    own: false,
    peerId: speakers[i]?.address ?? null,
    peerBgpId: peers[i]?.bgpId ?? 0,
    peerAddress: i,
  });
  const ownCandidate: IdentifiedCandidate = {
    attributes: plainAttributes,
    external: false,
    own: true,
    peerId: null,
    peerBgpId: 0,
    peerAddress: -1,
  };
  const stop = async (): Promise<void> => {
    await Promise.all(speakers.map((speaker) => speaker.stop()));
    await daemon.stop();
    lab.destroy();
  };
  try {
    await Promise.all(speakers.map((speaker) => speaker.start()));
    const wanted = cases.reduce(
      (sum, { own, offers }) => sum + Number(own) + offers.filter((one) => one !== null).length,
      0,
    );
    let seen = 0;
    let before = '';
    return {
      // Paths come before the choice among them, so two readings have to agree.
      table: () =>
        eventually(
          `${kind} holds ${wanted} paths and has chosen`,
          async () => {
            const table = await daemon.paths();
            const rows = cases.map(({ prefix }) => table.get(formatPrefix(prefix)) ?? []);
            seen = rows.flat().length;
            const chosen = rows.every((paths) => paths.filter(({ best }) => best).length === 1);
            const reading = JSON.stringify(rows);
            const settled = reading === before;
            before = reading;
            return seen === wanted && chosen && settled ? rows : null;
          },
          {
            every: 200,
            seen: () => ({ seen, phases: speakers.map(({ phase }) => phase), log: daemon.log().slice(-1500) }),
          },
        ),
      candidates: ({ own, offers }) => [
        ...(own ? [ownCandidate] : []),
        ...offers.flatMap((attributes, i) => (attributes === null ? [] : [candidate(attributes, i)])),
      ],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
