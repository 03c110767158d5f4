/**
 * Legacy public ASNs (7224; 9059 Dublin, 17493 Singapore, 10124 Tokyo): only on virtual private gateways
 * made by 30 June 2018, each in its own region. When the design leaves the date or region open and they
 * could be right, it is a warning.
 */
import { amazonSideVerdict, type AmazonSide } from '../../aws/asn.ts';
import { gatewayNoun } from '../gateway-noun.ts';
import type { Breach, Rule } from '../rule.ts';
import { eachGatewayAsn } from './each-gateway-asn.ts';

export const legacyPublic: Rule = {
  id: 'asn/legacy-public',
  severity: 'error',
  title: 'A legacy public ASN where AWS no longer gives it',
  why: 'Until 30 June 2018 a virtual private gateway could have the legacy public ASN of its region. A gateway made since then cannot; AWS gives 64512 unless told otherwise.',
  fix: 'Choose a private amazonSideAsn (64512–65534 or 4200000000–4294967294). On an existing gateway it cannot be changed: make a new gateway.',
  facts: ['F249', 'F251', 'F257', 'A-LEGACY'],
  *check({ design }): Iterable<Breach> {
    for (const { name, asn, side, verdict, path } of eachGatewayAsn(design)) {
      if (verdict.ok || verdict.rule !== 'asn/legacy-public') continue;
      const open = mayBeRight(asn, side);
      yield {
        subject: name,
        message: open
          ? `The Amazon-side ASN of ${gatewayNoun(side.kind)} ${name} is ${asn}, which may be wrong: ${verdict.why}.`
          : `The Amazon-side ASN of ${gatewayNoun(side.kind)} ${name} cannot be ${asn}: ${verdict.why}.`,
        args: { asn, created: side.created, region: side.region },
        path,
        facts: verdict.facts,
        ...(open ? { severity: 'warning', fix: openFix } : {}),
      };
    }
  },
};

const openFix =
  'If the gateway is that old, say so with created (a date by 2018-06-30) and region; if it is new, choose a private amazonSideAsn.';

/** Some date and region in place of those left open would make it right. */
function mayBeRight(asn: number, side: AmazonSide): boolean {
  const regions = side.region === null ? regionsOfEachKind : [side.region];
  const created = side.created ?? '2018-06-30';
  return regions.some((region) => amazonSideVerdict(asn, { kind: side.kind, region, created }).ok);
}

/** The three regions with an ASN of their own, and one of the others. */
const regionsOfEachKind = ['eu-west-1', 'ap-southeast-1', 'ap-northeast-1', 'us-east-1'];
