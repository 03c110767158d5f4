/** The stretches of time through which something holds: all of them counted, the first few kept. */

/** From `fromMs` to `toMs`, begun in a step (from 0; -1: before the first). */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly step: number;
  /** What was said of it when it began. */
  readonly why: string | null;
}

export interface ToldSpans {
  /** Null: it never held. */
  readonly firstMs: number | null;
  readonly totalMs: number;
  /** The first ones; of a session that flaps there may be thousands. */
  readonly spans: readonly Stretch[];
  readonly spanCount: number;
}

const mostKept = 10;

export class Spans {
  readonly #kept: Stretch[] = [];
  #open: { readonly fromMs: number; readonly step: number; readonly why: string | null } | null = null;
  #count = 0;
  totalMs = 0;
  longest: Stretch | null = null;

  /** It holds from now on; said again while it holds, nothing changes. */
  begin(fromMs: number, step: number, why: string | null = null): void {
    this.#open ??= { fromMs, step, why };
  }

  end(toMs: number): void {
    const open = this.#open;
    this.#open = null;
    // What came and went within one instant was not there.
    if (open === null || toMs <= open.fromMs) return;
    const stretch = { fromMs: open.fromMs, toMs, step: open.step, why: open.why };
    this.#count += 1;
    this.totalMs += toMs - open.fromMs;
    if (this.#kept.length < mostKept) this.#kept.push(stretch);
    if (this.longest === null || toMs - open.fromMs > this.longest.toMs - this.longest.fromMs) this.longest = stretch;
  }

  /** Takes in the stretches of another, all ended; where one begins as the other ends they are one. */
  unite(other: Spans): void {
    const all = [...this.#kept, ...other.#kept].sort((a, b) => a.fromMs - b.fromMs);
    this.#count += other.#count;
    this.totalMs += other.totalMs;
    this.#kept.length = 0;
    for (const each of all) {
      const last = this.#kept.at(-1);
      if (last?.toMs === each.fromMs) {
        this.#kept[this.#kept.length - 1] = { ...last, toMs: each.toMs };
        this.#count -= 1;
      } else if (this.#kept.length < mostKept) this.#kept.push(each);
    }
    for (const each of this.#kept) {
      if (this.longest === null || each.toMs - each.fromMs > this.longest.toMs - this.longest.fromMs)
        this.longest = each;
    }
  }

  get told(): ToldSpans {
    return {
      firstMs: this.#kept[0]?.fromMs ?? null,
      totalMs: this.totalMs,
      spans: [...this.#kept],
      spanCount: this.#count,
    };
  }
}
