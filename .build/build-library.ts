/**
 * The library in dist/lib: declarations beside one file of code for each door (`routecap`, `routecap/vitest`), so
 * that an importer reads a handful of files and not hundreds. Dependencies stay outside.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function buildLibrary(): Promise<void> {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
  execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', '.build/tsconfig.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  nameCompiledFiles(`${root}dist/lib`);
  await build({
    absWorkingDir: root,
    entryPoints: { index: 'src/index.ts', 'vitest/matchers': 'src/vitest/matchers.ts' },
    outdir: 'dist/lib',
    bundle: true,
    packages: 'external',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'neutral',
    external: ['node:*'],
    target: 'es2023',
    define: { ROUTECAP_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
  });
}

/** tsc writes `.js` into the code it emits and leaves `.ts` in declarations, which not every compiler follows. */
function nameCompiledFiles(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.name.endsWith('.d.ts')) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replaceAll(/(from '|import\(['"])(\.[^'"]*)\.ts(['"])/g, '$1$2.js$3'),
    );
  }
}
