/**
 * `import 'routecap/vitest'`: `expect(design).toHold()` and `expect(design).toReach(prefix, { from })` for tests
 * of a network. A design is what `check` takes, or a path: of a file or a directory, from where vitest was started.
 */
import { expect } from 'vitest';
import { toHold, type ToHoldOptions } from './to-hold.ts';
import { toReach, type ToReachOptions } from './to-reach.ts';

export type { ToHoldOptions, ToReachOptions };

interface DesignMatchers<R> {
  /** Nothing is found at or above `failOn` (default: `error`), the design's own expectations among it. */
  toHold: (options?: ToHoldOptions) => R;
  /** The prefix is reached for certain: in every outcome that AWS allows. */
  toReach: (prefix: string, options: ToReachOptions) => R;
}

declare module 'vitest' {
  // Its own declaration has this parameter.
  // oxlint-disable-next-line typescript/no-explicit-any
  interface Matchers<T = any> extends DesignMatchers<T> {}
}

expect.extend({ toHold, toReach });
