/**
 * What may come next on a command line, a candidate a line and at last a directive for the shell (2: no space after
 * it, 4: no file either), in the protocol of tab's scripts. tab knows the commands and flags; the values are ours.
 */
import { Command } from 'commander';
import type { Option } from 'commander';
import tab from '@bomb.sh/tab/commander';
import { printedBy } from './printed-by.ts';

/** Names of arguments that are files. */
const fileArguments = new Set(['path', 'before', 'after', 'directory']);

const noSpace = 2;
const noFile = 4;

export async function complete(words: readonly string[], program: Command): Promise<string> {
  const word = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const command = program.commands.find((each) => before.includes(each.name())) ?? program;
  const flag = flagOf(word, before.at(-1), command);
  const typed = flag !== null && word.startsWith('-') ? word.slice(word.indexOf('=') + 1) : word;
  const own = flag === null ? await argumentValues(word, command) : await flagValues(flag, typed);
  const candidates = own ?? askTab([...before, word], program);
  const fitting = candidates.filter(({ value }) => value.startsWith(typed));
  const files = flag === null ? takesFile(word, command) : /<(\[router=\])?file>|=file/.test(flag.flags);
  const directive = (fitting.some(({ value }) => value.endsWith('=')) ? noSpace : 0) + (files ? 0 : noFile);
  return `${fitting.map(({ value, says }) => `${value}\t${says}\n`).join('')}:${directive}\n`;
}

interface Candidate {
  readonly value: string;
  readonly says: string;
}

/** The flag whose value is being typed: `--flag=…`, or the word after `--flag`. */
function flagOf(word: string, previous: string | undefined, command: Command): Option | null {
  const name = word.startsWith('-') ? (word.includes('=') ? word.slice(0, word.indexOf('=')) : undefined) : previous;
  if (name === undefined || !name.startsWith('-')) return null;
  return command.options.find(({ long, short, required }) => required && (long === name || short === name)) ?? null;
}

function takesFile(word: string, command: Command): boolean {
  return !word.startsWith('-') && command.registeredArguments.some((each) => fileArguments.has(each.name()));
}

/** Commands, flags, and values that are a choice of few: as commander has them. */
function askTab(words: readonly string[], program: Command): Candidate[] {
  const copy = new Command(program.name());
  for (const option of program.options) copy.addOption(option);
  for (const each of program.commands) if (!/^complet(e|ion)$/.test(each.name())) copy.addCommand(each);
  const root = tab(copy, { completionCommandName: 'completion' });
  // It is not for people to type.
  root.commands.delete('complete');
  return printedBy(() => root.parse([...words]))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(':'))
    .map((line) => {
      const [value = '', says = ''] = line.split('\t');
      return { value, says };
    });
}

/** Null: tab knows. */
async function argumentValues(word: string, command: Command): Promise<Candidate[] | null> {
  if (word.startsWith('-') || !command.registeredArguments.some((each) => each.name() === 'id')) return null;
  const { assumptions, quotas, rules } = await import('../index.ts');
  switch (command.name()) {
    case 'rules':
      return rules.map(({ id, title }) => ({ value: id, says: title }));
    case 'quotas':
      return quotas.map(({ id, title }) => ({ value: id, says: title }));
    case 'assumptions':
      return assumptions.map(({ id, question }) => ({ value: id, says: question }));
    default:
      return null;
  }
}

const levels = ['error', 'warning', 'note', 'off'];

async function flagValues(flag: Option, typed: string): Promise<Candidate[]> {
  if (flag.argChoices !== undefined) return flag.argChoices.map((value) => ({ value, says: '' }));
  const cut = typed.indexOf('=');
  const name = typed.slice(0, Math.max(cut, 0));
  switch (flag.long) {
    case '--severity': {
      if (cut >= 0) return levels.map((level) => ({ value: `${name}=${level}`, says: '' }));
      const { rules } = await import('../index.ts');
      const families = [...new Set(rules.map(({ id }) => id.split('/')[0] ?? id))];
      return [
        ...families.map((family) => ({ value: `${family}/*=`, says: 'all of the family' })),
        ...rules.map(({ id, title }) => ({ value: `${id}=`, says: title })),
      ];
    }
    case '--quota': {
      const { quotas } = await import('../index.ts');
      return cut >= 0 ? [] : quotas.map(({ id, title }) => ({ value: `${id}=`, says: title }));
    }
    case '--assume': {
      const { assumptions } = await import('../index.ts');
      const row = assumptions.find(({ id }) => id === name);
      if (cut < 0) return assumptions.map(({ id, question }) => ({ value: `${id}=`, says: question }));
      const choices = row?.alternatives.filter(({ value }) => value !== 'number') ?? [];
      return choices.map(({ value, means }) => ({ value: `${name}=${value}`, says: means }));
    }
    default:
      return [];
  }
}
