/** Fits the prefixes of one family under a cap: exactly where that suffices, else with the fewest addresses claimed. */
import { formatPrefix } from '../../net/format-prefix.ts';
import { comparePrefixes, type Family, halvesOf, overlaps, type Prefix } from '../../net/prefix.ts';
import { PrefixList } from '../../net/prefix-list.ts';
import { PrefixSet } from '../../net/prefix-set.ts';
import { mostPrefixes, summarise } from '../../net/summarise.ts';
import { counted, thousands } from '../../rules/counted.ts';
import { type Choices, exactInside, onlyExact, shareCap } from './choices.ts';
import type { FamilyFit, KeepOut } from './fit-result.ts';

/** Prefixes that may be summarised together. */
export interface Part {
  /** Sorted, each once. */
  readonly prefixes: PrefixList;
  /** Announced by somebody else, and covering all of them: they are aggregated exactly, and stay longer than it. */
  readonly rival: Prefix | null;
  /** What this part may not claim: what belongs to others, and what other parts announce. */
  readonly keepOut: PrefixSet;
  /** No summary is shorter. */
  readonly shortest: number;
}

export interface FamilyRequest {
  readonly family: Family;
  readonly parts: readonly Part[];
  /** Null: aggregate exactly. */
  readonly cap: number | null;
  /** Whose what is, for the reason why something is impossible. */
  readonly owners: readonly KeepOut[];
}

export interface FamilyOutcome {
  readonly fit: FamilyFit | null;
  /** The summary of each part, in their order. */
  readonly covers: readonly PrefixList[];
  /** Why there is none. */
  readonly why: string | null;
}

const shownBlocks = 5;

export function fitFamily({ family, parts, cap, owners }: FamilyRequest): FamilyOutcome {
  const none = (why: string): FamilyOutcome => ({ fit: null, covers: [], why });
  const announced = parts.reduce((sum, { prefixes }) => sum + prefixes.size, 0);
  const name = family === 'ipv4' ? 'IPv4' : 'IPv6';
  const them = counted(announced, `${name} prefix`, `${name} prefixes`);
  if (cap !== null && cap < 1) return none(`a cap of ${cap} leaves no room for ${them}`);
  const exacts = parts.map(({ prefixes, rival, shortest }) =>
    rival === null ? exactDownTo(prefixes, shortest) : exactInside(prefixes, rival),
  );
  const exact = exacts.reduce((sum, { size }) => sum + size, 0);
  let covers: readonly PrefixList[] = exacts;
  let curve: FamilyFit['curve'] = [];
  if (cap !== null && exact > cap) {
    if (cap > mostPrefixes) {
      return none(
        `${them} say the same as ${thousands(exact)}, more than ${thousands(cap)}, and a summary is worked out for a cap of at most ${thousands(mostPrefixes)}`,
      );
    }
    const choices = parts.map(({ rival, keepOut, shortest }, i): Choices => {
      const list = exacts[i]!;
      const set = PrefixSet.of(list);
      const free = rival === null && set.prefixes().size === list.size;
      return free ? summarise({ set, most: cap, keepOut, shortest }) : onlyExact(list);
    });
    const shares = shareCap(choices, cap);
    const best = shares.extra.at(-1) ?? null;
    if (best === null)
      return none(`${them} cannot be summarised to ${thousands(cap)}; ${whyImpossible(choices, owners)}`);
    const fewest = shares.extra.indexOf(best) + 1;
    const counts = shares.of(fewest);
    covers = choices.map((each, i) => each.cover(counts[i]!));
    curve = shares.extra.flatMap((extra, i) => (extra === null ? [] : [{ prefixes: i + 1, extra }]));
  }
  const before = parts.reduce((all, { prefixes }) => all.concat(prefixes), PrefixList.empty).sortedUnique();
  const summary = covers.reduce((all, each) => all.concat(each), PrefixList.empty).sortedUnique();
  const claimed = curve.length === 0 ? PrefixSet.empty : PrefixSet.of(summary).difference(PrefixSet.of(before));
  return {
    covers,
    why: null,
    fit: {
      family,
      cap,
      announced: before.size,
      exact,
      summary,
      added: () => without(summary, before),
      dropped: () => without(before, summary),
      extra: claimed.addressCount(family),
      extraBlocks: largest(claimed.prefixes()),
      extraBlockCount: claimed.prefixes().size,
      curve,
      parts: parts.length,
      rivalled: parts.reduce((sum, { rival, prefixes }) => sum + (rival === null ? 0 : prefixes.size), 0),
    },
  };
}

/** Everything is one prefix only where that may be so short. */
function exactDownTo(list: PrefixList, shortest: number): PrefixList {
  const exact = PrefixSet.of(list).prefixes();
  return exact.size === 1 && exact.at(0).length < shortest ? PrefixList.from(halvesOf(exact.at(0))) : exact;
}

/** What is in one sorted list and not in the other. */
function without(list: PrefixList, other: PrefixList): PrefixList {
  const out: Prefix[] = [];
  let j = 0;
  for (const each of list) {
    while (j < other.size && comparePrefixes(other.at(j), each) < 0) j++;
    if (j === other.size || comparePrefixes(other.at(j), each) !== 0) out.push(each);
  }
  return PrefixList.from(out);
}

function largest(blocks: PrefixList): Prefix[] {
  const out: Prefix[] = [];
  for (const block of blocks) {
    if (out.length === shownBlocks && out.at(-1)!.length <= block.length) continue;
    const at = out.findIndex(({ length }) => length > block.length);
    out.splice(at < 0 ? out.length : at, 0, block);
    out.length = Math.min(out.length, shownBlocks);
  }
  return out;
}

function whyImpossible(choices: readonly Choices[], owners: readonly KeepOut[]): string {
  const least = choices.reduce((sum, each) => sum + each.least, 0);
  const blocked = choices.flatMap((each) => each.blocked());
  const examples = blocked.slice(0, 3).map((at) => {
    const inside = owners.find(({ prefix }) => overlaps(prefix, at));
    const what =
      inside === undefined
        ? 'would claim what goes another way'
        : `would claim of ${formatPrefix(inside.prefix)} (${inside.what})`;
    return `${formatPrefix(at)} ${what}`;
  });
  const more = blocked.length > examples.length ? `, and ${thousands(blocked.length - examples.length)} more` : '';
  const why = examples.length === 0 ? 'others announce what covers them' : `${examples.join(', ')}${more}`;
  return `${thousands(least)} is the least that can be, since ${why}`;
}
