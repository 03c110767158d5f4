/**
 * Writes the output blocks of README anew, from the command above each. Of a block with lines left out (…) each
 * piece is found again by its first line, and keeps its number of lines.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { commandsOf } from './readme-blocks.ts';
import { run } from './run-scenario.ts';

const text = readFileSync('README.md', 'utf8');
const pieces = text.split(/(^```sh\n[^\n]*\n```\n\n```text\n[\s\S]*?^```$)/m);
const written: string[] = [];
for (const piece of pieces) {
  const match = /^(```sh\nnpm run -s routecap -- (.+)\n```\n\n```text\n)([\s\S]*)```$/.exec(piece);
  const [args] = match === null ? [] : commandsOf({ language: 'sh', text: match[1] as string });
  if (match === null || args === undefined) written.push(piece);
  else {
    const { stdout, stderr } = await run(args);
    written.push(`${match[1]}${shownAnew(match[3] as string, stdout + stderr)}\`\`\``);
  }
}
writeFileSync('README.md', written.join(''));

function shownAnew(shown: string, printed: string): string {
  const parts = shown.split(/^…\n/m);
  if (parts.length === 1) return printed;
  const lines = printed.split('\n');
  return parts
    .map((part, index) => {
      const wanted = part.split('\n');
      const from = index === 0 ? 0 : lines.indexOf(wanted[0] ?? '');
      if (from < 0) console.error(`README: no line ${wanted[0]} any more`);
      return from < 0 || part === '' ? part : `${lines.slice(from, from + wanted.length - 1).join('\n')}\n`;
    })
    .join('…\n');
}
