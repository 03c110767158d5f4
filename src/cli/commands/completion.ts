/**
 * `completion SHELL`: a script that completes commands, flags and their values as they are typed. The script asks
 * `routecap complete -- WORDS` each time; nothing of this is loaded for any other command.
 */
import { Argument } from 'commander';
import type { Command } from 'commander';
import type { RunContext } from '../run-context.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export function addCompletion(program: Command, { world, exit }: RunContext): void {
  program
    .command('completion')
    .description('print a script that completes routecap in a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .addHelpText(
      'after',
      `
Examples:
  source <(routecap completion bash)               for this shell, and in ~/.bashrc for every one
  routecap completion zsh > ~/.zsh/_routecap       in a directory of fpath
  routecap completion fish > ~/.config/fish/completions/routecap.fish
  routecap completion powershell >> $PROFILE`,
    )
    .action(async (shell: (typeof shells)[number]) => {
      const { completionScript } = await import('../completion-script.ts');
      world.stdout(await completionScript(shell));
      exit(0);
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action(async (words: string[]) => {
      const { complete } = await import('../complete.ts');
      world.stdout(await complete(words, program));
      exit(0);
    });
}
