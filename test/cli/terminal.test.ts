import { expect, test } from 'vitest';
import { wantsColor, widthOf } from '../../src/cli/terminal.ts';
import type { World } from '../../src/cli/world.ts';

function worldWith(env: Record<string, string>, terminal: boolean, columns?: number): World {
  return { env, isTerminal: { stdin: false, stdout: terminal, stderr: terminal }, columns } as unknown as World;
}

test.each([
  [undefined, {}, false, false],
  [undefined, {}, true, true],
  [undefined, { NO_COLOR: '1' }, true, false],
  [undefined, { NO_COLOR: '' }, true, true],
  [undefined, { FORCE_COLOR: '1' }, false, true],
  [undefined, { FORCE_COLOR: '0' }, true, false],
  [undefined, { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  [undefined, { TERM: 'dumb' }, true, false],
  [true, { NO_COLOR: '1' }, false, true],
  [false, { FORCE_COLOR: '1' }, true, false],
])('flag %s, environment %j, terminal %s: colour %s', (flag, env, terminal, expected) => {
  expect(wantsColor(flag, 'stdout', worldWith(env as Record<string, string>, terminal))).toBe(expected);
});

test('without a terminal the width is a fixed one, a very wide one is not used up', () => {
  expect(widthOf(worldWith({}, false))).toBe(100);
  expect(widthOf(worldWith({}, true, 72))).toBe(72);
  expect(widthOf(worldWith({}, true, 400))).toBe(160);
});
