/** The built command: threads change nothing but the time it takes. Needs `npm run build`, which `npm ci` does. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

const command = 'dist/routecap.js';
const design = 'scenarios/the-one-pair-that-overflows-the-backup/design.yaml';

function sweep(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, 'sweep', design, '--at-once', '2', '--format', 'json', ...args],
    {
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

test('threads give the bytes that one alone gives', () => {
  expect(existsSync(command), 'npm run build').toBe(true);
  const alone = sweep('--threads', '1');
  expect(alone.stderr).toBe('');
  expect(alone.status).toBe(1);
  expect((JSON.parse(alone.stdout) as { cases: { solved: number } }).cases.solved).toBeGreaterThan(100);
  expect(sweep('--threads', '3')).toEqual(alone);
});
