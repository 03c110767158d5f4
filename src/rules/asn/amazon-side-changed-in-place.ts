/** An Amazon-side ASN that is to change: the gateway has to be made anew, with all that hangs on it. */
import type { DesignPath } from '../../design/problem.ts';
import type { Design } from '../../design/vocabulary.ts';
import type { Breach, ChangeContext, Rule } from '../rule.ts';

const gateways = [
  { section: 'vpnGateways', noun: 'Virtual private gateway', facts: ['A-VGW-IMM', 'F287'] },
  { section: 'transitGateways', noun: 'Transit gateway', facts: ['A-TGW-MOD'] },
  { section: 'directConnectGateways', noun: 'Direct Connect gateway', facts: [] },
] as const;

export const amazonSideChangedInPlace: Rule = {
  id: 'asn/amazon-side-changed-in-place',
  severity: 'warning',
  title: 'The Amazon-side ASN of a gateway changes',
  why: 'The ASN of a virtual private gateway is set for good; the gateway has to be deleted and made again, and its VPN connections and virtual interfaces with it. A transit gateway takes a new ASN only while nothing that speaks BGP is attached.',
  fix: 'Build a new gateway with the wanted ASN beside the old one and move the connections over.',
  facts: ['F267', 'F269', 'F287'],
  check: () => [],
  *checkChange({ before, after }: ChangeContext): Iterable<Breach> {
    for (const { section, noun, facts } of gateways) {
      for (const [name, { amazonSideAsn }] of Object.entries(after[section])) {
        const was = before[section][name]?.amazonSideAsn;
        if (was === undefined || was === amazonSideAsn) continue;
        if (section === 'transitGateways' && !speaksBgp(before, name)) continue;
        const path: DesignPath = [section, name, 'amazonSideAsn'];
        yield {
          subject: name,
          message: `${noun} ${name} changes its ASN from ${was} to ${amazonSideAsn}: it has to be made anew, with the connections on it.`,
          args: { before: was, after: amazonSideAsn },
          path,
          facts,
        };
      }
    }
  },
};

/** A transit gateway with attachments that keep its ASN from being changed (A-TGW-MOD). */
function speaksBgp(design: Design, name: string): boolean {
  const attachments = Object.values(design.transitGateways[name]?.attachments ?? {});
  const connections = Object.values(design.vpnConnections);
  return (
    attachments.some(({ kind }) => kind === 'directConnectGateway' || kind === 'connect' || kind === 'clientVpn') ||
    connections.some(({ gateway }) => gateway?.kind === 'transitGateway' && gateway.name === name)
  );
}
