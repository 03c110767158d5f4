/** Builds dist/: the library with its types (dist/lib) and the command (dist/routecap.js). */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCommand } from './build-command.ts';
import { buildLibrary } from './build-library.ts';
import { root } from './bundle.ts';

const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
await buildLibrary();
// The folder above is one of scripts.
writeFileSync(join(dist, 'lib/package.json'), '{ "type": "module" }\n');
await buildCommand(dist);
