import { describe, expect, test } from 'vitest';
import { assumption, assumptions } from '../../src/aws/assumptions.ts';

describe('the register of assumptions', () => {
  test('has every id once, in camelCase', () => {
    expect(new Set(assumptions.map(({ id }) => id)).size).toBe(assumptions.length);
    for (const { id } of assumptions) expect(id).toMatch(/^[a-z]+([A-Z][a-z]*)*$/);
  });

  test('has a default among the alternatives, which differ', () => {
    for (const { id, default: value, alternatives } of assumptions) {
      const values = alternatives.map((each) => each.value);
      expect(values, id).toContain(value);
      expect(value, id).not.toBe('number');
      expect(new Set(values).size, id).toBe(values.length);
    }
  });

  test('asks a question and gives a reason', () => {
    for (const { id, question, reason, alternatives } of assumptions) {
      expect(question, id).toMatch(/\?$/);
      expect(reason, id).toMatch(/\.$/);
      for (const { means } of alternatives) expect(means, id).toMatch(/\.$/);
    }
  });

  // Chosen so that no trouble is hidden; a change of one of these changes verdicts.
  test('has the defaults that are promised', () => {
    expect(Object.fromEntries(assumptions.map(({ id, default: value }) => [id, value]))).toEqual({
      resetRetry: 'never',
      countingScope: 'session',
      vpnGatewayPassesStaticRoutesOn: true,
      reAdvertisedAsPath: 'prepended',
      announceBackToSource: false,
      loopedRoutesCount: false,
      finalTieBreak: 'unknown',
      vpnGatewayTunnelMed: 'differs',
      customerRouterMultipath: true,
      ecmpFlowHash: 'fiveTuple',
      tunnelDirections: 'separate',
      implicitVpcRouteTable: 'everything',
      propagatedCapFamilies: 'together',
      transitGatewayOverTotal: 'anyNotInstalled',
      directConnectOverAllowedPrefixes: 'anySubset',
      sameAsnOnTransitGateway: 'works',
      virtualInterfacesExchangeRoutes: true,
      staticOverCap: 'anySubset',
      vpnGatewayMissingMed: 'asTransitGateway',
      customerStaticRoutes: 'mirror',
      anonymousRoutes: 'sameOnBothTunnels',
      acceptAfterReset: 'afterRepair',
      updateDelaySeconds: 1,
      announcedPrefixesPerSecond: 1000,
      propagationDelaySeconds: 1,
      reconnectSeconds: 10,
      deadPeerDetectionSeconds: 40,
      directConnectBfd: false,
      maintenanceMed: 100,
      maintenanceNoticeSeconds: 60,
      maintenanceSeconds: 300,
    });
  });

  test('throws for an id of ours that is not there', () => {
    expect(() => assumption('retry')).toThrow('retry');
  });
});
