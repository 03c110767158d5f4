/**
 * Both ends of one BGP session, each a state machine of its own, and the link between them. An attempt
 * to connect that is refused is left unanswered: the end waits for its next attempt and can meanwhile be
 * connected to, as routers do. Keepalives are not events: while the link is up they always arrive, and
 * when it is lost the time of the last one is worked out from their interval. A router's vain attempts
 * to reach an end that is Idle are not events either; their rhythm is kept.
 */
import type { Notification } from '../bgp/notification.ts';
import { step } from '../bgp/session-machine.ts';
import {
  newSession,
  type SessionAction,
  type SessionEvent,
  type SessionMessage,
  type SessionPhase,
  type SessionState,
  type SessionTimer,
} from '../bgp/session-state.ts';
import type { Session } from '../aws/network.ts';
import type { Clock } from './clock.ts';
import type { Scheduled } from './event-queue.ts';
import type { RouterRetry } from './router-retry.ts';
import { holdAndKeepaliveMs, type Timing } from './timing.ts';

export type Side = 'aws' | 'customer';

export interface PairHooks {
  readonly phase: (from: SessionPhase, to: SessionPhase) => void;
  readonly established: (side: Side) => void;
  readonly down: (side: Side) => void;
  readonly notification: (sender: Side, notification: Notification) => void;
  readonly holdExpired: (side: Side) => void;
  readonly noticed: (by: 'administrator' | 'deadPeerDetection' | 'bfd') => void;
}

interface End {
  readonly side: Side;
  state: SessionState;
  readonly timers: Map<SessionTimer, Scheduled>;
  holdMs: number;
  heardMs: number;
  keepaliveMs: number;
  keepaliveSinceMs: number;
  /** The connection in use; null: none. */
  connection: number | null;
}

export class BgpPair {
  readonly #clock: Clock;
  readonly #timing: Timing;
  readonly #hooks: PairHooks;
  readonly #retry: RouterRetry;
  readonly #aws: End;
  readonly #customer: End;
  #connections = 0;
  #failures = 0;
  #establishedMs = 0;
  #parked: { readonly dueMs: number; readonly everyMs: number } | null = null;
  #detections: Scheduled[] = [];
  linkUp = false;
  /** Reset for too many routes, and nothing has changed since. */
  retrying = false;

