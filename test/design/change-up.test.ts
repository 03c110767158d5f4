/** What was taken down comes back, and everything else stays as it is. */
import { describe, expect, test } from 'vitest';
import { applyChange, applyChanges, type Change } from '../../src/design/change.ts';
import { sound } from './read.ts';

const design = sound(`routecap: 1
vpnGateways: { vgw: {} }
routers: { r: { asn: 65010 }, other: { asn: 65011 } }
customerGateways: { a: { bgpAsn: 65010, ipAddress: 203.0.113.1, router: r }, b: { bgpAsn: 65011, ipAddress: 203.0.113.2, router: other } }
virtualInterfaces: { vif: { type: private, vpnGateway: vgw, router: r, location: X } }
vpnConnections: { va: { customerGateway: a, vpnGateway: vgw }, vb: { customerGateway: b, vpnGateway: vgw } }
`);

const pairs: readonly (readonly [Change, Change])[] = [
  [
    { kind: 'tunnelDown', connection: 'va', tunnel: 1 },
    { kind: 'tunnelUp', connection: 'va', tunnel: 1 },
  ],
  [
    { kind: 'connectionDown', connection: 'va' },
    { kind: 'connectionUp', connection: 'va' },
  ],
  [
    { kind: 'customerGatewayDown', customerGateway: 'a' },
    { kind: 'customerGatewayUp', customerGateway: 'a' },
  ],
  [
    { kind: 'routerDown', router: 'r' },
    { kind: 'routerUp', router: 'r' },
  ],
  [
    { kind: 'virtualInterfaceDown', virtualInterface: 'vif' },
    { kind: 'virtualInterfaceUp', virtualInterface: 'vif' },
  ],
  [
    { kind: 'directConnectLocationDown', location: 'X' },
    { kind: 'directConnectLocationUp', location: 'X' },
  ],
];

describe.each(pairs)('%j', (down, up) => {
  test('is undone', () => {
    const after = applyChange(design, down);
    expect(after).not.toEqual(design);
    expect(applyChange(after, up)).toEqual(design);
  });

  test('changes nothing where nothing is down', () => {
    expect(applyChange(design, up)).toBe(design);
  });
});

test('what is down on another thing stays down', () => {
  const after = applyChanges(design, [
    { kind: 'connectionDown', connection: 'vb' },
    { kind: 'routerDown', router: 'r' },
    { kind: 'routerUp', router: 'r' },
  ]);
  expect(after).toEqual(applyChange(design, { kind: 'connectionDown', connection: 'vb' }));
});
