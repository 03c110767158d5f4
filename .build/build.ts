/**
 * Builds dist/: the library with its types (dist/lib) and the command as bundled files (esbuild,
 * dist/routecap.js), since a bundle starts half again as fast as the sources beside node_modules.
 */
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildLibrary } from './build-library.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };

rmSync(`${root}dist`, { recursive: true, force: true });
await buildLibrary();
await build({
  absWorkingDir: root,
  entryPoints: { routecap: 'src/cli/run.ts' },
  outdir: 'dist',
  bundle: true,
  // What a command does not need it does not load.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  define: { ROUTECAP_VERSION: JSON.stringify(version) },
  banner: {
    // Some dependencies are CommonJS and ask for Node's own modules with require().
    js: [
      '#!/usr/bin/env node',
      "import { createRequire as createRequireOfNode } from 'node:module';",
      'const require = createRequireOfNode(import.meta.url);',
    ].join('\n'),
  },
  // Parsing is most of what a small check costs.
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
});
chmodSync(`${root}dist/routecap.js`, 0o755);
