/** The code blocks of README, in order. */
import { readFileSync } from 'node:fs';

export interface Block {
  readonly language: string;
  readonly text: string;
}

export function readmeBlocks(): Block[] {
  const text = readFileSync('README.md', 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', block = '']) => ({
    language,
    text: block,
  }));
}

/** Arguments of the routecap commands of a block. */
export function commandsOf(block: Block): string[][] {
  return [...block.text.matchAll(/npm run -s routecap -- (.+)$/gm)].map(([, line = '']) =>
    [...line.trim().matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word),
  );
}
