import { expect, test } from 'vitest';
import { findPlaces } from '../../src/cli/find-places.ts';
import { nearest } from '../../src/design/nearest.ts';

const places = [
  'routers/dc1',
  'transitGateways/hub/default',
  'vpcs/app/main',
  'vpcs/app/private',
  'vpcs/team/blue/main',
  'vpnGateways/vgw',
];
const alias = (name: string): string[] => (name === 'vpn-dc1' ? ['routers/dc1'] : []);

test.each([
  ['vpcs/app/main', ['vpcs/app/main']],
  ['app/main', ['vpcs/app/main']],
  ['app', ['vpcs/app/main', 'vpcs/app/private']],
  ['hub', ['transitGateways/hub/default']],
  ['vgw', ['vpnGateways/vgw']],
  ['dc1', ['routers/dc1']],
  ['team/blue', ['vpcs/team/blue/main']],
  ['vpn-dc1', ['routers/dc1']],
])('%s', (wanted, expected) => {
  expect(findPlaces(wanted, places, nearest, alias)).toEqual({ places: expected });
});

test('an unknown place gets its nearest name', () => {
  expect(findPlaces('dc2', places, nearest, alias)).toEqual({ places: null, suggestion: 'dc1' });
  expect(findPlaces('app/mian', places, nearest, alias)).toEqual({ places: null, suggestion: 'app/main' });
  expect(findPlaces('constantinople', places, nearest, alias)).toEqual({ places: null, suggestion: null });
});
