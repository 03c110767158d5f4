/**
 * What FRR and BIRD print of their routes, read by `importAnnounced`, held against what they were given
 * and against what they send: a speaker of ours hears the same routes on the wire. A table that BIRD
 * dumps as MRT is read by bgpdump too.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type PathAttributes, plainAttributes } from '../../src/bgp/attributes.ts';
import { importAnnounced } from '../../src/importers/import-announced.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import type { Daemon, DaemonKind } from './daemons/daemon.ts';
import { startDaemon } from './daemons/start-daemon.ts';
import { createLab, type Lab } from './lab.ts';
import { plainSession } from './plain-session.ts';
import { runCommand } from './run-command.ts';
import { Speaker } from './speaker.ts';
import { eventually } from './wait.ts';

const routerAsn = 65000;
const upstreamAsn = 64999;
const amazonAsn = 64512;
const routerHost = 101;

const given = (attributes: Partial<PathAttributes>): PathAttributes => ({ ...plainAttributes, ...attributes });

/** What the router announces of its own. BIRD 2.0 sends a MED of its own only where no other attribute is set with it. */
const ownAttributes: readonly PathAttributes[] = [
  given({}),
  given({ med: 50 }),
  given({ med: 4294967294 }),
  given({ asPath: [routerAsn, routerAsn], communities: ['65000:100'] }),
  given({ asPath: [4200000001], origin: 'egp', communities: ['65000:1', '7224:7300'] }),
];

/** What it has from upstream and passes on. */
const upstreamAttributes: readonly PathAttributes[] = [
  given({ asPath: [upstreamAsn] }),
  given({ asPath: [upstreamAsn], med: 0, origin: 'incomplete' }),
  given({ asPath: [upstreamAsn, upstreamAsn, 3356], med: 100, communities: ['3356:123', '64999:65535'] }),
  given({ asPath: [upstreamAsn, 4259840001, 65536, 1], med: 1234567890, origin: 'egp' }),
  given({ asPath: [upstreamAsn, ...Array.from({ length: 20 }, (_, i) => 1000 + i)], communities: ['65535:65284'] }),
];

/** Lengths from 8 to 32, among them those that IOS would leave out. */
const lengths = [24, 16, 32, 9, 8, 23];

function routesOf(
  sets: readonly PathAttributes[],
  firstOctet: number,
): { prefix: Prefix; attributes: PathAttributes }[] {
  return sets.flatMap((attributes, i) =>
    lengths.map((length, j) => {
      const word = (((firstOctet + i * lengths.length + j) << 24) | 0x00fefdfc) >>> 0;
      const a = (word & (0xffffffff << (32 - length))) >>> 0;
      return { prefix: { family: 'ipv4', a, b: 0, c: 0, d: 0, length }, attributes };
    }),
  );
}

const own = routesOf(ownAttributes, 11);
const upstream = routesOf(upstreamAttributes, 61);

type Said = Record<string, { asPath: readonly number[]; origin: string; med: number | null; communities: string[] }>;

function said(routes: Iterable<{ readonly prefix: Prefix; readonly attributes: PathAttributes }>): Said {
  const all: Said = {};
  for (const { prefix, attributes } of routes) {
    const { asPath, origin, med, communities } = attributes;
    all[formatPrefix(prefix)] = { asPath, origin, med, communities: [...communities].sort() };
  }
  return all;
}

function read(bytes: Uint8Array, format: string): Said {
  const { announcements, problems } = importAnnounced({ path: 'output', bytes });
  // That it is recognised is under test too: told the format, the reader finds the same.
  expect(importAnnounced({ path: 'output', bytes, format }).announcements).toEqual(announcements);
  expect(problems).toEqual([]);
  return said(
    announcements.flatMap((announcement) =>
      [...announcement.prefixes].map((prefix) => ({
        prefix,
        attributes: given({ ...announcement, asPath: announcement.asPath ?? [] }),
      })),
    ),
  );
}

const readText = (text: string, format: string): Said => read(new TextEncoder().encode(text), format);

function changed(all: Said, change: (each: Said[string]) => Partial<Said[string]>): Said {
  return Object.fromEntries(Object.entries(all).map(([prefix, each]) => [prefix, { ...each, ...change(each) }]));
}

/** A router between an upstream and Amazon; both are ours. */
async function withRouter(
  kind: DaemonKind,
  body: (router: Required<Daemon>, amazon: Speaker, lab: Lab) => Promise<void>,
): Promise<void> {
  const lab = await createLab(2);
  const speakerAt = (host: number, localAsn: number): Speaker =>
    new Speaker({
      session: plainSession({ localAsn, peerAsn: routerAsn, bgpId: 0x0aff0100 + host }),
      localAddress: lab.address(host),
      peerAddress: lab.address(routerHost),
    });
  const [internet, amazon] = [speakerAt(1, upstreamAsn), speakerAt(2, amazonAsn)];
  internet.offer(upstream);
  let router: Daemon | null = null;
  try {
    router = await startDaemon(kind, lab, {
      asn: routerAsn,
      routerId: '10.255.0.2',
      host: routerHost,
      neighbors: [internet, amazon].map(({ address }, i) => ({
        address,
        asn: [upstreamAsn, amazonAsn][i]!,
        passive: true,
      })),
      networks: own.map(({ prefix }) => formatPrefix(prefix)),
      attributesOf: new Map(own.map(({ prefix, attributes }) => [formatPrefix(prefix), attributes])),
      localPreferences: [],
      advertise: true,
      multipath: false,
      defaultTimers: false,
    });
    await Promise.all([internet.start(), amazon.start()]);
    await eventually('all is announced', () => amazon.learned.size === own.length + upstream.length, {
      seen: () => [amazon.phase, amazon.learned.size],
    });
    await body(router as Required<Daemon>, amazon, lab);
    expect([...internet.faults, ...amazon.faults]).toEqual([]);
  } finally {
    await Promise.all([internet.stop(), amazon.stop()]);
    await router?.stop();
    lab.destroy();
  }
}

