/** The chance that flows overload a tunnel, in words: how it was found, and with how many tunnels it is small. */
import type { Colors } from 'picocolors/types.js';
import { percentText } from '../plan/bandwidth/amounts.ts';
import type { FlowSpread } from '../plan/bandwidth/answer.ts';
import type { FlowHash, OverloadChance } from '../plan/bandwidth/overload.ts';
import { printable } from './printable.ts';
import { counted, grouped } from './words.ts';
import { wrap } from './wrap.ts';

export function spreadLines(spread: FlowSpread | null, colors: Colors, width: number): string[] {
  if (spread === null) return [];
  const { now, least, risk, hash } = spread;
  const first = `With ${counted(now.tunnels, 'tunnel')} the chance that one is overloaded is ${chanceText(now)}`;
  const second =
    least === null
      ? `; no number of tunnels brings it to ${percentText(risk)}, for a flow stays on one tunnel`
      : least.tunnels === now.tunnels
        ? `, which keeps to ${percentText(risk)}`
        : `; ${counted(least.tunnels, 'tunnel')} keep to ${percentText(risk)}: ${chanceText(least)}`;
  const [head = '', ...tail] = wrap(
    printable(`${first}${second}. ${means[hash]} [E-HASH]`),
    width,
    '       ',
    '       ',
  );
  return [`${colors.dim('flows')}  ${head.slice(7)}`, ...tail];
}

const means: Readonly<Record<FlowHash, string>> = {
  fiveTuple: 'Each flow is taken to go over any tunnel, equally likely.',
  addressPair: 'All that two hosts send each other is taken for one flow, over any tunnel, equally likely.',
  even: 'Traffic is taken to be spread evenly.',
};

function chanceText({ chance, method, draws, interval }: OverloadChance): string {
  const how =
    method === 'simulated' && interval !== null
      ? `simulated, ${grouped(draws ?? 0)} draws, with 99 % confidence ${percentText(interval[0])} to ${percentText(interval[1])}`
      : method;
  return `${percentText(chance)} (${how})`;
}
