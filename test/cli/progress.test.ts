import { expect, test } from 'vitest';
import { startProgress } from '../../src/cli/progress.ts';
import type { World } from '../../src/cli/world.ts';

test.each([
  [true, 1500, 'solving …\n'],
  [true, 900, ''],
  [false, 1500, ''],
])('terminal %s, after %d ms: %j', (terminal, milliseconds, expected) => {
  let now = 0;
  let said = '';
  const world = {
    isTerminal: { stdin: false, stdout: false, stderr: terminal },
    now: () => new Date(now),
    stderr: (text: string) => void (said += text),
  } as unknown as World;
  const progress = startProgress(world);
  now = milliseconds;
  progress('solving');
  expect(said).toBe(expected);
});
