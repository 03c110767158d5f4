/**
 * Traffic over a virtual private gateway: it uses one tunnel and has an aggregate (F75), so either one
 * connection is enough or no number is.
 */
import { connectionsText, packetsText, rateText } from './amounts.ts';
import { AnswerBuilder, type Answer } from './answer.ts';
import { encryptionCost, insideRate } from './encryption-cost.ts';
import { onTransitGateway } from './on-transit-gateway.ts';
import { unitsFor, type Question } from './question.ts';
import { tunnelRateOf } from './tunnel-rate.ts';

export function onVpnGateway(question: Question): Answer {
  const building = new AnswerBuilder(question);
  const { settings, over, afterLossOf, tunnel: size } = question;
  const { mbps, packets } = building.wanted;
  const elsewhere = (): string => insteadOf(question);
  const tunnel = tunnelRateOf({ ...question, tunnel: 'standard' });
  const aggregate = settings.quota('vgw.aggregate-bandwidth');
  if (tunnel === null || aggregate.value === null) throw new Error('a standard tunnel has no rate');
  if (over === 'private') {
    return building.impossible(
      'A VPN with private addresses over Direct Connect ends on a transit gateway, never on a virtual private gateway.',
      ['F107'],
      elsewhere(),
    );
  }
  if (size === 'large') {
    return building.impossible('Large tunnels end on a transit gateway.', ['Q-BW-LBT'], elsewhere());
  }
  building.quotas.push(...tunnel.quotas, 'vgw.aggregate-bandwidth');
  const most = Math.min(aggregate.value, tunnel.mbps);
  if (unitsFor(mbps, most) > 1) {
    return building.impossible(
      `${rateText(mbps)} is more than a virtual private gateway sends over all its VPN connections together: ${rateText(aggregate.value)}. It uses one tunnel and does no ECMP, so more connections do not help.`,
      ['F75', 'E-VGW'],
      elsewhere(),
    );
  }
  if (unitsFor(packets, tunnel.packets) > 1) {
    return building.impossible(
      `${packetsText(packets)} are more than one tunnel takes, ${packetsText(tunnel.packets)}, and a virtual private gateway uses one.`,
      ['F79', 'E-VGW'],
      elsewhere(),
    );
  }
  building.because(
    `A virtual private gateway uses one tunnel at a time, of ${rateText(tunnel.mbps)} and ${packetsText(tunnel.packets)}; all its VPN connections share ${rateText(aggregate.value)} from AWS.`,
    ['F73', 'F75', 'F79', 'E-VGW'],
  );
  const connections = afterLossOf === 'connection' ? 2 : 1;
  if (afterLossOf === 'tunnel') building.because('The other tunnel of the connection takes over.', ['F73']);
  if (afterLossOf === 'connection') building.because('A second connection takes over when one is lost.', ['F73']);
  const fits = mbps > 0 && unitsFor(mbps, insideRate(question, tunnel.mbps)) === 1;
  building.encryption = encryptionCost(question, tunnel.mbps, 1, fits ? connections : null);
  return building.possible({
    connections,
    tunnels: 1,
    tunnelsLeft: 1,
    carriesMbps: most,
    carriesPackets: tunnel.packets,
    ports: null,
  });
}

function insteadOf(question: Question): string {
  const other = onTransitGateway({ ...question, on: 'tgw', flows: [] });
  return other.needs === null
    ? 'A transit gateway does not carry it either.'
    : `On a transit gateway with ECMP: ${connectionsText('tgw', other.needs.connections)}.`;
}
