/**
 * `--at PLACE` to place ids. A place may be given in full (`vpcs/app/main`), without its kind (`app/main`)
 * or by the name of its thing alone (`app`), which means every table that the thing has.
 */

export type FoundPlaces =
  | { readonly places: readonly string[] }
  | { readonly places: null; readonly suggestion: string | null };

export function findPlaces(
  wanted: string,
  places: readonly string[],
  nearest: (word: string, candidates: Iterable<string>) => string | null,
  /** What else a name may stand for: a connection or customer gateway for the router behind it. */
  alias: (name: string) => readonly string[],
): FoundPlaces {
  if (places.includes(wanted)) return { places: [wanted] };
  const shortNames = places.map((place) => namesOf(place));
  // The more exact way of writing wins over the shorter one.
  for (const level of [0, 1]) {
    const matching = places.filter((_, index) => shortNames[index]?.[level] === wanted);
    if (matching.length > 0) return { places: matching };
  }
  const others = alias(wanted);
  if (others.length > 0) return { places: others };
  const names = new Set([...shortNames.flat(), ...places]);
  return { places: null, suggestion: nearest(wanted, names) };
}

/** Without the kind; the thing alone. A name may itself hold a slash, a kind does not. */
function namesOf(place: string): [string, string] {
  const cut = place.indexOf('/');
  const rest = place.slice(cut + 1);
  const tabled = place.startsWith('vpcs/') || place.startsWith('transitGateways/');
  const last = rest.lastIndexOf('/');
  return [rest, tabled && last > 0 ? rest.slice(0, last) : rest];
}
