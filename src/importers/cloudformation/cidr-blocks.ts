/** `Fn::Cidr`: the first blocks of a block, each with so many bits for hosts. */
import { formatPrefix } from '../../net/format-prefix.ts';
import { parsePrefix } from '../../net/parse-prefix.ts';
import { halvesOf, widthOf, type Prefix } from '../../net/prefix.ts';

/** Null for what AWS would not do either. */
export function cidrBlocks(block: string, count: number, hostBits: number): string[] | null {
  const parsed = parsePrefix(block);
  if (!parsed.ok || !Number.isInteger(count) || count < 1 || count > 256 || !Number.isInteger(hostBits) || hostBits < 1)
    return null;
  const depth = widthOf(parsed.value.family) - hostBits - parsed.value.length;
  if (depth < 0 || (depth < 8 && count > 2 ** depth)) return null;
  return Array.from({ length: count }, (_, index) => formatPrefix(descend(parsed.value, depth, index)));
}

function descend(prefix: Prefix, depth: number, index: number): Prefix {
  let at = prefix;
  for (let step = depth - 1; step >= 0; step--) at = halvesOf(at)[step < 8 && (index >> step) & 1 ? 1 : 0];
  return at;
}
