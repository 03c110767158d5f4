/** The inputs of the action, as the runner hands them over: `INPUT_` and the name in capitals, all of them texts. */

export interface ActionInputs {
  /** None: those of the configuration. */
  readonly paths: readonly string[];
  /** Values of flags of `check`, by flag. */
  readonly flags: Readonly<Record<string, readonly string[]>>;
  readonly config: boolean;
  readonly base: readonly string[];
  readonly sarifFile: string;
  readonly commentFile: string;
  readonly summary: boolean;
  /** From the workspace. */
  readonly workingDirectory: string;
}

/** Inputs that are flags of the command under the same name. */
const flagNames = ['from', 'profile', 'fail-on', 'near', 'baseline', 'announce'] as const;

/** Throws an InputError. */
export function readActionInputs(env: Readonly<Record<string, string | undefined>>): ActionInputs {
  const textOf = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  const linesOf = (name: string): string[] =>
    textOf(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const switchOf = (name: string): boolean => {
    const text = textOf(name).toLowerCase();
    if (['', 'on', 'true', 'yes'].includes(text)) return true;
    if (['off', 'false', 'no'].includes(text)) return false;
    throw new InputError(`${name} is ${text}; it is on or off`);
  };
  const paths = linesOf('paths');
  if (paths.includes('-')) throw new InputError('paths has -, but an action has no standard input');
  return {
    paths,
    flags: Object.fromEntries(flagNames.map((name) => [name, linesOf(name)])),
    config: switchOf('config'),
    base: linesOf('base'),
    sarifFile: textOf('sarif-file'),
    commentFile: textOf('comment-file'),
    summary: switchOf('summary'),
    workingDirectory: textOf('working-directory') || '.',
  };
}

/** An input that cannot be taken, or work that could not be done: one line for the user. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
