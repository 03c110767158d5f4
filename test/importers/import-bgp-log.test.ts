/** BGP logs, in the wording of AWS's user guide: what a session did and how near the cap it came. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { importBgpLog } from '../../src/importers/import-bgp-log.ts';
import { recogniseInput } from '../../src/importers/recognise-input.ts';

const start = 1_762_580_400_000;

interface Said {
  readonly at: number;
  readonly details?: string | null;
  readonly type?: string;
  readonly status?: string;
  readonly message?: object | null;
}

const record = ({ at, details, type = 'BGPStatus', status = 'UP', message }: Said): object => ({
  resource_id: 'vpn-1234abcd_203.0.113.9',
  event_timestamp: start + at * 1000,
  timestamp: 'any',
  type,
  status,
  message: message === undefined ? { details } : message,
});

const peer = 'neighbor 169.254.50.85';
const changed = (at: number, from: string, to: string): Said => ({
  at,
  details: `AWS-side peer BGP session state has changed from ${from} to ${to} with ${peer}`,
});
const lines = (...said: readonly Said[]): string => said.map((each) => `${JSON.stringify(record(each))}\n`).join('');
const importText = (text: string) => importBgpLog([{ path: 'log', text }]);
const only = (text: string) => {
  const { sessions, problems } = importText(text);
  expect(problems).toEqual([]);
  expect(sessions).toHaveLength(1);
  return sessions[0]!;
};

/** Up for 2 s every 120 s, and reset for 103 of 100 each time. */
const round = (from: number): Said[] => [
  changed(from, 'OpenConfirm', 'Established'),
  {
    at: from + 1,
    details: `AWS-side peer is reporting a maximum prefix limit warning - received 95 prefixes from ${peer}, limit is 100`,
  },
  {
    at: from + 2,
    status: 'DOWN',
    details: `AWS-side peer detected the maximum prefix limit was exceeded - received 103 prefixes from ${peer}, limit is 100`,
  },
  {
    at: from + 2,
    status: 'DOWN',
    details: `AWS-side peer sent a notification 6/1 (Cease/Maximum Number of Prefixes Reached) to ${peer}`,
  },
  { ...changed(from + 2, 'Established', 'Idle'), status: 'DOWN' },
];

test('a session that flaps over its cap', () => {
  const session = only(lines(...round(0), ...round(120), ...round(240)));
  expect(session).toMatchObject({
    id: 'vpn-1234abcd_203.0.113.9',
    records: 15,
    firstMs: start,
    lastMs: start + 242_000,
    state: 'Idle',
    stateChanges: 6,
    ups: 3,
    warnings: 3,
    cap: 100,
    periodMs: 120_000,
    notifications: { 'sent 6/1': 3 },
    holdExpiries: 0,
  });
  expect(session.most).toMatchObject({ count: 103, ms: start + 2000, at: { file: 'log', line: 3, column: 1 } });
  expect(session.resets).toEqual([0, 120, 240].map((at) => ({ ms: start + (at + 2) * 1000, count: 103, cap: 100 })));
  expect(session.establishedShare).toBeCloseTo(6 / 242, 10);
  expect(session.at.exceeded).toEqual({ file: 'log', line: 3, column: 1 });
});

test('routes are counted as they come and go, and go with the session', () => {
  const route = (at: number, status: string, prefix: string, details?: string): Said => ({
    at,
    type: 'RouteStatus',
    status,
    message: { prefix, asPath: '65010', ...(details === undefined ? {} : { details }) },
  });
  const session = only(
    lines(
      changed(0, 'OpenConfirm', 'Established'),
      route(1, 'ADVERTISED', '10.0.0.0/24'),
      route(2, 'ADVERTISED', '10.0.1.0/24'),
      route(3, 'UPDATED', '10.0.1.0/24'),
      route(4, 'WITHDRAWN', '10.0.0.0/24'),
      route(5, 'ADVERTISED', '10.0.2.0/24', 'DENIED due to: as-path contains our own AS'),
      changed(6, 'Established', 'Idle'),
      changed(7, 'OpenConfirm', 'Established'),
      route(8, 'ADVERTISED', '10.0.3.0/24'),
    ),
  );
  expect(session.most).toMatchObject({ count: 2, ms: start + 2000 });
  expect(session.denied).toEqual({ 'DENIED due to: as-path contains our own AS': 1 });
  expect(session.cap).toBeNull();
});

