/** Flags that several commands share, each read into what the library takes. */
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';

export interface SharedFlags {
  readonly format?: readonly string[];
  readonly profile?: 'faq' | 'guide';
  readonly near?: number;
  readonly quota?: Readonly<Record<string, number>>;
  readonly assume?: Readonly<Record<string, string | number | boolean>>;
  readonly from?: InputKind;
  readonly parameter?: Readonly<Record<string, string>>;
  /** The parameters are given for other paths too, so one that fits nothing here is no problem. */
  readonly parametersAreShared?: boolean;
  readonly color?: boolean;
  /** What holds where neither a flag nor the design says anything. */
  readonly fallback?: { readonly profile?: 'faq' | 'guide'; readonly near?: number };
}

export const inputKinds = ['design', 'aws', 'terraform', 'cloudformation', 'bgp-log'] as const;
export type InputKind = (typeof inputKinds)[number];

/** For commands that only read a design. */
export function addInputFlags(command: Command): Command {
  return command
    .addOption(new Option('--from <kind>', 'what the paths are, instead of recognising it').choices([...inputKinds]))
    .option('--parameter <name=value>', 'a parameter of a CloudFormation template; repeatable', collectParameter);
}

const nearDescription = 'report a cap as near from this share of it (default: 80)';

export function addNearFlag(command: Command): Command {
  return command.option('--near <percent>', nearDescription, readPercent);
}

/** For commands that solve it too. */
export function addSettingsFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--profile <profile>', "whose limits (default: the design's, else faq)").choices(['faq', 'guide']),
    )
    .option('--near <percent>', nearDescription, readPercent)
    .option('--quota <id=n>', 'a quota that AWS has raised for you; repeatable', collectQuota)
    .option('--assume <id=value>', 'where AWS is silent, assume this; repeatable', collectAssumption);
}

export function addColorFlags(command: Command): Command {
  return command.option('--color', 'colour even where there is no terminal').option('--no-color', 'no colour');
}

function readPercent(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (!/^\d+(\.\d+)?%?$/.test(text) || value < 1 || value > 100) {
    throw new InvalidArgumentError('It is a percentage from 1 to 100.');
  }
  return value;
}

function collectQuota(text: string, before: unknown): Readonly<Record<string, number>> {
  const [id, value] = splitPair(text, 'ID=N, such as dx.routes-from-customer=200');
  if (!/^\d{1,15}$/.test(value))
    throw new InvalidArgumentError(`${value === '' ? 'Nothing' : value} is not a whole number.`);
  return withEntry(before as Readonly<Record<string, number>> | undefined, id, Number(value));
}

function collectAssumption(text: string, before: unknown): Readonly<Record<string, string | number | boolean>> {
  const [id, value] = splitPair(text, 'ID=VALUE; `routecap assumptions` lists them');
  const read =
    value === 'true' ? true : value === 'false' ? false : /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return withEntry(before as Readonly<Record<string, string | number | boolean>> | undefined, id, read);
}

function collectParameter(text: string, before: unknown): Readonly<Record<string, string>> {
  const [name, value] = splitPair(text, 'NAME=VALUE, such as VpcCidr=10.0.0.0/16 or AWS::Region=eu-west-1');
  return withEntry(before as Readonly<Record<string, string>> | undefined, name, value);
}

function splitPair(text: string, shape: string): [string, string] {
  const cut = text.indexOf('=');
  if (cut < 1) throw new InvalidArgumentError(`It is written ${shape}.`);
  return [text.slice(0, cut), text.slice(cut + 1)];
}

function withEntry<V>(
  before: Readonly<Record<string, V>> | undefined,
  id: string,
  value: V,
): Readonly<Record<string, V>> {
  return Object.fromEntries([...Object.entries(before ?? {}).filter(([each]) => each !== id), [id, value]]);
}
