/** No key gets through, and what a design is read from does. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutSecrets } from '../../src/aws-account/without-secrets.ts';
import { readCustomerGatewayXml } from '../../src/importers/aws/customer-gateway-xml.ts';

const configuration = (key: string, around = (text: string) => text): string =>
  around(`<?xml version="1.0" encoding="UTF-8"?>
<vpn_connection id="vpn-0123456789abcdef0">
  <customer_gateway_id>cgw-01</customer_gateway_id>
  <vpn_connection_type>ipsec.1</vpn_connection_type>
  <ipsec_tunnel>
    <customer_gateway>
      <tunnel_outside_address><ip_address>203.0.113.1</ip_address></tunnel_outside_address>
      <bgp><asn>65010</asn><hold_time>30</hold_time></bgp>
    </customer_gateway>
    <vpn_gateway>
      <tunnel_outside_address><ip_address>192.0.2.1</ip_address></tunnel_outside_address>
      <tunnel_inside_address><ip_address>169.254.10.1</ip_address><network_cidr>30</network_cidr></tunnel_inside_address>
      <bgp><asn>64512</asn></bgp>
    </vpn_gateway>
    <ike><pre_shared_key>${key}</pre_shared_key></ike>
  </ipsec_tunnel>
</vpn_connection>`);

const stripped = (xml: string): string =>
  (withoutSecrets({ CustomerGatewayConfiguration: xml }) as { CustomerGatewayConfiguration: string })
    .CustomerGatewayConfiguration;

test('fields that hold keys are gone, at any depth; everything else stays', () => {
  const answer = {
    VpnConnectionId: 'vpn-1',
    Options: {
      TunnelOptions: [{ PreSharedKey: 'K1', OutsideIpAddress: '192.0.2.1', Phase1DHGroupNumbers: [{ Value: 14 }] }],
    },
    bgpPeers: [{ asn: 65000, authKey: 'K2' }],
    authKey: 'K3',
    customerRouterConfig: '<logical_connection><bgp_auth_key>K4</bgp_auth_key></logical_connection>',
    Tags: [{ Key: 'Name', Value: 'office' }],
  };
  expect(withoutSecrets(answer)).toEqual({
    VpnConnectionId: 'vpn-1',
    Options: { TunnelOptions: [{ OutsideIpAddress: '192.0.2.1', Phase1DHGroupNumbers: [{ Value: 14 }] }] },
    bgpPeers: [{ asn: 65000 }],
    Tags: [{ Key: 'Name', Value: 'office' }],
  });
});

describe('the configuration', () => {
  test('tells the same without its keys', () => {
    const xml = configuration('Zx81secret');
    expect(stripped(xml)).not.toContain('Zx81');
    expect(readCustomerGatewayXml(stripped(xml))).toEqual(readCustomerGatewayXml(xml));
    expect(readCustomerGatewayXml(xml)?.tunnels).toEqual({ '192.0.2.1': { tunnelInsideCidr: '169.254.10.0/30' } });
  });

  test.each([
    ['a comment', (xml: string) => xml.replace('<ike>', '<!-- Zx81 --><ike>')],
    ['CDATA', (xml: string) => xml.replace('Zx81', '<![CDATA[Zx81]]>')],
    ['an entity', (xml: string) => `<!DOCTYPE v [<!ENTITY k "Zx81">]>${xml}`],
    ['an attribute', (xml: string) => xml.replace('<asn>', '<asn key="Zx81">')],
    ['an attribute with a bracket', (xml: string) => xml.replace('<asn>', '<asn key="a>Zx81">')],
    ['text beside elements', (xml: string) => xml.replace('<bgp>', '<bgp>Zx81')],
    ['text after the end', (xml: string) => `${xml}Zx81`],
    ['an element that is not closed', (xml: string) => xml.replace('</ike>', '<ip_address>Zx81</ike>')],
    ['a processing instruction', (xml: string) => `<?key Zx81?>${xml}`],
    ['the name of an element', (xml: string) => xml.replace('<ike>', '<Zx81-><ike>')],
  ])('hides no key in %s', (_where, hide) => {
    expect(stripped(configuration('Zx81', hide))).not.toContain('Zx81');
  });

  test('law: whatever is put in wherever, a key in no plain element stays in none', () => {
    const noise = fc.array(
      fc.constantFrom(
        '<',
        '>',
        '/',
        '<a>',
        '</a>',
        '"',
        ' ',
        '=',
        '<asn',
        '</asn>',
        '<b c="',
        '?',
        '-',
        'KEY',
        '<pre_shared_key>',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(noise, fc.nat(), (pieces, where) => {
        const xml = configuration('KEY');
        const at = where % xml.length;
        const mixed = `${xml.slice(0, at)}${pieces.join('')}${xml.slice(at)}`;
        const kept = stripped(mixed).replaceAll(
          /<(asn|ip_address|hold_time|network_cidr|customer_gateway_id|vpn_connection_type)>[^<]*<\/\1>/g,
          '',
        );
        expect(kept).not.toContain('KEY');
      }),
    );
  });
});
