/**
 * Laws of the session machine: any sequence of events is answered, by the table below, which was
 * typed from RFC 4271 section 8.2.2 and knows nothing of the code; and what the machine asks of the
 * world is always possible and consistent.
 */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { step } from '../../src/bgp/session-machine.ts';
import { newSession, sessionPhases } from '../../src/bgp/session-state.ts';
import type {
  Retry,
  SessionAction,
  SessionConfig,
  SessionEvent,
  SessionPhase,
  SessionState,
  SessionTimer,
} from '../../src/bgp/session-state.ts';
import type { Family } from '../../src/net/prefix.ts';

/**
 * State and event to next state. `+`: the connect retry counter goes up by one, `0`: it is zeroed,
 * otherwise it stands. `.`: nothing changes. Where the RFC has a choice the table says which: no
 * DelayOpen, and second connections are not tracked.
 */
const table = `
event            Idle     Connect  Active   OpenSent     OpenConfirm  Established
start            begin0   .        .        .            .            .
stop             .        Idle0    Idle0    Idle0        Idle0        Idle0
connectRetry     .        Connect  Connect  Idle+        Idle+        Idle+
hold             .        Idle+    Idle+    Idle+        Idle+        Idle+
keepaliveTimer   .        Idle+    Idle+    Idle+        OpenConfirm  Established
idleHold         restart  Idle+    Idle+    Idle+        Idle+        Idle+
tcpConnected     .        OpenSent OpenSent .            .            .
tcpFailed        .        Idle     Idle+    .            .            .
tcpClosed        .        .        .        Active       Idle+        Idle+
open             .        Idle+    Idle+    OpenConfirm  Idle+        Idle+
badOpen          .        Idle+    Idle+    Idle+        Idle+        Idle+
headerError      .        Idle+    Idle+    Idle+        Idle+        Idle+
openError        .        Idle+    Idle+    Idle+        Idle+        Idle+
updateError      .        Idle+    Idle+    Idle+        Idle+        Idle+
versionError     .        Idle+    Idle+    Idle         Idle         Idle+
notification     .        Idle+    Idle+    Idle+        Idle+        Idle+
keepalive        .        Idle+    Idle+    Idle+        Established  Established
update           .        Idle+    Idle+    Idle+        Idle+        Established
updateOverCap    .        Idle+    Idle+    Idle+        Idle+        Idle+
exceeded         .        Idle+    Idle+    Idle+        Idle+        Idle+
routeRefresh     .        Idle+    Idle+    Idle+        Idle+        Established
exceededNothing  .        .        .        .            .            .
`;

const rows = new Map<string, ReadonlyMap<SessionPhase, string>>();
{
  const [heading, ...lines] = table.trim().split('\n');
  const columns = (heading as string).split(/ +/).slice(1) as SessionPhase[];
  for (const line of lines) {
    const [name, ...cells] = line.split(/ +/);
    rows.set(name as string, new Map(columns.map((column, index) => [column, cells[index] as string])));
  }
}

/** Which row an event belongs to. */
function rowOf(event: SessionEvent, { config }: SessionState): string {
  switch (event.kind) {
    case 'timerExpired':
      return event.timer === 'keepalive' ? 'keepaliveTimer' : event.timer;
    case 'open': {
      const { asn, holdTimeSeconds, bgpId } = event.open;
      const good = asn === config.peerAsn && ![1, 2].includes(holdTimeSeconds) && bgpId !== 0;
      return good ? 'open' : 'badOpen';
    }
    case 'update': {
      const over = (['ipv4', 'ipv6'] as const).some(
        (family) => event.prefixCounts[family] > (config.maximumPrefixes[family] ?? Infinity),
      );
      return over ? 'updateOverCap' : 'update';
    }
    case 'notification':
      return event.notification.code === 2 && event.notification.subcode === 1 ? 'versionError' : 'notification';
    case 'malformed':
      return ['headerError', 'openError', 'updateError'][event.notification.code - 1] as string;
    case 'maximumPrefixesExceeded':
      // Without a cap nothing can exceed it.
      return config.maximumPrefixes[event.family] === null ? 'exceededNothing' : 'exceeded';
    default:
      return event.kind;
  }
}

