/** What the AWS VPN FAQ says about ASNs of virtual private gateways and customer gateways, line by line, paraphrased. */
import { faqLines } from './facts-of.ts';

export const faqAsnFacts = faqLines([
  [
    243,
    'documented',
    'A virtual private gateway can be given a private ASN for the Amazon side of its VPNs and private virtual interfaces.',
  ],
  [247, 'documented', 'The Amazon-side ASN is given when the virtual private gateway is made.'],
  [
    249,
    'documented',
    'Legacy public ASNs: 9059 in Dublin, 17493 in Singapore, 10124 in Tokyo, 7224 in all other regions.',
  ],
  [
    251,
    'documented',
    'The Amazon side may have any private ASN; the legacy public ASN of the region only until 30 June 2018, no other public one.',
  ],
  [253, 'faq', 'Ownership of ASNs is not validated, so the Amazon side is kept to private ones, against BGP spoofing.'],
  [255, 'documented', 'Private ASNs are 64512 to 65534 and, with 32 bits, 4200000000 to 4294967294.'],
  [
    257,
    'documented',
    'Without a choice Amazon assigned the legacy public ASN of the region until 30 June 2018, and assigns 64512 since.',
  ],
  [
    259,
    'documented',
    'An ASN that is not private is refused when the gateway is made, the legacy public ASN of the region excepted.',
  ],
  [
    261,
    'documented',
    'Without a choice Amazon assigned the legacy public ASN of the region until 30 June 2018, and assigns 64512 since.',
  ],
  [263, 'documented', 'The Amazon-side ASN is shown in the console and by DescribeVpnGateways.'],
  [265, 'documented', 'The Amazon side may have a private ASN while the customer side has a public one.'],
  [
    267,
    'documented',
    'Another Amazon-side ASN for a virtual interface takes a new virtual private gateway, a new virtual interface and a new device configuration.',
  ],
  [
    269,
    'documented',
    'Another Amazon-side ASN for VPNs takes a new virtual private gateway, and the VPN connections made again on it.',
  ],
  [271, 'documented', 'A new virtual private gateway without a chosen ASN gets 64512.'],
  [
    273,
    'documented',
    'The Amazon-side ASN is given when the gateway is made; without one it was the legacy public ASN until 30 June 2018 and is 64512 since.',
  ],
  [
    275,
    'documented',
    'New connections and virtual interfaces on an existing gateway inherit its Amazon-side ASN, for example 7224.',
  ],
  [277, 'documented', 'The Amazon-side ASN belongs to the virtual private gateway, not to the virtual interface.'],
  [279, 'documented', 'The Amazon-side ASN belongs to the virtual private gateway, not to the VPN connection.'],
  [285, 'documented', 'Amazon-side ASNs of 32 bits are supported from 4200000000 to 4294967294.'],
  [
    287,
    'documented',
    'The Amazon-side ASN of a virtual private gateway cannot be changed; delete it and make a new one.',
  ],
  [
    293,
    'contradictory',
    'A customer gateway may have an ASN from 1 to 2147483647, with exceptions listed in the user guide. (The user guide allows up to 4294967295 by now.)',
  ],
  [
    295,
    'contradictory',
    'Private ASNs from 4200000000 to 4294967294 are not supported on customer gateways. (The user guide supports them by now.)',
  ],
]);
