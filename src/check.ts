/**
 * The library in one call: texts of any kind, or a design, to the verdict or to everything that is wrong with
 * them. It reads no file and no clock; what it needs of the world is handed in.
 */
import { announceAs, routerNamed } from './aws/announce-as.ts';
import type { AssumptionValue } from './aws/assumption.ts';
import { buildNetwork } from './aws/build-network.ts';
import { makeSettings, type Settings } from './aws/settings.ts';
import type { Locate, Problem } from './design/problem.ts';
import { readDesign, type ReadFile } from './design/read-design.ts';
import type { DesignDocument } from './design/schema.ts';
import type { Design, ProfileName } from './design/vocabulary.ts';
import { readInputs, type Input, type InputOptions } from './importers/read-inputs.ts';
import { parsePrefix } from './net/parse-prefix.ts';
import { PrefixList } from './net/prefix-list.ts';
import type { Prefix } from './net/prefix.ts';
import type { Baseline } from './rules/baseline/baseline.ts';
import { checkDesign } from './rules/check-design.ts';
import type { CheckResult, FailOn } from './rules/check-result.ts';
import type { Overrides } from './rules/rule.ts';

/**
 * A text (a design in YAML or JSON, AWS describe output, a Terraform plan, a CloudFormation template), named
 * texts that make one design together, any of these as plain data, or a Design that has been read.
 */
export type CheckInput =
  | string
  | Input
  | readonly Input[]
  | DesignDocument
  | Readonly<Record<string, unknown>>
  | Design;

/** How a design is read and under which limits it stands. Flags of the command have the same names. */
export interface OpenOptions extends InputOptions {
  /** Whose limits; default: the design's, else `faq`. */
  readonly profile?: ProfileName | undefined;
  /** Percent of a cap from which it counts as near; default: the design's, else 80. */
  readonly near?: number | undefined;
  /** Raised quotas, by quota id. */
  readonly quotas?: Readonly<Record<string, number>> | undefined;
  /** What to assume where AWS is silent, by assumption id. */
  readonly assumptions?: Readonly<Record<string, AssumptionValue>> | undefined;
  /** Prefixes by router, customer gateway or virtual interface: they stand in place of what it announces. */
  readonly announce?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Reads the files that a design names, such as lists of prefixes; default: there are none. */
  readonly files?: ReadFile | undefined;
}

/** How `check` judges, beside how the design is read. */
export interface CheckOptions extends OpenOptions {
  /** The lowest severity that makes `exitCode` 1; default: `error`. */
  readonly failOn?: FailOn | undefined;
  /** Severity by rule id instead of the rule's own; `off` leaves the rule out. */
  readonly severity?: Overrides | undefined;
  /** Findings that are known, as `readBaseline` gives them: they do not count. */
  readonly baseline?: Baseline | undefined;
  /** ISO date (YYYY-MM-DD) by which suppressions lapse; left out, none does. */
  readonly today?: string | undefined;
}

/** A design that can be used, with the limits it stands under. */
export interface OpenedDesign {
  readonly ok: true;
  readonly design: Design;
  readonly settings: Settings;
  /** The same options under the other profile; null when they do not hold there. */
  readonly otherSettings: Settings | null;
  readonly locate: Locate;
  /** Names of the inputs. */
  readonly inputs: readonly string[];
}

/** Everything that is wrong with the input, each with its place where there is one. */
export interface Unusable {
  readonly ok: false;
  readonly problems: readonly Problem[];
}

/** Never throws for bad input: `ok` is false then. */
export type Checked = (OpenedDesign & { readonly result: CheckResult }) | Unusable;

declare const ROUTECAP_VERSION: string | undefined;

/**
 * Reads, solves and judges: `check(text)`. The result is what `routecap check --format json` prints; reporters
 * make text of it, `formatProblems` of problems.
 */
export function check(input: CheckInput, options: CheckOptions = {}): Checked {
  const opened = openDesign(input, options);
  if (!opened.ok) return opened;
  const result = checkDesign({
    ...opened,
    today: options.today ?? beforeAnyDate,
    version: typeof ROUTECAP_VERSION === 'string' ? ROUTECAP_VERSION : 'from source',
    failOn: options.failOn ?? 'error',
    baseline: options.baseline ?? null,
    overrides: options.severity ?? {},
  });
  return { ...opened, result };
}

