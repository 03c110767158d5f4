import { describe, expect, test } from 'vitest';
import { quotaRow, quotas } from '../../src/aws/quotas.ts';

/** Typed by hand from the FAQ and the quota pages: id, FAQ, guide, adjustable, highest value. */
const documented: readonly [string, number | null, number | null, boolean, number | null][] = [
  ['vgw.routes-from-customer', 100, 100, false, null],
  ['tgw.routes-from-customer', 1000, 1000, false, null],
  ['vgw.routes-to-customer', 1000, 1000, false, null],
  ['tgw.routes-to-customer', 1000, 5000, false, null],
  ['vgw.static-routes', 100, 100, false, null],
  ['tgw.static-vpn-routes', 100, null, false, null],
  ['vpc.propagated-routes', 100, 100, false, null],
  ['vpc.static-routes', 500, 500, true, 1000],
  ['tgw.routes', 10_000, 10_000, true, null],
  ['dx.routes-from-customer', 100, 100, true, 1000],
  ['dx.routes-to-customer', null, null, false, null],
  ['dx.allowed-prefixes', 200, 200, true, null],
  ['connect.routes-from-customer', 1000, 1000, true, null],
  ['connect.routes-to-customer', 5000, 5000, false, null],
  ['dx.public-routes-from-customer', 1000, 1000, false, null],
  ['vpn.tunnel-bandwidth', 1250, 1250, false, null],
  ['vpn.tunnel-packets', 140_000, 140_000, false, null],
  ['vpn.large-tunnel-bandwidth', null, 5000, false, null],
  ['vpn.large-tunnel-packets', null, 400_000, false, null],
  ['vgw.aggregate-bandwidth', 1250, 1250, false, null],
  ['connect.peer-bandwidth', 5000, 5000, false, null],
  ['connect.peer-packets', 300_000, 300_000, false, null],
  ['dx.lag-members', 4, 4, false, null],
  ['dx.fast-lag-members', 2, 2, false, null],
  ['vpn.mtu', 1500, 1446, false, null],
  ['vgw.vpn-connections', 10, 10, true, null],
  ['region.customer-gateways', 50, 50, true, null],
  ['region.vpn-gateways', 5, 5, true, null],
  ['region.vpn-connections', 50, 50, true, null],
  ['region.accelerated-vpn-connections', 10, 10, true, null],
  ['region.transit-gateways', 5, 5, true, null],
  ['region.vpcs', 5, 5, true, null],
  ['tgw.attachments', 5000, 5000, true, null],
  ['tgw.route-tables', 20, 20, true, null],
  ['tgw.peerings', 50, 50, true, null],
  ['tgw.cidr-blocks', 5, 5, false, null],
  ['tgw.direct-connect-gateways', 20, 20, false, null],
  ['connect.peers-per-attachment', 4, 4, false, null],
  ['dxgw.vpn-gateways', 20, 20, false, null],
  ['dxgw.transit-gateways', 6, 6, false, null],
  ['dxgw.virtual-interfaces', 30, 30, false, null],
  ['vpc.route-tables', 200, 200, true, null],
  ['vpc.ipv4-cidrs', 5, 5, true, 50],
  ['vpc.ipv6-cidrs', 5, 5, true, 50],
  ['vpc.transit-gateways', 5, 5, false, null],
];

describe('the quota table', () => {
  test('has the numbers of the documents, and no others', () => {
    const rows = quotas.map(({ id, value, adjustable, maximum }) => [id, value.faq, value.guide, adjustable, maximum]);
    expect(rows.toSorted()).toEqual(documented.map((row) => [...row]).toSorted());
  });

  test('has every id once, and a maximum only where there is something to adjust', () => {
    expect(new Set(quotas.map(({ id }) => id)).size).toBe(quotas.length);
    for (const { id, maximum, adjustable, value } of quotas) {
      expect(id).toMatch(/^[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)$/);
      if (maximum !== null) {
        expect(adjustable, id).toBe(true);
        expect(maximum, id).toBeGreaterThan(value.faq ?? 0);
      }
    }
  });

  test('dates every row', () => {
    for (const { id, asOf } of quotas) expect(asOf, id).toMatch(/^20\d\d(-\d\d(-\d\d)?)?$/);
  });

  test('throws for an id of ours that is not there', () => {
    expect(quotaRow('vgw.static-routes').unit).toBe('routes');
    expect(() => quotaRow('vgw.nonsense')).toThrow('vgw.nonsense');
  });
});
