/** Which of a finding's numbers are worse than they were: more over a cap, a larger demand, less room. */

type Args = Readonly<Record<string, unknown>>;

/** Arguments of findings that tell how bad it is; the others tell which it is. */
const moreIsWorse = ['count', 'mtu', 'demandMbps', 'loadMbps', 'packetsPerSecond'];
const lessIsWorse = ['cap', 'availableMbps', 'capacityMbps', 'capacityPacketsPerSecond'];

/** Names of the numbers that are worse now. */
export function worseNumbers(now: Args, before: Args): string[] {
  const isWorse = (name: string, sign: 1 | -1): boolean => {
    const is = now[name];
    const was = before[name];
    return typeof is === 'number' && typeof was === 'number' && (is - was) * sign > 0;
  };
  return [...moreIsWorse.filter((name) => isWorse(name, 1)), ...lessIsWorse.filter((name) => isWorse(name, -1))];
}
