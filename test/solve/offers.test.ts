/** What is offered and counted on a session, where announcements overlap. */
import { expect, test } from 'vitest';
import { makeSettings } from '../../src/aws/settings.ts';
import { readDesign } from '../../src/design/read-design.ts';
import { solve } from '../../src/solve/solve.ts';

function inbound(announce: string) {
  const text = `
routecap: 1
vpnGateways: { hub: { amazonSideAsn: 64600 } }
customerGateways: { a: { bgpAsn: 65001, ipAddress: 198.51.100.1, announce: ${announce} } }
vpnConnections: { v: { customerGateway: a, vpnGateway: hub } }
`;
  const { design, problems } = readDesign([{ file: 'design.yaml', text }], () => ({ ok: false, why: 'no files' }));
  expect(problems).toEqual([]);
  if (design === null) throw new Error('no design');
  return solve(design, makeSettings({ design }).settings).sessions.get('v/tunnel-1')?.inbound;
}

test('a prefix of two overlapping announcements counts once', () => {
  const lists = '[{ from: 10.0.0.0/8, length: 24, count: 60 }, { from: 10.0.0.0/16, length: 24, count: 80, med: 5 }]';
  expect(inbound(lists)).toMatchObject({ offered: 80, looped: 0, outcome: 'near' });
});

test('a looped path is denied and not counted', () => {
  expect(inbound('[10.1.0.0/16, { prefix: 10.2.0.0/16, asPath: [65001, 64600] }]')).toMatchObject({
    offered: 1,
    looped: 1,
  });
});

test('announced looped first and sound after, the first is what is sent', () => {
  const both = '[{ prefix: 10.1.0.0/16, asPath: [65001, 64600] }, { prefix: 10.1.0.0/16, med: 5 }]';
  expect(inbound(both)).toMatchObject({ offered: 0, looped: 1 });
});