test('the other ways of writing the same', () => {
  const said = round(0).map(record);
  const plain = only(said.map((each) => JSON.stringify(each)).join('\n'));
  const texts = {
    pretty: said.map((each) => JSON.stringify(each, null, 2)).join('\n\n'),
    list: JSON.stringify(said),
    cloudWatch: JSON.stringify({
      events: said.map((each) => ({ logStreamName: 'x', timestamp: 1, message: JSON.stringify(each) })),
    }),
    tail: said.map((each) => `2025-11-08T05:40:29.641000+00:00 stream ${JSON.stringify(each)}`).join('\n'),
    newestFirst: [...said]
      .reverse()
      .map((each) => JSON.stringify(each))
      .join('\n'),
  };
  for (const [name, text] of Object.entries(texts)) {
    const { at: _a, most: { at: _b, ...most } = {} as never, ...rest } = only(text) as typeof plain & { most: object };
    const { at: _c, most: mostPlain, ...restPlain } = plain;
    expect({ name, ...rest }).toEqual({ name, ...restPlain });
    expect(most).toEqual({ count: mostPlain?.count, ms: mostPlain?.ms });
    expect(recogniseInput(text)).toBe('bgp-log');
  }
});

test('a peer of a route server tells nothing but up and down', () => {
  const arn = 'arn:aws:ec2:us-east-1:111122223333:route-server-peer/rsp-1';
  const text = [
    { resource_arn: arn, event_timestamp: 1000, type: 'BGPStatus', status: 'UP', message: null },
    {
      resource_arn: arn,
      event_timestamp: 2000,
      type: 'RouteStatus',
      status: 'ADVERTISED',
      message: { prefix: '10.24.34.0/32', asPath: '65000' },
    },
    { resource_arn: arn, event_timestamp: 5000, type: 'BGPStatus', status: 'DOWN', message: null },
  ]
    .map((each) => JSON.stringify(each))
    .join('\n');
  expect(only(text)).toMatchObject({
    id: 'rsp-1',
    state: 'Idle',
    ups: 1,
    stateChanges: 2,
    most: { count: 1 },
    establishedShare: 1,
  });
});

describe('problems', () => {
  test('a broken object, with its line; the rest is read', () => {
    const { sessions, problems } = importText(
      `${lines(changed(0, 'Idle', 'Connect'))}{"resource_id": "x", \n${lines(changed(1, 'Connect', 'Active'))}`,
    );
    expect(problems).toMatchObject([
      { message: 'this is no whole JSON object', at: { file: 'log', line: 2, column: 1 } },
    ]);
    expect(sessions[0]?.records).toBe(2);
  });

  test('nothing of the kind', () => {
    expect(importText('{"type":"IKE"}').problems).toMatchObject([{ at: { line: 1 } }]);
    expect(importText('').problems).toHaveLength(1);
    expect(recogniseInput('routecap: 1')).toBe('design');
  });

  test('a record without a session or a time', () => {
    expect(importText('{"type":"BGPStatus"}').problems[0]?.message).toContain('resource_id');
    expect(importText('{"type":"BGPStatus","resource_id":"x"}').problems[0]?.message).toContain('event_timestamp');
  });
});

test('any text is read to something, and the numbers agree with each other', () => {
  const said = fc.oneof(
    fc.tuple(fc.nat(500), fc.constantFrom('Idle', 'Connect', 'Established')).map(([at, to]) => changed(at, 'x', to)),
    fc.nat(400).chain((at) => fc.constantFrom(...round(at))),
  );
  const text = fc.oneof(
    fc.array(said, { minLength: 1, maxLength: 30 }).map((all) => lines(...all)),
    fc
      .array(
        fc.constantFrom(
          '{',
          '}',
          '"',
          '\\',
          '[',
          ']',
          ',',
          '\n',
          '"type":"BGPStatus"',
          '"resource_id":"a"',
          '"event_timestamp":1',
          '"message":null',
        ),
        { maxLength: 30 },
      )
      .map((all) => all.join('')),
    fc.string(),
  );
  fc.assert(
    fc.property(text, (each) => {
      const { sessions, problems } = importText(each);
      expect(sessions.length + problems.length).toBeGreaterThan(0);
      for (const { ups, stateChanges, establishedShare, firstMs, lastMs, resets, records } of sessions) {
        expect(ups).toBeLessThanOrEqual(stateChanges);
        expect(resets.length).toBeLessThanOrEqual(records);
        expect(firstMs).toBeLessThanOrEqual(lastMs);
        if (establishedShare !== null) expect(establishedShare >= 0 && establishedShare <= 1).toBe(true);
      }
    }),
  );
});
