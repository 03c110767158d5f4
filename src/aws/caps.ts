/** Holding a count against a cap: below, near, over. The count may be known only between two bounds. */

export type Near = 'ok' | 'near' | 'over';

/** `percent`: from how much of the cap a count is near. A null cap is never near. */
export function nearness(count: number, cap: number | null, percent: number): Near {
  if (cap === null) return 'ok';
  if (count > cap) return 'over';
  return count * 100 >= percent * cap && count > 0 ? 'near' : 'ok';
}

/** Whether a count between `least` and `most` breaks the cap (B-IN-EDGE: at the cap is fine, one more is not). */
export function breaks(least: number, most: number, cap: number | null): 'never' | 'possibly' | 'certainly' {
  if (cap === null || most <= cap) return 'never';
  return least > cap ? 'certainly' : 'possibly';
}
