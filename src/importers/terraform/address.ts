/** Terraform addresses: `module.net["a"].aws_vpn_connection.dc[0]` as steps, and as names of the design language. */
import { designName } from '../declared/design-name.ts';

export interface Step {
  readonly name: string;
  /** Of `for_each` or `count`, as text; null: there is but one. */
  readonly key: string | null;
}

/** Splits at dots outside of brackets; an index belongs to the step before it. Null for what is no traversal. */
export function stepsOf(text: string): Step[] | null {
  const steps: { name: string; key: string | null }[] = [];
  const pattern = /(?:^|\.)([A-Za-z0-9_-]+)|\[(?:"((?:[^"\\]|\\.)*)"|(\d+))\]/gy;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    end = match.index + match[0].length;
    const [, name, quoted, number] = match;
    const last = steps.at(-1);
    if (name !== undefined) steps.push({ name, key: null });
    else if (last === undefined) return null;
    else last.key ??= quoted === undefined ? number! : unescaped(quoted);
  }
  return end === text.length && steps.length > 0 ? steps : null;
}

function unescaped(quoted: string): string {
  return quoted.replace(/\\(.)/g, '$1');
}

/** The modules that an address leads through. */
export function modulesOf(moduleAddress: string): readonly Step[] {
  const steps = stepsOf(moduleAddress) ?? [];
  return steps.filter((_, index) => index % 2 === 1);
}

/** The path of a module in the configuration, where each is written once. */
export function modulePath(modules: readonly Step[]): string {
  return modules.map(({ name }) => name).join('.');
}

/** One instance of a module. */
export function moduleInstance(modules: readonly Step[]): string {
  return modules.map(({ name, key }) => `${name}${key === null ? '' : `[${JSON.stringify(key)}]`}`).join('.');
}

export interface Addressed {
  readonly address: string;
  readonly modules: readonly Step[];
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly key: string | null;
}

/**
 * A name for every address: modules and name with their keys. Where several resources of a rank would share one, or
 * one of a higher rank has or could have it, the type stands before the name (`net.vpn_gateway.this`); a number tells apart what is
 * still the same. So what ranks lower never renames what ranks higher.
 */
export function namesOf<Each extends Addressed>(
  resources: Iterable<Each>,
  rankOf: (resource: Each) => number,
): Map<string, string> {
  const unique = new Map<string, Each>();
  for (const each of resources) unique.set(each.address, each);
  const ranks = new Map<number, Each[]>();
  for (const each of [...unique.values()].sort((a, b) => (a.address < b.address ? -1 : 1))) {
    const rank = rankOf(each);
    const others = ranks.get(rank);
    if (others === undefined) ranks.set(rank, [each]);
    else others.push(each);
  }
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const next = new Map<string, number>();
  /** Short names that something of a higher rank has, or could have had. */
  const claimed = new Set<string>();
  const give = (each: Each, wanted: string): void => {
    let name = wanted;
    for (let n = next.get(wanted) ?? 2; taken.has(name); n++) {
      name = `${wanted}-${n}`;
      next.set(wanted, n + 1);
    }
    taken.add(name);
    names.set(each.address, name);
  };
  for (const rank of [...ranks.keys()].sort((a, b) => a - b)) {
    const mine = ranks.get(rank)!;
    const counts = new Map<string, number>();
    for (const each of mine) counts.set(shortName(each), (counts.get(shortName(each)) ?? 0) + 1);
    const isAlone = (each: Each): boolean => counts.get(shortName(each)) === 1 && !claimed.has(shortName(each));
    const [alone, others] = [mine.filter(isAlone), mine.filter((each) => !isAlone(each))];
    for (const each of alone) give(each, shortName(each));
    for (const each of others) give(each, longName(each));
    for (const each of mine) claimed.add(shortName(each));
  }
  return names;
}

function shortName({ modules, name, key }: Addressed): string {
  return designName([...modules, { name, key }].map(stepName).join('.'));
}

function longName({ modules, mode, type, name, key }: Addressed): string {
  const kind = `${mode === 'data' ? 'data.' : ''}${type.replace(/^aws_(?:ec2_)?/, '')}`;
  return designName([...modules.map(stepName), kind, stepName({ name, key })].join('.'));
}

function stepName({ name, key }: Step): string {
  return key === null ? name : `${name}:${key}`;
}
