/** Aggregates a file of prefixes with one of the npm packages, as its user would: `merge-with.mjs PACKAGE FILE`. */
import { readFileSync, writeSync } from 'node:fs';

const [, , name, file] = process.argv;
const lines = readFileSync(file, 'utf8').trim().split('\n');
const merged =
  name === 'cidr-tools'
    ? (await import('cidr-tools')).mergeCidr(lines)
    : (await import('fast-cidr-tools')).merge(lines, true);
const text = Buffer.from(`${merged.join('\n')}\n`);
for (let at = 0; at < text.length;) at += writeSync(1, text, at);
