/** The readers of announcements on output as routers print it, with made-up networks; expected values are read off by eye. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importAnnounced } from '../../../src/importers/import-announced.ts';
import { formatPrefix } from '../../../src/net/format-prefix.ts';
import { spelled } from './spelled.ts';

const read = (text: string | Uint8Array, more: { format?: string; peer?: string } = {}) =>
  importAnnounced({
    path: 'dc1.txt',
    bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
    ...more,
  });

/** The routes of a text that has nothing wrong. */
const routesOf = (text: string | Uint8Array, more: { format?: string; peer?: string } = {}): string[] => {
  const { problems, announcements } = read(text, more);
  expect(problems).toEqual([]);
  return spelled(announcements).map((each) => each.replace(/ communities $/, ''));
};

describe('Cisco', () => {
  test('IOS: classful networks, blank networks, wrapped lines, best routes alone', () => {
    const text = `dc1-edge#show ip bgp
BGP table version is 61, local router ID is 192.0.2.1
Status codes: s suppressed, d damped, h history, * valid, > best, i - internal,
              r RIB-failure, S Stale, m multipath, b backup-path, f RT-Filter,
              x best-external, a additional-path, c RIB-compressed,
              t secondary path, L long-lived-stale,
Origin codes: i - IGP, e - EGP, ? - incomplete
RPKI validation codes: V valid, I invalid, N Not found

     Network          Next Hop            Metric LocPrf Weight Path
 *>   0.0.0.0          198.51.100.1             0             0 64999 i
 *>   10.0.0.0         0.0.0.0                  0         32768 ?
 * i  172.16.0.0       192.0.2.7                0    100      0 65002 i
 *>                    192.0.2.8               77             0 65003 4200000001 65003 e
 r>i  192.168.7.0      192.0.2.7                0    100      0 {65004,65005} i
 s>   192.168.8.0/25   0.0.0.0                  0         32768 i
 *>   192.168.9.128/25 0.0.0.0         4294967295         32768 i
 *>   203.0.113.248/29 192.0.2.130                            0 1.10 i
dc1-edge#
`;
    expect(routesOf(text)).toEqual([
      '0.0.0.0/0 path 64999 origin igp med 0',
      '10.0.0.0/8 path  origin incomplete med 0',
      '172.16.0.0/16 path 65003 4200000001 65003 origin egp med 77',
      '192.168.7.0/24 path 65004 origin igp med 0',
      '192.168.9.128/25 path  origin igp med 4294967295',
      '203.0.113.248/29 path 65546 origin igp med -',
    ]);
    expect(read(text).notes).toEqual([
      'an AS_SET in a path counts as one AS',
      'suppressed, damped and withdrawn routes are left out (1)',
    ]);
  });

  test('NX-OS: the network close to the status, several address families', () => {
    const text = `switch# show ip bgp
BGP routing table information for VRF default, address family IPv4 Unicast
BGP table version is 43, Local Router ID is 192.0.2.1
Status: s-suppressed, x-deleted, S-stale, d-dampened, h-history, *-valid, >-best
Path type: i-internal, e-external, c-confed, l-local, a-aggregate, r-redist, I-injected
Origin codes: i - IGP, e - EGP, ? - incomplete, | - multipath, & - backup, 2 - best2

   Network            Next Hop            Metric     LocPrf     Weight Path
*>l10.64.0.0/16       0.0.0.0                           100      32768 i
*>e10.65.0.0/16       192.0.2.9                                      0 65001 65002 i
*|e                   192.0.2.10                                     0 65003 65002 i
* e10.66.0.0/24       192.0.2.10               5                     0 65003 ?
*>e                   192.0.2.9                6                     0 65001 ?

BGP routing table information for VRF default, address family IPv6 Unicast
   Network            Next Hop            Metric     LocPrf     Weight Path
*>r2001:db8:aaaa:bbbb::/64
                      0::                      0        100      32768 ?
`;
    expect(routesOf(text)).toEqual([
      '10.64.0.0/16 path  origin igp med -',
      '10.65.0.0/16 path 65001 65002 origin igp med -',
      '10.66.0.0/24 path 65001 origin incomplete med 6',
      '2001:db8:aaaa:bbbb::/64 path  origin incomplete med 0',
    ]);
  });

  test('FRR names the own AS, which comes in front on the wire', () => {
    const text = `BGP table version is 8, local router ID is 10.0.0.1, vrf id 0
Default local pref 100, local AS 65010
   Network          Next Hop            Metric LocPrf Weight Path
*> 10.3.0.0/24      192.0.2.1                0         32768 65010 65010 i

Total number of prefixes 1
`;
    expect(routesOf(text)).toEqual(['10.3.0.0/24 path 65010 65010 65010 origin igp med 0']);
    expect(read(text).localAs).toBe(65010);
  });

  test('one table after another: what a row means is of its own table', () => {
    const row = '*> 10.3.0.0/24      192.0.2.1                7         32768 65010 i';
    const head = '   Network          Next Hop            Metric LocPrf Weight Path';
    const text = [
      head,
      row,
      row.replace('10.3', '10.4'),
      'Default local pref 100, local AS 65010',
      head,
      row.replace('10.3', '10.5'),
    ];
    expect(routesOf(text.join('\n'))).toEqual([
      '10.3.0.0/24 path 65010 origin igp med 7',
      '10.4.0.0/24 path 65010 origin igp med 7',
      '10.5.0.0/24 path 65010 65010 origin igp med 7',
    ]);
  });

  test('what is no row is a problem with its place', () => {
    const text = `   Network          Next Hop            Metric LocPrf Weight Path
*> 10.3.0.0/33      192.0.2.1                0         32768 i
*> 10.4.0.0/16      192.0.2.1                0         32768 65010
*> 10.5.0.0/16      192.0.2.1            0             32768 i
nonsense
`;
    expect(
      read(text).problems.map(({ at, message, width }) => `${at!.line}:${at!.column}+${width} ${message}`),
    ).toEqual([
      '2:4+11 "10.3.0.0/33" is no network: the length is 0 to 32, and this is 33',
      '3:62+5 this has no AS path with an origin code at its end',
      '4:42+1 this stands neither under Metric nor under LocPrf nor under Weight',
      '5:1+1 this is no row of the table',
    ]);
  });
});

