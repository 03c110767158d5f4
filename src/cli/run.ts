/** What the `routecap` file runs. The exit code is set, not forced, so that all output is written first. */
import { main } from './main.ts';
import { nodeWorld } from './node-world.ts';

process.exitCode = await main(process.argv.slice(2), nodeWorld());
