/** The known word nearest to a misspelt one, for "did you mean". Null rather than a far-fetched guess. */

/** Words longer than this are not worth comparing: nobody misspells a paragraph. */
const longest = 64;

/** The candidate that was probably meant by a misspelt word; null when none is near enough. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length === 0 || word.length > longest) return null;
  const lowered = word.toLowerCase();
  let best: string | null = null;
  // A third of the letters may be wrong, but never all of them.
  let bestDistance = Math.min(word.length, Math.max(1, Math.floor(word.length / 3)) + 1);
  for (const candidate of candidates) {
    if (candidate === word || candidate.length > longest) continue;
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(lowered, candidate.toLowerCase(), bestDistance);
    // Among equals the first in code unit order, so that the order of candidates does not matter.
    if (distance < bestDistance || (distance === bestDistance && best !== null && candidate < best)) {
      bestDistance = distance;
      best = candidate;
    }
  }
  return best;
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b` (optimal string
 * alignment, the restricted Damerau-Levenshtein distance); any number above `limit` once it exceeds that.
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  const width = b.length + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: width }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j < width; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return least;
    beforeLast = last;
    last = row;
  }
  return last[width - 1]!;
}
