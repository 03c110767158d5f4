/**
 * What all bundles have in common: our own code and its dependencies in one script for any Node from 20 on. It is
 * ASCII as long as no pattern in the sources holds another character, which matters: Node reads and keeps it at half the cost.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';

export const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };

/** Answers which file imports what. */
export async function bundle(options: BuildOptions): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    define: { ROUTECAP_VERSION: JSON.stringify(version), 'import.meta.url': 'bundled.url' },
    banner: { js: "const bundled = { get url() { return require('node:url').pathToFileURL(__filename).href; } };" },
    // The SDK is installed by those who ask for a live account, and larger than all the rest together; the pool starts
    // its threads from files of its own.
    external: ['@aws-sdk/*', 'tinypool'],
    // A script that starts from kept code cannot import; what is external it requires.
    supported: { 'dynamic-import': false },
    plugins: [childProcessOnDemand],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    ...options,
  });
  return metafile as Metafile;
}

/** Commander can start executables as its commands. Ours are none, and that part of Node takes a tenth of a small check to load. */
const childProcessOnDemand: Plugin = {
  name: 'child-process-on-demand',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      /[\\/]node_modules[\\/]commander[\\/]/.test(importer) ? { path, namespace: 'on-demand' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'on-demand' }, () => ({
      contents: "exports.spawn = (...args) => require('node:child_process').spawn(...args);",
    }));
  },
};
