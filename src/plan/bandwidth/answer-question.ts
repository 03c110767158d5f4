/**
 * How many connections a demand takes, without a design: the sum of the FAQ (F113) with the nominal rates.
 * Everything is computed and nothing tried out, so a huge demand takes no longer than a small one.
 */
import type { Answer } from './answer.ts';
import { onTransitGateway } from './on-transit-gateway.ts';
import { onVpnGateway } from './on-vpn-gateway.ts';
import type { Question } from './question.ts';

/** How many connections, tunnels and ports a rate takes, each number with its source. */
export function answerQuestion(question: Question): Answer {
  return question.on === 'vgw' ? onVpnGateway(question) : onTransitGateway(question);
}
