import { describe, expect, test } from 'vitest';
import { step } from '../../src/bgp/session-machine.ts';
import { newSession } from '../../src/bgp/session-state.ts';
import type {
  SessionAction,
  SessionConfig,
  SessionEvent,
  SessionPhase,
  SessionState,
  SessionTimer,
} from '../../src/bgp/session-state.ts';

/** The AWS end of a VPN tunnel: hold 30 s and keepalive 10 s (fact G-TIMER-VPN), a cap of 100. */
const aws: SessionConfig = {
  localAsn: 64512,
  peerAsn: 65000,
  bgpId: 0x0a00_0001,
  holdTimeSeconds: 30,
  keepaliveSeconds: 10,
  connectRetrySeconds: 120,
  passive: false,
  maximumPrefixes: { ipv4: 100, ipv6: null },
  retryAfterMaximumPrefixes: 'never',
  retryAfterFailure: 'never',
};

const customerOpen: SessionEvent = { kind: 'open', open: { asn: 65000, holdTimeSeconds: 90, bgpId: 0x0a00_0002 } };
const toPhase: Readonly<Record<SessionPhase, readonly SessionEvent[]>> = {
  Idle: [],
  Connect: [{ kind: 'start' }],
  Active: [{ kind: 'start' }, { kind: 'tcpConnected' }, { kind: 'tcpClosed' }],
  OpenSent: [{ kind: 'start' }, { kind: 'tcpConnected' }],
  OpenConfirm: [{ kind: 'start' }, { kind: 'tcpConnected' }, customerOpen],
  Established: [{ kind: 'start' }, { kind: 'tcpConnected' }, customerOpen, { kind: 'keepalive' }],
};

function session(phase: SessionPhase, config: Partial<SessionConfig> = {}): SessionState {
  const state = toPhase[phase].reduce((at, event) => step(at, event).state, newSession({ ...aws, ...config }));
  expect(state.phase).toBe(phase);
  return state;
}

/** Actions in short: what is sent as `send 6/1`, timers as `start hold 30`. */
function brief(action: SessionAction): string {
  switch (action.kind) {
    case 'startTimer':
      return `start ${action.timer} ${action.seconds}`;
    case 'stopTimer':
      return `stop ${action.timer}`;
    case 'send': {
      const { message } = action;
      if (message.kind !== 'notification') return `send ${message.kind}`;
      const { code, subcode, data } = message.notification;
      return ['send', `${code}/${subcode}`, ...Array.from(data, (byte) => byte.toString(16).padStart(2, '0'))].join(
        ' ',
      );
    }
    case 'sessionDown':
      return `down ${action.reason.kind}`;
    default:
      return action.kind;
  }
}

function after(state: SessionState, event: SessionEvent): [SessionPhase, ...string[]] {
  const { state: next, actions } = step(state, event);
  return [next.phase, ...actions.map(brief)];
}

describe('the way up', () => {
  test('of the side that connects', () => {
    expect(after(session('Idle'), { kind: 'start' })).toEqual([
      'Connect',
      'start connectRetry 120',
      'connect',
      'listen',
    ]);
    expect(after(session('Connect'), { kind: 'tcpConnected' })).toEqual([
      'OpenSent',
      'stop connectRetry',
      'send open',
      'start hold 240',
    ]);
    expect(after(session('OpenSent'), customerOpen)).toEqual([
      'OpenConfirm',
      'send keepalive',
      'start keepalive 10',
      'start hold 30',
    ]);
    expect(after(session('OpenConfirm'), { kind: 'keepalive' })).toEqual([
      'Established',
      'start hold 30',
      'established',
    ]);
  });

  test('of the passive side, which never connects', () => {
    expect(after(session('Idle', { passive: true }), { kind: 'start' })).toEqual(['Active', 'listen']);
    const active = step(newSession({ ...aws, passive: true }), { kind: 'start' }).state;
    expect(after(active, { kind: 'timerExpired', timer: 'connectRetry' })).toEqual(['Active']);
    expect(after(active, { kind: 'tcpConnected' })).toEqual(['OpenSent', 'send open', 'start hold 240']);
  });

  test('OPEN carries what the configuration says', () => {
    expect(step(session('Connect'), { kind: 'tcpConnected' }).actions).toContainEqual({
      kind: 'send',
      message: { kind: 'open', open: { asn: 64512, holdTimeSeconds: 30, bgpId: 0x0a00_0001 } },
    });
  });

  test('an attempt that takes too long is made again', () => {
    const expired: SessionEvent = { kind: 'timerExpired', timer: 'connectRetry' };
    expect(after(session('Connect'), expired)).toEqual(['Connect', 'close', 'start connectRetry 120', 'connect']);
    expect(after(session('Active'), expired)).toEqual(['Connect', 'start connectRetry 120', 'connect']);
  });

  test('a connection lost before OPEN is waited for again', () => {
    expect(after(session('OpenSent'), { kind: 'tcpClosed' })).toEqual([
      'Active',
      'stop hold',
      'close',
      'start connectRetry 120',
    ]);
  });
});

