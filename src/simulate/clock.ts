/** Virtual time: what a part of the simulation may know of it. */
import type { EventQueue, Scheduled } from './event-queue.ts';

export class Clock {
  readonly #queue: EventQueue;
  nowMs = 0;

  constructor(queue: EventQueue) {
    this.#queue = queue;
  }

  /** What is under way, and must be over before anything can be called quiet. */
  soon(inMs: number, run: () => void): Scheduled {
    return this.#queue.add(this.nowMs + inMs, true, run);
  }

  /** What merely waits: a retry, a timer of a session that is down. */
  later(atMs: number, run: () => void): Scheduled {
    return this.#queue.add(Math.max(atMs, this.nowMs), false, run);
  }

  cancel(event: Scheduled | null | undefined): void {
    if (event !== null && event !== undefined) this.#queue.cancel(event);
  }
}
