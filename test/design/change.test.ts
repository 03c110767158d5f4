import { describe, expect, test } from 'vitest';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { parsePrefix } from '../../src/net/parse-prefix.ts';
import { PrefixList } from '../../src/net/prefix-list.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import { applyChange, applyChanges, type Change } from '../../src/design/change.ts';
import { failureSets, failuresOf } from '../../src/design/failures.ts';
import type { Announcement, Design } from '../../src/design/vocabulary.ts';
import { sound } from './read.ts';

const design = sound(`routecap: 1
vpcs: { app: { routeTables: { main: { propagatingVgws: [vgw], routes: [{ destination: 10.9.0.0/16, vpnGateway: vgw }] } } } }
vpnGateways: { vgw: { vpc: app } }
transitGateways:
  hub:
    attachments:
      to-app: { vpc: app }
      to-dx: { directConnectGateway: dxgw }
      appliance: { connect: { transportAttachment: to-app, peers: { one: { peerAsn: 65100, router: r1 }, two: { peerAsn: 65101 } } } }
directConnectGateways: { dxgw: { associations: [{ transitGateway: hub, allowedPrefixes: [10.0.0.0/8] }] } }
routers: { r1: { asn: 65001, announce: [10.1.0.0/16, 10.2.0.0/16] } }
customerGateways: { c1: { router: r1 }, c2: { bgpAsn: 65002, announce: [10.3.0.0/16] } }
virtualInterfaces:
  direct: { type: private, vpnGateway: vgw, router: r1, location: FRA1 }
  via-dxgw: { type: transit, directConnectGateway: dxgw, location: FRA1 }
  spare: { type: transit, directConnectGateway: dxgw }
vpnConnections:
  a: { customerGateway: c1, vpnGateway: vgw }
  b: { customerGateway: c2, transitGateway: hub }
  p: { customerGateway: c2, transitGateway: hub, outsideIpAddressType: PrivateIpv4, transportTransitGatewayAttachmentId: to-dx }
`);

/** Every session that is down, by hand-readable name. */
function down(of: Design): string[] {
  const names: string[] = [];
  for (const [name, { tunnels }] of Object.entries(of.vpnConnections))
    tunnels.forEach(({ id, status }) => status === 'down' && names.push(`${name}/${id}`));
  for (const [name, { status }] of Object.entries(of.virtualInterfaces)) if (status === 'down') names.push(name);
  for (const { attachments } of Object.values(of.transitGateways)) {
    for (const [name, each] of Object.entries(attachments)) {
      if (each.kind === 'connect')
        for (const [peer, { status }] of Object.entries(each.peers))
          if (status === 'down') names.push(`${name}/${peer}`);
    }
  }
  return names.sort();
}

const after = (change: Change): string[] => down(applyChange(design, change));
const prefix = (text: string): Prefix => {
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
};
const announcement = (...texts: string[]): Announcement => ({
  prefixes: PrefixList.from(texts.map(prefix)),
  anonymous: 0,
  asPath: null,
  origin: 'igp',
  med: null,
  communities: [],
});
const announced = (list: readonly Announcement[] | null | undefined): string[] | null | undefined =>
  list?.flatMap(({ prefixes }) => [...prefixes].map(formatPrefix)) ?? null;

describe('failures', () => {
  test('each takes down the sessions on the thing', () => {
    expect(after({ kind: 'tunnelDown', connection: 'a', tunnel: 1 })).toEqual(['a/tunnel-2']);
    expect(after({ kind: 'connectionDown', connection: 'b' })).toEqual(['b/tunnel-1', 'b/tunnel-2']);
    expect(after({ kind: 'customerGatewayDown', customerGateway: 'c2' })).toEqual([
      'b/tunnel-1',
      'b/tunnel-2',
      'p/tunnel-1',
      'p/tunnel-2',
    ]);
    expect(after({ kind: 'routerDown', router: 'r1' })).toEqual([
      'a/tunnel-1',
      'a/tunnel-2',
      'appliance/one',
      'direct',
    ]);
    expect(after({ kind: 'virtualInterfaceDown', virtualInterface: 'spare' })).toEqual(['spare']);
    expect(after({ kind: 'directConnectLocationDown', location: 'FRA1' })).toEqual(['direct', 'via-dxgw']);
    expect(after({ kind: 'directConnectLocationDown', location: null })).toEqual(['spare']);
    expect(after({ kind: 'directConnectGatewayDown', directConnectGateway: 'dxgw' })).toEqual(['spare', 'via-dxgw']);
    expect(after({ kind: 'vpnGatewayDown', vpnGateway: 'vgw' })).toEqual(['a/tunnel-1', 'a/tunnel-2', 'direct']);
    expect(after({ kind: 'transitGatewayDown', transitGateway: 'hub' })).toEqual([
      'appliance/one',
      'appliance/two',
      'b/tunnel-1',
      'b/tunnel-2',
      'p/tunnel-1',
      'p/tunnel-2',
    ]);
    expect(after({ kind: 'connectPeerDown', transitGateway: 'hub', attachment: 'appliance', peer: 'two' })).toEqual([
      'appliance/two',
    ]);
  });
  test('a gateway that is down forwards nothing for others either', () => {
    const hubDown = applyChange(design, { kind: 'transitGatewayDown', transitGateway: 'hub' });
    expect(hubDown.directConnectGateways.dxgw!.associations).toEqual([]);
    expect(hubDown.transitGateways.hub!.routeTables).toEqual({
      default: { associations: [], propagations: [], routes: [] },
    });
  });
  test('what is not touched is shared, and a name that is not there changes nothing', () => {
    const changed = applyChange(design, { kind: 'connectionDown', connection: 'a' });
    expect(changed.vpnConnections.b).toBe(design.vpnConnections.b);
    expect(changed.transitGateways).toBe(design.transitGateways);
    expect(applyChange(design, { kind: 'connectionDown', connection: 'toString' })).toBe(design);
    expect(down(design)).toEqual([]);
  });
});

