/**
 * The GitHub Action as one file, and the licences of what is in it. GitHub runs an action from what is committed,
 * so the same sources give the same bytes on every machine.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

export const actionFolder = '.github/actions/check/dist';

/** Name in the folder to text. */
export async function bundleAction(): Promise<ReadonlyMap<string, string>> {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/action/run.ts'],
    outfile: `${actionFolder}/index.mjs`,
    write: false,
    metafile: true,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Installed by those who ask for a live account; an action reads what is in the repository.
    external: ['@aws-sdk/*'],
    define: { ROUTECAP_VERSION: JSON.stringify(version) },
    banner: {
      // Some dependencies are CommonJS and ask for Node's own modules with require().
      js: [
        "import { createRequire as createRequireOfNode } from 'node:module';",
        'const require = createRequireOfNode(import.meta.url);',
      ].join('\n'),
    },
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return new Map([
    ['index.mjs', outputFiles[0]?.text ?? ''],
    ['licenses.txt', licensesOf(Object.keys(metafile.inputs))],
  ]);
}

function licensesOf(inputs: readonly string[]): string {
  const folders = new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  return [...folders].sort().map(licenseOf).join('\n');
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const file = readdirSync(`${root}${folder}`).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? '' : `\n${readFileSync(`${root}${folder}/${file}`, 'utf8').trim()}\n`;
  return `${name} ${version} (${license ?? 'no licence given'})\n${text}`;
}
