/**
 * A BGP speaker over TCP: hands what happens on a socket to the session machine (src/bgp) and does what
 * it asks for. It holds what the peer announces, offers what it is given, and writes down what happened
 * when. One speaker is one session; it has no table of its own and chooses nothing.
 */
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { type PathAttributes, pathHolds } from '../../src/bgp/attributes.ts';
import type { Notification } from '../../src/bgp/notification.ts';
import { step } from '../../src/bgp/session-machine.ts';
import {
  newSession,
  type SessionAction,
  type SessionConfig,
  type SessionEvent,
  type SessionMessage,
  type SessionState,
  type SessionTimer,
} from '../../src/bgp/session-state.ts';
import { familyOf } from '../../src/bgp/wire/address-family.ts';
import type { PeerType } from '../../src/bgp/wire/decode-update.ts';
import { announce, withdraw } from '../../src/bgp/wire/encode-update.ts';
import { decodeMessage, encodeMessage, type Message } from '../../src/bgp/wire/message.ts';
import { MessageStream } from '../../src/bgp/wire/message-stream.ts';
import { routeChanges } from '../../src/bgp/wire/update.ts';
import type { WireError } from '../../src/bgp/wire/wire-error.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { parseAddress } from '../../src/net/parse-prefix.ts';
import type { Address, Prefix } from '../../src/net/prefix.ts';

export interface Route {
  readonly prefix: Prefix;
  readonly attributes: PathAttributes;
}

export interface SpeakerOptions {
  readonly session: SessionConfig;
  readonly localAddress: string;
  readonly peerAddress: string;
  /** Whether routes that hold our own AS count toward the cap (assumption loopedRoutesCount). */
  readonly countLooped?: boolean;
}

export type Happening =
  | { readonly at: number; readonly kind: 'established' | 'refused' | 'connectionLost' }
  | {
      readonly at: number;
      readonly kind: 'notificationSent' | 'notificationReceived';
      readonly notification: Notification;
    };

const port = 179;

export class Speaker {
  readonly history: Happening[] = [];
  /** What was wrong with the peer's messages: nothing, from a router that is sound. */
  readonly faults: string[] = [];
  /** By prefix as text: what the peer announces. */
  readonly learned = new Map<string, Route>();
  readonly address: string;
  #state: SessionState;
  readonly #options: SpeakerOptions;
  readonly #nextHop: Address;
  readonly #peerType: PeerType;
  readonly #timers = new Map<SessionTimer, NodeJS.Timeout>();
  #offered: readonly Route[] = [];
  #socket: Socket | null = null;
  /** The socket an event is about, until the machine has said what becomes of it. */
  #arriving: Socket | null = null;
  #attempt: Socket | null = null;
  #server: Server | null = null;
  readonly #sockets = new Set<Socket>();

  constructor(options: SpeakerOptions) {
    const { session, localAddress } = options;
    const parsed = parseAddress(localAddress);
    if (!parsed.ok) throw new Error(`${localAddress}: ${parsed.why}`);
    this.#nextHop = parsed.value;
    this.#options = options;
    this.#peerType = session.localAsn === session.peerAsn ? 'internal' : 'external';
    this.#state = newSession(session);
    this.address = localAddress;
  }