describe('announcements and policies', () => {
  test('announcing adds to what is inherited', () => {
    const changed = applyChange(design, {
      kind: 'announce',
      section: 'customerGateways',
      name: 'c1',
      announcements: [announcement('10.7.0.0/16')],
    });
    expect(announced(changed.customerGateways.c1!.announce)).toEqual(['10.1.0.0/16', '10.2.0.0/16', '10.7.0.0/16']);
    expect(changed.routers).toBe(design.routers);
  });
  test('withdrawing takes out exact prefixes, or all inside', () => {
    const exact = applyChange(design, {
      kind: 'withdraw',
      section: 'routers',
      name: 'r1',
      prefixes: [prefix('10.1.0.0/16'), prefix('10.0.0.0/8')],
    });
    expect(announced(exact.routers.r1!.announce)).toEqual(['10.2.0.0/16']);
    const inside = applyChange(design, {
      kind: 'withdraw',
      section: 'routers',
      name: 'r1',
      prefixes: [prefix('10.0.0.0/8')],
      covered: true,
    });
    expect(announced(inside.routers.r1!.announce)).toEqual([]);
    const inherited = applyChange(design, {
      kind: 'withdraw',
      section: 'vpnConnections',
      name: 'a',
      prefixes: [prefix('10.1.0.0/16')],
    });
    expect(announced(inherited.vpnConnections.a!.announce)).toEqual(['10.2.0.0/16']);
    expect(
      applyChange(design, {
        kind: 'withdraw',
        section: 'vpnConnections',
        name: 'a',
        prefixes: [prefix('10.3.0.0/16')],
      }),
    ).toBe(design);
  });
  test('policies, of a connection and of one tunnel', () => {
    const changed = applyChanges(design, [
      { kind: 'setPolicy', section: 'vpnConnections', name: 'a', policy: { prepend: 2 } },
      { kind: 'setPolicy', section: 'vpnConnections', name: 'a', tunnel: 1, policy: { med: 7 } },
    ]);
    expect(changed.vpnConnections.a!.policy).toMatchObject({ prepend: 2, med: null });
    expect(changed.vpnConnections.a!.tunnels.map(({ policy }) => policy.med)).toEqual([null, 7]);
  });
});

describe('things', () => {
  test('a connection added to a transit gateway with one table takes part in it; removing takes it out', () => {
    const added = applyChange(design, {
      kind: 'add',
      section: 'vpnConnections',
      name: 'new',
      thing: design.vpnConnections.b!,
    });
    expect(added.transitGateways.hub!.routeTables.default!.propagations).toContain('new');
    const removed = applyChange(added, { kind: 'remove', section: 'vpnConnections', name: 'new' });
    expect(removed).toEqual(design);
  });
  test('removing a thing leaves no name of it behind', () => {
    const names: [Change & { kind: 'remove' }, string][] = [
      [{ kind: 'remove', section: 'vpcs', name: 'app' }, 'app'],
      [{ kind: 'remove', section: 'vpnGateways', name: 'vgw' }, 'vgw'],
      [{ kind: 'remove', section: 'transitGateways', name: 'hub' }, 'hub'],
      [{ kind: 'remove', section: 'directConnectGateways', name: 'dxgw' }, 'dxgw'],
      [{ kind: 'remove', section: 'routers', name: 'r1' }, 'r1'],
      [{ kind: 'remove', section: 'customerGateways', name: 'c2' }, 'c2'],
    ];
    for (const [change, name] of names) {
      const text = JSON.stringify(applyChange(design, change), (key, value: unknown) =>
        key === 'prefixes' ? null : value,
      );
      expect(text, name).not.toContain(`"${name}"`);
    }
    expect(
      Object.keys(applyChange(design, { kind: 'remove', section: 'customerGateways', name: 'c2' }).vpnConnections),
    ).toEqual(['a']);
    const noDx = applyChange(design, { kind: 'remove', section: 'directConnectGateways', name: 'dxgw' });
    expect(noDx.vpnConnections.p!.transportTransitGatewayAttachmentId).toBeNull();
  });
});

describe('sets of failures', () => {
  test('one list of changes for each thing of a kind', () => {
    expect(failuresOf(design, 'tunnels')).toHaveLength(6);
    expect(failuresOf(design, 'directConnectLocations')).toEqual([
      [{ kind: 'directConnectLocationDown', location: 'FRA1' }],
      [{ kind: 'directConnectLocationDown', location: null }],
    ]);
    // The router drawn, the gateway and the two interfaces without one, and the second peer.
    expect(failuresOf(design, 'routers')).toHaveLength(5);
  });
  test('all pairs, by name and in order', () => {
    expect([...failureSets(design, { vpnConnections: 2 })].map(({ names }) => names)).toEqual([
      ['a', 'b'],
      ['a', 'p'],
      ['b', 'p'],
    ]);
  });
  test('kinds multiply; fewer things than asked for fail all; too many sets end with a word', () => {
    expect([...failureSets(design, { vpnConnections: 1, virtualInterfaces: 2 })]).toHaveLength(9);
    expect([...failureSets(design, { vpnGateways: 5 })].map(({ names }) => names)).toEqual([['vgw']]);
    const sets = failureSets(design, { tunnels: 3 }, 7);
    let next = sets.next();
    let made = 0;
    while (next.done !== true) {
      made++;
      next = sets.next();
    }
    // 6 choose 3.
    expect([made, next.value]).toEqual([7, { complete: false, total: 20 }]);
  });
});
