/** GitHub runs the action from what is committed: that is what the sources give, on any machine. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actionFolder, bundleAction } from '../../.build/bundle-action.ts';

test('the committed bundle is that of these sources: `npm run build:action` makes it', async () => {
  const made = await bundleAction();
  expect(readdirSync(actionFolder).sort()).toEqual([...made.keys()].sort());
  for (const [name, text] of made) {
    expect(readFileSync(join(actionFolder, name), 'utf8') === text, `${name} is another`).toBe(true);
  }
});

test('it names nothing of this machine, and is the same each time', async () => {
  const [first, second] = [await bundleAction(), await bundleAction()];
  expect(second).toEqual(first);
  for (const text of first.values()) {
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain(import.meta.dirname);
  }
});
