/**
 * The profile, quotas and assumptions in force for one run: the design's, with flags over them.
 * What cannot be taken is a problem, and the default stands in so that the rest can be judged.
 */
import { nearest } from '../design/nearest.ts';
import type { DesignPath, Locate, Problem } from '../design/problem.ts';
import type { Design, ProfileName } from '../design/vocabulary.ts';
import type { Assumption, AssumptionValue } from './assumption.ts';
import { assumption, assumptions } from './assumptions.ts';
import type { Quota, QuotaInForce } from './quota.ts';
import { quotaRow, quotas } from './quotas.ts';

/** Under which limits and assumptions a design is solved and judged. */
export interface Settings {
  readonly profile: ProfileName;
  /** Percent of a cap from which "near" is reported. */
  readonly near: number;
  /** Throws (our bug) for an id that is not in the quota table. */
  readonly quota: (id: string) => QuotaInForce;
  /** Throws (our bug) for an id that is not in the register. */
  readonly assume: (id: string) => AssumptionValue;
}

export const defaultProfile: ProfileName = 'faq';
export const defaultNear = 80;

export interface Wanted {
  readonly design: Pick<Design, 'profile' | 'near' | 'quotas' | 'assumptions'>;
  /** Flags: they win over the design. */
  readonly profile?: ProfileName | undefined;
  readonly near?: number | undefined;
  readonly quotas?: Readonly<Record<string, number>> | undefined;
  readonly assumptions?: Readonly<Record<string, AssumptionValue>> | undefined;
  /** Gives the problems of the design their places. */
  readonly locate?: Locate | undefined;
}

/** Settings of the design with flags over them; `problems` has the ids and values that cannot be taken. */
export function makeSettings(wanted: Wanted): { readonly settings: Settings; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  /** `path`: in the design; null: from a flag. */
  const report = (path: DesignPath | null, message: string, suggestion: string | null = null): void => {
    const at = path === null ? null : (wanted.locate?.(path) ?? null);
    problems.push({ message, at, excerpt: null, width: 1, suggestion });
  };

  const profile = wanted.profile ?? wanted.design.profile ?? defaultProfile;

  let near = defaultNear;
  const readNear = (percent: number | null | undefined, path: DesignPath | null): void => {
    if (percent === null || percent === undefined) return;
    if (percent >= 1 && percent <= 100) near = percent;
    else report(path, `near is ${percent}; it is a percentage from 1 to 100`);
  };
  readNear(wanted.design.near, ['near']);
  readNear(wanted.near, null);

  const overrides = new Map<string, number>();
  const readQuotas = (given: Readonly<Record<string, number>>, inDesign: boolean): void => {
    for (const [id, value] of Object.entries(given)) {
      const path = inDesign ? ['quotas', id] : null;
      const row = quotas.find((each) => each.id === id);
      if (row === undefined) {
        report(
          path,
          `there is no quota ${id}`,
          nearest(
            id,
            quotas.map((each) => each.id),
          ),
        );
        continue;
      }
      const trouble = overrideTrouble(row, value, profile);
      if (trouble === null) overrides.set(id, value);
      else report(path, trouble);
    }
  };
  readQuotas(wanted.design.quotas, true);
  readQuotas(wanted.quotas ?? {}, false);

  const choices = new Map<string, AssumptionValue>();
  const readAssumptions = (given: Readonly<Record<string, AssumptionValue>>, inDesign: boolean): void => {
    for (const [id, value] of Object.entries(given)) {
      const path = inDesign ? ['assumptions', id] : null;
      const row = assumptions.find((each) => each.id === id);
      if (row === undefined) {
        report(
          path,
          `there is no assumption ${id}`,
          nearest(
            id,
            assumptions.map((each) => each.id),
          ),
        );
        continue;
      }
      const choice = readChoice(row, value);
      if (choice !== null) choices.set(id, choice);
      else
        report(
          path,
          `${id} cannot be ${value}: it is ${describeChoices(row)}`,
          nearest(String(value), namedChoices(row)),
        );
    }
  };
  readAssumptions(wanted.design.assumptions, true);
  readAssumptions(wanted.assumptions ?? {}, false);

  const inForce = new Map<string, QuotaInForce>(
    quotas.map((row) => {
      const override = overrides.get(row.id);
      return [row.id, { quota: row, value: override ?? row.value[profile], overridden: override !== undefined }];
    }),
  );
  const settings: Settings = {
    profile,
    near,
    quota: (id) => inForce.get(quotaRow(id).id) as QuotaInForce,
    assume: (id) => choices.get(id) ?? assumption(id).default,
  };
  return { settings, problems };
}

/** Why the row cannot have this value; null: it can. Where no source names a number, the user may. */
function overrideTrouble(row: Quota, value: number, profile: ProfileName): string | null {
  const unpublished = row.value.faq === null && row.value.guide === null;
  const published = row.value[profile] === null ? '' : ` (it is ${row.value[profile]})`;
  if (!row.adjustable && !unpublished) return `AWS does not adjust the quota ${row.id}${published}`;
  if (!Number.isSafeInteger(value) || value < 1) return `the quota ${row.id} is ${value}; it is a whole number from 1`;
  if (row.maximum !== null && value > row.maximum) {
    return `the quota ${row.id} is ${value}; AWS raises it to ${row.maximum} at most`;
  }
  return null;
}

/** The alternative meant, or null. A flag brings text, so text that spells an alternative is that alternative. */
function readChoice(row: Assumption, value: AssumptionValue): AssumptionValue | null {
  for (const { value: each } of row.alternatives) {
    if (each === 'number') {
      const number = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
      if (typeof number === 'number' && Number.isFinite(number) && number > 0) return number;
    } else if (value === each || value === String(each)) {
      return each;
    }
  }
  return null;
}

const namedChoices = (row: Assumption): readonly string[] =>
  row.alternatives.filter(({ value }) => value !== 'number').map(({ value }) => String(value));

function describeChoices(row: Assumption): string {
  return row.alternatives.map(({ value }) => (value === 'number' ? 'a number above 0' : String(value))).join(' or ');
}
