/**
 * Laws of the readers of announcements: what is printed in a format is read back, whatever order the routes
 * are printed in; no bytes and no damage to sound bytes make a reader throw or go silent; and what a file
 * says is worth the same as if it stood in the design.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Origin } from '../../src/bgp/attributes.ts';
import { announcedFormatIds, importAnnounced, type AnnouncedImport } from '../../src/importers/import-announced.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { prefixKey } from '../../src/net/prefix.ts';
import { anyPrefixArbitrary } from '../arbitraries/prefix.ts';
import { run } from '../cli/fake-world.ts';
import { printTableDump, printUpdates } from '../importers/announced/mrt-printer.ts';
import {
  ios,
  nxos,
  printBird,
  printCisco,
  printFrrAdvertised,
  printFrrTable,
  printJunosAdvertised,
  printJunosJson,
  printJunosRoutes,
  type Route,
} from '../importers/announced/printers.ts';
import { line, spelled } from '../importers/announced/spelled.ts';

const asn = fc.oneof(fc.integer({ min: 64512, max: 64520 }), fc.constantFrom(1, 65535, 65536, 4294967295));
const asPath = fc.array(asn, { maxLength: 5 });
const community = fc
  .tuple(fc.constantFrom(0, 1, 64512, 65535), fc.constantFrom(0, 1, 666, 65281, 65535))
  .map(([high, low]) => `${high}:${low}`);
// IPv4-mapped IPv6 prefixes are refused by our parser of texts, on purpose.
const isMapped = ({ prefix }: Route): boolean =>
  prefix.family === 'ipv6' && prefix.a === 0 && prefix.b === 0 && prefix.c === 0xffff;
const route: fc.Arbitrary<Route> = fc.record({
  prefix: anyPrefixArbitrary,
  asPath,
  origin: fc.constantFrom<Origin>('igp', 'egp', 'incomplete'),
  med: fc.option(fc.constantFrom(0, 1, 100, 4294967295)),
  communities: fc.uniqueArray(community, { maxLength: 3 }),
  decoy: fc.option(asPath),
});
const routesArbitrary = fc
  .uniqueArray(route, { maxLength: 12, selector: ({ prefix }) => prefixKey(prefix) })
  .map((routes) => routes.filter((each) => !isMapped(each)));

interface Format {
  readonly name: string;
  readonly id: string;
  readonly print: (routes: readonly Route[]) => string | Uint8Array;
  /** What the format cannot say. */
  readonly lacks: ReadonlySet<'communities'>;
}

const brief = new Set(['communities'] as const);
const whole = new Set([] as const);

const formats: readonly Format[] = [
  { name: 'FRR, table', id: 'frr-json', print: printFrrTable, lacks: brief },
  { name: 'FRR, advertised routes', id: 'frr-json', print: printFrrAdvertised, lacks: brief },
  { name: 'BIRD', id: 'bird', print: printBird, lacks: whole },
  { name: 'Cisco IOS', id: 'cisco', print: (routes) => printCisco(routes, ios), lacks: brief },
  { name: 'Cisco NX-OS', id: 'cisco', print: (routes) => printCisco(routes, nxos), lacks: brief },
  { name: 'Junos, JSON', id: 'junos-json', print: printJunosJson, lacks: whole },
  { name: 'Junos, advertised routes', id: 'junos', print: printJunosAdvertised, lacks: brief },
  { name: 'Junos, table', id: 'junos', print: printJunosRoutes, lacks: brief },
  { name: 'MRT, table', id: 'mrt', print: (routes) => printTableDump(routes, false), lacks: whole },
  {
    name: 'MRT, table with path identifiers',
    id: 'mrt',
    print: (routes) => printTableDump(routes, true),
    lacks: whole,
  },
  { name: 'MRT, messages', id: 'mrt', print: (routes) => printUpdates(routes, [], false), lacks: whole },
  {
    name: 'MRT, messages with microseconds',
    id: 'mrt',
    print: (routes) => printUpdates(routes, [], true),
    lacks: whole,
  },
];

const bytesOf = (given: string | Uint8Array): Uint8Array =>
  typeof given === 'string' ? new TextEncoder().encode(given) : given;
const read = (given: string | Uint8Array, format: string | null = null): AnnouncedImport =>
  importAnnounced({ path: 'file', bytes: bytesOf(given), format });
const texts = (routes: readonly Route[], lacks: Format['lacks']): string[] =>
  routes
    .map(({ prefix, asPath: path, origin, med, communities }) =>
      line(formatPrefix(prefix), path, origin, med, lacks.has('communities') ? [] : communities),
    )
    .sort();