describe('BIRD', () => {
  test('1.6, with `via` on the line of the prefix', () => {
    const text = `BIRD 1.6.8 ready.
10.0.0.0/24        via 192.0.2.1 on eth0 [peer1 2026-01-02] * (100) [AS65002i]
\tType: BGP unicast univ
\tBGP.origin: IGP
\tBGP.as_path: 65001 {65002 65003}
\tBGP.next_hop: 192.0.2.1
\tBGP.med: 10
\tBGP.local_pref: 100
\tBGP.community: (65001,100) (65535,65281)
                   via 192.0.2.2 on eth0 [peer2 2026-01-02] (100) [AS65002i]
\tType: BGP unicast univ
\tBGP.origin: IGP
\tBGP.as_path: 65009
10.1.0.0/16        multipath [static1 2026-01-02] * (200)
\tvia 192.0.2.1 on eth0 weight 1
\tvia 192.0.2.2 on eth0 weight 1
\tType: static unicast univ
`;
    expect(routesOf(text)).toEqual([
      '10.0.0.0/24 path 65001 65002 origin igp med 10 communities 65001:100 65535:65281',
      '10.1.0.0/16 path  origin igp med -',
    ]);
  });

  test('3, with its own names; tables of other kinds are noted', () => {
    const text = `BIRD 3.0.1 ready.
Table master4:
10.0.0.0/24          unicast [peer1 12:00:00.000] * (100) [AS65002i]
\tvia 192.0.2.1 on eth0
\tbgp_origin: Incomplete
\tbgp_path: 65001 65002
\tbgp_large_community: (65001, 1, 2)

Table roa:
10.0.0.0/8-24 AS65000  [roa1 12:00:00.000] * (100)
`;
    expect(routesOf(text)).toEqual(['10.0.0.0/24 path 65001 65002 origin incomplete med -']);
    expect(read(text).notes).toEqual([
      'communities that are not of RFC 1997 are left out (1)',
      'routes that are not unicast are left out (1)',
    ]);
  });

  test('without `all` only prefixes are known, and that is said', () => {
    const text =
      'BIRD 2.0.12 ready.\nTable master4:\n10.3.0.0/24          unreachable [peer0 23:21:30.731 from 127.0.0.2] * (100) [AS65010i]\n';
    expect(routesOf(text)).toEqual(['10.3.0.0/24 path  origin igp med -']);
    expect(read(text).notes).toEqual(['AS paths are not known without `show route all`']);
  });
});

