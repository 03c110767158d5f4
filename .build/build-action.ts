/** Writes the bundle of the GitHub Action to where GitHub runs it from; it is committed with the sources. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { actionFolder, bundleAction } from './bundle-action.ts';

const folder = fileURLToPath(new URL(`../${actionFolder}/`, import.meta.url));
const files = await bundleAction();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of files) writeFileSync(`${folder}${name}`, text);
