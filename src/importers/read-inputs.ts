/**
 * Inputs of any kind to the sources of one design: each text is told by its content and imported. All of AWS's
 * output together is one export; Terraform plans, CloudFormation templates and designs are laid beside it.
 */
import type { DesignSource } from '../design/design-source.ts';
import type { Problem } from '../design/problem.ts';
import { importAws } from './import-aws.ts';
import { importCloudFormation } from './import-cloudformation.ts';
import { importTerraform } from './import-terraform.ts';
import { recogniseInput } from './recognise-input.ts';

/** A text that was read somewhere, of any kind that is known. */
export interface InputFile {
  /** Name for places in problems and findings. */
  readonly file: string;
  readonly text: string;
}

/** What stands in a directory: a file of another kind beside an export or a plan is passed over. */
export interface InputDirectory {
  readonly directory: string;
  readonly files: readonly InputFile[];
}

/** A file, or a directory with the files in it. */
export type Input = InputFile | InputDirectory;

export type NamedKind = 'design' | 'aws' | 'terraform' | 'cloudformation' | 'bgp-log';

/** How inputs are taken. */
export interface InputOptions {
  /** What all of them are, instead of recognising it. */
  readonly from?: NamedKind | undefined;
  /** Of a Terraform plan: how it leaves things (the default), or how it finds them. */
  readonly which?: 'after' | 'before' | undefined;
  /** Inputs, by the name of the file or directory, of which plans are read as they find things whatever `which` says. */
  readonly asBefore?: readonly string[] | undefined;
  /** Of CloudFormation templates, by name. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** The parameters are given for other inputs too, so one that fits nothing here is no problem. */
  readonly parametersAreShared?: boolean | undefined;
}

/** What the inputs mean, and what is wrong with them. */
export interface InputSources {
  /** To be read with `readDesign`. */
  readonly sources: readonly DesignSource[];
  readonly problems: readonly Problem[];
  /** BGP logs: they are no part of a design, and where there are any nothing else is imported. */
  readonly logs: readonly InputFile[];
  /** Nothing but logs was given. */
  readonly logsAlone: boolean;
  /** True when an input is a Terraform plan, which knows a before and an after. */
  readonly hasPlan: boolean;
  /** Problems as they may be shown: without lines of a file in which a key may stand. */
  readonly withoutSecrets: (problems: readonly Problem[]) => readonly Problem[];
}

/** Sources for `readDesign`, in this order: the AWS export, plans and templates, designs. Never throws. */
export function readInputs(inputs: readonly Input[], options: InputOptions = {}): InputSources {
  const { designs, aws, logs, declared, awsName, problems } = sortOut(inputs, options.from);
  const withoutSecrets = hiderOf(designs);
  const sources: DesignSource[] = [];
  if (logs.length > 0) {
    const logsAlone = designs.length + aws.length + declared.length === 0;
    return { sources, problems, logs, logsAlone, hasPlan: false, withoutSecrets };
  }
  if (aws.length > 0) {
    const imported = importAws(aws.map(({ file, text }) => ({ path: file, text })));
    addAll(problems, imported.problems);
    const { notModelled } = imported;
    // What the export holds and nobody models is said by the design too.
    const document = notModelled.length === 0 ? imported.document : { ...imported.document, notModelled };
    // What has no place of its own in the export stands for the whole of it.
    sources.push({ file: awsName, document, locate: imported.locate });
  }
  const beside = importDeclared(declared, options);
  addAll(problems, beside.problems);
  addAll(sources, [...beside.sources, ...designs]);
  return { sources, problems, logs, logsAlone: false, hasPlan: beside.hasPlan, withoutSecrets };
}

/** There may be more of them than a call takes arguments. */
function addAll<Each>(to: Each[], more: readonly Each[]): void {
  for (const each of more) to.push(each);
}

interface DeclaredText extends InputFile {
  readonly kind: 'terraform' | 'cloudformation';
  /** Name of the input it came with. */
  readonly input: string;
}

interface SortedOut {
  readonly designs: readonly InputFile[];
  readonly aws: readonly InputFile[];
  readonly logs: readonly InputFile[];
  readonly declared: readonly DeclaredText[];
  /** The first input with AWS output. */
  readonly awsName: string;
  readonly problems: Problem[];
}

