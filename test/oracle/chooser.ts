/**
 * What AWS leaves open is asked of a chooser. A question that comes up again in one world gets the same
 * answer, so that a world is a plain function of its answers. All worlds: depth-first replay.
 */

/** Answers 0 … count − 1. */
export type Choose = (question: string, count: number) => number;

interface Answer {
  readonly count: number;
  readonly index: number;
}

/** Runs `world` once for every sequence of answers, up to `limit` of them; `exhausted`: those were all. */
export function everyWorld<W>(world: (choose: Choose) => W, limit: number): { worlds: W[]; exhausted: boolean } {
  const worlds: W[] = [];
  let script: Answer[] = [];
  while (worlds.length < limit) {
    const given: Answer[] = [];
    worlds.push(
      world(
        memoised((count) => {
          const answer = script[given.length] ?? { count, index: 0 };
          given.push(answer);
          return answer.index;
        }),
      ),
    );
    while (given.length > 0 && given.at(-1)!.index === given.at(-1)!.count - 1) given.pop();
    const last = given.pop();
    if (last === undefined) return { worlds, exhausted: true };
    script = [...given, { count: last.count, index: last.index + 1 }];
  }
  return { worlds, exhausted: false };
}

/** Runs `world` with answers drawn from a seed. */
export function drawnWorlds<W>(world: (choose: Choose) => W, count: number, seed: number): W[] {
  let state = seed >>> 0;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () => world(memoised(draw)));
}

function memoised(answer: (count: number) => number): Choose {
  const known = new Map<string, number>();
  return (question, count) => {
    if (count < 2) return 0;
    let index = known.get(question);
    if (index === undefined) known.set(question, (index = answer(count)));
    return index;
  };
}

/** `size` of the items, in their order; the chooser says which. */
export function someOf<T>(choose: Choose, question: string, items: readonly T[], size: number): T[] {
  if (items.length <= size) return [...items];
  let rank = choose(question, combinations(items.length, size));
  const chosen: T[] = [];
  let open = size;
  items.forEach((item, i) => {
    if (open === 0) return;
    const with_ = combinations(items.length - i - 1, open - 1);
    if (rank < with_) {
      chosen.push(item);
      open--;
    } else rank -= with_;
  });
  return chosen;
}

function combinations(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return Math.round(result);
}
