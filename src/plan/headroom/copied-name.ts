/** Names of things that growth brings: `branch-07+1` is the first more like branch-07. */

export function copiedName(name: string, copy: number, taken: Readonly<Record<string, unknown>>): string {
  let fresh = `${name}+${copy}`;
  while (taken[fresh] !== undefined) fresh += '+';
  return fresh;
}
