/** A router says one ASN and AWS expects another: the OPEN is refused (G-BADAS). */
import type { DesignPath } from '../../design/problem.ts';
import type { Design } from '../../design/vocabulary.ts';
import type { Breach, Rule } from '../rule.ts';

export const routerMismatch: Rule = {
  id: 'asn/router-mismatch',
  severity: 'error',
  title: 'The router has another ASN than AWS expects',
  why: 'AWS compares the ASN in the OPEN message with the one it was told and refuses the session when they differ: it never establishes.',
  fix: 'Set the ASN that AWS was told to the one of the router, or give the router that ASN on this neighbour (local-as).',
  facts: ['G-BADAS'],
  *check({ design }): Iterable<Breach> {
    for (const { subject, what, router, expected, path } of eachExpectation(design)) {
      const asn = router === null ? null : (design.routers[router]?.asn ?? null);
      if (router === null || asn === null || expected === null || asn === expected) continue;
      yield {
        subject,
        message: `AWS expects AS ${expected} on ${what} ${subject}, but its router ${router} is AS ${asn}; the BGP session is refused.`,
        args: { expected, asn, router },
        path,
      };
    }
  },
};

interface Expected {
  readonly subject: string;
  readonly what: string;
  readonly router: string | null;
  readonly expected: number | null;
  readonly path: DesignPath;
}

function* eachExpectation(design: Design): Iterable<Expected> {
  for (const [subject, { router, bgpAsn }] of Object.entries(design.customerGateways)) {
    const path = ['customerGateways', subject, 'bgpAsn'];
    yield { subject, what: 'customer gateway', router, expected: bgpAsn, path };
  }
  for (const [subject, { router, bgpAsn }] of Object.entries(design.virtualInterfaces)) {
    const path = ['virtualInterfaces', subject, 'bgpAsn'];
    yield { subject, what: 'virtual interface', router, expected: bgpAsn, path };
  }
  for (const [name, { attachments }] of Object.entries(design.transitGateways)) {
    for (const [attachmentName, attachment] of Object.entries(attachments)) {
      if (attachment.kind !== 'connect') continue;
      for (const [peerName, { router, peerAsn }] of Object.entries(attachment.peers)) {
        const path = ['transitGateways', name, 'attachments', attachmentName, 'connect', 'peers', peerName, 'peerAsn'];
        yield { subject: `${attachmentName}/${peerName}`, what: 'Connect peer', router, expected: peerAsn, path };
      }
    }
  }
}