describe('FRR', () => {
  test('in detail, with communities, of one prefix', () => {
    const text = JSON.stringify({
      prefix: '10.1.0.0/16',
      paths: [
        {
          aspath: { string: '65001 65002', length: 2 },
          origin: 'IGP',
          med: 5,
          valid: true,
          peer: { peerId: '192.0.2.9' },
        },
        {
          aspath: { string: 'Local', segments: [], length: 0 },
          origin: 'incomplete',
          metric: 3,
          community: { string: '65010:7 no-export', list: ['65010:7', 'noExport'] },
          largeCommunity: { string: '65010:1:2' },
          bestpath: { overall: true },
        },
      ],
    });
    expect(routesOf(text)).toEqual(['10.1.0.0/16 path  origin incomplete med 3 communities 65010:7 65535:65281']);
    expect(read(text).notes).toEqual(['communities that are not of RFC 1997 are left out (1)']);
  });

  test('two answers one after the other, and of two VRFs', () => {
    const table = (prefix: string) => ({
      localAS: 65010,
      routes: { [prefix]: [{ bestpath: true, path: '', origin: 'IGP' }] },
    });
    const text = `${JSON.stringify(table('10.1.0.0/16'))}\n${JSON.stringify({ default: table('10.2.0.0/16'), red: table('2001:db8::/32') })}`;
    expect(routesOf(text)).toEqual([
      '10.1.0.0/16 path  origin igp med -',
      '10.2.0.0/16 path  origin igp med -',
      '2001:db8::/32 path  origin igp med -',
    ]);
  });

  test('broken or foreign JSON is a problem with its place', () => {
    const messages = (text: string): string[] =>
      read(text).problems.map(({ at, message }) => `${at?.line}:${at?.column} ${message}`);
    expect(messages('{"routes": {\n "10.0.0.0/8": [{"path": "", ')).toEqual([
      '2:16 the JSON is broken: the text ends within a value',
    ]);
    expect(messages('{"peers": 1}')).toEqual(['1:1 there are no `routes`, `advertisedRoutes` or `paths` in this JSON']);
    expect(messages('{"routes": {"10.0.0.1/8": [{"path": "x y"}],\n"10.0.0.0/99": []}}')).toEqual([
      '1:27 a path to 10.0.0.1/8 cannot be read: "x y" is no AS path',
      '2:16 "10.0.0.0/99" is no prefix: the length is 0 to 32, and this is 99',
    ]);
    expect(messages(`${'['.repeat(40)}${']'.repeat(40)}`)).toEqual(['1:33 the JSON is broken: it is nested too deep']);
  });
});

