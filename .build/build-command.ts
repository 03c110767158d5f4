/**
 * The command as one bundled script (command.js) with its launcher (routecap.js), and one check by it, of which the
 * launcher keeps what V8 compiled (compiled/): so a small check costs less than twice what Node costs to do nothing.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, root } from './bundle.ts';

export async function buildCommand(folder: string): Promise<void> {
  await bundle({
    entryPoints: { command: 'src/cli/run.ts', 'sweep-worker': 'src/cli/sweep-worker.ts' },
    outdir: folder,
  });
  // A script starts faster than a module.
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  const launcher = join(folder, 'routecap.js');
  copyFileSync(join(root, '.build/launcher.cjs'), launcher);
  chmodSync(launcher, 0o755);
  execFileSync(process.execPath, [launcher, 'check', '.build/first-check.yaml', '--no-config', '--fail-on', 'never'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    // Flags of the build's own Node would be those that V8 compiled for.
    env: {},
  });
}