describe('the hold time', () => {
  test.each([
    // ours, theirs, negotiated, keepalive: a third of it and at most the ten seconds configured.
    [30, 90, 30, 10],
    [90, 30, 30, 10],
    [180, 180, 180, 10],
    [180, 9, 9, 3],
    [3, 180, 3, 1],
    [30, 4, 4, 1],
  ])('%i and %i make %i', (ours, theirs, hold, keepalive) => {
    const open: SessionEvent = { kind: 'open', open: { asn: 65000, holdTimeSeconds: theirs, bgpId: 2 } };
    const { state, actions } = step(session('OpenSent', { holdTimeSeconds: ours }), open);
    expect(state.negotiatedHoldSeconds).toBe(hold);
    expect(actions.map(brief)).toEqual(['send keepalive', `start keepalive ${keepalive}`, `start hold ${hold}`]);
  });

  test.each([
    [0, 90],
    [90, 0],
    [0, 0],
  ])('%i and %i make none: no timers', (ours, theirs) => {
    const open: SessionEvent = { kind: 'open', open: { asn: 65000, holdTimeSeconds: theirs, bgpId: 2 } };
    const confirmed = step(session('OpenSent', { holdTimeSeconds: ours }), open);
    expect(confirmed.actions.map(brief)).toEqual(['send keepalive', 'stop hold']);
    expect(after(confirmed.state, { kind: 'keepalive' })).toEqual(['Established', 'established']);
    const established = step(confirmed.state, { kind: 'keepalive' }).state;
    expect(after(established, { kind: 'keepalive' })).toEqual(['Established']);
    expect(after(established, { kind: 'update', prefixCounts: { ipv4: 1, ipv6: 0 } })).toEqual(['Established']);
  });

  test('starts over with each KEEPALIVE and UPDATE', () => {
    expect(after(session('Established'), { kind: 'keepalive' })).toEqual(['Established', 'start hold 30']);
    expect(after(session('Established'), { kind: 'update', prefixCounts: { ipv4: 7, ipv6: 0 } })).toEqual([
      'Established',
      'start hold 30',
    ]);
  });

  test('runs out', () => {
    const expired: SessionEvent = { kind: 'timerExpired', timer: 'hold' };
    expect(after(session('Established'), expired)).toEqual([
      'Idle',
      'send 4/0',
      'stop hold',
      'stop keepalive',
      'down notificationSent',
      'close',
    ]);
    expect(after(session('OpenSent'), expired)).toEqual(['Idle', 'send 4/0', 'stop hold', 'close']);
  });

  test('is kept up by keepalives', () => {
    const expired: SessionEvent = { kind: 'timerExpired', timer: 'keepalive' };
    expect(after(session('Established'), expired)).toEqual(['Established', 'send keepalive', 'start keepalive 10']);
    expect(after(session('OpenConfirm'), expired)).toEqual(['OpenConfirm', 'send keepalive', 'start keepalive 10']);
  });
});

