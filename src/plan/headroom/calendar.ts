/** Days as whole numbers and as ISO dates (proleptic Gregorian calendar), and the months between them. */

/** Days since 1970-01-01. */
export type Day = number;

/** Null: there is no such day. Years 1970 to 9999. */
export function parseDay(text: string): Day | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (year === undefined || y < 1970 || m < 1 || m > 12 || d < 1 || d > daysIn(y, m)) return null;
  return dayOf(y, m, d);
}

export function formatDay(day: Day): string {
  const [year, month, rest] = partsOf(day);
  const digits = (value: number, count: number): string => String(value).padStart(count, '0');
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(rest, 2)}`;
}

/** The same day of the month so many months later, or the last one where the month is shorter. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, rest] = partsOf(day);
  const sum = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(sum / 12), (sum % 12) + 1];
  return dayOf(y, m, Math.min(rest, daysIn(y, m)));
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysIn(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

/** Days from 1970-01-01 to the first of the year. */
function startOf(year: number): number {
  const leaps = (y: number): number => Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return (year - 1970) * 365 + leaps(year - 1) - leaps(1969);
}

function dayOf(year: number, month: number, day: number): Day {
  let sum = startOf(year) + day - 1;
  for (let m = 1; m < month; m++) sum += daysIn(year, m);
  return sum;
}

function partsOf(day: Day): [year: number, month: number, day: number] {
  let year = 1970 + Math.floor(day / 365.2425);
  while (startOf(year) > day) year -= 1;
  while (startOf(year + 1) <= day) year += 1;
  let [month, rest] = [1, day - startOf(year)];
  while (rest >= daysIn(year, month)) {
    rest -= daysIn(year, month);
    month += 1;
  }
  return [year, month, rest + 1];
}
