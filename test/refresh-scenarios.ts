/** Writes each scenario's output.txt anew. The expected rule ids are written by hand and stay as they are. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsOf, expectedOf, run, scenarioNames, scenariosFolder } from './run-scenario.ts';

for (const name of scenarioNames()) {
  const { stdout, stderr } = await run(argumentsOf(name, expectedOf(name)));
  writeFileSync(join(scenariosFolder, name, 'output.txt'), stdout + stderr);
}
