/**
 * What is going to happen, by time and then in the order it was asked for: a binary heap. A cancelled
 * event stays in the heap until its turn comes and is passed over.
 */

export interface Scheduled {
  readonly ms: number;
  readonly sequence: number;
  /** Counts towards what is still under way: while such an event is pending, nothing is quiet. */
  readonly pressing: boolean;
  readonly run: () => void;
  cancelled: boolean;
}

export class EventQueue {
  readonly #heap: Scheduled[] = [];
  #sequence = 0;
  #pressing = 0;

  /** Pending events that count. */
  get pressing(): number {
    return this.#pressing;
  }

  add(ms: number, pressing: boolean, run: () => void): Scheduled {
    const event: Scheduled = { ms, sequence: this.#sequence, pressing, run, cancelled: false };
    this.#sequence += 1;
    if (pressing) this.#pressing += 1;
    this.#heap.push(event);
    this.#rise(this.#heap.length - 1);
    return event;
  }

  cancel(event: Scheduled): void {
    if (event.cancelled) return;
    event.cancelled = true;
    if (event.pressing) this.#pressing -= 1;
  }

  /** When the next event is due; null: there is none. */
  nextMs(): number | null {
    this.#dropCancelled();
    return this.#heap[0]?.ms ?? null;
  }

  take(): Scheduled | null {
    this.#dropCancelled();
    const first = this.#heap[0];
    if (first === undefined) return null;
    this.#removeFirst();
    // Taken is as good as cancelled: cancelling it afterwards does nothing.
    first.cancelled = true;
    if (first.pressing) this.#pressing -= 1;
    return first;
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.cancelled === true) this.#removeFirst();
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(from: number): void {
    const heap = this.#heap;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!isBefore(heap[at]!, heap[parent]!)) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  #sink(from: number): void {
    const heap = this.#heap;
    let at = from;
    for (;;) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && isBefore(heap[child]!, heap[first]!)) first = child;
      }
      if (first === at) return;
      [heap[at], heap[first]] = [heap[first]!, heap[at]!];
      at = first;
    }
  }
}

function isBefore(a: Scheduled, b: Scheduled): boolean {
  return a.ms < b.ms || (a.ms === b.ms && a.sequence < b.sequence);
}
