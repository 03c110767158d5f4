/**
 * What lies in a directory that routecap could use, told by content: a bounded number of files of a bounded size,
 * hidden ones and node_modules left out. Nothing is imported here, only recognised.
 */
import { basename, join } from 'node:path';
import { decodeText } from './decode-text.ts';
import { FileError } from './world.ts';
import type { World } from './world.ts';

export const foundKinds = {
  design: 'a design',
  plan: 'a plan for `simulate`',
  aws: 'AWS describe output',
  'terraform-plan': 'Terraform, as `terraform show -json` prints it',
  cloudformation: 'a CloudFormation template',
  router: 'what a router printed',
  'bgp-log': 'a BGP log',
  terraform: 'Terraform without a plan',
  cdk: 'a CDK app',
} as const;
export type FoundKind = keyof typeof foundKinds;

export interface Found {
  readonly kind: FoundKind;
  /** As the command line would have it, in order. */
  readonly files: readonly string[];
}

export interface Survey {
  /** One for each kind that is there. */
  readonly found: readonly Found[];
  readonly looked: number;
  /** True: there was more than is looked at. */
  readonly cut: boolean;
}

const mostFiles = 5000;
const mostBytesOfOne = 16 * 2 ** 20;
const mostBytes = 128 * 2 ** 20;
const mayMatter = /\.(json|ya?ml|template|txt|out|log|tfstate)$/i;

export async function survey(directory: string, world: World, recognise: (text: string) => string): Promise<Survey> {
  const files = await world.readDirectory(directory, mostFiles + 1);
  const byKind = new Map<FoundKind, string[]>();
  let bytes = 0;
  let cut = files.length > mostFiles;
  let looked = 0;
  for (const file of files.slice(0, mostFiles)) {
    looked += 1;
    const kind = kindByName(file) ?? (await kindByContent(file));
    if (kind === null) continue;
    const list = byKind.get(kind);
    if (list === undefined) byKind.set(kind, [file]);
    else list.push(file);
  }
  const kinds = Object.keys(foundKinds) as FoundKind[];
  const found = kinds.flatMap((kind): Found[] => {
    const list = byKind.get(kind);
    return list === undefined ? [] : [{ kind, files: list }];
  });
  return { found, looked, cut };

  async function kindByContent(file: string): Promise<FoundKind | null> {
    if (!mayMatter.test(file) || /^(package|package-lock|tsconfig)\.json$/.test(basename(file))) return null;
    const there = await world.look(file);
    if (there.kind !== 'file' || there.bytes > mostBytesOfOne) return null;
    bytes += there.bytes;
    if (bytes > mostBytes) {
      cut = true;
      return null;
    }
    const text = await textOf(file, world);
    return text === null ? null : kindOf(text, recognise);
  }
}

function kindByName(file: string): FoundKind | null {
  if (/\.tf(\.json)?$/i.test(file)) return 'terraform';
  return basename(file) === 'cdk.json' ? 'cdk' : null;
}

async function textOf(file: string, world: World): Promise<string | null> {
  try {
    const decoded = decodeText(await world.readFile(file, mostBytesOfOne));
    return 'text' in decoded ? decoded.text : null;
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

function kindOf(text: string, recognise: (text: string) => string): FoundKind | null {
  const kind = recognise(text);
  // A plan for `simulate` and a baseline are written in the language of designs, and are none.
  if (kind === 'design') return /^\s*[{,]?\s*["']?plan["']?\s*:/m.test(text) ? 'plan' : 'design';
  if (kind !== 'unknown') return kind in foundKinds ? (kind as FoundKind) : null;
  return routerWords.some((words) => words.test(text.slice(0, 16384))) ? 'router' : null;
}

/** What `show` commands of FRR, Cisco, BIRD, Junos and OpenBGPD begin with. */
const routerWords = [
  /^BGP table version is \d/m,
  /^\s*Network\s+Next Hop\s/m,
  /^Codes: .*\bB - BGP/m,
  /^BIRD \d/m,
  /^Table master[46]?:/m,
  /^inet6?\.0: \d+ destinations/m,
  /^flags: \* = Valid/m,
  /"vrfId"\s*:[^]*"routes"\s*:/,
];

/**
 * The directory that holds all files of a kind and none of another, as high up as may be, with a slash at its end.
 * Null: there is none below `directory`.
 */
export function directoryOf(kind: FoundKind, directory: string, { found }: Survey): string | null {
  const partsOf = (file: string): string[] => relativeTo(directory, file).split('/').slice(0, -1);
  const mine = found.flatMap((each) => (each.kind === kind ? each.files.map(partsOf) : []));
  const others = found.flatMap((each) => (each.kind === kind ? [] : each.files.map(partsOf)));
  const [first = []] = mine;
  for (let depth = 1; depth <= first.length; depth += 1) {
    const top = first.slice(0, depth).join('/');
    const below = (parts: readonly string[]): boolean => parts.slice(0, depth).join('/') === top;
    if (mine.every(below) && !others.some(below)) return `${join(directory, top).replaceAll('\\', '/')}/`;
  }
  return null;
}

/** A file below a directory as it is called from there, with forward slashes. */
export function relativeTo(directory: string, file: string): string {
  const [base, path] = [join(directory, '.'), join(file, '.')].map((each) => each.replaceAll('\\', '/'));
  return base === '.' || base === undefined ? (path ?? file) : (path ?? file).slice(base.replace(/\/$/, '').length + 1);
}
