/** `toHold`: the whole of `check` on a design; a failure shows the verdict and what was found. */
import { check, reporters, type CheckOptions } from '../index.ts';
import { filesOfDisk, inputOf } from './input-of.ts';
import { refuse, type Matched } from './matched.ts';

/** As `check` takes them; `today` is the day of the test run when it is left out. */
export type ToHoldOptions = CheckOptions;

export function toHold(received: unknown, options: ToHoldOptions = {}): Matched {
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const checked = check(inputOf(received), { files: filesOfDisk, ...options, today });
  if (!checked.ok) refuse(checked.problems);
  const { result } = checked;
  return {
    pass: result.exitCode === 0,
    message: () => {
      const report = reporters.text(result, { color: false, width: 100, sessions: false });
      return `the design ${result.exitCode === 0 ? 'holds' : 'does not hold'}\n\n${report}`;
    },
  };
}
