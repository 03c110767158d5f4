/** Traffic over a transit gateway: so many tunnels, or Connect peers, used together (F113, E-TGW-*, E-CONN). */
import { counted, thousands } from '../../rules/counted.ts';
import { connectionsText, manyText, packetsText, percentText, rateText } from './amounts.ts';
import { AnswerBuilder, type Answer, type FlowSpread } from './answer.ts';
import { encryptionCost, insideRate } from './encryption-cost.ts';
import { leastTunnels, overloadChance, type FlowHash, type Spread } from './overload.ts';
import { portsFor } from './ports.ts';
import { mbpsOf, unitsFor, type Question } from './question.ts';
import { tunnelRateOf, type TunnelRate } from './tunnel-rate.ts';

export function onTransitGateway(question: Question): Answer {
  const building = new AnswerBuilder(question);
  const { on, afterLossOf, settings, over } = question;
  const { mbps, packets } = building.wanted;
  const tunnel = tunnelRateOf(question);
  if (tunnel === null) {
    return building.impossible(
      'The FAQ knows no large tunnels.',
      ['F73'],
      'The user guides do: --profile guide, or standard tunnels.',
    );
  }
  building.quotas.push(...tunnel.quotas);
  const noun = on === 'connect' ? 'Connect peer' : 'tunnel';
  const perConnection = on === 'connect' ? 1 : 2;
  const byRate = unitsFor(mbps, tunnel.mbps);
  const byPackets = unitsFor(packets, tunnel.packets);
  if (mbps > 0) {
    building.because(
      `${rateText(mbps)} over ${noun}s of ${rateText(tunnel.mbps)}: ${manyText(byRate, noun)}.`,
      tunnel.facts,
    );
  }
  if (packets > 0) {
    const implied = question.packetsPerSecond === null ? ` (packets of ${question.packetBytes} bytes)` : '';
    building.because(
      `${packetsText(packets)}${implied} over ${noun}s of ${packetsText(tunnel.packets)}: ${manyText(byPackets, noun)}.`,
      tunnel.facts.filter((fact) => fact !== 'F73'),
    );
  }
  const attachments = settings.quota('tgw.attachments');
  const mostTunnels = (attachments.value ?? 5000) * perConnection;
  const rated = Math.max(1, byRate, byPackets);
  if (rated > mostTunnels) {
    return building.impossible(
      `A transit gateway has ${thousands(attachments.value ?? 5000)} attachments at most, too few for ${manyText(rated, noun)}.`,
      attachments.quota.facts,
      null,
    );
  }
  building.spread = spreadOf(question, tunnel, rated, mostTunnels);
  if (building.spread !== null) {
    building.assumptions.push('ecmpFlowHash');
    const { least, risk } = building.spread;
    if (least === null) {
      return building.impossible(
        `No number of ${noun}s keeps the chance that flows overload one of them to ${percentText(risk)}: a flow stays on one ${noun}.`,
        ['E-HASH'],
        'Split the largest flows into more and smaller ones, or carry them over Direct Connect without a VPN.',
      );
    }
    building.because(
      `To keep the chance that flows meet and overload one of them to ${percentText(risk)}: ${manyText(least.tunnels, noun)}.`,
      ['E-HASH'],
    );
  } else if (rated > 1) building.assumptions.push('ecmpFlowHash');
  const left = Math.max(rated, building.spread?.least?.tunnels ?? 0);
  const connections = connectionsFor(left, perConnection, afterLossOf);
  if (on === 'connect') {
    building.because('A transit gateway spreads over the peers of Connect attachments (ECMP).', ['E-CONN', 'E-HASH']);
  } else if (left > 1) {
    building.because(
      `A VPN connection has 2 tunnels, and a transit gateway uses the tunnels of all of them together (ECMP): ${connectionsText(on, unitsFor(left, 2))}.`,
      ['F73', over === 'private' ? 'F113' : 'E-TGW-DYN', 'E-TGW-EQ'],
    );
  } else building.because('One tunnel is enough; a VPN connection has 2.', ['F73']);
  building.assumptions.push('customerRouterMultipath');
  lossReason(building, left, connections, perConnection);

  const ports = over === 'private' ? portsFor(question, mbps) : null;
  if (ports !== null && 'why' in ports) return building.impossible(ports.why, ports.facts, ports.instead);
  if (ports !== null) {
    building.because(ports.says, ports.facts);
    if (question.portMbps !== null) building.quotas.push(ports.ports.quota);
  }
  notesOn(building, connections, perConnection);
  const tunnels = connections * perConnection;
  if (on !== 'connect') {
    const inside = Math.max(left, unitsFor(mbps, insideRate(question, tunnel.mbps)));
    const more = mbps === 0 ? null : connectionsFor(inside, perConnection, afterLossOf);
    building.encryption = encryptionCost(question, tunnel.mbps, tunnels, more);
  }
  const bounded = ports?.ports.mbps ?? Infinity;
  return building.possible({
    connections,
    tunnels,
    tunnelsLeft: left,
    carriesMbps: Math.min(tunnels * tunnel.mbps, bounded),
    carriesPackets: tunnels * tunnel.packets,
    ports: ports?.ports ?? null,
  });
}

