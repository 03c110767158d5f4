/** Outputs of the step, in the form in which no value can pose as another output. */
import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';

export async function appendOutputs(
  file: string | undefined,
  outputs: Readonly<Record<string, string>>,
): Promise<void> {
  if (file === undefined || file === '') return;
  const entries = Object.entries(outputs).map(([name, value]) => {
    // Nobody who writes a value can know the mark that ends it.
    const mark = `end-${randomUUID()}`;
    return `${name}<<${mark}\n${value}\n${mark}\n`;
  });
  await appendFile(file, entries.join(''));
}