/** What the table says comes next, and by how much the counter changes it. */
function foretell(state: SessionState, event: SessionEvent): { phase: SessionPhase; counter: number } {
  const row = rowOf(event, state);
  const cell = rows.get(row)?.get(state.phase) as string;
  const start = state.config.passive ? 'Active' : 'Connect';
  if (cell === '.') return { phase: state.phase, counter: state.connectRetryCounter };
  if (cell === 'begin0') return { phase: start, counter: 0 };
  if (cell === 'restart') {
    return { phase: state.awaitsRestart ? start : 'Idle', counter: state.connectRetryCounter };
  }
  const phase = cell.replace(/[+0]$/, '') as SessionPhase;
  // The RFC's passive session never connects by itself (section 8.1.1), so this timer means nothing to it.
  if (row === 'connectRetry' && state.phase === 'Active' && state.config.passive) {
    return { phase: 'Active', counter: state.connectRetryCounter };
  }
  const counter = cell.endsWith('+')
    ? state.connectRetryCounter + 1
    : cell.endsWith('0')
      ? 0
      : state.connectRetryCounter;
  return { phase, counter };
}

function freeze<T>(value: T): T {
  // Typed arrays cannot be frozen; the only ones here are the data of notifications.
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

/** What the world around the machine looks like after the actions so far. */
class World {
  state: SessionState;
  connected = false;
  readonly timers = new Map<SessionTimer, number>();
  readonly seen = new Set<string>();

  constructor(config: SessionConfig) {
    this.state = freeze(newSession(config));
  }

  happen(event: SessionEvent): void {
    const before = this.state;
    if (event.kind === 'timerExpired') this.timers.delete(event.timer);
    if (event.kind === 'tcpClosed') this.connected = false;
    if (event.kind === 'tcpConnected' && (before.phase === 'Connect' || before.phase === 'Active'))
      this.connected = true;

    const { state, actions } = step(before, freeze(event));
    for (const action of actions) this.act(action);
    this.state = freeze(state);
    this.seen.add(`${before.phase} to ${state.phase}`);

    const expected = foretell(before, event);
    expect({ phase: state.phase, counter: state.connectRetryCounter }).toEqual(expected);
    this.checkActions(before, event, actions);
    this.checkTimers();
    if (before.phase === 'OpenSent' && state.phase === 'OpenConfirm' && event.kind === 'open') {
      const [shorter] = [state.config.holdTimeSeconds, event.open.holdTimeSeconds].toSorted((a, b) => a - b);
      expect(state.negotiatedHoldSeconds).toBe(shorter);
    }
    expect(this.connected).toBe(['OpenSent', 'OpenConfirm', 'Established'].includes(state.phase));
    expect(state.negotiatedHoldSeconds === null).toBe(!['OpenConfirm', 'Established'].includes(state.phase));
    if (state.phase !== 'Established') expect(state.prefixCounts).toEqual({ ipv4: 0, ipv6: 0 });
  }

  private act(action: SessionAction): void {
    switch (action.kind) {
      case 'startTimer':
        expect(action.seconds).toBeGreaterThan(0);
        this.timers.set(action.timer, action.seconds);
        break;
      case 'stopTimer':
        this.timers.delete(action.timer);
        break;
      case 'close':
        this.connected = false;
        break;
      case 'send':
        expect(this.connected).toBe(true);
        break;
      default:
        break;
    }
  }

  private checkActions(before: SessionState, event: SessionEvent, actions: readonly SessionAction[]): void {
    const count = (kind: SessionAction['kind']) => actions.filter((action) => action.kind === kind).length;
    const { phase, config } = this.state;
    expect(count('sessionDown')).toBe(before.phase === 'Established' && phase !== 'Established' ? 1 : 0);
    expect(count('established')).toBe(before.phase !== 'Established' && phase === 'Established' ? 1 : 0);
    if (config.passive) expect(count('connect')).toBe(0);

    // The cap: a reset exactly when there is more than it allows.
    if (before.phase === 'Established' && event.kind === 'update') {
      const over = (['ipv4', 'ipv6'] as const).filter(
        (family) => event.prefixCounts[family] > (config.maximumPrefixes[family] ?? Infinity),
      );
      const notifications = actions.flatMap((action) =>
        action.kind === 'send' && action.message.kind === 'notification' ? [action.message.notification] : [],
      );
      expect(notifications).toHaveLength(over.length === 0 ? 0 : 1);
      expect(phase).toBe(over.length === 0 ? 'Established' : 'Idle');
      if (over.length === 0) {
        expect(this.state.prefixCounts).toEqual(event.prefixCounts);
      } else {
        this.seen.add('reset by the cap');
        expect(notifications[0]).toMatchObject({ code: 6, subcode: 1 });
        const retry = config.retryAfterMaximumPrefixes;
        expect(this.timers.get('idleHold')).toBe(retry === 'never' ? undefined : retry);
      }
    }
  }

  private checkTimers(): void {
    const { phase, config, awaitsRestart, negotiatedHoldSeconds: hold } = this.state;
    const expected: Record<SessionPhase, SessionTimer[]> = {
      Idle: awaitsRestart ? ['idleHold'] : [],
      Connect: ['connectRetry'],
      Active: config.passive ? [] : ['connectRetry'],
      OpenSent: ['hold'],
      OpenConfirm: hold === 0 ? [] : ['hold', 'keepalive'],
      Established: hold === 0 ? [] : ['hold', 'keepalive'],
    };
    expect([...this.timers.keys()].toSorted()).toEqual(expected[phase]);
    if (phase === 'Established' && hold !== 0) {
      expect(this.timers.get('hold')).toBe(hold);
      expect(this.timers.get('keepalive')).toBeLessThanOrEqual(Math.max(1, (hold as number) / 3));
    }
  }
}

const peerAsn = 65000;
const cap = fc.constantFrom(null, 1, 100, 1000);
const retry = fc.constantFrom<Retry>('never', 1, 60);

const anyConfig: fc.Arbitrary<SessionConfig> = fc.record({
  localAsn: fc.constant(64512),
  peerAsn: fc.constant(peerAsn),
  bgpId: fc.constant(0x0a00_0001),
  holdTimeSeconds: fc.constantFrom(0, 3, 10, 30, 90, 180),
  keepaliveSeconds: fc.constantFrom(1, 10, 60),
  connectRetrySeconds: fc.constantFrom(1, 120),
  passive: fc.boolean(),
  maximumPrefixes: fc.record({ ipv4: cap, ipv6: cap }),
  retryAfterMaximumPrefixes: retry,
  retryAfterFailure: retry,
});

const goodOpen = fc.record({
  asn: fc.constant(peerAsn),
  holdTimeSeconds: fc.constantFrom(0, 3, 4, 30, 90, 180, 65535),
  bgpId: fc.constantFrom(1, 0x0a00_0001, 0xffff_ffff),
});
const anyOpen = fc.oneof(
  goodOpen,
  fc.record({
    asn: fc.constantFrom(peerAsn, 1, 23456),
    holdTimeSeconds: fc.constantFrom(0, 1, 2, 3, 90),
    bgpId: fc.constantFrom(0, 1),
  }),
);

/** Counts around the cap, as offsets from it. */
const offset = fc.constantFrom(-1, 0, 1, 50);
const family = fc.constantFrom<Family>('ipv4', 'ipv6');
const codes = (...pairs: [number, number][]) =>
  fc.constantFrom(...pairs).map(([code, subcode]) => ({ code, subcode, data: new Uint8Array(0) }));

/** An event may depend on the state it meets: counts sit around the cap, and `advance` is the next good thing. */
type Happening = { readonly name: string; readonly event: (state: SessionState) => SessionEvent };

const always = (name: string, event: SessionEvent): Happening => ({ name, event: () => event });

const plain = fc.constantFrom<SessionEvent>(
  { kind: 'start' },
  { kind: 'stop' },
  { kind: 'tcpConnected' },
  { kind: 'tcpFailed' },
  { kind: 'tcpClosed' },
  { kind: 'keepalive' },
);
const timer = fc.constantFrom<SessionTimer>('connectRetry', 'hold', 'keepalive', 'idleHold');

const update: fc.Arbitrary<Happening> = fc.tuple(offset, offset).map(([four, six]) => ({
  name: `update at cap ${four}/${six}`,
  event: ({ config }) => ({
    kind: 'update',
    prefixCounts: {
      ipv4: Math.max(0, (config.maximumPrefixes.ipv4 ?? 5000) + four),
      ipv6: Math.max(0, (config.maximumPrefixes.ipv6 ?? 5000) + six),
    },
  }),
}));

const advance: fc.Arbitrary<Happening> = fc.tuple(goodOpen, fc.constantFrom(-1, 0)).map(([open, under]) => ({
  name: 'advance',
  event: ({ phase, config }) => {
    switch (phase) {
      case 'Idle':
        return { kind: 'start' };
      case 'Connect':
      case 'Active':
        return { kind: 'tcpConnected' };
      case 'OpenSent':
        return { kind: 'open', open };
      case 'OpenConfirm':
        return { kind: 'keepalive' };
      case 'Established':
        return { kind: 'update', prefixCounts: { ipv4: (config.maximumPrefixes.ipv4 ?? 1) + under, ipv6: 0 } };
    }
  },
}));

const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: advance },
  { weight: 3, arbitrary: update },
  { weight: 3, arbitrary: plain.map((event) => always(event.kind, event)) },
  { weight: 2, arbitrary: timer.map((name) => always(`timer ${name}`, { kind: 'timerExpired', timer: name })) },
  { weight: 1, arbitrary: anyOpen.map((open) => always('open', { kind: 'open', open })) },
  {
    weight: 1,
    arbitrary: codes([2, 1], [6, 1], [6, 2], [2, 2], [4, 0]).map((notification) =>
      always('notification', { kind: 'notification', notification }),
    ),
  },
  {
    weight: 1,
    arbitrary: codes([1, 2], [2, 6], [3, 1]).map((notification) =>
      always('malformed', { kind: 'malformed', notification }),
    ),
  },
  {
    weight: 1,
    arbitrary: family.map((of) => always('exceeded', { kind: 'maximumPrefixesExceeded', family: of })),
  },
  { weight: 1, arbitrary: family.map((of) => always('refresh', { kind: 'routeRefresh', family: of })) },
);