/** The fewest connections of which, after the loss, so many tunnels are left. */
function connectionsFor(tunnels: number, perConnection: number, loss: Question['afterLossOf']): number {
  if (loss === 'tunnel') return unitsFor(tunnels + 1, perConnection);
  return unitsFor(tunnels, perConnection) + (loss === 'connection' ? 1 : 0);
}

function lossReason(building: AnswerBuilder, left: number, connections: number, perConnection: number): void {
  const { afterLossOf, on } = building.question;
  if (afterLossOf === null || afterLossOf === 'port') return;
  const all = connections * perConnection;
  const lost = perConnection === 1 || afterLossOf === 'tunnel' ? 1 : perConnection;
  const noun = on === 'connect' ? 'peer' : 'tunnel';
  building.because(
    `With ${connectionsText(on, connections)} ${counted(all - lost, noun)} ${all - lost === 1 ? 'is' : 'are'} left when one ${perConnection === 1 ? 'peer' : afterLossOf} is lost, ${left} needed.`,
    ['F73'],
  );
}

function spreadOf(question: Question, tunnel: TunnelRate, rated: number, mostTunnels: number): FlowSpread | null {
  const { flows, risk, seed, draws, settings, packetBytes } = question;
  if (flows.length === 0) return null;
  const byPackets = packetBytes === null ? Infinity : mbpsOf(tunnel.packets, packetBytes);
  const hash = settings.assume('ecmpFlowHash') as FlowHash;
  const spread: Spread = { flows, tunnelMbps: Math.min(tunnel.mbps, byPackets), hash, seed, draws };
  return { risk, hash, now: overloadChance(spread, rated), least: leastTunnels(spread, risk, mostTunnels) };
}

function notesOn(building: AnswerBuilder, connections: number, perConnection: number): void {
  const { on, settings } = building.question;
  const tunnels = connections * perConnection;
  if (on !== 'connect' && tunnels > 8) {
    building.note(
      `How many tunnels a transit gateway uses together at most is not published; the FAQ's example has 8, this has ${thousands(tunnels)}.`,
      ['E-MAX', 'F113'],
    );
  }
  const region = settings.quota('region.vpn-connections');
  if (on !== 'connect' && region.value !== null && connections > region.value) {
    building.note(`A Region has ${thousands(region.value)} VPN connections unless AWS raises it.`, region.quota.facts);
  }
  const peers = settings.quota('connect.peers-per-attachment');
  if (on === 'connect' && peers.value !== null && connections > peers.value) {
    building.note(
      `A Connect attachment has ${peers.value} peers: ${counted(unitsFor(connections, peers.value), 'attachment')}.`,
      peers.quota.facts,
    );
  }
}
