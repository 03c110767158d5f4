/** A script of the bench and what it imports as one file of plain JavaScript, since Node 20 does not run TypeScript. */
import { buildSync } from 'esbuild';

export function bundle(script: URL, outfile: string): void {
  buildSync({
    entryPoints: [script.pathname],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    banner: {
      // Some dependencies are CommonJS and ask for Node's own modules with require().
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
}