describe('Junos', () => {
  test('JSON in detail: the length by itself, the path in words, a table of another kind', () => {
    const data = (value: string) => [{ data: value }];
    const rt = (destination: string, length: string, entry: object) => ({
      'rt-destination': data(destination),
      'rt-prefix-length': data(length),
      'rt-entry': [entry],
    });
    const text = JSON.stringify({
      'route-information': [
        {
          'route-table': [
            {
              'table-name': data('inet.0'),
              rt: [
                rt('10.1.0.0', '16', {
                  'current-active': [{ data: [null] }],
                  'protocol-name': data('BGP'),
                  'as-path': data('AS path: [65010] 65001 E\n'),
                  metric: data('12'),
                }),
                rt('10.2.0.0', '16', { 'active-tag': data('*'), 'protocol-name': data('Static') }),
              ],
            },
            { 'table-name': data('bgp.l3vpn.0'), rt: [rt('65000:1:10.9.0.0', '16', {})] },
          ],
        },
      ],
    });
    expect(routesOf(text)).toEqual(['10.1.0.0/16 path 65010 65001 origin egp med 12']);
    expect(read(text).notes).toEqual([
      'routes of table bgp.l3vpn.0 are left out (1)',
      'routes that are not of BGP are left out (1)',
    ]);
  });

  test('advertised routes: the own AS in brackets is a part of the path', () => {
    const text = `user@dc1> show route advertising-protocol bgp 169.254.10.1

inet.0: 12 destinations, 13 routes (12 active, 0 holddown, 0 hidden)
  Prefix\t\t  Nexthop\t       MED     Lclpref    AS path
* 10.0.0.0/24             Self                 0                  [65010] I
* 10.1.0.0/16             192.0.2.1                    100        [65010] 65001 65002 ?
* 2001:db8:aaaa:bbbb:cccc::/80
                          2001:db8:ffff:ffff::1        100        [65010] I

{master}
user@dc1>
`;
    expect(routesOf(text)).toEqual([
      '10.0.0.0/24 path 65010 origin igp med 0',
      '10.1.0.0/16 path 65010 65001 65002 origin incomplete med -',
      '2001:db8:aaaa:bbbb:cccc::/80 path 65010 origin igp med -',
    ]);
  });

  test('show route: BGP alone, of several the active one', () => {
    const text = `inet.0: 5 destinations, 6 routes (5 active, 0 holddown, 0 hidden)
+ = Active Route, - = Last Active, * = Both

10.0.0.0/24        *[BGP/170] 00:01:02, MED 7, localpref 100, from 192.0.2.1
                      AS path: 65001 I, validation-state: unverified
                    > to 192.0.2.1 via ge-0/0/0.0
                    [BGP/170] 00:01:02, localpref 90
                      AS path: 65002 65001 I
                    > to 192.0.2.2 via ge-0/0/1.0
10.1.0.0/24        *[Static/5] 1w2d 03:04:05
                      Discard
`;
    expect(routesOf(text)).toEqual(['10.0.0.0/24 path 65001 origin igp med 7']);
    expect(read(text).notes).toEqual(['routes that are not of BGP are left out (1)']);
  });
});

const hex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/[0-9a-f]{2}/gi) ?? [], (pair) => parseInt(pair, 16));

/** RFC 6396 section 4.3.1: collector 192.0.2.1, a view without a name, two peers: AS 65001 over IPv4, AS 131073 over IPv6. */
const peerIndex = `65000000 000d 0001 0000002e  c0000201 0000 0002
  02 0a000001 c6336401 0000fde9
  03 0a000002 20010db8 00000000 00000000 00000002 00020001`;

/** Sections 4.3.2 and 4.3.4: 10.1.0.0/17, an entry of each peer, AS numbers of four octets. */
const rib = `65000000 000d 0002 0000004a  00000000 11 0a0100 0002
  0000 64000000 001c  40 01 01 00  40 02 0e 02 03 0000fde9 00000001 00000002  40 03 04 c6336401
  0001 64000000 0014  40 01 01 02  40 02 06 02 01 00020001  80 04 04 00000009`;

/** Section 4.4.2: BGP4MP_MESSAGE of AS 23456, and in its path 131073 kept in AS4_PATH (RFC 6793). */
const message = `65000000 0010 0001 0000004b  5ba0 fde8 0000 0001 c6336401 c6336402
  ffffffffffffffffffffffffffffffff 003b 02  0000 0021
  40 01 01 00  40 02 06 02 02 5ba0 fde9  40 03 04 c6336401  e0 11 0a 02 02 00020001 0000fde9
  10 0a02`;

/** Section 4.4.1: the session goes from Established to Idle. */
const down = '65000000 0010 0000 00000014  5ba0 fde8 0000 0001 c6336401 c6336402  0006 0001';

/** Section 4.2: TABLE_DUMP of 10.3.0.0/16 from 198.51.100.1. */
const old = `65000000 000c 0001 00000028  0000 0001 0a030000 10 01 64000000 c6336401 fde9 0012
  40 01 01 00  40 02 04 02 01 fde9  40 03 04 c6336401`;

