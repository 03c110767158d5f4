/** `--severity RULE=LEVEL`: how bad a rule's findings are here, or that they are not wanted. */
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { Configuration, Overrides, Severity } from '../index.ts';
import { UsageError } from './usage-error.ts';

const levels = ['error', 'warning', 'note', 'off'] as const;

export interface Asked {
  /** An id, or `family/*`. */
  readonly rule: string;
  readonly level: Severity | 'off';
}

export function addSeverityFlag(command: Command): Command {
  const description = `severity of a rule or of a family (routes/*): ${levels.join(', ')}; repeatable`;
  return command.option('--severity <rule=level>', description, collect);
}

function collect(text: string, before: unknown): readonly Asked[] {
  const cut = text.lastIndexOf('=');
  const level = levels.find((each) => each === text.slice(cut + 1));
  if (cut < 1) throw new InvalidArgumentError('It is written RULE=LEVEL, such as vpn/mtu=off.');
  if (level === undefined) throw new InvalidArgumentError(`The levels are ${levels.join(', ')}.`);
  return [...((before as readonly Asked[] | undefined) ?? []), { rule: text.slice(0, cut), level }];
}

/** What a configuration asks for, as if typed. */
function askedOf(severity: Readonly<Record<string, Severity | 'off'>> = {}): readonly Asked[] {
  return Object.entries(severity).map(([rule, level]) => ({ rule, level }));
}

/** What a configuration asks for, under what flags do. */
export async function severitiesOf(configuration: Configuration, asked: readonly Asked[] = []): Promise<Overrides> {
  return { ...(await overridesOf(askedOf(configuration.severity))), ...(await overridesOf(asked)) };
}

/** By rule id. What names one rule is stronger than what names its family; of two alike the later holds. */
async function overridesOf(asked: readonly Asked[] = []): Promise<Overrides> {
  if (asked.length === 0) return {};
  const { nearest, rules } = await import('../index.ts');
  const ids = rules.map(({ id }) => id);
  const overrides: Record<string, Severity | 'off'> = {};
  const isFamily = ({ rule }: Asked): boolean => rule.endsWith('/*');
  for (const each of [...asked.filter(isFamily), ...asked.filter((one) => !isFamily(one))]) {
    const named = ids.filter((id) => id === each.rule || (isFamily(each) && id.startsWith(each.rule.slice(0, -1))));
    if (named.length === 0) {
      const guess = nearest(each.rule, ids);
      const hint = guess === null ? '`routecap rules` lists them' : `did you mean ${guess}?`;
      throw new UsageError(`--severity ${each.rule}: there is no such rule`, hint);
    }
    for (const id of named) overrides[id] = each.level;
  }
  return overrides;
}
