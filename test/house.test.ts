/**
 * The house checks itself: who may import whom, what only the outer rooms may touch, how files are named,
 * that each has a header, that none is dead, and that documents name paths that exist.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Each room and what it may import; imports within a room are free. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  net: [],
  bgp: ['net'],
  design: ['net', 'bgp'],
  aws: ['net', 'bgp', 'design'],
  solve: ['net', 'bgp', 'design', 'aws'],
  simulate: ['net', 'bgp', 'design', 'aws'],
  sweep: ['net', 'bgp', 'design', 'aws', 'solve'],
  rules: ['net', 'bgp', 'design', 'aws', 'solve', 'sweep'],
  importers: ['net', 'bgp', 'design', 'aws'],
  plan: ['net', 'bgp', 'design', 'aws', 'solve', 'sweep', 'rules'],
  reporters: ['net', 'bgp', 'design', 'aws', 'solve', 'simulate', 'rules', 'plan'],
  'aws-account': ['index.ts'],
  cli: ['index.ts', 'prefix-lists.ts', 'aws-account'],
  'prefix-lists.ts': ['net', 'plan'],
  action: ['cli', 'index.ts'],
  vitest: ['index.ts'],
  'check.ts': ['net', 'bgp', 'design', 'aws', 'solve', 'rules', 'importers'],
  'index.ts': [
    'check.ts',
    'net',
    'bgp',
    'design',
    'aws',
    'solve',
    'simulate',
    'sweep',
    'rules',
    'plan',
    'importers',
    'reporters',
  ],
};

/** Rooms that may touch the world; everything else is a function of its arguments. */
const worldRooms = new Set(['aws-account', 'cli', 'action', 'vitest']);

const worldly: readonly (readonly [RegExp, string])[] = [
  [/from 'node:/, 'a node: module'],
  [/\bnew Date\b|\bDate\.now\b/, 'the clock'],
  [/\bMath\.random\b/, 'chance'],
  [/\bprocess\.\w/, 'the process'],
  [/\bconsole\.\w/, 'the console'],
  [/\bset(?:Timeout|Interval|Immediate)\(/, 'a timer'],
];

/** Drawers that end up holding everything. */
const drawers = /(^|\/)(utils?|helpers?|common|types|misc|shared|lib)(\.ts|\/|$)/;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const sources = filesBelow('src').filter((file) => file.endsWith('.ts'));
const textOf = (file: string): string => readFileSync(file, 'utf8');
const roomOf = (file: string): string => file.split('/')[1] ?? '';

function importsOf(file: string): string[] {
  return [...textOf(file).matchAll(/(?:from|import\()\s*'(\.[^']*)'/g)].map(([, path]) =>
    normalize(join(dirname(file), path ?? '')),
  );
}

/** Code without comments, so that a word in a sentence is not taken for a call. */
function codeOf(file: string): string {
  return textOf(file)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '');
}

describe('the rooms', () => {
  test('are those of the plan', () => {
    expect([...new Set(sources.map(roomOf))].sort()).toEqual(Object.keys(mayImport).sort());
  });

  test('import only downwards', () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter((target) => {
          const room = roomOf(target);
          return room !== roomOf(file) && !(mayImport[roomOf(file)] ?? []).includes(room);
        })
        .map((target) => `${file} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('leave the world to the outer ones', () => {
    const wrong = sources
      .filter((file) => !worldRooms.has(roomOf(file)))
      .flatMap((file) => {
        const code = codeOf(file);
        return worldly.filter(([pattern]) => pattern.test(code)).map(([, what]) => `${file} touches ${what}`);
      });
    expect(wrong).toEqual([]);
  });
});

describe('the files', () => {
  test('are named in kebab-case, and none is a drawer', () => {
    const wrong = sources.filter(
      (file) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(file.split('/').at(-1) ?? '') || drawers.test(file),
    );
    expect(wrong).toEqual([]);
  });

  test('begin by saying what they are for', () => {
    expect(sources.filter((file) => !textOf(file).startsWith('/**'))).toEqual([]);
  });

  test('export by name', () => {
    expect(sources.filter((file) => /^export default/m.test(codeOf(file)))).toEqual([]);
  });

  test('are each used by another', () => {
    const entries = new Set([
      'src/index.ts',
      'src/cli/run.ts',
      'src/cli/sweep-worker.ts',
      'src/action/run.ts',
      'src/vitest/matchers.ts',
    ]);
    const used = new Set(sources.flatMap(importsOf));
    expect(sources.filter((file) => !used.has(file) && !entries.has(file))).toEqual([]);
  });

  test('stay readable: few are long', () => {
    const long = sources.filter((file) => textOf(file).split('\n').length > 300);
    expect(long.length, `over 300 lines: ${long.join(', ')}`).toBeLessThanOrEqual(sources.length / 10);
  });

  test('have something in test/ for every room', () => {
    const rooms = [...new Set(sources.map(roomOf))].filter((room) => !room.endsWith('.ts'));
    expect(rooms.filter((room) => !existsSync(`test/${room}`))).toEqual([]);
  });
});

test('everything behind the public door says what it is', () => {
  const doors = [...textOf('src/index.ts').matchAll(/export (?:type )?\{ ([^}]*) \} from '([^']*)'/g)];
  const names = doors.flatMap(([, list = '', from = '']) =>
    list.split(',').map((name) => [name.trim(), from] as const),
  );
  expect(names.length).toBeGreaterThan(100);
  const silent = names.filter(([name, from]) => {
    const text = textOf(join('src', from));
    const at = text.search(new RegExp(`^export (?:async )?(?:function|const|class|interface|type) ${name}\\b`, 'm'));
    // What a file only passes on says it where it is declared.
    return at >= 0 && !text.slice(0, at).endsWith('*/\n');
  });
  expect(silent.map(([name, from]) => `${name} in ${from}`)).toEqual([]);
});

describe('the documents', () => {
  const documents = ['README.md', 'src/README.md', ...filesBelow('scenarios').filter((file) => file.endsWith('.md'))];

  test('name paths that exist', () => {
    const missing = documents.flatMap((document) =>
      [...textOf(document).matchAll(/`((?:src|test|scenarios|bench)\/[\w./-]+)`/g)]
        .map(([, path]) => path ?? '')
        .filter((path) => !existsSync(path))
        .map((path) => `${document}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  test('the top level holds what it should', () => {
    const allowed = [
      'LICENSE',
      'README.md',
      'bench',
      'package-lock.json',
      'package.json',
      'scenarios',
      'src',
      'test',
      'tsconfig.json',
    ];
    const built = ['dist', 'node_modules', 'coverage'];
    const found = readdirSync('.').filter((name) => !name.startsWith('.') && !built.includes(name));
    expect(found.sort()).toEqual(allowed);
  });
});
