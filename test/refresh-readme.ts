/** Writes the output blocks of README anew, from the command above each. */
import { readFileSync, writeFileSync } from 'node:fs';
import { run } from './run-scenario.ts';

const text = readFileSync('README.md', 'utf8');
const pieces = text.split(/(^```sh\n[^\n]*\n```\n\n```text\n[\s\S]*?^```$)/m);
const written: string[] = [];
for (const piece of pieces) {
  const match = /^(```sh\nnpm run -s routecap -- (.+)\n```\n\n```text\n)[\s\S]*```$/.exec(piece);
  if (match === null) written.push(piece);
  else {
    const { stdout, stderr } = await run((match[2] as string).trim().split(/\s+/));
    const printed = stdout + stderr;
    // A block that ends in … shows what comes before the findings.
    const shown = piece.endsWith('…\n```') ? `${printed.split(/^(?=(?:error|warning|note) )/m)[0]}…\n` : printed;
    written.push(`${match[1]}${shown}\`\`\``);
  }
}
writeFileSync('README.md', written.join(''));