  constructor(session: Session, given: { clock: Clock; timing: Timing; retry: RouterRetry; hooks: PairHooks }) {
    this.#clock = given.clock;
    this.#timing = given.timing;
    this.#retry = given.retry;
    this.#hooks = given.hooks;
    const { hold, keepalive } = holdAndKeepaliveMs(session);
    const common = { holdTimeSeconds: hold / 1000, keepaliveSeconds: keepalive / 1000, passive: false };
    const noCaps = { ipv4: null, ipv6: null };
    this.#aws = newEnd(
      'aws',
      newSession({
        ...common,
        localAsn: session.amazonAsn,
        peerAsn: session.customerAsn,
        bgpId: 1,
        connectRetrySeconds: given.timing.reconnectMs / 1000,
        maximumPrefixes: { ...noCaps, [session.family]: session.inboundCap.value },
        retryAfterMaximumPrefixes: given.timing.resetRetryMs === null ? 'never' : given.timing.resetRetryMs / 1000,
        retryAfterFailure: given.timing.reconnectMs / 1000,
      }),
    );
    this.#customer = newEnd(
      'customer',
      newSession({
        ...common,
        localAsn: session.customerAsn,
        peerAsn: session.amazonAsn,
        bgpId: 2,
        connectRetrySeconds: given.retry.connectRetryMs(0) / 1000,
        maximumPrefixes: noCaps,
        retryAfterMaximumPrefixes: 'never',
        retryAfterFailure: given.retry.restartMs(0) / 1000,
      }),
    );
  }

  get phase(): SessionPhase {
    return this.#aws.state.phase;
  }

  get customerPhase(): SessionPhase {
    return this.#customer.state.phase;
  }

  /** True while the session is on its way up, and nothing but time is needed. */
  get isUnderWay(): boolean {
    return this.linkUp && this.phase !== 'Established' && !this.retrying;
  }

  /** A reset session that will come up again without anybody changing anything. */
  get isFlapping(): boolean {
    return this.retrying && (this.phase !== 'Idle' || this.#aws.state.awaitsRestart);
  }

  /** A changed cap holds from the next update on. */
  setCap(session: Session): void {
    const { config } = this.#aws.state;
    const maximumPrefixes = { ...config.maximumPrefixes, [session.family]: session.inboundCap.value };
    this.#aws.state = { ...this.#aws.state, config: { ...config, maximumPrefixes } };
  }

  connectLink(): void {
    if (this.linkUp) return;
    this.linkUp = true;
    for (const detection of this.#detections) this.#clock.cancel(detection);
    this.#detections = [];
    if (this.phase === 'Established' && this.customerPhase === 'Established') {
      // Nobody noticed; what was lost on the way is sent again.
      for (const end of [this.#aws, this.#customer]) end.heardMs = this.#clock.nowMs;
      return;
    }
    for (const end of [this.#aws, this.#customer]) {
      this.#shut(end);
      this.#handle(end, { kind: 'start' });
    }
  }

  /** `at once`: both ends know. Otherwise the hold time, BFD or dead peer detection has to notice. */
  loseLink(noticed: 'atOnce' | { readonly by: 'deadPeerDetection' | 'bfd'; readonly afterMs: number } | null): void {
    if (!this.linkUp) return;
    this.linkUp = false;
    this.retrying = false;
    if (noticed === 'atOnce') {
      for (const end of [this.#aws, this.#customer]) this.#shut(end);
      this.#hooks.noticed('administrator');
      return;
    }
    for (const end of [this.#aws, this.#customer]) {
      if (end.state.phase === 'Established')
        this.#detections.push(this.#clock.soon(this.#holdLeftMs(end), () => this.#expireHold(end)));
      else this.#shut(end);
    }
    if (noticed === null) return;
    this.#detections.push(
      this.#clock.soon(noticed.afterMs, () => {
        this.#shut(this.#aws);
        if (noticed.by === 'bfd') this.#shut(this.#customer);
        this.#hooks.noticed(noticed.by);
      }),
    );
  }

  /** The session is taken out of the design. */
  remove(): void {
    this.linkUp = false;
    this.retrying = false;
    for (const detection of this.#detections) this.#clock.cancel(detection);
    for (const end of [this.#aws, this.#customer]) this.#shut(end);
  }

  /** AWS counts what it received; more than the cap is the end of the session (B-IN-DOWN). */
  countReceived(family: Session['family'], count: number): 'fine' | 'reset' {
    if (this.phase !== 'Established') return 'fine';
    const prefixCounts = { ipv4: 0, ipv6: 0, [family]: count };
    // Set before, so that whoever hears of the new state knows why.
    const cap = this.#aws.state.config.maximumPrefixes[family];
    if (cap !== null && count > cap) this.retrying = true;
    this.#handle(this.#aws, { kind: 'update', prefixCounts });
    if (this.phase === 'Established') return 'fine';
    if (this.#timing.acceptAtOnce) this.#startPassive();
    return 'reset';
  }

  /** Everything was received and it is within the cap. */
  settle(): void {
    this.retrying = false;
  }

  /** Assumption acceptAfterReset: what the router would offer is within the cap now. */
  acceptAgain(): void {
    if (!this.retrying || this.phase !== 'Idle' || this.#aws.state.awaitsRestart) return;
    this.retrying = false;
    this.#startPassive();
  }

  #startPassive(): void {
    const { state } = this.#aws;
    this.#handle(this.#aws, { kind: 'stop' });
    this.#aws.state = { ...this.#aws.state, config: { ...state.config, passive: true } };
    this.#handle(this.#aws, { kind: 'start' });
  }

  #peerOf(end: End): End {
    return end === this.#aws ? this.#customer : this.#aws;
  }

  #handle(end: End, event: SessionEvent): void {
    const before = end.state.phase;
    if (end === this.#customer) this.#tuneRetry();
    const { state, actions } = step(end.state, event);
    end.state = state;
    for (const action of actions) {
      if (action.kind === 'send' && action.message.kind === 'notification')
        this.#hooks.notification(end.side, action.message.notification);
    }
    if (before !== state.phase) this.#changed(end, before);
    for (const action of actions) this.#perform(end, action);
  }

  #changed(end: End, before: SessionPhase): void {
    if (end === this.#customer) {
      if (end.state.phase === 'Established') this.#establishedMs = this.#clock.nowMs;
      if (end.state.phase === 'Idle' && this.linkUp) {
        const stood = before === 'Established' ? this.#clock.nowMs - this.#establishedMs : 0;
        this.#failures = stood >= this.#retry.forgetsAfterMs ? 1 : this.#failures + 1;
      }
      return;
    }
    if (end.state.phase === 'Established' && end.state.config.passive) {
      end.state = { ...end.state, config: { ...end.state.config, passive: false } };
    }
    this.#hooks.phase(before, end.state.phase);
    if (before === 'Idle') this.#unpark();
  }

  /** A router may wait longer after each failure. */
  #tuneRetry(): void {
    const { state } = this.#customer;
    const config = {
      ...state.config,
      retryAfterFailure: this.#retry.restartMs(this.#failures) / 1000,
      connectRetrySeconds: this.#retry.connectRetryMs(this.#failures) / 1000,
    };
    this.#customer.state = { ...state, config };
  }

  #perform(end: End, action: SessionAction): void {
    switch (action.kind) {
      case 'startTimer':
        this.#startTimer(end, action.timer, Math.round(action.seconds * 1000));
        return;
      case 'stopTimer':
        this.#clock.cancel(end.timers.get(action.timer));
        end.timers.delete(action.timer);
        if (action.timer === 'connectRetry' && end === this.#customer) this.#parked = null;
        return;
      case 'connect':
        this.#connect(end);
        return;
      case 'close':
        this.#close(end);
        return;
      case 'send':
        this.#send(end, action.message);
        return;
      case 'established':
        this.#hooks.established(end.side);
        return;
      case 'sessionDown':
        this.#hooks.down(end.side);
        return;
      // Listening and refusing need no act here, and nobody asks for routes again.
      case 'listen':
      case 'refuse':
      case 'readvertise':
        return;
    }
  }

  #startTimer(end: End, timer: SessionTimer, ms: number): void {
    if (timer === 'hold') {
      end.holdMs = ms;
      end.heardMs = this.#clock.nowMs;
    } else if (timer === 'keepalive') {
      end.keepaliveMs = ms;
      end.keepaliveSinceMs = this.#clock.nowMs;
    } else {
      this.#startWait(end, timer, this.#clock.nowMs + ms);
    }
  }

  #startWait(end: End, timer: SessionTimer, atMs: number): void {
    this.#clock.cancel(end.timers.get(timer));
    const event = this.#clock.later(atMs, () => {
      end.timers.delete(timer);
      this.#handle(end, { kind: 'timerExpired', timer });
    });
    end.timers.set(timer, event);
  }

  #connect(end: End): void {
    if (end === this.#customer && this.phase === 'Idle') {
      const timer = end.timers.get('connectRetry');
      if (timer === undefined) return;
      this.#clock.cancel(timer);
      end.timers.delete('connectRetry');
      this.#parked = { dueMs: timer.ms, everyMs: Math.max(1, Math.round(end.state.config.connectRetrySeconds * 1000)) };
      return;
    }
    this.#clock.soon(this.#timing.messageMs, () => this.#attempt(end));
  }

  /** The router's next attempt, in its rhythm, now that there is somebody to answer. */
  #unpark(): void {
    const parked = this.#parked;
    if (parked === null) return;
    this.#parked = null;
    const missed = Math.max(0, Math.ceil((this.#clock.nowMs - parked.dueMs) / parked.everyMs));
    this.#startWait(this.#customer, 'connectRetry', parked.dueMs + missed * parked.everyMs);
  }

  #attempt(from: End): void {
    const to = this.#peerOf(from);
    if (!this.linkUp || from.state.phase !== 'Connect') return;
    if (to.state.phase !== 'Connect' && to.state.phase !== 'Active') return;
    this.#connections += 1;
    for (const end of [to, from]) {
      end.connection = this.#connections;
      this.#handle(end, { kind: 'tcpConnected' });
    }
  }

  #close(end: End): void {
    const { connection } = end;
    end.connection = null;
    const peer = this.#peerOf(end);
    if (connection === null || !this.linkUp || peer.connection !== connection) return;
    this.#clock.soon(this.#timing.messageMs, () => {
      if (peer.connection !== connection || !this.linkUp) return;
      peer.connection = null;
      this.#handle(peer, { kind: 'tcpClosed' });
    });
  }

  #send(end: End, message: SessionMessage): void {
    const { connection } = end;
    const peer = this.#peerOf(end);
    if (!this.linkUp || connection === null) return;
    this.#clock.soon(this.#timing.messageMs, () => {
      if (peer.connection === connection && this.linkUp) this.#handle(peer, message);
    });
  }

  #holdLeftMs(end: End): number {
    const peer = this.#peerOf(end);
    const { nowMs } = this.#clock;
    const every = peer.keepaliveMs;
    const since = peer.keepaliveSinceMs + this.#timing.messageMs;
    const last = every > 0 && nowMs > since ? since + Math.floor((nowMs - since) / every) * every : 0;
    return Math.max(0, Math.max(end.heardMs, last) + end.holdMs - nowMs);
  }

  #expireHold(end: End): void {
    if (end.state.phase !== 'Established' || this.linkUp) return;
    this.#hooks.holdExpired(end.side);
    this.#handle(end, { kind: 'timerExpired', timer: 'hold' });
    // No use in trying again before the link is back.
    this.#handle(end, { kind: 'stop' });
  }

  /** To Idle and there to stay, with nothing said: the link that would carry it is gone. */
  #shut(end: End): void {
    if (end.state.phase === 'OpenSent' || end.state.phase === 'OpenConfirm' || end.state.phase === 'Established') {
      end.connection = null;
      this.#handle(end, { kind: 'tcpClosed' });
    }
    this.#handle(end, { kind: 'stop' });
  }
}

function newEnd(side: Side, state: SessionState): End {
  return {
    side,
    state,
    timers: new Map(),
    holdMs: 0,
    heardMs: 0,
    keepaliveMs: 0,
    keepaliveSinceMs: 0,
    connection: null,
  };
}
