/** How many connections a bandwidth takes, without a design: the number first, then why, with who says so. */
import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { fact } from '../aws/facts.ts';
import { formatBandwidth } from '../design/bandwidth.ts';
import { connectionsText, packetsText, rateText } from '../plan/bandwidth/amounts.ts';
import type { Answer } from '../plan/bandwidth/answer.ts';
import type { EncryptionCost } from '../plan/bandwidth/encryption-cost.ts';
import { formatFlows } from '../plan/bandwidth/flow-class.ts';
import type { Question, Reason } from '../plan/bandwidth/question.ts';
import { spreadLines } from './bandwidth-spread.ts';
import { formatJson } from './format-json.ts';
import { printable } from './printable.ts';
import { counted } from './words.ts';
import { padEnd, wrap } from './wrap.ts';

export interface Answered {
  readonly routecap: string;
  readonly question: Question;
  readonly answer: Answer;
}

/** The answer to a question about bandwidth, as JSON. */
export function reportAnswerJson({ routecap, question, answer }: Answered): string {
  const { settings, ...asked } = question;
  const withSources = ({ says, facts }: Reason): object => ({ says, sources: sourcesOf(facts) });
  return formatJson({
    routecap,
    profile: settings.profile,
    inputs: [],
    question: asked,
    possible: answer.needs !== null,
    ...answer,
    reasons: answer.reasons.map(withSources),
    notes: answer.notes.map(withSources),
    quotas: answer.quotas.map((id) => {
      const { quota, value, overridden } = settings.quota(id);
      return { id, value, unit: quota.unit, overridden, sources: sourcesOf(quota.facts) };
    }),
    assumptions: answer.assumptions.map((id) => ({ id, value: settings.assume(id) })),
    findings: [],
    exitCode: 0,
  });
}

function sourcesOf(ids: readonly string[]): object[] {
  return [...new Set(ids)].map((id) => {
    const { title, says } = fact(id);
    return { id, title, says };
  });
}

/** The answer to a question about bandwidth, for a person. */
export function reportAnswer(
  { question, answer }: Answered,
  options: { readonly color: boolean; readonly width: number },
): string {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(60, options.width);
  const sections = [
    headLines(question, answer, colors, width),
    reasonLines('why', answer.reasons, colors, width),
    spreadLines(answer.spread, colors, width),
    answer.encryption === null ? [] : encryptionLines(question, answer.encryption, colors, width),
    reasonLines('also', answer.notes, colors, width),
    answer.assumptions.length === 0 ? [] : [`${colors.dim('assumes')}  ${answer.assumptions.join(', ')}`],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function askedText({ flows, packetsPerSecond, afterLossOf, on }: Question, { wanted }: Answer): string {
  const rates = [
    ...(wanted.mbps > 0 ? [rateText(wanted.mbps)] : []),
    ...(packetsPerSecond === null ? [] : [packetsText(packetsPerSecond)]),
  ].join(' and ');
  const made = flows.length === 0 ? '' : ` (${formatFlows(flows)})`;
  const where = { tgw: 'a transit gateway', vgw: 'a virtual private gateway', connect: 'Connect on a transit gateway' };
  const loss = afterLossOf === null ? '' : `, after the loss of one ${on === 'connect' ? 'peer' : afterLossOf} too`;
  return `${rates}${made} over ${where[on]}${loss}`;
}

function headLines(question: Question, answer: Answer, colors: Colors, width: number): string[] {
  const { needs, instead } = answer;
  const asked = askedText(question, answer);
  if (needs === null) {
    const text = `impossible: ${asked}${instead === null ? '' : `. ${instead}`}`;
    return wrap(printable(text), width, '', '  ').map((line) => colors.bold(line));
  }
  const ports = needs.ports === null ? '' : ` on ${counted(needs.ports.count, 'Direct Connect port')}`;
  const carries =
    question.on === 'vgw'
      ? ''
      : ` It carries ${formatBandwidth(needs.carriesMbps)} and ${packetsText(needs.carriesPackets)} over ${counted(needs.tunnels, question.on === 'connect' ? 'peer' : 'tunnel')}.`;
  const head = `${connectionsText(question.on, needs.connections)}${ports} for ${asked}.`;
  return [
    ...wrap(printable(head), width, '', '  ').map((line) => colors.bold(line)),
    ...(carries === '' ? [] : wrap(printable(carries.trim()), width, '', '  ')),
  ];
}

function reasonLines(title: string, reasons: readonly Reason[], colors: Colors, width: number): string[] {
  return reasons.flatMap(({ says, facts }, index) => {
    const [head = '', ...tail] = wrap(printable(`${says} [${facts.join(', ')}]`), width, '       ', '       ');
    return [`${colors.dim(padEnd(index === 0 ? title : '', 5))}  ${head.slice(7)}`, ...tail];
  });
}

function encryptionLines(question: Question, cost: EncryptionCost, colors: Colors, width: number): string[] {
  const { protection } = question;
  const gcm = protection.encryption.includes('GCM');
  const name = [
    protection.encryption,
    ...(gcm ? [] : [protection.integrity]),
    ...(protection.natTraversal ? ['NAT-T'] : []),
  ].join(', ');
  const more =
    cost.connections === null ? '' : `; by that count it takes ${connectionsText(question.on, cost.connections)}`;
  const tooLarge =
    cost.packetBytes > cost.mtu
      ? ` Packets of ${cost.packetBytes} bytes do not fit and are cut in two or dropped.`
      : '';
  const text = `${name}: a packet of ${cost.packetBytes} bytes is ${cost.outsideBytes} outside. If the nominal rate counts the outside, a tunnel carries ${rateText(cost.tunnelMbps)}, all ${rateText(cost.allMbps)}${more}; the nominal rate is judged. MTU ${cost.mtu}, MSS ${cost.mssIpv4} (IPv6 ${cost.mssIpv6}).${tooLarge} [Q-MTU-TAB, F67]`;
  const [head = '', ...tail] = wrap(printable(text), width, '       ', '       ');
  return [`${colors.dim('ipsec')}  ${head.slice(7)}`, ...tail];
}
