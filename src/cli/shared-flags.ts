/** Flags that several commands share, each read into what the library takes. */
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { Configuration } from '../index.ts';

export interface SharedFlags {
  readonly format?: readonly string[];
  readonly profile?: 'faq' | 'guide';
  readonly near?: number;
  readonly quota?: Readonly<Record<string, number>>;
  readonly assume?: Readonly<Record<string, string | number | boolean>>;
  readonly from?: InputKind;
  readonly parameter?: Readonly<Record<string, string>>;
  readonly announce?: readonly AnnounceFlag[];
  /** The parameters are given for other paths too, so one that fits nothing here is no problem. */
  readonly parametersAreShared?: boolean;
  readonly color?: boolean;
  /** The configuration's file; true: it is looked for, false: it is not. Undefined for commands without the flag. */
  readonly config?: boolean | string;
  /** The configuration, where the command has read it: it holds where neither a flag nor the design says anything. */
  readonly fallback?: Pick<Configuration, 'profile' | 'near' | 'quotas' | 'assumptions'>;
}

export const inputKinds = ['design', 'aws', 'terraform', 'cloudformation', 'bgp-log'] as const;
export type InputKind = (typeof inputKinds)[number];

/** What a router announces stands in a file. */
export interface AnnounceFlag {
  readonly router: string;
  readonly file: string;
  readonly format: string | null;
  readonly peer: string | null;
}

/** What must not be written to: the paths, and the files that flags name. */
export function inputsOf(paths: readonly string[], { announce = [] }: Pick<SharedFlags, 'announce'>): string[] {
  return [...paths, ...announce.map(({ file }) => file)];
}

/** For commands that only read a design. */
export function addInputFlags(command: Command, kinds: readonly string[] = inputKinds): Command {
  return command
    .addOption(new Option('--from <kind>', 'what the paths are, instead of recognising it').choices(kinds))
    .option('--parameter <name=value>', 'a parameter of a CloudFormation template; repeatable', collectParameter)
    .option(
      '--announce <router=file>',
      'what a router announces, in place of what the design says: a list of prefixes, JSON or a table of FRR, BIRD, Cisco or Junos, or MRT, also packed; repeatable; #format=ID and #peer=ADDRESS may follow the name',
      collectAnnounce,
    );
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
    .option('--assume <id=value>', 'where AWS is silent, assume this; repeatable', collectAssumption)
    .addOption(
      new Option('--config <file>', 'the configuration').default(
        true,
        'the .routecap.yaml here or in a directory above',
      ),
    )
    .option('--no-config', 'no configuration');
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

function collectAnnounce(text: string, before: unknown): readonly AnnounceFlag[] {
  const [router, rest] = splitPair(text, 'ROUTER=FILE, such as dc1=bgp.json');
  const said = /#((?:format|peer)=[^#,=]*(?:,(?:format|peer)=[^#,=]*)*)$/.exec(rest);
  const choices = new Map(said?.[1]?.split(',').map((each) => each.split('=', 2) as [string, string]));
  const file = said === null ? rest : rest.slice(0, said.index);
  if (file === '') throw new InvalidArgumentError('It lacks the name of a file.');
  const flag = { router, file, format: choices.get('format') ?? null, peer: choices.get('peer') ?? null };
  return [...((before as readonly AnnounceFlag[] | undefined) ?? []), flag];
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
