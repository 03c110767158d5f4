/** How much something has grown by a day: so many per period, spread evenly over it, or along a straight line. */
import { addMonths, type Day } from './calendar.ts';

export const periods = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Period = (typeof periods)[number];

export type GrowthRate =
  | { readonly kind: 'perPeriod'; readonly count: number; readonly period: Period }
  /** `count` in `days`, a fraction of whole numbers. */
  | { readonly kind: 'line'; readonly count: number; readonly days: number };

/** Whole ones that have come from `start` until the end of `day`; never less on a later day. */
export function grownBy(rate: GrowthRate, start: Day, day: Day): number {
  if (day <= start) return 0;
  if (rate.kind === 'line') return Math.floor((rate.count * (day - start)) / rate.days);
  const { count, period } = rate;
  if (period === 'day') return count * (day - start);
  if (period === 'week') return Math.floor((count * (day - start)) / 7);
  const months = { month: 1, quarter: 3, year: 12 }[period];
  // Whole periods by the calendar, and of the last one the share of its days that is over.
  let whole = Math.floor((day - start) / (months * 31));
  while (addMonths(start, (whole + 1) * months) <= day) whole += 1;
  const [from, to] = [addMonths(start, whole * months), addMonths(start, (whole + 1) * months)];
  return count * whole + Math.floor((count * (day - from)) / (to - from));
}

export function rateText(rate: GrowthRate): string {
  if (rate.kind === 'perPeriod') return `+${rate.count}/${rate.period}`;
  const yearly = (rate.count * 365) / rate.days;
  return `+${yearly >= 10 ? Math.round(yearly) : Math.round(yearly * 10) / 10}/year`;
}