/** The model is a session of its own, moved by the table alone, and must stay in step. */
interface Model {
  phase: SessionPhase;
}

class Happen implements fc.Command<Model, World> {
  readonly happening: Happening;

  constructor(happening: Happening) {
    this.happening = happening;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, world: World): void {
    const event = this.happening.event(world.state);
    model.phase = foretell({ ...world.state, phase: model.phase }, event).phase;
    world.happen(event);
    expect(world.state.phase).toBe(model.phase);
  }

  toString(): string {
    return this.happening.name;
  }
}

describe('the session machine', () => {
  test('answers any sequence of events as the table of the RFC does', () => {
    fc.assert(
      fc.property(
        anyConfig,
        fc.commands([anyHappening.map((happening) => new Happen(happening))], { maxCommands: 120, size: 'max' }),
        (config, commands) => {
          fc.modelRun(() => ({ model: { phase: 'Idle' } as Model, real: new World(config) }), commands);
        },
      ),
    );
  });

  test('is led by these sequences to the places that matter', () => {
    const seen = new Set<string>();
    const sequences = fc.tuple(anyConfig, fc.array(anyHappening, { minLength: 20, maxLength: 120 }));
    for (const [config, happenings] of fc.sample(sequences, { numRuns: 100, seed: 4271 })) {
      const world = new World(config);
      for (const { event } of happenings) world.happen(event(world.state));
      for (const move of world.seen) seen.add(move);
    }
    for (const phase of sessionPhases) if (phase !== 'Idle') expect(seen).toContain(`${phase} to Idle`);
    expect(seen).toContain('Idle to Active');
    expect(seen).toContain('OpenSent to Active');
    expect(seen).toContain('Established to Established');
    expect(seen).toContain('reset by the cap');
  });

  test('answers every event in every state, reached or not', () => {
    fc.assert(
      fc.property(
        anyConfig,
        fc.constantFrom(...sessionPhases),
        fc.constantFrom(null, 0, 3, 90),
        fc.boolean(),
        anyHappening,
        (config, phase, negotiatedHoldSeconds, awaitsRestart, happening) => {
          const state = freeze({ ...newSession(config), phase, negotiatedHoldSeconds, awaitsRestart });
          const event = freeze(happening.event(state));
          const outcome = step(state, event);
          expect(outcome.state.phase).toBe(foretell(state, event).phase);
          // A function of its arguments and of nothing else.
          expect(step(state, event)).toEqual(outcome);
        },
      ),
    );
  });

  test('resets at one prefix over the cap and never at it', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(1, 100, 1000, 5000), fc.integer({ min: 1, max: 1_000_000 })),
        family,
        anyConfig,
        (limit, of, anything) => {
          const config = { ...anything, maximumPrefixes: { ipv4: null, ipv6: null, [of]: limit } };
          for (const count of [limit - 1, limit, limit + 1]) {
            const world = new World(config);
            world.happen({ kind: 'start' });
            world.happen({ kind: 'tcpConnected' });
            world.happen({ kind: 'open', open: { asn: peerAsn, holdTimeSeconds: 30, bgpId: 7 } });
            world.happen({ kind: 'keepalive' });
            world.happen({ kind: 'update', prefixCounts: { ipv4: 0, ipv6: 0, [of]: count } });
            expect(world.state.phase).toBe(count > limit ? 'Idle' : 'Established');
          }
        },
      ),
    );
  });
});
