/** Waiting with a deadline: asks again and again, and says what did not come to pass. */

export const patience = 30_000;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export interface Waiting {
  readonly within?: number;
  readonly every?: number;
  /** What to show when the deadline passes. */
  readonly seen?: () => unknown;
}

/** Until `ask` gives something other than undefined, null or false. What it throws counts as "not yet". */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  { within = patience, every = 25, seen }: Waiting = {},
): Promise<Exclude<T, undefined | null | false>> {
  const deadline = performance.now() + within;
  let trouble: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) {
        return answer as Exclude<T, undefined | null | false>;
      }
    } catch (error) {
      trouble = error;
    }
    if (performance.now() > deadline) {
      const shown = seen === undefined ? '' : `; seen: ${JSON.stringify(seen())}`;
      throw new Error(`not within ${within / 1000} s: ${what}${shown}`, { cause: trouble });
    }
    await pause(every);
  }
}
