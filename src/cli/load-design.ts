/**
 * PATHs and flags to a design and its settings, or to every problem there is. All paths make one design:
 * AWS output is imported as one export; Terraform plans, CloudFormation templates and designs are laid beside it.
 */
import type { Design, DesignSource, Locate, Problem, Settings } from '../index.ts';
import { decodeText } from './decode-text.ts';
import { findConfiguration } from './find-configuration.ts';
import { startProgress } from './progress.ts';
import { readPaths } from './read-paths.ts';
import type { ReadPath } from './read-paths.ts';
import type { InputKind, SharedFlags } from './shared-flags.ts';
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

type Library = typeof import('../index.ts');

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
  const sorted = sortOut([...also, ...read], flags.from, library);
  const all: Problem[] = [...problems, ...sorted.problems];
  if (sorted.logs.length > 0) {
    const alone = sorted.designs.length + sorted.aws.length + sorted.declared.length === 0;
    if (alone && all.length === 0 && (flags.announce ?? []).length > 0) {
      all.push(problem('--announce says what a router of a design announces, and there is no design beside the log'));
    }
    if (alone && all.length === 0 && onLogs === 'handBack') return { problems: [], logs: sorted.logs };
    const advice = alone ? '`routecap bgp-log` reads it' : 'read it by itself with `routecap bgp-log`';
    return {
      problems: [...all, ...sorted.logs.map(({ path }) => problem(`${path} is a BGP log, not a design; ${advice}`))],
    };
  }
  const sources: DesignSource[] = [];
  if (sorted.aws.length > 0) {
    const imported = library.importAws(sorted.aws);
    addAll(all, imported.problems);
    const { notModelled } = imported;
    // What the export holds and nobody models is said by the design too.
    const document = notModelled.length === 0 ? imported.document : { ...imported.document, notModelled };
    // What has no place of its own in the export stands for the whole of it.
    sources.push({ file: sorted.awsName, document, locate: imported.locate });
  }
  const declared = importDeclared(sorted.declared, asBefore, flags, library);
  addAll(all, declared.problems);
  addAll(sources, [...declared.sources, ...sorted.designs]);
  if (sources.length === 0) return { problems: all };
  const result = library.readDesign(sources, (path, from) => readNamedFile(path, from, world));
  addAll(all, withoutExcerpts(result.problems, sorted.designs));
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
  const loaded = { problems: null, settings, otherSettings, hasPlan: declared.hasPlan, unknownRouters: [] };
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

interface DeclaredText {
  /** As the user wrote it: the file, or a directory above it. */
  readonly given: string;
  readonly path: string;
  readonly text: string;
  readonly kind: 'terraform' | 'cloudformation';
}

/** Terraform plans and CloudFormation templates, each a document of its own. */
function importDeclared(
  texts: readonly DeclaredText[],
  asBefore: readonly string[],
  { parameter: parameters = {}, parametersAreShared = false }: SharedFlags,
  library: Library,
): { readonly sources: DesignSource[]; readonly problems: Problem[]; readonly hasPlan: boolean } {
  const sources: DesignSource[] = [];
  const problems: Problem[] = [];
  let hasPlan = false;
  // Given once for all templates, a parameter has to be one of some template.
  let unused = parametersAreShared
    ? []
    : Object.keys(parameters).filter((name) => !name.startsWith('AWS::') || texts.length === 0);
  for (const { given, path, text, kind } of texts) {
    if (kind === 'cloudformation') {
      const { unusedParameters, ...imported } = library.importCloudFormation({ path, text }, parameters);
      addAll(problems, imported.problems);
      unused = unused.filter((name) => unusedParameters.includes(name));
      sources.push({
        file: path,
        document: { ...imported.document, notModelled: imported.notModelled },
        locate: imported.locate,
      });
    } else {
      const imported = library.importTerraform({ path, text }, asBefore.includes(given) ? 'before' : 'after');
      addAll(problems, imported.problems);
      hasPlan ||= imported.kind === 'plan';
      const replaced = imported.replaced.map(({ kind: section, name, why }) => ({ kind: section, name, why }));
      sources.push({
        file: path,
        document: { ...imported.document, notModelled: imported.notModelled, replaced },
        locate: imported.locate,
      });
    }
  }
  for (const name of unused) problems.push(problem(`--parameter ${name}: no template has a parameter of this name`));
  return { sources, problems, hasPlan };
}

interface SortedOut {
  readonly designs: readonly { readonly file: string; readonly text: string }[];
  readonly aws: readonly { readonly path: string; readonly text: string }[];
  readonly logs: readonly { readonly path: string; readonly text: string }[];
  readonly declared: readonly DeclaredText[];
  /** The first path with AWS output, as the user wrote it. */
  readonly awsName: string;
  readonly problems: readonly Problem[];
}

function sortOut(read: readonly ReadPath[], from: InputKind | undefined, library: Library): SortedOut {
  const designs: { file: string; text: string }[] = [];
  const aws: { path: string; text: string }[] = [];
  const logs: { path: string; text: string }[] = [];
  const declared: DeclaredText[] = [];
  const problems: Problem[] = [];
  let awsName: string | null = null;
  for (const { path, kind, texts } of read) {
    if (kind === 'directory' && texts.length === 0) {
      problems.push(problem(`${path} holds no file that could be AWS describe output`));
    }
    const kinds = texts.map(({ text }) => from ?? library.recogniseInput(text));
    const isDeclared = kinds.some(
      (each) => each === 'terraform-plan' || each === 'terraform' || each === 'cloudformation',
    );
    // In a directory a plan beside an export is one file too many, and what is nothing beside a plan is one too.
    const isExport = kind === 'directory' && (kinds.includes('aws') || !isDeclared);
    for (const [index, { file, text }] of texts.entries()) {
      const recognised = kinds[index]!;
      if (recognised === 'terraform-plan' || recognised === 'terraform' || recognised === 'cloudformation') {
        const what = recognised === 'cloudformation' ? 'cloudformation' : 'terraform';
        if (!isExport) declared.push({ given: path, path: file, text, kind: what });
      } else if (recognised === 'unknown' && kind === 'directory' && !isExport) {
        continue;
      } else if (recognised === 'bgp-log') {
        logs.push({ path: file, text });
      } else if (recognised === 'aws' || (recognised === 'unknown' && kind === 'directory')) {
        aws.push({ path: file, text });
        awsName ??= path;
      } else {
        designs.push({ file, text });
      }
    }
  }
  return { designs, aws, logs, declared, awsName: awsName ?? '', problems };
}

/**
 * An AWS export that is read as a design (it is broken, or `--from` says so) may hold a key anywhere, in
 * XML inside a string too: none of its lines is shown.
 */
function withoutExcerpts(problems: readonly Problem[], designs: SortedOut['designs']): readonly Problem[] {
  const secretive = new Set<string>();
  for (const { file, text } of designs) {
    if (/CustomerGatewayConfiguration|pre_?shared_?key/i.test(text)) secretive.add(file);
  }
  return problems.map((each) => (each.at !== null && secretive.has(each.at.file) ? { ...each, excerpt: null } : each));
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
