/** Session ids, those of one connection put together: `vpn-dc1/tunnel-1,2`. Anything else stays as it is. */

export function shortSessions(ids: readonly string[]): string[] {
  const out: string[] = [];
  let stem: string | null = null;
  for (const id of ids) {
    const [, own = null, tail = ''] = /^(.*\/(?:tunnel-)?)([^/]+)$/s.exec(id) ?? [];
    const last = out.length - 1;
    if (own !== null && own === stem) out[last] = `${out[last] ?? ''},${tail}`;
    else out.push(id);
    stem = own;
  }
  return out;
}
