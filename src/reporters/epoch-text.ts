/** Times of a log as text, in UTC: worked out from the milliseconds since the epoch (Gregorian calendar, no leap seconds). */

const dayMs = 86_400_000;

/** `2025-11-08 05:40:29.641Z`. */
export function epochText(ms: number): string {
  const days = Math.floor(ms / dayMs);
  const rest = ms - days * dayMs;
  const digits = (value: number, count: number): string => String(value).padStart(count, '0');
  const [year, month, day] = civil(days);
  const [h, m, s] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60, Math.floor(rest / 1000) % 60];
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)} ${digits(h, 2)}:${digits(m, 2)}:${digits(s, 2)}.${digits(rest % 1000, 3)}Z`;
}

/** Years are counted from March, so that the leap day is the last of a year. */
function civil(days: number): [number, number, number] {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marched = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * marched + 2) / 5) + 1;
  const month = marched < 10 ? marched + 3 : marched - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}
