/** What a fit of a design keeps apart, and what it changes. Expected by hand from longest match. */
import { describe, expect, test } from 'vitest';
import type { DesignDocument } from '../../../src/design/schema.ts';
import { applyChanges } from '../../../src/design/change.ts';
import { formatPrefix } from '../../../src/net/format-prefix.ts';
import { fitDesign } from '../../../src/plan/fit/fit-design.ts';
import type { FitResult, Fitted } from '../../../src/plan/fit/fit-result.ts';
import { solve } from '../../../src/solve/solve.ts';
import { designOf, settingsOf } from '../../arbitraries/design.ts';

type Gateways = NonNullable<DesignDocument['customerGateways']>;
type Connections = NonNullable<DesignDocument['vpnConnections']>;

const gateway = (announce: unknown, more: object = {}): Gateways[string] =>
  ({ bgpAsn: 65010, ipAddress: '203.0.113.10', announce, ...more }) as Gateways[string];

function hub(customerGateways: Gateways, more: Partial<DesignDocument> = {}): DesignDocument {
  const vpnConnections: Connections = Object.fromEntries(
    Object.keys(customerGateways).map((name) => [`vpn-${name}`, { customerGateway: name, vpnGateway: 'hub' }]),
  );
  return {
    routecap: 1,
    vpcs: { app: { cidrs: ['10.20.0.0/16'], routeTables: { main: { propagatingVgws: ['hub'] } } } },
    vpnGateways: { hub: { vpc: 'app', amazonSideAsn: 64620 } },
    customerGateways,
    vpnConnections,
    ...more,
  };
}

function fit(
  document: DesignDocument,
  cap: number | null,
  who: { routers?: string[]; sessions?: string[] } = { routers: ['a'] },
): Fitted {
  const design = designOf(document);
  const { routers = [], sessions = [] } = who;
  return fitDesign({
    design,
    settings: settingsOf(design),
    locate: () => null,
    today: '2026-01-01',
    sessions,
    routers,
    cap,
    keepOut: [],
  });
}

function summaryOf({ result, problems }: Fitted): string[] {
  if (result === null) throw new Error(problems[0]?.message);
  expect(result.check?.moved).toEqual([]);
  return result.units.flatMap(({ families }) => families.flatMap(({ summary }) => Array.from(summary, formatPrefix)));
}

describe('kept apart', () => {
  test('prefixes with other attributes: the nested one goes its own way', () => {
    const document = hub({ a: gateway(['10.64.0.0/16', { prefix: '10.64.9.0/24', med: 50 }, '10.64.1.0/24']) });
    expect(summaryOf(fit(document, null))).toEqual(['10.64.0.0/16', '10.64.9.0/24']);
  });

  test('halves of what another site announces stay halves: longer they win, as long they would share', () => {
    const document = hub({
      a: gateway(['10.64.0.0/26', '10.64.0.64/26', '10.64.0.128/25']),
      b: gateway(['10.64.0.0/24'], { bgpAsn: 65011, ipAddress: '203.0.113.11' }),
    });
    expect(summaryOf(fit(document, null))).toEqual(['10.64.0.0/25', '10.64.0.128/25']);
    expect(fit(document, 1).problems?.[0]?.message).toContain(
      '2 is the least that can be, since others announce what covers them',
    );
  });

  test('what the filter of the session lets out: nothing beyond it would arrive', () => {
    const document = hub({
      a: gateway(['10.64.0.0/26', '10.64.0.128/26', '10.64.1.0/26'], {
        policy: { announceOnly: ['10.64.0.0/24', '10.64.1.0/24'] },
      }),
    });
    expect(summaryOf(fit(document, 2))).toEqual(['10.64.0.0/24', '10.64.1.0/26']);
    expect(fit(document, 1).result).toBe(null);
  });

  test('a default route of another site is taken over only where nobody else is, and that is said', () => {
    const document = hub({
      a: gateway(['10.64.0.0/26', '10.64.0.128/26']),
      b: gateway(['0.0.0.0/0'], { bgpAsn: 65011, ipAddress: '203.0.113.11' }),
    });
    const fitted = fit(document, 1);
    expect(summaryOf(fitted)).toEqual(['10.64.0.0/24']);
    const drawn = fitted.result?.check?.attracted.filter(({ place }) => place === 'vpnGateways/hub') ?? [];
    expect(drawn).toMatchObject([{ before: ['vpn-b'], after: ['vpn-a'], addresses: 128n }]);
  });
});

describe('changed together', () => {
  const list = ['10.64.0.0/24', '10.64.1.0/24'];

  test('two gateways of a site that announce the same, when both are named', () => {
    const document = hub({ a: gateway(list), b: gateway(list, { ipAddress: '203.0.113.11' }) });
    const { result } = fit(document, null, { routers: ['a', 'b'] });
    expect(result?.units.map(({ announcers }) => announcers)).toEqual([['customerGateways/a', 'customerGateways/b']]);
    expect(summaryOf({ result: result as FitResult, problems: null })).toEqual(['10.64.0.0/23']);
    // One alone would lose to the longer prefixes of the other.
    expect(summaryOf(fit(document, null))).toEqual(list);
  });

  test('all sessions of a router, under the least of their caps, bare counts left out', () => {
    const document = hub(
      { a: { bgpAsn: 65010, ipAddress: '203.0.113.10', router: 'edge' } },
      { routers: { edge: { asn: 65010, announce: [...list, '10.64.4.0/24', { count: 98 }] } } },
    );
    const { result } = fit(document, null, { sessions: ['vpn-a/tunnel-2'] });
    expect(result?.units[0]?.sessions).toEqual(['vpn-a/tunnel-1', 'vpn-a/tunnel-2']);
    expect(result?.units[0]?.families[0]).toMatchObject({ cap: 2 });
    expect(result?.check?.sessions.map(({ offered, outcome }) => [offered, outcome])).toEqual([
      [100, 'near'],
      [100, 'near'],
    ]);
  });

  test('what was merely observed becomes announced by word', () => {
    const document = hub({ a: { bgpAsn: 65010, ipAddress: '203.0.113.10' } });
    const connection = { customerGateway: 'a', vpnGateway: 'hub', acceptedRoutes: [...list, '10.70.0.0/16'] };
    const { result } = fit({ ...document, vpnConnections: { 'vpn-a': connection } } as DesignDocument, null);
    const design = designOf({ ...document, vpnConnections: { 'vpn-a': connection } } as DesignDocument);
    const after = applyChanges(design, result?.units.flatMap(({ changes }) => changes) ?? []);
    const table = solve(after, settingsOf(after)).table('vpnGateways/hub');
    expect([...(table?.entries() ?? [])].map(([prefix]) => formatPrefix(prefix))).toEqual([
      '10.20.0.0/16',
      '10.64.0.0/23',
      '10.70.0.0/16',
    ]);
  });
});

test('what cannot be changed is refused with the reason', () => {
  const document = hub({ a: gateway(['10.64.0.0/24']) });
  const refused = (connection: object): string | undefined =>
    fit(
      {
        ...document,
        vpnConnections: { 'vpn-a': { customerGateway: 'a', vpnGateway: 'hub', ...connection } },
      } as DesignDocument,
      null,
    ).problems?.[0]?.message;
  expect(refused({ tunnels: [{ announce: ['10.0.0.0/8'] }, {}] })).toContain('has announcements of its own');
  expect(refused({ staticRoutesOnly: true, routes: ['10.64.0.0/24'] })).toContain('is static');
  expect(fit(hub({ a: gateway([{ count: 4 }]) }), null).problems?.[0]?.message).toContain(
    'announces no prefix that is known',
  );
});
