import { expect, test } from 'vitest';
import { readDesign } from '../../src/design/read-design.ts';
import type { Design } from '../../src/design/vocabulary.ts';
import { drawNetwork } from '../../src/reporters/network-drawing.ts';
import { networkSvg } from '../../src/reporters/network-svg.ts';
import { sampleSession } from './sample-result.ts';

function design(text: string): Design {
  const { design: read, problems } = readDesign([{ file: 'a.yaml', text: `routecap: 1\n${text}` }], () => ({
    ok: false,
    why: 'there are none',
  }));
  expect(problems).toEqual([]);
  return read!;
}

const hybrid = design(`
vpcs: { app: { cidrs: [10.0.0.0/16] }, db: { cidrs: [10.1.0.0/16] } }
vpnGateways: { vgw: { vpc: app } }
transitGateways: { hub: { attachments: { db: { vpc: db } } } }
directConnectGateways: { dxgw: { associations: [{ transitGateway: hub, allowedPrefixes: [10.1.0.0/16] }] } }
routers: { core: { asn: 65010, announce: [192.168.0.0/16] } }
virtualInterfaces: { tvif: { type: transit, directConnectGateway: dxgw, router: core } }
customerGateways: { a: { bgpAsn: 65010, ipAddress: 203.0.113.1, router: core }, b: { bgpAsn: 65020, ipAddress: 203.0.113.2 } }
vpnConnections: { vpn-a: { customerGateway: a, vpnGateway: vgw }, vpn-b: { customerGateway: b, transitGateway: hub } }
`);

const vgw = { gateway: 'vgw', gatewayKind: 'vpnGateway' } as const;
const hub = { gateway: 'hub', gatewayKind: 'transitGateway' } as const;
const idle = { state: 'idle', inbound: { offered: 101, accepted: 0, cap: 100, outcome: 'reset' } } as const;
const sessions = [
  sampleSession('tvif', { gateway: 'dxgw', gatewayKind: 'directConnectGateway' }),
  sampleSession('vpn-a/tunnel-1', vgw),
  sampleSession('vpn-a/tunnel-2', { ...vgw, state: 'down' }),
  sampleSession('vpn-b/tunnel-1', { ...hub, ...idle }),
  sampleSession('vpn-b/tunnel-2', { ...hub, ...idle }),
];

test('sites, connections, gateways and VPCs stand in their columns, with lines between those that belong together', () => {
  const { places, lines } = drawNetwork(hybrid, sessions);
  const column = (n: number): string[] =>
    places
      .filter((each) => each.column === n)
      .map(({ label }) => label)
      .sort();
  expect([0, 1, 2, 3, 4].map(column)).toEqual([
    ['b', 'core'],
    ['tvif', 'vpn-a', 'vpn-b'],
    ['dxgw'],
    ['hub', 'vgw'],
    ['app', 'db'],
  ]);
  const labelOf = new Map(places.map(({ id, label }) => [id, label]));
  expect(lines.map(({ from, to, state }) => `${labelOf.get(from)} ${labelOf.get(to)} ${state}`).sort()).toEqual([
    'b vpn-b bad',
    'core tvif ok',
    'core vpn-a near',
    'dxgw hub plain',
    'hub db plain',
    'tvif dxgw ok',
    'vgw app plain',
    'vpn-a vgw near',
    'vpn-b hub bad',
  ]);
});

test('the state is in words, not in colour alone', () => {
  const { places } = drawNetwork(hybrid, sessions);
  const details = places.filter(({ column }) => column === 1).map(({ label, detail }) => [label, detail]);
  expect(details).toEqual([
    ['tvif', '1 of 1 session up'],
    ['vpn-a', '1 of 2 sessions up'],
    ['vpn-b', '0 of 2 up, over a cap'],
  ]);
  const svg = networkSvg(drawNetwork(hybrid, sessions), 'the network');
  expect(svg).toContain('✗ 0 of 2 up, over a cap');
});

test('of very many connections those alike are one, and the few that are not well stay', () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    sampleSession(`vpn-${index}/tunnel-1`, { ...hub, state: index === 7 ? 'down' : 'established' }),
  );
  const drawing = drawNetwork(hybrid, many);
  expect(drawing.places.filter(({ column }) => column === 1).map(({ label, detail }) => [label, detail])).toEqual([
    ['299 connections', '299 of 299 sessions up'],
    ['vpn-7', '0 of 1 session up'],
  ]);
});

test('no two boxes lie on each other, and every line ends at boxes', () => {
  const svg = networkSvg(drawNetwork(hybrid, sessions), 'the network');
  const boxes = [...svg.matchAll(/<rect class="place \w+" x="(\d+)" y="([\d.]+)" width="(\d+)" height="(\d+)"/g)].map(
    ([, ...all]) => all.map(Number),
  );
  expect(boxes).toHaveLength(10);
  for (const [i, [x = 0, y = 0, width = 0, height = 0]] of boxes.entries()) {
    for (const [otherX = 0, otherY = 0] of boxes.slice(i + 1)) {
      expect(Math.abs(otherX - x) >= width || Math.abs(otherY - y) >= height).toBe(true);
    }
  }
});

test('a line that passes a column goes through a place of its own, beside the boxes there', () => {
  const svg = networkSvg(drawNetwork(hybrid, sessions), 'the network');
  const lanes = [...svg.matchAll(/<path class="link \w+" d="M(\d+) ([\d.]+)h\d+"/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  // Two connections end on gateways beyond the Direct Connect gateway's column.
  expect(lanes).toHaveLength(2);
  const dxgw =
    /<rect class="place plain" x="(\d+)" y="([\d.]+)" width="\d+" height="(\d+)" rx="6"\/><text[^>]*>dxgw</.exec(svg)!;
  for (const [x, y = 0] of lanes) {
    expect(x).toBe(Number(dxgw[1]));
    expect(y < Number(dxgw[2]) || y > Number(dxgw[2]) + Number(dxgw[3])).toBe(true);
  }
});
