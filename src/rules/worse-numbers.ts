/** Whether two findings of one rule and subject differ in how bad it is. */

type Args = Readonly<Record<string, unknown>>;

/** Arguments of findings that tell how bad it is; the others tell which it is. */
const moreIsWorse = ['count', 'mtu', 'demandMbps', 'loadMbps', 'packetsPerSecond'];
const lessIsWorse = ['cap', 'availableMbps', 'capacityMbps', 'capacityPacketsPerSecond'];

/** Names of the numbers that are worse now. */
export function worseIn(now: { readonly args: Args }, before: { readonly args: Args }): string[] {
  const compare = (name: string, sign: 1 | -1): boolean => {
    const is = now.args[name];
    const was = before.args[name];
    return typeof is === 'number' && typeof was === 'number' && (is - was) * sign > 0;
  };
  return [...moreIsWorse.filter((name) => compare(name, 1)), ...lessIsWorse.filter((name) => compare(name, -1))];
}
