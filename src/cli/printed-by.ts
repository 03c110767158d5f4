/** What something prints with console.log, as text instead. */

export function printedBy(print: () => void): string {
  // oxlint-disable no-console -- tab has no other way to hand over what it made.
  const { log } = console;
  const lines: string[] = [];
  console.log = (line: unknown): void => void lines.push(String(line));
  try {
    print();
  } finally {
    console.log = log;
  }
  // oxlint-enable no-console
  return lines.map((line) => `${line}\n`).join('');
}
