/** What `init` found and did, for a person. */
import type { InitResult, PlannedFile } from './prepare-init.ts';
import { foundKinds } from './survey.ts';
import type { Found, FoundKind } from './survey.ts';
import { safeText } from './safe-text.ts';

const mostRefused = 8;

/** Kinds from which a command makes something that can be read. */
const advice: Partial<Record<FoundKind, string>> = {
  terraform: 'terraform plan -out tfplan && terraform show -json tfplan > plan.json makes what routecap reads',
  cdk: 'npx cdk synth makes the templates that routecap reads',
  router: 'routecap check --announce ROUTER=FILE reads what a router announces',
  'bgp-log': 'routecap bgp-log reads it',
  plan: 'routecap simulate --plan runs it',
};

export function initText({ survey, adopted, refused, files, dryRun, next, directory }: InitResult): string {
  const lines: string[] = [];
  const more = survey.cut ? ', and there is more that was not looked at' : '';
  lines.push(`Looked at ${directory}: ${survey.looked} file${survey.looked === 1 ? '' : 's'}${more}`);
  for (const each of survey.found) lines.push(...foundLines(each, survey.found, adopted));
  if (survey.found.length === 0) lines.push('  nothing that routecap reads');
  for (const { files: their, why } of refused.slice(0, mostRefused))
    lines.push(`  not used  ${their.join(', ')}: ${why}`);
  if (refused.length > mostRefused) lines.push(`  not used  and ${refused.length - mostRefused} more`);
  const groups: readonly (readonly [string, PlannedFile['fate']])[] = [
    [dryRun ? 'Would write' : 'Written', 'written'],
    [dryRun ? 'Would write over' : 'Written over', 'overwritten'],
    ['Kept, it is there already (--force writes over it)', 'kept'],
  ];
  const width = Math.max(...files.map(({ path }) => path.length));
  for (const [title, fate] of groups) {
    const its = files.filter((file) => file.fate === fate);
    if (its.length === 0) continue;
    lines.push('', title, ...its.map(({ path, what }) => `  ${path.padEnd(width)}  ${what}`));
  }
  if (dryRun) {
    for (const { path, text } of files.filter(({ fate }) => fate !== 'kept'))
      lines.push('', `--- ${path}`, text.trimEnd());
  }
  lines.push('', 'Next', ...next.map((line) => `  ${line}`));
  return `${lines.map((line) => line.split('\n').map(safeText).join('\n')).join('\n')}\n`;
}

function foundLines({ kind, files }: Found, all: readonly Found[], adopted: InitResult['adopted']): string[] {
  const [first = ''] = files;
  const taken = kind === adopted?.kind;
  const whole = files.length === 1 ? first : `${first} and ${files.length - 1} more`;
  const who = taken ? adopted.files.slice(0, 4).join(', ') : whole;
  const used = taken ? ', used' : '';
  // Where there is a plan nobody needs to be told how to make one.
  const needless =
    (kind === 'terraform' && has(all, 'terraform-plan')) || (kind === 'cdk' && has(all, 'cloudformation'));
  const hint = needless ? undefined : advice[kind];
  return [`  found     ${who}: ${foundKinds[kind]}${used}`, ...(hint === undefined ? [] : [`            ${hint}`])];
}

function has(all: readonly Found[], kind: FoundKind): boolean {
  return all.some((each) => each.kind === kind);
}