describe.each(formats)('$name', ({ id, print, lacks }) => {
  test('what is printed is read back, in any order', () => {
    fc.assert(
      fc.property(routesArbitrary, fc.integer({ min: 0, max: 11 }), (routes, turn) => {
        const imported = read(print(routes), routes.length === 0 ? id : null);
        expect(imported.problems).toEqual([]);
        expect(spelled(imported.announcements)).toEqual(texts(routes, lacks));
        const turned = [...routes.slice(turn), ...routes.slice(0, turn)].reverse();
        const again = read(print(turned), id);
        expect(again.announcements.map(({ prefixes, ...rest }) => ({ ...rest, list: [...prefixes] }))).toEqual(
          imported.announcements.map(({ prefixes, ...rest }) => ({ ...rest, list: [...prefixes] })),
        );
      }),
    );
  });

  test('damage is never thrown at, and a file cut short never reads as more than the whole', () => {
    const damage = fc.array(fc.tuple(fc.nat(4000), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(routesArbitrary, damage, fc.nat(4000), (routes, changes, cut) => {
        const sound = bytesOf(print(routes));
        const damaged = sound.slice();
        for (const [at, value] of changes) if (damaged.length > 0) damaged[at % damaged.length] = value;
        const imported = read(damaged, id);
        for (const { message, width } of imported.problems) {
          expect(message).not.toBe('');
          expect(width).toBeGreaterThan(0);
        }
        const known = new Set(routes.map(({ prefix }) => prefixKey(prefix)));
        const short = read(sound.subarray(0, cut % (sound.length + 1)), id);
        const extra = short.announcements
          .flatMap(({ prefixes }) => [...prefixes])
          .filter((each) => !known.has(prefixKey(each)));
        // The last line of a text may end within a length: 10.0.0.0/16 is then 10.0.0.0/1.
        expect(extra.length).toBeLessThanOrEqual(id === 'mrt' || id.endsWith('json') ? 0 : 1);
      }),
    );
  });
});

test('withdrawn prefixes are gone, whatever came before', () => {
  fc.assert(
    fc.property(routesArbitrary, fc.array(anyPrefixArbitrary, { maxLength: 5 }), (routes, withdrawn) => {
      const imported = read(printUpdates(routes, withdrawn, false), 'mrt');
      expect(imported.problems).toEqual([]);
      expect(spelled(imported.announcements)).toEqual(texts(routes, whole));
    }),
  );
});

test('no bytes make any reader throw', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"routes":',
      '"prefix"',
      ',',
      ':',
      '10.0.0.0/8',
      '*> ',
      '\n',
      '\t',
      ' ',
      'Network',
      'BGP.as_path: ',
      '65000 ',
      'i',
      '\\"',
      '[p 1]',
    ),
    { maxLength: 60 },
  );
  const any = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    pieces.map((all) => bytesOf(all.join(''))),
  );
  fc.assert(
    fc.property(any, fc.constantFrom(null, ...announcedFormatIds), (bytes, format) => {
      const { announcements, problems, notes } = read(bytes, format);
      expect(announcements.length + problems.length + notes.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

const designWith = (announce: string): string => `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
routers:
  dc1: { asn: 65010${announce} }
customerGateways:
  cgw: { bgpAsn: 65010, ipAddress: 203.0.113.10, router: dc1 }
vpnConnections:
  vpn-dc1: { customerGateway: cgw, vpnGateway: vgw }
`;

test('check with --announce is check of the design with the announcements written in', async () => {
  await fc.assert(
    fc.asyncProperty(routesArbitrary, async (routes) => {
      const { announcements } = read(printJunosJson(routes), 'junos-json');
      const items = announcements.map(({ prefixes, asPath: path, origin, med, communities }) =>
        JSON.stringify({
          prefixes: [...prefixes].map(formatPrefix),
          ...(path === null ? {} : { asPath: path }),
          origin,
          ...(med === null ? {} : { med }),
          communities,
        }),
      );
      const files = {
        'written.yaml': designWith(`, announce: [${items.join(', ')}]`),
        'bare.yaml': designWith(', announce: [198.51.100.0/24]'),
        'junos.json': printJunosJson(routes),
      };
      const written = await run(['check', 'written.yaml', '--format', 'json'], { files });
      const flagged = await run(['check', 'bare.yaml', '--announce', 'dc1=junos.json', '--format', 'json'], { files });
      expect(flagged.stderr).toBe('');
      const essence = (text: string): unknown => {
        const { sessions, findings, expectations } = JSON.parse(text) as {
          sessions: unknown;
          findings: { rule: string; at: unknown }[];
          expectations: unknown;
        };
        // That a file holds no route is said of files alone; places are those of other files.
        const rest = findings
          .filter(({ rule }) => rule !== 'input/not-modelled')
          .map((each) => ({ ...each, at: null }));
        return { sessions, findings: rest, expectations };
      };
      expect(essence(flagged.stdout)).toEqual(essence(written.stdout));
    }),
    { numRuns: 10 },
  );
});