describe('an OPEN that is refused', () => {
  test.each([
    ['another AS', { asn: 65001, holdTimeSeconds: 90, bgpId: 2 }, 'send 2/2'],
    ['a hold time of one second', { asn: 65000, holdTimeSeconds: 1, bgpId: 2 }, 'send 2/6'],
    ['a hold time of two seconds', { asn: 65000, holdTimeSeconds: 2, bgpId: 2 }, 'send 2/6'],
    ['identifier zero', { asn: 65000, holdTimeSeconds: 90, bgpId: 0 }, 'send 2/3'],
    ['the AS before anything else', { asn: 65001, holdTimeSeconds: 1, bgpId: 0 }, 'send 2/2'],
  ])('%s', (_, open, said) => {
    expect(after(session('OpenSent'), { kind: 'open', open })).toEqual(['Idle', said, 'stop hold', 'close']);
  });

  test('our own identifier, but only from an internal peer', () => {
    const open = { asn: 65000, holdTimeSeconds: 90, bgpId: aws.bgpId };
    expect(after(session('OpenSent'), { kind: 'open', open })[0]).toBe('OpenConfirm');
    expect(after(session('OpenSent', { localAsn: 65000 }), { kind: 'open', open })[1]).toBe('send 2/3');
  });
});

describe('messages out of order are state machine errors with the type of the message as data', () => {
  const updated: SessionEvent = { kind: 'update', prefixCounts: { ipv4: 1, ipv6: 0 } };
  const refresh: SessionEvent = { kind: 'routeRefresh', family: 'ipv4' };
  const cases: [SessionPhase, SessionEvent, string][] = [
    ['OpenSent', { kind: 'keepalive' }, 'send 5/1 04'],
    ['OpenSent', updated, 'send 5/1 02'],
    ['OpenSent', refresh, 'send 5/1 05'],
    ['OpenConfirm', updated, 'send 5/2 02'],
    ['OpenConfirm', refresh, 'send 5/2 05'],
    ['OpenConfirm', customerOpen, 'send 5/2 01'],
    ['Established', customerOpen, 'send 5/3 01'],
    ['OpenSent', { kind: 'timerExpired', timer: 'connectRetry' }, 'send 5/0'],
    ['Established', { kind: 'timerExpired', timer: 'idleHold' }, 'send 5/0'],
  ];
  test.each(cases)('in %s: %o', (phase, event, said) => {
    expect(after(session(phase), event).slice(0, 2)).toEqual(['Idle', said]);
  });

  test('a refresh in its place asks for the routes', () => {
    expect(after(session('Established'), refresh)).toEqual(['Established', 'readvertise']);
  });
});

describe('a message that cannot be read', () => {
  const malformed = (code: number, subcode: number): SessionEvent => ({
    kind: 'malformed',
    notification: { code, subcode, data: Uint8Array.of(9) },
  });
  const cases: [SessionPhase, SessionEvent, string][] = [
    ['OpenSent', malformed(1, 2), 'send 1/2 09'],
    ['OpenSent', malformed(2, 4), 'send 2/4 09'],
    ['OpenSent', malformed(3, 1), 'send 5/1 02'],
    ['OpenConfirm', malformed(1, 1), 'send 1/1 09'],
    ['Established', malformed(1, 3), 'send 1/3 09'],
    ['Established', malformed(3, 11), 'send 3/11 09'],
    ['Established', malformed(2, 4), 'send 5/3 01'],
  ];
  test.each(cases)('in %s: %o', (phase, event, said) => {
    expect(after(session(phase), event).slice(0, 2)).toEqual(['Idle', said]);
  });

  test('before there is an OPEN, nothing is said', () => {
    expect(after(session('Connect'), malformed(1, 2))).toEqual(['Idle', 'stop connectRetry', 'close']);
  });
});

describe('a NOTIFICATION from the peer', () => {
  const ceased: SessionEvent = { kind: 'notification', notification: { code: 6, subcode: 1, data: new Uint8Array(0) } };
  test('ends the session without an answer', () => {
    expect(after(session('Established'), ceased)).toEqual([
      'Idle',
      'stop hold',
      'stop keepalive',
      'down notificationReceived',
      'close',
    ]);
    expect(after(session('OpenConfirm'), ceased)).toEqual(['Idle', 'stop hold', 'stop keepalive', 'close']);
  });

  test('of a version error is no fault of the session', () => {
    const version: SessionEvent = {
      kind: 'notification',
      notification: { code: 2, subcode: 1, data: new Uint8Array(2) },
    };
    expect(step(session('OpenSent'), version).state).toMatchObject({ phase: 'Idle', connectRetryCounter: 0 });
    expect(step(session('OpenConfirm'), version).state).toMatchObject({ phase: 'Idle', connectRetryCounter: 0 });
    expect(step(session('OpenConfirm'), ceased).state).toMatchObject({ phase: 'Idle', connectRetryCounter: 1 });
  });
});

