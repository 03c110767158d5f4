/**
 * The rules that save work on thousands of routers, held against the plain way: a router's whole table
 * for what is at risk there, and forwarding hop by hop for the connections used there and back.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSettings, type Settings } from '../../src/aws/settings.ts';
import { readDesign } from '../../src/design/read-design.ts';
import { prefixKey } from '../../src/net/prefix.ts';
import { possibleOnly } from '../../src/rules/routes/possible-only.ts';
import { Ways } from '../../src/rules/routing/ways.ts';
import { forward } from '../../src/solve/forward.ts';
import type { Solution } from '../../src/aws/solution.ts';
import { solve } from '../../src/solve/solve.ts';

interface Connection {
  readonly gateway: 'hub' | 'vgw';
  readonly prepend: number;
  readonly localPreference: number;
  readonly announce: readonly string[] | null;
  readonly acceptOnly: boolean;
  readonly up: boolean;
}

interface Site {
  readonly announce: readonly string[];
  readonly connections: readonly Connection[];
  readonly direct: boolean;
}

interface Drawn {
  readonly sites: readonly Site[];
  readonly allowed: readonly string[];
  readonly cap: number;
}

// Nested, so that prefixes of different sites cover one another; never do two of them make up a third.
const prefixes = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.1.0.0/17',
  '10.1.1.0/24',
  '10.20.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];
const some = fc.subarray(prefixes, { maxLength: 4 });

const connection: fc.Arbitrary<Connection> = fc.record({
  gateway: fc.constantFrom('hub', 'hub', 'vgw'),
  prepend: fc.constantFrom(0, 0, 1),
  localPreference: fc.constantFrom(100, 100, 200),
  announce: fc.option(some, { freq: 2 }),
  acceptOnly: fc.constantFrom(false, false, false, true),
  up: fc.constantFrom(true, true, true, false),
});

const drawn: fc.Arbitrary<Drawn> = fc.record({
  sites: fc.array(
    fc.record({
      announce: some,
      connections: fc.array(connection, { minLength: 1, maxLength: 3 }),
      direct: fc.boolean(),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  allowed: fc.subarray(['10.0.0.0/8', '10.20.0.0/16', '10.1.0.0/16', '172.16.0.0/12']),
  cap: fc.constantFrom(1, 2, 3, 4, 1000),
});

function yamlOf({ sites, allowed }: Drawn): string {
  const lines = [
    'routecap: 1',
    'vpcs: { one: { cidrs: [10.20.0.0/16] }, two: { cidrs: [10.30.0.0/16] } }',
    'vpnGateways: { vgw: { vpc: two, amazonSideAsn: 64512 } }',
    'transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att: { vpc: one }, dx: { directConnectGateway: dxgw } } } }',
    `directConnectGateways: { dxgw: { amazonSideAsn: 64520, associations: [{ transitGateway: hub, allowedPrefixes: [${allowed.join(', ')}] }] } }`,
    'routers:',
    ...sites.map(({ announce }, i) => `  site-${i}: { asn: ${65001 + i}, announce: [${announce.join(', ')}] }`),
    'customerGateways:',
    ...sites.map((_, i) => `  cgw-${i}: { bgpAsn: ${65001 + i}, ipAddress: 203.0.113.${i + 1}, router: site-${i} }`),
    'virtualInterfaces:',
    ...sites.flatMap(({ direct }, i) =>
      direct ? [`  tvif-${i}: { type: transit, directConnectGateway: dxgw, router: site-${i} }`] : [],
    ),
    'vpnConnections:',
  ];
  for (const [i, { connections }] of sites.entries()) {
    for (const [j, { gateway, prepend, localPreference, announce, acceptOnly, up }] of connections.entries()) {
      const said = announce === null ? '' : `, announce: [${announce.join(', ')}]`;
      const accepts = acceptOnly ? ', acceptOnly: [10.0.0.0/8]' : '';
      lines.push(
        `  vpn-${i}-${j}: { customerGateway: cgw-${i}, ${gateway === 'hub' ? 'transitGateway' : 'vpnGateway'}: ${gateway}, status: ${up ? 'up' : 'down'}${said}, policy: { prepend: ${prepend}, localPreference: ${localPreference}${accepts} } }`,
      );
    }
  }
  return lines.join('\n').replace(/(routers|virtualInterfaces):\n(?! )/g, '$1: {}\n');
}

function solved(it: Drawn) {
  const { design, problems } = readDesign([{ file: 'drawn.yaml', text: yamlOf(it) }], () => ({ ok: false, why: '' }));
  expect(problems).toEqual([]);
  const { settings } = makeSettings({ design: design! });
  // A cap that small designs reach.
  const small: Settings = {
    ...settings,
    quota: (id) =>
      id === 'tgw.routes-to-customer' || id === 'vgw.routes-to-customer'
        ? { ...settings.quota(id), value: it.cap }
        : settings.quota(id),
  };
  return { design: design!, settings: small, solution: solve(design!, small) };
}

/** From the router's whole table: announced on a truncated session, possible, and under nothing certain. */
function atRisk(solution: Solution, router: string): number {
  const truncated = solution.network.routers
    .get(router)!
    .sessions.filter(
      ({ id }) =>
        solution.sessions.get(id)?.state === 'established' &&
        solution.sessions.get(id)?.outbound.outcome === 'truncated',
    );
  const onTruncated = new Set(
    truncated.flatMap((session) => [...solution.announced(session).entries()].map(({ prefix }) => prefixKey(prefix))),
  );
  const table = solution.table(`routers/${router}`)!;
  let count = 0;
  for (const [prefix, { presence }] of table.entries()) {
    const covered = [...table.covering(prefix)].some(([, entry]) => entry.presence === 'certain');
    if (presence === 'possible' && !covered && onTruncated.has(prefixKey(prefix))) count += 1;
  }
  return count;
}

test('destinations at risk at a router are those its whole table shows', () => {
  fc.assert(
    fc.property(drawn, (it) => {
      const { design, settings, solution } = solved(it);
      const found = new Map(
        [...possibleOnly.check({ design, settings, solution, today: '2026-01-15' })].map(({ subject, args }) => [
          subject,
          args?.['count'],
        ]),
      );
      for (const router of solution.network.routers.keys())
        expect([router, found.get(router) ?? 0]).toEqual([router, atRisk(solution, router)]);
    }),
    { numRuns: 200 },
  );
});

test('the connections used there and back are those that forwarding uses', () => {
  fc.assert(
    fc.property(drawn, (it) => {
      const { design, solution } = solved(it);
      const ways = new Ways(solution);
      for (const router of solution.network.routers.values()) {
        const announced = [
          ...new Map(
            router.sessions
              .flatMap(({ announce }) => announce.flatMap((item) => [...item.prefixes]))
              .map((prefix) => [prefixKey(prefix), prefix]),
          ).values(),
        ];
        for (const [vpc, { there, back }] of ways.perVpc(router)) {
          const towards = new Set<string>();
          for (const prefix of announced) {
            for (const { sessions } of forward(solution, vpc, prefix).ways) {
              const [first] = sessions;
              if (first !== undefined && first.router === router.name) towards.add(first.connection);
            }
          }
          expect(new Set(there)).toEqual(towards);
          const [cidr] = design.vpcs[vpc]!.cidrs;
          const backwards = new Set(
            forward(solution, `routers/${router.name}`, cidr!).ways.flatMap(({ sessions }) =>
              sessions.slice(0, 1).map(({ connection }) => connection),
            ),
          );
          expect(new Set(back)).toEqual(backwards);
        }
      }
    }),
    { numRuns: 200 },
  );
});