  get phase(): SessionState['phase'] {
    return this.#state.phase;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Prefixes the peer announces whose path holds our own AS. */
  get looped(): string[] {
    return [...this.learned].filter(([, { attributes }]) => this.#loops(attributes)).map(([prefix]) => prefix);
  }

  async start(): Promise<void> {
    const server = createServer((socket) => this.#adopt(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: this.#options.localAddress, port }, resolve);
    });
    this.#happens({ kind: 'start' });
  }

  async stop(): Promise<void> {
    this.#happens({ kind: 'stop' });
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      // The other side closes on our FIN; should it not, the tests do not wait for it.
      setTimeout(() => {
        for (const socket of this.#sockets) socket.destroy();
      }, 300).unref();
    });
    for (const socket of this.#sockets) socket.destroy();
  }

  /** What is offered from now on, beside what was. */
  offer(routes: readonly Route[]): void {
    this.#offered = [...this.#offered, ...routes];
    if (this.phase === 'Established') this.#announce(routes);
  }

  withdraw(prefixes: readonly Prefix[]): void {
    const gone = new Set(prefixes.map(formatPrefix));
    this.#offered = this.#offered.filter(({ prefix }) => !gone.has(formatPrefix(prefix)));
    if (this.phase === 'Established') for (const message of withdraw(prefixes)) this.#send(message);
  }

  #announce(routes: readonly Route[]): void {
    const byAttributes = new Map<PathAttributes, Prefix[]>();
    for (const { prefix, attributes } of routes) {
      const prefixes = byAttributes.get(attributes);
      if (prefixes === undefined) byAttributes.set(attributes, [prefix]);
      else prefixes.push(prefix);
    }
    for (const [attributes, prefixes] of byAttributes) {
      for (const message of announce(prefixes, attributes, this.#nextHop)) this.#send(message);
    }
  }

  #happens(event: SessionEvent): void {
    const { state, actions } = step(this.#state, event);
    this.#state = state;
    for (const action of actions) this.#act(action);
  }

  #act(action: SessionAction): void {
    switch (action.kind) {
      case 'startTimer': {
        clearTimeout(this.#timers.get(action.timer));
        const expire = (): void => {
          this.#timers.delete(action.timer);
          this.#happens({ kind: 'timerExpired', timer: action.timer });
        };
        this.#timers.set(action.timer, setTimeout(expire, action.seconds * 1000));
        return;
      }
      case 'stopTimer':
        clearTimeout(this.#timers.get(action.timer));
        this.#timers.delete(action.timer);
        return;
      case 'connect':
        this.#connect();
        return;
      // The socket listens from start to stop; the machine says of each connection whether it is wanted.
      case 'listen':
        return;
      case 'refuse':
        this.#arriving?.destroy();
        this.#arriving = null;
        this.#note('refused');
        return;
      case 'close':
        this.#close();
        return;
      case 'send':
        this.#sendOwn(action.message);
        return;
      case 'established':
        this.#note('established');
        this.#announce(this.#offered);
        return;
      case 'sessionDown':
        this.learned.clear();
        if (action.reason.kind === 'connectionLost') this.#note('connectionLost');
        return;
      case 'readvertise':
        if (action.family === 'ipv4') this.#announce(this.#offered);
    }
  }

  #note(kind: 'established' | 'refused' | 'connectionLost'): void {
    this.history.push({ at: performance.now(), kind });
  }

  #connect(): void {
    const { localAddress, peerAddress } = this.#options;
    const socket = createConnection({ host: peerAddress, port, localAddress });
    this.#attempt = socket;
    socket.once('connect', () => this.#adopt(socket));
    socket.on('error', () => {
      if (this.#attempt !== socket) return;
      this.#attempt = null;
      this.#happens({ kind: 'tcpFailed' });
    });
  }

  /** A connection is up, whoever opened it. */
  #adopt(socket: Socket): void {
    if (this.#attempt === socket) this.#attempt = null;
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    const stream = new MessageStream();
    socket.on('data', (chunk: Uint8Array) => {
      // After `close` what still comes in is read and dropped: a socket closed over unread input
      // answers with a reset, which can overtake the NOTIFICATION.
      for (const frame of stream.push(chunk)) {
        if (this.#socket !== socket) return;
        if (frame.ok) this.#receive(frame.bytes);
        else this.#malformed(frame.error);
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#happens({ kind: 'tcpClosed' });
    });
    this.#arriving = socket;
    const before = this.#socket;
    // The machine sends its OPEN in the same step, so the socket has to be in place.
    if (before === null) this.#socket = socket;
    this.#happens({ kind: 'tcpConnected' });
    if (this.#arriving === null && before === null) this.#socket = null;
    this.#arriving = null;
  }

  #close(): void {
    const attempt = this.#attempt;
    this.#attempt = null;
    attempt?.destroy();
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.end();
    setTimeout(() => socket.destroy(), 3000).unref();
  }

  #receive(bytes: Uint8Array): void {
    const decoded = decodeMessage(bytes, this.#peerType);
    if (!decoded.ok) {
      this.#malformed(decoded.error);
      return;
    }
    const { message, faults } = decoded;
    this.faults.push(...faults.map(({ why }) => why));
    switch (message.kind) {
      case 'open':
        this.#happens({ kind: 'open', open: message });
        return;
      case 'keepalive':
        this.#happens({ kind: 'keepalive' });
        return;
      case 'notification':
        this.history.push({ at: performance.now(), kind: 'notificationReceived', notification: message.notification });
        this.#happens({ kind: 'notification', notification: message.notification });
        return;
      case 'routeRefresh': {
        const family = familyOf(message.afi, message.safi);
        if (family !== null) this.#happens({ kind: 'routeRefresh', family });
        return;
      }
      case 'update': {
        const { withdrawn, announced, attributes } = routeChanges(message, faults);
        for (const prefix of withdrawn) this.learned.delete(formatPrefix(prefix));
        for (const { prefixes } of announced) {
          for (const prefix of prefixes) this.learned.set(formatPrefix(prefix), { prefix, attributes });
        }
        this.#happens({ kind: 'update', prefixCounts: this.#counts() });
      }
    }
  }

  #malformed({ notification, why }: WireError): void {
    this.faults.push(why);
    this.#happens({ kind: 'malformed', notification });
  }

  #loops(attributes: PathAttributes): boolean {
    return this.#peerType === 'external' && pathHolds(attributes, this.#options.session.localAsn);
  }

  #counts(): { ipv4: number; ipv6: number } {
    const counts = { ipv4: 0, ipv6: 0 };
    for (const { prefix, attributes } of this.learned.values()) {
      if (this.#options.countLooped === true || !this.#loops(attributes)) counts[prefix.family] += 1;
    }
    return counts;
  }

  #sendOwn(message: SessionMessage): void {
    if (message.kind === 'notification') {
      this.history.push({ at: performance.now(), kind: 'notificationSent', notification: message.notification });
    }
    this.#send(
      message.kind === 'open'
        ? {
            kind: 'open',
            ...message.open,
            families: ['ipv4'],
            routeRefresh: true,
            fourOctetAsn: true,
            otherCapabilities: [],
          }
        : message,
    );
  }

  #send(message: Message): void {
    this.#socket?.write(encodeMessage(message));
  }
}
