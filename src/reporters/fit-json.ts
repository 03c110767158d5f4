/** A fit as data: prefixes as text, numbers of addresses as decimal text, since IPv6 has more than JSON can count. */
import type { Change } from '../design/change.ts';
import { formatPrefix } from '../net/format-prefix.ts';
import { PrefixList } from '../net/prefix-list.ts';
import type { FamilyFit, FitResult, Redirected, UnitFit } from '../plan/fit/fit-result.ts';
import { formatJson } from './format-json.ts';

/** A summary as JSON. */
export function reportFitJson(
  result: FitResult,
  given: { readonly routecap: string; readonly inputs: readonly string[] },
): string {
  const { profile, units, check, findings, solved, exitCode } = result;
  return formatJson({
    ...given,
    profile,
    units: units.map(unitData),
    check:
      check === null
        ? null
        : { ...check, moved: check.moved.map(redirectedData), attracted: check.attracted.map(redirectedData) },
    findings,
    solved,
    exitCode,
  });
}

function unitData({ announcers, sessions, asn, families, changes }: UnitFit): object {
  return { announcers, sessions, asn, families: families.map(familyData), changes: changes.map(changeData) };
}

function familyData(fit: FamilyFit): object {
  return {
    family: fit.family,
    cap: fit.cap,
    announced: fit.announced,
    exact: fit.exact,
    extraAddresses: String(fit.extra),
    extraBlocks: { count: fit.extraBlockCount, largest: fit.extraBlocks.map(formatPrefix) },
    parts: fit.parts,
    rivalled: fit.rivalled,
    summary: texts(fit.summary),
    added: texts(fit.added()),
    dropped: texts(fit.dropped()),
    curve: fit.curve.map(({ prefixes, extra }) => ({ prefixes, extraAddresses: String(extra) })),
  };
}

function redirectedData({ prefix, addresses, ...rest }: Redirected): object {
  return { ...rest, prefix: formatPrefix(prefix), addresses: String(addresses) };
}

/** As a plan writes it: prefixes are text. */
function changeData(change: Change): object {
  if (change.kind === 'withdraw') return { ...change, prefixes: change.prefixes.map(formatPrefix) };
  if (change.kind !== 'announce') return change;
  return {
    ...change,
    announcements: change.announcements.map((each) => ({ ...each, prefixes: texts(each.prefixes) })),
  };
}

function texts(list: PrefixList): string[] {
  return Array.from(list, formatPrefix);
}
