/** The real world's files: all outputs or none, and no path that would hang or fill the memory. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeWorld } from '../../src/cli/node-world.ts';

const world = nodeWorld();
let directory = '';
const at = (name: string): string => join(directory, name);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'routecap-test-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

test('all files are written, or none and nothing is left behind', async () => {
  await world.writeFiles([
    { path: at('a'), text: '1' },
    { path: at('b'), text: '2' },
  ]);
  expect([readFileSync(at('a'), 'utf8'), readFileSync(at('b'), 'utf8')]).toEqual(['1', '2']);
  const broken = world.writeFiles([
    { path: at('a'), text: 'new' },
    { path: at('none/c'), text: '3' },
  ]);
  await expect(broken).rejects.toMatchObject({ path: at('none/c'), why: 'no such file or directory' });
  expect(readFileSync(at('a'), 'utf8')).toBe('1');
  expect(readdirSync(directory).sort()).toEqual(['a', 'b']);
});

test('a directory is not written over, a link stays a link, a mode stays', async () => {
  mkdirSync(at('dir'));
  await expect(world.writeFiles([{ path: at('dir'), text: '' }])).rejects.toMatchObject({ why: 'it is a directory' });
  writeFileSync(at('real'), 'old');
  chmodSync(at('real'), 0o640);
  symlinkSync('real', at('link'));
  await world.writeFiles([{ path: at('link'), text: 'new' }]);
  expect(readFileSync(at('real'), 'utf8')).toBe('new');
  expect(statSync(at('real')).mode & 0o777).toBe(0o640);
  expect(readdirSync(directory).sort()).toEqual(['dir', 'link', 'real']);
});

test('a directory is made with those above it, and stays if it is there', async () => {
  await world.makeDirectory(at('a/b'));
  writeFileSync(at('a/b/c'), '');
  await world.makeDirectory(at('a/b'));
  expect(readdirSync(at('a/b'))).toEqual(['c']);
  await expect(world.makeDirectory(at('a/b/c/d'))).rejects.toMatchObject({ path: at('a/b/c/d') });
});

test('a device takes what is written', async () => {
  await world.writeFiles([{ path: '/dev/null', text: 'x' }]);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('what stands at a path is told without reading it', async () => {
  writeFileSync(at('file'), 'abc');
  execFileSync('mkfifo', [at('fifo')]);
  symlinkSync('loop', at('loop'));
  expect(await world.look(at('file'))).toEqual({ kind: 'file', bytes: 3 });
  expect(await world.look(directory)).toEqual({ kind: 'directory' });
  expect(await world.look(at('fifo'))).toEqual({ kind: 'pipe' });
  expect(await world.look('/dev/zero')).toEqual({ kind: 'device' });
  expect(await world.look(at('gone'))).toEqual({ kind: 'missing' });
  expect(await world.look(at('file/below'))).toEqual({ kind: 'missing' });
  expect(await world.look(at('loop'))).toMatchObject({ kind: 'unreadable' });
});

test('a file that is longer than the limit is not read to its end', async () => {
  writeFileSync(at('file'), 'x'.repeat(100));
  expect((await world.readFile(at('file'), 100)).length).toBe(100);
  await expect(world.readFile(at('file'), 99)).rejects.toMatchObject({ path: at('file') });
  expect(() => world.readFileNow(at('file'), 99)).toThrow();
  expect(() => world.readFileNow(directory, 99)).toThrow('it is not a file');
  await expect(world.readFile(at('gone'), 99)).rejects.toMatchObject({ why: 'no such file or directory' });
});

test('files of a directory, all the way down, hidden ones and circles left out', async () => {
  mkdirSync(at('a/b'), { recursive: true });
  mkdirSync(at('.git'));
  for (const name of ['a/b/2', 'a/1', '0', '.git/x', '.hidden']) writeFileSync(at(name), '');
  symlinkSync('..', at('a/up'));
  symlinkSync('../0', at('a/zero'));
  expect(await world.readDirectory(directory)).toEqual(['0', 'a/1', 'a/b/2', 'a/zero'].map(at));
});

test('a path in a design is relative to the design', () => {
  expect(world.resolve('list.txt', 'sites/dc1.yaml')).toBe(join('sites', 'list.txt'));
  expect(world.resolve('list.txt', null)).toBe('list.txt');
  expect(world.resolve('/etc/list.txt', 'sites/dc1.yaml')).toBe('/etc/list.txt');
});