/** As AWS receives a path: the router's own AS in front, where it is not there yet. */
const completed = ({ asPath }: Said[string]): Partial<Said[string]> => ({
  asPath: asPath[0] === routerAsn ? asPath : [routerAsn, ...asPath],
});

const withoutCommunities = (): Partial<Said[string]> => ({ communities: [] });

describe('what a router prints of its routes', () => {
  test.concurrent('FRR, as JSON and as a table', async () => {
    await withRouter('frr', async ({ ask }, amazon) => {
      const wire = said(amazon.learned.values());
      const held = changed({ ...said(own), ...said(upstream) }, ({ asPath, med }) => ({
        // The own AS goes in front of a prepend too, and a network of its own has a MED where none is set.
        asPath: asPath[0] === routerAsn ? [routerAsn, ...asPath] : asPath,
        med: med ?? (asPath.includes(upstreamAsn) ? null : 0),
      }));
      const neighbor = `show bgp ipv4 unicast neighbors ${amazon.address} advertised-routes`;
      // In brief FRR prints no communities; all else is what it holds, and what it sends.
      const table = changed(held, withoutCommunities);
      expect(readText(await ask('show bgp ipv4 unicast json'), 'frr-json')).toEqual(table);
      expect(readText(await ask('show ip bgp'), 'cisco')).toEqual(table);
      const sent = changed(wire, withoutCommunities);
      expect(changed(readText(await ask(`${neighbor} json`), 'frr-json'), completed)).toEqual(sent);
      expect(changed(readText(await ask(neighbor), 'cisco'), completed)).toEqual(sent);
      // One prefix at a time it prints them.
      for (const { prefix } of [...own, ...upstream].filter(({ prefix: { length } }) => length === 24)) {
        const text = formatPrefix(prefix);
        const one = readText(await ask(`show bgp ipv4 unicast ${text} json`), 'frr-json');
        expect(one).toMatchObject({ [text]: { communities: wire[text]!.communities } });
      }
    });
  });

  test.concurrent('BIRD, as text and as MRT', async () => {
    await withRouter('bird', async ({ ask }, amazon, lab) => {
      const wire = said(amazon.learned.values());
      const held = { ...said(own), ...said(upstream) };
      const lan = formatPrefix({ ...upstream[0]!.prefix, a: addressOf(lab), length: 24 });
      const { [lan]: direct, ...table } = readText(await ask('show route all'), 'bird');
      expect(direct).toMatchObject({ asPath: [], med: null });
      expect(table).toEqual(held);
      expect(readText(await ask('show route export peer1 all'), 'bird')).toEqual(held);
      expect(Object.keys(readText(await ask('show route export peer1'), 'bird')).sort()).toEqual(
        Object.keys(wire).sort(),
      );
      // What the output does not show: the own AS in front (of a prepend too), and that a MED from upstream stays here.
      const sent = changed(held, ({ asPath, med }) => ({
        asPath: [routerAsn, ...asPath],
        med: asPath.includes(upstreamAsn) ? null : med,
      }));
      expect(sent).toEqual(wire);

      const file = join(lab.folder, 'table.mrt');
      await ask(`mrt dump table "master4" to "${file}"`);
      await eventually('the dump is whole', async () => (await runCommand('bgpdump', ['-m', file])).includes('|'));
      const dumped = read(readFileSync(file), 'mrt');
      expect(dumped).toMatchObject(held);
      // BIRD dumps no ORIGIN and no MED where it was given none; bgpdump then prints INCOMPLETE and 0.
      const printed = changed(dumped, ({ asPath, origin, med }) => ({
        origin: origin === 'igp' && asPath[0] !== upstreamAsn ? 'incomplete' : origin,
        med: med ?? 0,
      }));
      expect(printed).toEqual(readBgpdump(await runCommand('bgpdump', ['-m', file])));
      expect(Object.keys(dumped).sort()).toEqual([...Object.keys(held), lan].sort());
    });
  });
});

function addressOf(lab: Lab): number {
  const [a = 0, b = 0, c = 0] = lab.address(0).split('.').map(Number);
  return ((a << 24) | (b << 16) | (c << 8)) >>> 0;
}

/** `TABLE_DUMP2|time|B|peer|AS|prefix|path|origin|next hop|local preference|MED|communities|…`; without a MED it prints 0. */
function readBgpdump(text: string): Said {
  const all: Said = {};
  for (const line of text.trim().split('\n')) {
    // With path identifiers there is one more field.
    const fields = line.split('|');
    if (fields[0] === 'TABLE_DUMP2_AP') fields.splice(6, 1);
    const [, , , , , prefix = '', path = '', origin = '', , , med, communities = ''] = fields;
    all[prefix] = {
      asPath: path === '' ? [] : path.split(' ').map(Number),
      origin: origin.toLowerCase(),
      med: Number(med),
      communities: communities === '' ? [] : communities.split(' ').sort(),
    };
  }
  return all;
}
