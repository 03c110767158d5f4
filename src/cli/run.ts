/**
 * What the `routecap` file runs. The exit code is set, not forced, so that all output is written first. No await
 * stands at the top, since the built command is a script and not a module.
 */
import { main } from './main.ts';
import { nodeWorld } from './node-world.ts';

void main(process.argv.slice(2), nodeWorld()).then((code) => {
  process.exitCode = code;
});
