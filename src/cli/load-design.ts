/**
 * PATHs and flags to a design and its settings, or to every problem there is. All paths make one design:
 * AWS output is imported as one export; Terraform plans, CloudFormation templates and designs are laid beside it.
 */
import type { Design, Input, Locate, Problem, Settings } from '../index.ts';
import { decodeText } from './decode-text.ts';
import { findConfiguration } from './find-configuration.ts';
import { startProgress } from './progress.ts';
import { readPaths } from './read-paths.ts';
import type { ReadPath } from './read-paths.ts';
import type { SharedFlags } from './shared-flags.ts';
import { FileError } from './world.ts';
import type { World } from './world.ts';

export interface LoadedDesign {
  readonly problems: null;
  readonly design: Design;
  readonly settings: Settings;
  /** The same flags under the other profile; null when they do not hold there. */
  readonly otherSettings: Settings | null;
  readonly locate: Locate;
  /** True when an input is a Terraform plan, which knows a before and an after. */
  readonly hasPlan: boolean;
  /** Of `--announce` for routers that are not in this design, where the caller collects them. */
  readonly unknownRouters: readonly Problem[];
}

export interface NotLoaded {
  readonly problems: readonly Problem[];
  /** BGP logs, where nothing else was given and the caller can do something with them. */
  readonly logs?: readonly { readonly path: string; readonly text: string }[];
}

export interface LoadOptions {
  readonly onLogs?: 'refuse' | 'handBack';
  /** Paths of Terraform plans that are read as they find things, not as they leave them. */
  readonly asBefore?: readonly string[];
  /** What was read elsewhere already. */
  readonly also?: readonly ReadPath[];
  /** What to do with a router that `--announce` names and the design lacks. */
  readonly onUnknownRouters?: 'refuse' | 'collect';
}

export async function loadDesign(
  paths: readonly string[],
  flags: SharedFlags,
  world: World,
  { onLogs = 'refuse', asBefore = [], also = [], onUnknownRouters = 'refuse' }: LoadOptions = {},
): Promise<LoadedDesign | NotLoaded> {
  const library = await import('../index.ts');
  const progress = startProgress(world);
  const found = flags.fallback === undefined ? await findConfiguration(world, flags.config ?? false) : null;
  if (found !== null && found.problems.length > 0) return { problems: found.problems };
  const fallback = flags.fallback ?? found?.configuration ?? {};
  const { read, problems } = await readPaths(paths, world, library.nearest);
  progress('making a design of what was read');
  const inputs = library.readInputs([...also, ...read].map(inputOf), {
    from: flags.from,
    asBefore,
    parameters: flags.parameter,
    parametersAreShared: flags.parametersAreShared,
  });
  const { sources, logs, logsAlone, hasPlan } = inputs;
  const all: Problem[] = [...problems];
  addAll(all, inputs.problems);
  if (logs.length > 0) {
    if (logsAlone && all.length === 0 && (flags.announce ?? []).length > 0) {
      all.push(problem('--announce says what a router of a design announces, and there is no design beside the log'));
    }
    const handed = logs.map(({ file, text }) => ({ path: file, text }));
    if (logsAlone && all.length === 0 && onLogs === 'handBack') return { problems: [], logs: handed };
    const advice = logsAlone ? '`routecap bgp-log` reads it' : 'read it by itself with `routecap bgp-log`';
    return {
      problems: [...all, ...logs.map(({ file }) => problem(`${file} is a BGP log, not a design; ${advice}`))],
    };
  }
  if (sources.length === 0) return { problems: all };
  const result = library.readDesign(sources, (path, from) => readNamedFile(path, from, world));
  addAll(all, inputs.withoutSecrets(result.problems));
  const { announce = [] } = flags;
  const announced = announce.length === 0 ? null : await import('./apply-announced.ts');
  const { read: files, problems: unread } =
    (await announced?.readAnnounced(announce, paths, world, library)) ?? nothingRead;
  addAll(all, unread);
  const { design: said, locate } = result;
  if (said === null || all.length > 0) return { problems: all };

  const near = flags.near ?? (said.near === null ? fallback.near : undefined);
  const profile = flags.profile ?? (said.profile === null ? fallback.profile : undefined);
  const quotas = { ...beyond(fallback.quotas, said.quotas), ...flags.quota };
  const assumptions = { ...beyond(fallback.assumptions, said.assumptions), ...flags.assume };
  const wanted = { design: said, near, quotas, assumptions, locate };
  const chosen = library.makeSettings({ ...wanted, profile });
  if (chosen.problems.length > 0) return { problems: chosen.problems };
  progress('solving the design');
  const other = library.makeSettings({ ...wanted, profile: chosen.settings.profile === 'faq' ? 'guide' : 'faq' });
  const otherSettings = other.problems.length > 0 ? null : other.settings;
  const { settings } = chosen;
  const loaded = { problems: null, settings, otherSettings, hasPlan, unknownRouters: [] };
  if (announced === null) return { ...loaded, design: said, locate };
  const applied = announced.applyAnnounced(files, { ...loaded, design: said, locate }, library);
  const { design, locate: place, problems: unknownRouters } = applied;
  if (unknownRouters.length > 0 && onUnknownRouters === 'refuse') return { problems: unknownRouters };
  return { ...loaded, design, locate: place, unknownRouters };
}

const nothingRead = { read: [], problems: [] };

/** What a configuration sets and the design leaves open. */
function beyond<V>(
  configured: Readonly<Record<string, V>> = {},
  design: Readonly<Record<string, V>>,
): Readonly<Record<string, V>> {
  return Object.fromEntries(Object.entries(configured).filter(([id]) => !Object.hasOwn(design, id)));
}

/** There may be more of them than a call takes arguments. */
function addAll<Each>(to: Each[], more: readonly Each[]): void {
  for (const each of more) to.push(each);
}

function inputOf({ path, kind, texts }: ReadPath): Input {
  const [first] = texts;
  return kind === 'file' && first !== undefined ? first : { directory: path, files: texts };
}

/** More than a full Internet table needs. */
const limitBytes = 256 * 2 ** 20;

/** A file that a design names, such as a list of prefixes: relative to the file that names it. */
export function readNamedFile(
  path: string,
  from: string,
  world: World,
): { readonly ok: true; readonly text: string | Uint8Array } | { readonly ok: false; readonly why: string } {
  try {
    const bytes = world.readFileNow(world.resolve(path, from === '<stdin>' ? null : from), limitBytes);
    // Plain bytes are what the reader of lists likes best; only what is not plain is decoded here.
    const plain =
      !(bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0x1f) && !bytes.subarray(0, 8192).includes(0);
    if (plain) return { ok: true, text: bytes };
    const decoded = decodeText(bytes);
    return 'text' in decoded ? { ok: true, text: decoded.text } : { ok: false, why: `it ${decoded.wrong}` };
  } catch (error) {
    if (error instanceof FileError) return { ok: false, why: error.why };
    throw error;
  }
}

function problem(message: string): Problem {
  return { message, at: null, excerpt: null, width: 1, suggestion: null };
}
