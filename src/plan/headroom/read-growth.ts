/**
 * Growth as people write it: `dc1 +3/month` (prefixes that a site announces), `branches +1/week like
 * branch-07`, `vpcs +2/quarter like app`. What is not that is a problem with its place in the text.
 */
import type { Network } from '../../aws/network.ts';
import { compareNatural } from '../../design/compare-natural.ts';
import { nearest } from '../../design/nearest.ts';
import type { Problem } from '../../design/problem.ts';
import { routerNamed } from '../../solve/place-names.ts';
import type { Grown } from './grown-design.ts';
import { periods, type GrowthRate, type Period } from './growth-rate.ts';

export interface GrowthOrder {
  readonly kind: Grown['kind'];
  readonly subject: string;
  readonly rate: GrowthRate;
  /** Points of the history behind it; null: given. */
  readonly points: number | null;
}

export interface GrowthNames {
  readonly network: Network;
  /** What one more is like when the text does not say; null: there is none, or several gateways with one each. */
  readonly branch: string | null;
  readonly vpc: string | null;
}

/** Most of one thing in a period; more is a slip. */
const most = 10_000;

export function readGrowth(
  texts: readonly string[],
  names: GrowthNames,
): { readonly orders: readonly GrowthOrder[]; readonly problems: readonly Problem[] } {
  const orders: GrowthOrder[] = [];
  const problems: Problem[] = [];
  for (const text of texts) {
    const read = readOne(text, names);
    if ('rate' in read) orders.push(read);
    else problems.push(problemIn(text, read));
  }
  return { orders, problems };
}

interface Trouble {
  readonly message: string;
  readonly column: number;
  readonly width: number;
  readonly suggestion: string | null;
}

function problemIn(text: string, { message, column, width, suggestion }: Trouble): Problem {
  const at = { file: '--growth', line: 1, column: column + 1 };
  return { message, at, excerpt: text, width: Math.max(1, width), suggestion };
}

function readOne(text: string, names: GrowthNames): GrowthOrder | Trouble {
  const shape = /^(\s*)(\S.*?)(\s+)([+-\u2212]?\d\S*|[+-\u2212]\S*)(?:(\s+like\s+)(\S.*?))?\s*$/u.exec(text);
  if (shape === null) {
    const message = 'growth is written NAME +N/PERIOD, such as `dc1 +3/month` or `branches +1/week like branch-07`';
    return { message, column: 0, width: text.length, suggestion: null };
  }
  const [, lead = '', name = '', gap = '', amount = '', word = '', like] = shape;
  const rateAt = lead.length + name.length + gap.length;
  const rate = readRate(amount);
  if ('message' in rate) {
    const { suggestion } = rate;
    const whole = suggestion === null ? null : text.slice(0, rateAt) + suggestion + text.slice(rateAt + amount.length);
    return { message: rate.message, column: rateAt, width: amount.length, suggestion: whole };
  }
  const likeAt = rateAt + amount.length + word.length;
  if (name === 'branches' || name === 'vpcs') {
    const kind = name;
    const model = like ?? (kind === 'branches' ? names.branch : names.vpc);
    if (model === null) return unsaid(kind, text, lead.length, name);
    const known = kind === 'branches' ? branchNames(names.network) : Object.keys(names.network.design.vpcs);
    const subject = kind === 'branches' ? routerNamed(names.network, model) : model;
    if (subject === null || !known.includes(subject)) {
      const what = kind === 'branches' ? 'site with a VPN connection' : 'VPC';
      return nobody(what, model, known, text, likeAt, like?.length ?? 1);
    }
    return { kind, subject, rate, points: null };
  }
  if (like !== undefined) {
    const message = `\`like\` goes with \`branches\` and \`vpcs\`; \`${name}\` would be a site that announces more prefixes`;
    const suggestion = /^vpc/i.test(name) ? 'vpcs' : 'branches';
    return { message, column: lead.length, width: name.length, suggestion };
  }
  const subject = routerNamed(names.network, name);
  if (subject === null) {
    const known = [...names.network.routers.keys(), ...Object.keys(names.network.design.customerGateways)];
    return nobody('site', name, [...known, 'branches', 'vpcs'], text, lead.length, name.length);
  }
  return { kind: 'prefixes', subject, rate, points: null };
}

function branchNames(network: Network): string[] {
  return [...network.routers.values()]
    .filter(({ sessions }) => sessions.some(({ kind }) => kind === 'vpn'))
    .map(({ name }) => name);
}

function unsaid(kind: 'branches' | 'vpcs', text: string, column: number, name: string): Trouble {
  const one = kind === 'branches' ? 'site' : 'VPC';
  const message = `which ${one} each new one is like is not said, and there is not one gateway alone to tell`;
  return { message, column, width: name.length, suggestion: `${text.trim()} like NAME` };
}

function nobody(
  what: string,
  name: string,
  known: readonly string[],
  text: string,
  column: number,
  width: number,
): Trouble {
  const guess = nearest(name, known);
  const some = [...known].sort(compareNatural).slice(0, 5).join(', ');
  const hint = guess === null && known.length > 0 ? `; there are ${some}${known.length > 5 ? ' …' : ''}` : '';
  const suggestion = guess === null ? null : text.slice(0, column) + guess + text.slice(column + width);
  return { message: `there is no ${what} \`${name}\` in this design${hint}`, column, width, suggestion };
}

function readRate(text: string): GrowthRate | { readonly message: string; readonly suggestion: string | null } {
  const [, sign = '', digits = '', slash = '', period = ''] = /^([+\-\u2212]?)([^/]*)(\/?)(.*)$/u.exec(text) ?? [];
  if (sign === '-' || sign === '\u2212') return { message: 'growth is not negative', suggestion: null };
  if (!/^\d+$/.test(digits)) {
    const whole = /^\d+[.,]\d+$/.test(digits) ? '; a smaller number goes with a longer period' : '';
    return { message: `\`${text}\` is not a rate: +N/PERIOD with a whole number${whole}`, suggestion: null };
  }
  const count = Number(digits);
  if (count === 0) return { message: '+0 is no growth', suggestion: null };
  if (count > most) return { message: `at most ${most} in a period`, suggestion: null };
  const unit = periodOf(period);
  if (slash === '' || unit === null) {
    const wrong = slash === '' || period === '' ? 'a rate needs its period' : `\`${period}\` is not a period`;
    const guess = slash === '' || period === '' ? 'month' : (nearest(period.toLowerCase(), periods) ?? null);
    return {
      message: `${wrong}: ${periods.join(', ')}`,
      suggestion: guess === null ? null : `+${count}/${guess}`,
    };
  }
  if (sign !== '+') return { message: 'a rate begins with a plus', suggestion: `+${count}/${unit}` };
  return { kind: 'perPeriod', count, period: unit };
}

function periodOf(text: string): Period | null {
  return periods.find((each) => each === text) ?? null;
}
