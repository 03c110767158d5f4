/**
 * The action: runs `check` on what its inputs say and tells the verdict in GitHub's ways, which are the log,
 * annotations, outputs, the job summary, SARIF. Places are given from the root of the repository, where GitHub
 * looks for them. Resolves to the exit code: 1 fails the step.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { guardInputs } from '../cli/formats.ts';
import { main } from '../cli/main.ts';
import { nodeWorld } from '../cli/node-world.ts';
import { FileError, type World } from '../cli/world.ts';
import { formatProblems, reportGithubProblems, reporters, type CheckResult, type Problem } from '../index.ts';
import { InputError, readActionInputs, type ActionInputs } from './action-inputs.ts';
import { findBase, noBase } from './find-base.ts';
import { renamerOf, withNames } from './names-of-places.ts';
import { appendOutputs } from './append-outputs.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Verdict = { readonly result: CheckResult } | { readonly problems: readonly Problem[] };

export async function runAction(env: Environment, print: (text: string) => void): Promise<0 | 1> {
  let verdict: Verdict;
  let sarifFile = '';
  let summary = true;
  try {
    const inputs = readActionInputs(env);
    ({ summary } = inputs);
    verdict = await judge(inputs, env, print);
    if ('result' in verdict) sarifFile = await writeReports(verdict.result, inputs, env);
  } catch (error) {
    verdict = { problems: [problem(lineOf(error))] };
  }
  const failed = 'problems' in verdict || verdict.result.exitCode === 1;
  print('problems' in verdict ? problemLog(verdict.problems) : resultLog(verdict.result));
  const summaryFile = env['GITHUB_STEP_SUMMARY'] ?? '';
  if (summary && summaryFile !== '') await appendFile(summaryFile, summaryOf(verdict));
  const counts = 'result' in verdict ? verdict.result.summary : { errors: '', warnings: '', notes: '' };
  await appendOutputs(env['GITHUB_OUTPUT'], {
    verdict: 'problems' in verdict ? 'unusable' : failed ? 'fail' : 'pass',
    'exit-code': String('problems' in verdict ? 2 : verdict.result.exitCode),
    errors: String(counts.errors),
    warnings: String(counts.warnings),
    notes: String(counts.notes),
    'sarif-file': sarifFile,
  });
  return failed ? 1 : 0;
}

async function judge(inputs: ActionInputs, env: Environment, print: (text: string) => void): Promise<Verdict> {
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
  const directory = resolve(workspace, inputs.workingDirectory);
  if (!existsSync(directory)) throw new InputError(`working-directory ${inputs.workingDirectory} does not exist`);
  process.chdir(directory);
  const base = inputs.base.length === 0 ? noBase : await findBase(inputs.base, inputs.paths, env);
  try {
    for (const line of base.said) print(asText(line));
    const run = await runCheck(argumentsOf(inputs, base.paths));
    const rename = renamerOf(workspace, directory, base.names);
    return withNames(run, rename);
  } finally {
    await base.remove();
  }
}

function argumentsOf({ paths, flags, config }: ActionInputs, base: readonly string[]): string[] {
  // With `=` no value is taken for another flag.
  const given = Object.entries({ ...flags, base }).flatMap(([name, values]) =>
    values.map((value) => `--${name}=${value}`),
  );
  return ['check', '--format=json', ...given, ...(config ? [] : ['--no-config']), '--', ...paths];
}

async function runCheck(args: readonly string[]): Promise<Verdict> {
  let stdout = '';
  let stderr = '';
  const world: World = {
    ...nodeWorld(),
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    isTerminal: { stdin: false, stdout: false, stderr: false },
  };
  const exitCode = await main(args, world);
  const said = stdout === '' ? null : (JSON.parse(stdout) as CheckResult | { problems: readonly Problem[] });
  if (exitCode === 2 || said === null) {
    return { problems: said !== null && 'problems' in said ? said.problems : [problem(stderr.trim())] };
  }
  if ('problems' in said) return said;
  if (!('findings' in said) || !Array.isArray(said.expectations))
    return { problems: [problem('the paths are BGP logs, which `routecap bgp-log` reads')] };
  return { result: said };
}

/** To the name of the SARIF file, from the workspace; empty when none was asked for. */
async function writeReports(result: CheckResult, inputs: ActionInputs, env: Environment): Promise<string> {
  const { sarifFile, commentFile, paths } = inputs;
  const files = [
    { path: sarifFile, text: (): string => reporters.sarif(result) },
    { path: commentFile, text: (): string => reporters.markdown(result) },
  ].filter(({ path }) => path !== '');
  if (sarifFile !== '' && sarifFile === commentFile)
    throw new InputError(`sarif-file and comment-file are both ${sarifFile}`);
  const world = nodeWorld();
  await guardInputs(
    files.map(({ path }) => ({ file: path })),
    paths,
    world,
  );
  if (files.length > 0) await world.writeFiles(files.map(({ path, text }) => ({ path, text: text() })));
  if (sarifFile === '') return '';
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
  return renamerOf(workspace, process.cwd(), new Map()).file(sarifFile);
}

function resultLog(result: CheckResult): string {
  return asText(reporters.text(result, { color: false, width: 100 })) + reporters.github(result);
}

function problemLog(problems: readonly Problem[]): string {
  return asText(formatProblems(problems)) + reportGithubProblems(problems);
}

/** The runner obeys commands in what is printed, and names in a design may look like some: not in here. */
function asText(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text.endsWith('\n') ? text : `${text}\n`}::${token}::\n`;
}

function summaryOf(verdict: Verdict): string {
  if ('result' in verdict) return `${reporters.markdown(verdict.result)}\n`;
  const text = formatProblems(verdict.problems).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `## The design cannot be checked\n\n<pre>\n${text}</pre>\n\n`;
}

function lineOf(error: unknown): string {
  if (error instanceof FileError) return `cannot write ${error.path}: ${error.why}`;
  return error instanceof Error ? error.message : String(error);
}

function problem(message: string): Problem {
  return { message, at: null, excerpt: null, width: 1, suggestion: null };
}