describe('MRT', () => {
  const messagesOf = (bytes: Uint8Array, peer?: string): string[] =>
    read(bytes, peer === undefined ? {} : { peer }).problems.map((problem) => problem.message);

  test('a table, laid out by hand: the shortest path of all peers, or that of one', () => {
    const table = hex(peerIndex + rib);
    expect(routesOf(table)).toEqual(['10.1.0.0/17 path 131073 origin incomplete med 9']);
    expect(read(table).notes[0]).toMatch(/^it holds the routes of 2 peers: all are taken/);
    expect(routesOf(table, { peer: '198.51.100.1' })).toEqual(['10.1.0.0/17 path 65001 1 2 origin igp med -']);
    expect(routesOf(table, { peer: '2001:DB8:0::2' })).toEqual(['10.1.0.0/17 path 131073 origin incomplete med 9']);
    expect(messagesOf(table, '198.51.100.3')).toEqual([
      'dc1.txt: at byte 0: there is nothing of peer 198.51.100.3 in it; it has those of 198.51.100.1, 2001:db8::2',
    ]);
    expect(messagesOf(table, 'peer1')[0]).toContain('the peer peer1 is no address');
  });

  test('a second dump in the file replaces the first', () => {
    expect(routesOf(hex(peerIndex + rib + peerIndex))).toEqual([]);
  });

  test('messages with short AS numbers, and a session that ends', () => {
    expect(routesOf(hex(message))).toEqual(['10.2.0.0/16 path 131073 65001 origin igp med -']);
    expect(routesOf(hex(message + down))).toEqual([]);
    expect(routesOf(hex(message + down + message))).toEqual(['10.2.0.0/16 path 131073 65001 origin igp med -']);
  });

  test('the old table', () => {
    expect(routesOf(hex(old))).toEqual(['10.3.0.0/16 path 65001 origin igp med -']);
  });

  test('multicast and messages beside a table are said', () => {
    const multicast = rib.replace('000d 0002', '000d 0003');
    const other = message.replace('0010 0001', '0030 0000');
    expect(read(hex(peerIndex + multicast + rib + message + other)).notes).toEqual([
      expect.stringContaining('it holds the routes of 2 peers'),
      'messages beside a table are left out (1)',
      'records of MRT type 48 are left out (1)',
      'tables that are not IPv4 or IPv6 unicast are left out (1)',
    ]);
  });

  test.each([
    [
      'cut within a header',
      peerIndex + rib.slice(0, 20),
      'at byte 58: the file ends within the header of a record: 8 bytes of 12',
    ],
    [
      'cut within a record',
      peerIndex + rib.slice(0, 60),
      'at byte 58: the record says 74 bytes and the file has 12 more',
    ],
    ['no index', rib, 'at byte 12: there is no index of peers before this'],
    [
      'a peer that is not in the index',
      peerIndex + rib.replace('0001 64000000', '0002 64000000'),
      'at byte 116: there is no peer number 2 in the index',
    ],
    [
      'a prefix of 33 bits',
      peerIndex + rib.replace('11 0a0100', '21 0a0100'),
      'at byte 74: a prefix length of 33 is wrong',
    ],
    [
      'too many entries',
      peerIndex + rib.replace('0a0100 0002', '0a0100 0003'),
      'at byte 144: the record says 3 entries and ends within number 3',
    ],
    [
      'too few entries',
      peerIndex + rib.replace('0a0100 0002', '0a0100 0001'),
      'at byte 116: 28 bytes are left over after the entries',
    ],
    [
      'an index that lies',
      peerIndex.replace('0000 0002', '0000 0009'),
      'at byte 58: the index says 9 peers and ends within number 3',
    ],
    [
      'a path that lies',
      peerIndex + rib.replace('02 01 00020001', '02 07 00020001'),
      'at byte 124: the attributes are malformed: AS_PATH: a segment is longer than the attribute',
    ],
    [
      'a message that lies',
      message.replace('003b 02', '003c 02'),
      'at byte 28: the BGP message is malformed: its header says 60 bytes and the record holds 59',
    ],
    [
      'attributes that lie',
      message.replace('0000 0021', '0000 00ff'),
      'at byte 28: the BGP message is malformed: the lengths of its parts exceed the message',
    ],
    [
      'a prefix cut short',
      message.replace('10 0a02', '20 0a02'),
      'at byte 28: the BGP message is malformed: the announced routes are malformed',
    ],
  ])('%s is a problem with its offset', (_, text, problem) => {
    expect(messagesOf(hex(text), text.includes('02 07 0002') ? '2001:db8::2' : undefined)[0]).toBe(
      `dc1.txt: ${problem}`,
    );
  });
});