describe('the cap', () => {
  const counts = (ipv4: number, ipv6 = 0): SessionEvent => ({ kind: 'update', prefixCounts: { ipv4, ipv6 } });
  const reset = [
    'Idle',
    'send 6/1 00 01 01 00 00 00 64',
    'stop hold',
    'stop keepalive',
    'down notificationSent',
    'close',
  ];

  test('holds at 100 and resets at 101 (facts B-IN-EDGE, B-IN-DATA)', () => {
    expect(after(session('Established'), counts(99))).toEqual(['Established', 'start hold 30']);
    expect(after(session('Established'), counts(100))).toEqual(['Established', 'start hold 30']);
    expect(after(session('Established'), counts(101))).toEqual(reset);
  });

  test('is one for each family, and IPv6 has none here', () => {
    expect(after(session('Established'), counts(100, 5000))[0]).toBe('Established');
    const both = session('Established', { maximumPrefixes: { ipv4: 100, ipv6: 100 } });
    expect(after(both, counts(0, 101))[1]).toBe('send 6/1 00 02 01 00 00 00 64');
  });

  test('may be found passed by someone else', () => {
    expect(after(session('Established'), { kind: 'maximumPrefixesExceeded', family: 'ipv4' })).toEqual(reset);
    expect(after(session('Established'), { kind: 'maximumPrefixesExceeded', family: 'ipv6' })).toEqual(['Established']);
  });

  test('after a reset the session starts again when the policy says so, and not before', () => {
    const never = step(session('Established'), counts(101)).state;
    expect(after(never, { kind: 'timerExpired', timer: 'idleHold' })).toEqual(['Idle']);

    const config = { retryAfterMaximumPrefixes: 60, retryAfterFailure: 5 };
    const { state, actions } = step(session('Established', config), counts(101));
    expect(actions.map(brief)).toEqual([...reset.slice(1), 'start idleHold 60']);
    expect(after(state, { kind: 'tcpConnected' })).toEqual(['Idle', 'refuse']);
    expect(after(state, { kind: 'tcpClosed' })).toEqual(['Idle']);
    expect(after(state, { kind: 'timerExpired', timer: 'idleHold' })).toEqual([
      'Connect',
      'stop idleHold',
      'start connectRetry 120',
      'connect',
      'listen',
    ]);
    expect(step(session('Established', config), { kind: 'tcpClosed' }).actions.map(brief)).toContain(
      'start idleHold 5',
    );
  });
});

describe('an administrator', () => {
  test('stops the session for good', () => {
    const willing = { retryAfterFailure: 5 };
    expect(after(session('Established', willing), { kind: 'stop' })).toEqual([
      'Idle',
      'send 6/2',
      'stop hold',
      'stop keepalive',
      'down notificationSent',
      'close',
    ]);
    expect(after(session('Connect', willing), { kind: 'stop' })).toEqual(['Idle', 'stop connectRetry', 'close']);
    const failed = step(session('Connect', willing), { kind: 'tcpFailed' }).state;
    expect(failed.awaitsRestart).toBe(true);
    expect(after(failed, { kind: 'stop' })).toEqual(['Idle', 'stop idleHold']);
  });

  test('need not wait for the idle hold timer', () => {
    const failed = step(session('Connect', { retryAfterFailure: 5 }), { kind: 'tcpFailed' }).state;
    expect(after(failed, { kind: 'start' })).toEqual([
      'Connect',
      'stop idleHold',
      'start connectRetry 120',
      'connect',
      'listen',
    ]);
  });
});

test('a second connection is refused and the first one kept', () => {
  for (const phase of ['OpenSent', 'OpenConfirm', 'Established'] as const) {
    expect(after(session(phase), { kind: 'tcpConnected' })).toEqual([phase, 'refuse']);
    expect(after(session(phase), { kind: 'tcpFailed' })).toEqual([phase]);
  }
});

