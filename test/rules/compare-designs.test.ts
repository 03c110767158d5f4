/** `diff`: what changes in route terms, what is found anew, and in which order it can be done. */
import { describe, expect, test } from 'vitest';
import { makeSettings } from '../../src/aws/settings.ts';
import { readDesign } from '../../src/design/read-design.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { reportDiff, reportDiffJson } from '../../src/reporters/diff.ts';
import { compareDesigns, type DiffResult } from '../../src/rules/compare-designs.ts';

function loaded(text: string) {
  const { design, problems, locate } = readDesign([{ file: 'design.yaml', text }], () => ({
    ok: false,
    why: 'no files',
  }));
  expect(problems).toEqual([]);
  if (design === null) throw new Error('no design');
  return { design, settings: makeSettings({ design }).settings, locate };
}

function diff(before: string, after: string): DiffResult {
  return compareDesigns({
    before: loaded(before),
    after: loaded(after),
    inputs: ['before.yaml', 'after.yaml'],
    today: '2026-11-23',
    version: '0',
    failOn: 'error',
  });
}

const site = (count: number, more = '') => `
routecap: 1
vpcs: { app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64620 } }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, announce: [{ from: 10.64.0.0/10, length: 24, count: ${count} }] }
vpnConnections:
  vpn: { customerGateway: dc1, vpnGateway: vgw }
${more}`;

const place = (result: DiffResult, id: string) => result.difference.places.find((each) => each.place === id);

describe('what changes in route terms', () => {
  test('nothing, between a design and itself', () => {
    const result = diff(site(60), site(60));
    expect(result.difference).toEqual({ sessions: [], places: [], routersLeftOut: 0 });
    expect(result.findings).toEqual([]);
    expect(result.exitCode).toBe(0);
  });

  test('five prefixes more: gained at the gateway and in the VPC table, counts moved', () => {
    const result = diff(site(60), site(65));
    expect(place(result, 'vpcs/app/main')?.gained.map(formatPrefix)).toEqual([
      '10.64.60.0/24',
      '10.64.61.0/24',
      '10.64.62.0/24',
      '10.64.63.0/24',
      '10.64.64.0/24',
    ]);
    expect(place(result, 'vpcs/app/main')?.lost).toEqual([]);
    expect(
      result.difference.sessions.map(({ id, before, after }) => [id, before?.inbound.offered, after?.inbound.offered]),
    ).toEqual([
      ['vpn/tunnel-1', 60, 65],
      ['vpn/tunnel-2', 60, 65],
    ]);
    expect(result.exitCode).toBe(0);
  });

  test('the one beyond the cap: everything is lost, and that is found anew', () => {
    const result = diff(site(100), site(101));
    expect(place(result, 'vpcs/app/main')?.lost).toHaveLength(100);
    expect(new Set(result.findings.map(({ rule }) => rule))).toEqual(
      new Set(['routes/inbound-cap-exceeded', 'vpn/connection-down']),
    );
    expect(result.exitCode).toBe(1);
  });

  test('back below the cap: nothing new, and what was found is solved', () => {
    const result = diff(site(101), site(100));
    expect(result.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(result.solved.map(({ rule }) => rule)).toContain('routes/inbound-cap-exceeded');
    expect(result.exitCode).toBe(0);
  });

  test('a second, longer way changes no path; a shorter one moves them', () => {
    const second = (prepend: number) =>
      site(2)
        .replace('vpn: {', `vpn: { policy: { prepend: 1 },`)
        .concat(`  other: { customerGateway: dc1, vpnGateway: vgw, policy: { prepend: ${prepend} } }\n`);
    const first = site(2).replace('vpn: {', 'vpn: { policy: { prepend: 1 },');
    expect(place(diff(first, second(2)), 'vpnGateways/vgw')).toBeUndefined();
    expect(place(diff(first, second(0)), 'vpnGateways/vgw')?.moved.map(({ before, after }) => [before, after])).toEqual(
      [
        [['vpn'], ['other']],
        [['vpn'], ['other']],
      ],
    );
  });

  test('more than 100 propagated routes: certain before, merely possible after', () => {
    const two = (count: number) =>
      site(60).replace(
        'vpnConnections:',
        `  dc2: { bgpAsn: 65011, ipAddress: 203.0.113.11, announce: [{ from: 10.128.0.0/10, length: 24, count: ${count} }] }\nvpnConnections:\n  far: { customerGateway: dc2, vpnGateway: vgw }`,
      );
    const result = diff(two(40), two(41));
    expect(place(result, 'vpcs/app/main')?.weakened).toHaveLength(100);
    expect(place(diff(two(41), two(40)), 'vpcs/app/main')?.strengthened).toHaveLength(100);
  });
});

describe('the order of a migration', () => {
  // Moving the site's 60 networks from one connection to another: a second announcer first makes 120 routes in one table.
  const old = site(60, 'expect: [{ reach: 10.64.5.0/24, from: app }]');
  const renamed = old.replace('  vpn: {', '  vpn-new: {');

  test('add before remove, so that the site is reached all the way', () => {
    const { order } = diff(old, renamed);
    expect(order).toMatchObject({ kind: 'sound', steps: [{ what: 'add vpn-new' }, { what: 'remove vpn' }] });
  });

  test('no order: the new gateway wants the VPC that the old one holds, and the site must be reached throughout', () => {
    const moved = old.replaceAll('vgw', 'vgw-new');
    const { order } = diff(old, moved);
    expect(order.kind).toBe('none');
    expect(order.steps.length).toBeGreaterThan(2);
  });

  test('a VPC and the gateway its table names, each naming the other, are made and unmade one after the other', () => {
    const empty = 'routecap: 1';
    const { order } = diff(empty, site(3));
    expect(order).toMatchObject({ kind: 'sound' });
    expect(order.steps.map(({ what }) => what)).toEqual(['add app', 'add vgw', 'add dc1', 'add vpn']);
    const hub = `routecap: 1
vpcs: { app: { cidrs: [10.20.0.0/16], routeTables: { main: { routes: [{ destinationCidrBlock: 0.0.0.0/0, transitGateway: hub }] } } } }
transitGateways: { hub: { attachments: { app: { vpc: app } } } }`;
    expect(diff(empty, hub).order).toMatchObject({ kind: 'sound', steps: [{ what: 'add app' }, { what: 'add hub' }] });
    expect(diff(hub, empty).order).toMatchObject({
      kind: 'sound',
      steps: [{ what: 'remove hub' }, { what: 'remove app' }],
    });
  });

  test('one change has no order to speak of', () => {
    expect(diff(site(60), site(61)).order.steps).toHaveLength(1);
  });
});

describe('the report', () => {
  const result = diff(site(100), site(101));

  test('says the verdict, the counts and what is lost', () => {
    const text = reportDiff(result, { color: false, width: 100 });
    expect(text).toMatch(/^FAIL {2}3 new findings/);
    expect(text).toContain('vpn/tunnel-1  established → idle, to AWS 100 of 100 → 101 of 100');
    expect(text).toMatch(/vpcs\/app\/main\n {4}lost 100: 10\.64\.0\.0\/24/);
  });

  test('is JSON that says the same', () => {
    const data = JSON.parse(reportDiffJson(result)) as {
      difference: { places: { place: string; lost: string[] }[] };
      exitCode: number;
    };
    expect(data.exitCode).toBe(1);
    expect(data.difference.places.find(({ place: id }) => id === 'vpcs/app/main')?.lost).toHaveLength(100);
  });
});