describe('lists of prefixes, and what is nothing', () => {
  test('a list', () => {
    expect(routesOf('# racks\n10.0.0.0/24\n\n2001:db8::/32 # lab\n')).toEqual([
      '10.0.0.0/24 path  origin igp med -',
      '2001:db8::/32 path  origin igp med -',
    ]);
    expect(read('10.0.0.0/24\n10.0.0.1/24\n').problems[0]).toMatchObject({
      at: { line: 2, column: 1 },
      suggestion: '10.0.0.0/24',
    });
    expect(read('').notes).toEqual(['it holds no route, so nothing is announced']);
  });

  test('a configuration is refused, and none of it is shown', () => {
    const config = 'hostname dc1\ncrypto keyring k\n  pre-shared-key address 203.0.113.1 key HUSHHUSH\n';
    const { problems } = read(config);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toContain('this is nothing that tells what a router announces');
    expect(JSON.stringify(read(`10.0.0.0/8\n${config}`).problems)).not.toContain('HUSHHUSH');
  });

  test('a format that is forced, or that there is not', () => {
    expect(read('{"routes": {}}', { format: 'prefixes' }).problems).toHaveLength(1);
    expect(read('{"routes": {}}').problems).toEqual([]);
    expect(read('10.0.0.0/8', { format: 'brid' }).problems[0]).toMatchObject({ suggestion: 'bird' });
    expect(read('10.0.0.0/8', { peer: '192.0.2.1' }).problems[0]!.message).toContain('is for MRT');
  });
});

const samples = join(import.meta.dirname, '../../../../shared/data');
const present = existsSync(samples);
if (!present) console.info(`not run: the real dumps are not at ${samples}`);

describe.runIf(present)('real dumps', () => {
  const mrt = (name: string): Uint8Array => gunzipSync(readFileSync(join(samples, 'mrt', name)));
  const bgpdump = (name: string): string[][] =>
    gunzipSync(readFileSync(join(samples, 'mrt/expect', `${name}.bgp.gz`)))
      .toString()
      .trim()
      .split('\n')
      .map((each) => each.split('|'));

  test('of a table with path identifiers: the prefixes that bgpdump prints, each with its shortest path', () => {
    const name = 'bview.ipv4_unicast_add_path.gz';
    const shortest = new Map<string, number>();
    for (const [, , , , , prefix = '', , path = ''] of bgpdump(name)) {
      const length = path.split(' ').filter((asn) => asn !== '').length;
      shortest.set(prefix, Math.min(shortest.get(prefix) ?? Infinity, length));
    }
    const { announcements, problems } = read(mrt(name));
    expect(problems).toEqual([]);
    const found = announcements.flatMap(({ prefixes, asPath }) =>
      [...prefixes].map((prefix): [string, number] => [formatPrefix(prefix), asPath?.length ?? 0]),
    );
    expect(new Map(found.sort())).toEqual(new Map([...shortest].sort()));
  });

  test('of messages: what is left when the lines of bgpdump are applied in order', () => {
    const name = 'updates.20020722.2238.gz';
    const tables = new Map<string, Map<string, string>>();
    for (const [, , kind, peer = '', , prefix = '', path = ''] of bgpdump(name)) {
      const table = tables.get(peer) ?? new Map<string, string>();
      tables.set(peer, table);
      if (kind === 'A') table.set(prefix, path);
      else if (kind === 'W') table.delete(prefix);
      else if (prefix !== '6') table.clear();
    }
    const wanted = new Set([...tables.values()].flatMap((table) => [...table.keys()]));
    const { announcements, problems } = read(mrt(name));
    expect(problems).toEqual([]);
    expect(new Set(announcements.flatMap(({ prefixes }) => [...prefixes].map(formatPrefix)))).toEqual(wanted);
  });

  test('of a message whose last prefix is cut short: bgpdump passes over the rest, RFC 7606 section 5.3 does not', () => {
    expect(read(mrt('updates.nlri_mask_trailing_bits.gz')).problems.map(({ message: text }) => text)).toEqual([
      'dc1.txt: at byte 28: the BGP message is malformed: the announced routes are malformed',
    ]);
  });

  test('of FRR', () => {
    const text = readFileSync(join(samples, 'frr/bgp_features/r1/show_bgp.json'));
    const { routes } = JSON.parse(text.toString()) as { routes: Record<string, { bestpath?: boolean }[]> };
    const best = Object.keys(routes).filter((prefix) => routes[prefix]!.some(({ bestpath }) => bestpath === true));
    const found = read(text).announcements.flatMap(({ prefixes }) => [...prefixes].map(formatPrefix));
    expect(found.sort()).toEqual(best.sort());
  });
});