/** Two machines, a wire without delay that keeps the order, and a clock of whole seconds. */
class Wire {
  now = 0;
  readonly log: string[] = [];
  private readonly ends: { name: string; state: SessionState; timers: Map<SessionTimer, number> }[];
  private readonly queue: [number, SessionEvent][] = [];
  private cut = false;

  constructor(...configs: [SessionConfig, SessionConfig]) {
    this.ends = configs.map((config, index) => ({
      name: 'ab'[index] as string,
      state: newSession(config),
      timers: new Map(),
    }));
  }

  phases(): SessionPhase[] {
    return this.ends.map(({ state }) => state.phase);
  }

  cutCable(): void {
    this.cut = true;
  }

  tell(index: number, event: SessionEvent): void {
    this.queue.push([index, event]);
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
      const end = this.ends[next[0]] as (typeof this.ends)[number];
      const { state, actions } = step(end.state, next[1]);
      end.state = state;
      for (const action of actions) this.act(next[0], action);
    }
  }

  private act(index: number, action: SessionAction): void {
    const { name, timers } = this.ends[index] as (typeof this.ends)[number];
    const other = 1 - index;
    if (action.kind === 'startTimer') timers.set(action.timer, this.now + action.seconds);
    if (action.kind === 'stopTimer') timers.delete(action.timer);
    if (action.kind === 'established' || action.kind === 'sessionDown')
      this.log.push(`${this.now} ${name} ${action.kind}`);
    if (this.cut) return;
    if (action.kind === 'connect')
      this.queue.push([index, { kind: 'tcpConnected' }], [other, { kind: 'tcpConnected' }]);
    if (action.kind === 'close') this.queue.push([other, { kind: 'tcpClosed' }]);
    if (action.kind === 'send') this.queue.push([other, action.message]);
  }

  runUntil(end: number): void {
    for (; this.now < end; this.now++) {
      for (const [index, { timers }] of this.ends.entries()) {
        for (const [timer, due] of timers) {
          if (due !== this.now) continue;
          timers.delete(timer);
          this.tell(index, { kind: 'timerExpired', timer });
        }
      }
    }
  }
}

describe('two machines and a clock', () => {
  const customer: SessionConfig = { ...aws, localAsn: 65000, peerAsn: 64512, bgpId: 0x0a00_0002, passive: true };

  test('come up and stay up', () => {
    const wire = new Wire(aws, customer);
    wire.tell(1, { kind: 'start' });
    wire.tell(0, { kind: 'start' });
    expect(wire.phases()).toEqual(['Established', 'Established']);
    wire.runUntil(3600);
    expect(wire.phases()).toEqual(['Established', 'Established']);
    expect(wire.log.filter((line) => line.endsWith('sessionDown'))).toEqual([]);
  });

  test('notice a cut cable by the hold time, counted from the last keepalive', () => {
    const wire = new Wire(aws, customer);
    wire.tell(1, { kind: 'start' });
    wire.tell(0, { kind: 'start' });
    wire.runUntil(105);
    wire.cutCable();
    wire.runUntil(300);
    // Keepalives went at 0, 10, …, 100; 30 seconds after the last is 130.
    expect(wire.log.filter((line) => line.endsWith('sessionDown'))).toEqual(['130 a sessionDown', '130 b sessionDown']);
    expect(wire.phases()).toEqual(['Idle', 'Idle']);
  });

  test('over the cap flap at the pace of the retry policy', () => {
    const wire = new Wire({ ...aws, retryAfterMaximumPrefixes: 60 }, { ...customer, retryAfterFailure: 1 });
    wire.tell(1, { kind: 'start' });
    wire.tell(0, { kind: 'start' });
    for (let until = 10; until <= 200; until += 10) {
      wire.runUntil(until);
      if (wire.phases()[0] === 'Established') {
        wire.tell(0, { kind: 'update', prefixCounts: { ipv4: 101, ipv6: 0 } });
      }
    }
    // Up at 0, reset at 10, idle until 70, up at once and reset at 80, and so on.
    expect(wire.log.filter((line) => line.includes(' a '))).toEqual([
      '0 a established',
      '10 a sessionDown',
      '70 a established',
      '80 a sessionDown',
      '140 a established',
      '150 a sessionDown',
    ]);
  });
});
