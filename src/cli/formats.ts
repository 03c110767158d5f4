/** `--format F[=FILE]`, repeatable: what to print and what to write, checked before any work is done. */
import { Option } from 'commander';
import type { OutputFile, World } from './world.ts';
import { UsageError } from './usage-error.ts';

export interface Output {
  readonly format: string;
  /** Null: standard output. */
  readonly file: string | null;
}

export function formatOption(formats: readonly string[]): Option {
  // The choices are for the help and for completion; what was asked is read by `readFormats`.
  return new Option('--format <format[=file]>', 'repeatable, one of them to standard output')
    .choices(formats)
    .argParser((value: string, before: unknown) => [...(Array.isArray(before) ? (before as string[]) : []), value]);
}

/** At least one output; the first of `formats` when nothing was asked for. */
export function readFormats(asked: readonly string[] | undefined, formats: readonly string[]): Output[] {
  const outputs = (asked ?? [formats[0] ?? 'text']).map((text): Output => {
    const cut = text.indexOf('=');
    const format = cut < 0 ? text : text.slice(0, cut);
    const file = cut < 0 ? null : text.slice(cut + 1);
    if (!formats.includes(format)) {
      throw new UsageError(`--format ${format} is not one of ${formats.join(', ')}`);
    }
    if (file === '') throw new UsageError(`--format ${format}= lacks a file name`);
    return { format, file: file === '-' ? null : file };
  });
  if (outputs.filter((output) => output.file === null).length > 1) {
    throw new UsageError('only one --format can go to standard output', 'give the others a file: --format json=FILE');
  }
  const files = outputs.flatMap((output) => output.file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`two formats are to be written to ${twice}`);
  return outputs;
}

/** True when what goes to standard output is JSON: problems are then told there too. */
export function printsJson(outputs: readonly Output[]): boolean {
  return outputs.some((output) => output.format === 'json' && output.file === null);
}

/** An output must not replace what is being read. */
export async function guardInputs(
  outputs: readonly { readonly file: string | null }[],
  inputs: readonly string[],
  world: World,
): Promise<void> {
  for (const { file } of outputs) {
    if (file === null) continue;
    for (const input of inputs) {
      if (input !== '-' && (await world.isSameFile(file, input))) {
        throw new UsageError(`writing ${file} would overwrite an input`);
      }
    }
  }
}

/**
 * Files first: when one cannot be written, nothing is printed either. A long text may come in pieces.
 * Rejects with a FileError.
 */
export async function deliver(
  outputs: readonly Output[],
  render: (output: Output) => string | Iterable<string>,
  world: World,
): Promise<void> {
  const files: OutputFile[] = [];
  let printed: Iterable<string> = [];
  for (const output of outputs) {
    const text = render(output);
    const pieces = typeof text === 'string' ? [text] : text;
    if (output.file === null) printed = pieces;
    else files.push({ path: output.file, text: [...pieces].join('') });
  }
  if (files.length > 0) await world.writeFiles(files);
  for (const piece of printed) world.stdout(piece);
}
