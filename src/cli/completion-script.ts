/**
 * The scripts that shells load. Those of zsh, fish and PowerShell are tab's. The one for bash is our own: tab's
 * evaluates what stands on the line, so that a completed `$(…)` would run, and needs the package bash-completion.
 */
import { printedBy } from './printed-by.ts';

export async function completionScript(shell: string): Promise<string> {
  if (shell === 'bash') return bashScript;
  const { script } = await import('@bomb.sh/tab');
  const text = printedBy(() => script(shell, 'routecap', 'routecap'));
  // A flag's `=` is at the beginning of a word; the one of `routes/inbound-cap-near=off` is no flag's.
  return text.replaceAll("'-.*='", "'^-[^=]*='");
}

/** Understood by bash 3.2 (macOS) too. */
const bashScript = `# bash completion for routecap
_routecap() {
  local line="\${COMP_LINE:0:COMP_POINT}" word typed kept candidate directive=0
  local -a words=()
  COMPREPLY=()
  # Split at blanks alone: bash has cut words at = and : too, and nothing here is evaluated.
  read -ra words <<< "$line"
  case "$line" in *[[:space:]]) words+=('') ;; esac
  word="\${words[\${#words[@]}-1]}"
  # Of --flag=value the value is asked for.
  typed="$word"
  case "$word" in -*=*) typed="\${word#*=}" ;; esac
  # What bash takes for a word of its own begins after the last = or :.
  kept="\${typed%"\${typed##*[=:]}"}"
  while IFS=$'\\t' read -r candidate _; do
    case "$candidate" in
      :[0-9]*) directive="\${candidate#:}" ;;
      "$typed"*) COMPREPLY+=("\${candidate#"$kept"}") ;;
    esac
  done < <(routecap complete -- "\${words[@]:1}" 2>/dev/null)
  if type compopt >/dev/null 2>&1; then
    (( directive & 2 )) && compopt -o nospace
    (( directive & 4 )) && compopt +o default
  fi
  return 0
}
complete -o default -F _routecap routecap
`;