function sortOut(inputs: readonly Input[], from: NamedKind | undefined): SortedOut {
  const designs: InputFile[] = [];
  const aws: InputFile[] = [];
  const logs: InputFile[] = [];
  const declared: DeclaredText[] = [];
  const problems: Problem[] = [];
  let awsName: string | null = null;
  for (const input of inputs) {
    const inDirectory = 'directory' in input;
    const name = inDirectory ? input.directory : input.file;
    const files = inDirectory ? input.files : [input];
    if (files.length === 0) problems.push(problem(`${name} holds no file that could be AWS describe output`));
    const kinds = files.map(({ text }) => from ?? recogniseInput(text));
    const isDeclared = kinds.some(
      (each) => each === 'terraform-plan' || each === 'terraform' || each === 'cloudformation',
    );
    // In a directory a plan beside an export is one file too many, and what is nothing beside a plan is one too.
    const isExport = inDirectory && (kinds.includes('aws') || !isDeclared);
    for (const [index, file] of files.entries()) {
      const kind = kinds[index]!;
      if (kind === 'terraform-plan' || kind === 'terraform' || kind === 'cloudformation') {
        const what = kind === 'cloudformation' ? 'cloudformation' : 'terraform';
        if (!isExport) declared.push({ ...file, kind: what, input: name });
      } else if (kind === 'unknown' && inDirectory && !isExport) {
        continue;
      } else if (kind === 'bgp-log') {
        logs.push(file);
      } else if (kind === 'aws' || (kind === 'unknown' && inDirectory)) {
        aws.push(file);
        awsName ??= name;
      } else {
        designs.push(file);
      }
    }
  }
  return { designs, aws, logs, declared, awsName: awsName ?? '', problems };
}

/** Terraform plans and CloudFormation templates, each a document of its own. */
function importDeclared(
  texts: readonly DeclaredText[],
  { which = 'after', asBefore = [], parameters = {}, parametersAreShared = false }: InputOptions,
): { readonly sources: readonly DesignSource[]; readonly problems: readonly Problem[]; readonly hasPlan: boolean } {
  const sources: DesignSource[] = [];
  const problems: Problem[] = [];
  let hasPlan = false;
  // Given once for all templates, a parameter has to be one of some template.
  let unused = Object.keys(parameters).filter((name) => !name.startsWith('AWS::') || texts.length === 0);
  for (const { file, text, kind, input } of texts) {
    if (kind === 'cloudformation') {
      const { unusedParameters, ...imported } = importCloudFormation({ path: file, text }, parameters);
      addAll(problems, imported.problems);
      unused = unused.filter((name) => unusedParameters.includes(name));
      const { notModelled, locate } = imported;
      sources.push({ file, document: { ...imported.document, notModelled }, locate });
    } else {
      const imported = importTerraform({ path: file, text }, asBefore.includes(input) ? 'before' : which);
      addAll(problems, imported.problems);
      hasPlan ||= imported.kind === 'plan';
      const { notModelled, locate } = imported;
      const replaced = imported.replaced.map(({ kind: section, name, why }) => ({ kind: section, name, why }));
      sources.push({ file, document: { ...imported.document, notModelled, replaced }, locate });
    }
  }
  if (parametersAreShared) unused = [];
  for (const name of unused) problems.push(problem(`--parameter ${name}: no template has a parameter of this name`));
  return { sources, problems, hasPlan };
}

/**
 * An AWS export that is read as a design (it is broken, or was called one) may hold a key anywhere, in XML
 * inside a string too: none of its lines is shown.
 */
function hiderOf(designs: readonly InputFile[]): InputSources['withoutSecrets'] {
  const secretive = new Set<string>();
  for (const { file, text } of designs) {
    if (/CustomerGatewayConfiguration|pre_?shared_?key/i.test(text)) secretive.add(file);
  }
  return (problems) =>
    problems.map((each) => (each.at !== null && secretive.has(each.at.file) ? { ...each, excerpt: null } : each));
}

function problem(message: string): Problem {
  return { message, at: null, excerpt: null, width: 1, suggestion: null };
}