/** Reads what is given and settles under which limits it stands; `solve(design, settings)` goes on from there. */
export function openDesign(input: CheckInput, options: OpenOptions = {}): OpenedDesign | Unusable {
  const read = designOf(input, options);
  if (!read.ok) return read;
  const { locate, inputs } = read;
  const wanted = { ...options, design: read.design, locate };
  const { settings, problems } = makeSettings(wanted);
  if (problems.length > 0) return { ok: false, problems };
  const other = makeSettings({ ...wanted, profile: settings.profile === 'faq' ? 'guide' : 'faq' });
  const otherSettings = other.problems.length > 0 ? null : other.settings;
  const announced = announcing(read.design, settings, options.announce ?? {});
  if (!announced.ok) return announced;
  return { ok: true, design: announced.design, settings, otherSettings, locate, inputs };
}

const beforeAnyDate = '0000-00-00';

function designOf(
  input: CheckInput,
  options: OpenOptions,
):
  | { readonly ok: true; readonly design: Design; readonly locate: Locate; readonly inputs: readonly string[] }
  | Unusable {
  if (typeof input === 'object' && input !== null && isDesign(input))
    return { ok: true, design: input, locate: () => null, inputs: [] };
  const inputs = inputsOf(input);
  if (inputs === null) return { ok: false, problems: [problem('a design is a text or plain data')] };
  const { sources, problems, logs, withoutSecrets } = readInputs(inputs, options);
  const all: Problem[] = [
    ...problems,
    ...logs.map(({ file }) => problem(`${file} is a BGP log, not a design; importBgpLog reads it`)),
  ];
  if (sources.length === 0 && all.length === 0) all.push(problem('there is no design: no input was given'));
  if (sources.length === 0) return { ok: false, problems: all };
  const read = readDesign(sources, options.files ?? (() => ({ ok: false, why: 'no files can be read here' })));
  all.push(...withoutSecrets(read.problems));
  if (read.design === null || all.length > 0) return { ok: false, problems: all };
  const names = inputs.map((each) => ('directory' in each ? each.directory : each.file));
  return { ok: true, design: read.design, locate: read.locate, inputs: names };
}

/** Null: it is nothing of the kind, as programs without types may find out. */
function inputsOf(input: Exclude<CheckInput, Design>): readonly Input[] | null {
  if (typeof input === 'string') return [{ file: 'design', text: input }];
  if (typeof input !== 'object' || input === null) return null;
  if (isList(input)) return input.every((each) => typeof each === 'object' && each !== null) ? input : null;
  if ('text' in input || 'directory' in input) return [input as Input];
  // A document is told what it is as its text would be.
  const text = jsonOf(input);
  return text === null ? null : [{ file: 'design', text }];
}

function jsonOf(input: object): string | null {
  try {
    return JSON.stringify(input);
  } catch {
    // It goes round in a circle, or holds what JSON has no word for.
    return null;
  }
}

function isList(input: object): input is readonly Input[] {
  return Array.isArray(input);
}

/** What has been read has all its sections, and no version of the language any more. */
function isDesign(input: object): input is Design {
  return 'vpnConnections' in input && 'replaced' in input && 'demands' in input && !('routecap' in input);
}

function announcing(
  design: Design,
  settings: Settings,
  announce: Readonly<Record<string, readonly string[]>>,
): { readonly ok: true; readonly design: Design } | Unusable {
  if (Object.keys(announce).length === 0) return { ok: true, design };
  const network = buildNetwork(design, settings);
  const problems: Problem[] = [];
  let changed = design;
  for (const [name, texts] of Object.entries(announce)) {
    const node = routerNamed(network, name);
    if (!('sessions' in node)) {
      problems.push(problem(`announce: ${node.why}`, node.suggestion));
      continue;
    }
    const prefixes: Prefix[] = [];
    for (const text of texts) {
      const parsed = parsePrefix(text);
      if (parsed.ok) prefixes.push(parsed.value);
      else problems.push(problem(`announce of ${name}: ${text}: ${parsed.why}`, parsed.suggestion));
    }
    changed = announceAs(changed, node, [{ ...plain, prefixes: PrefixList.from(prefixes) }]);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, design: changed };
}

const plain = { anonymous: 0, asPath: null, origin: 'igp', med: null, communities: [] } as const;

function problem(message: string, suggestion: string | null = null): Problem {
  return { message, at: null, excerpt: null, width: 1, suggestion };
}
