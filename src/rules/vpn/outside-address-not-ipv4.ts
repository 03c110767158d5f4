/**
 * Outside addresses. The FAQ knows IPv4 alone (F99, F103); the user guide has IPv6 outside addresses on
 * a transit gateway since July 2025, both ends of a connection IPv6 or neither (K-IP6-OUT).
 */
import type { CustomerGateway, Design } from '../../design/vocabulary.ts';
import type { Breach, Rule } from '../rule.ts';

export const outsideAddressNotIpv4: Rule = {
  id: 'vpn/outside-address-not-ipv4',
  severity: 'error',
  title: 'An outside address is not IPv4',
  why: 'The addresses the two ends of a tunnel use to reach each other must be of a kind AWS offers there, or the connection cannot be made.',
  fix: 'Give the customer gateway an IPv4 address. The user guide (profile guide) also allows IPv6 on a transit gateway, with outsideIpAddressType Ipv6.',
  facts: ['F99', 'F103', 'K-IP6-OUT'],
  profileDependent: true,
  check: ({ design, settings }) => (settings.profile === 'faq' ? ipv4Only(design) : bothEndsAlike(design)),
};

function* ipv4Only(design: Design): Iterable<Breach> {
  for (const [name, gateway] of Object.entries(design.customerGateways)) {
    if (!isIpv6(gateway)) continue;
    yield {
      subject: name,
      message: `Customer gateway ${name} has the IPv6 address ${gateway.ipAddress}; customer gateway addresses and tunnel endpoints are IPv4 only.`,
      args: { ipAddress: gateway.ipAddress },
      path: ['customerGateways', name, 'ipAddress'],
    };
  }
  for (const [name, connection] of Object.entries(design.vpnConnections)) {
    // The address of the customer gateway, when it is IPv6, is reported once above.
    const customer = design.customerGateways[connection.customerGateway];
    if (connection.outsideIpAddressType !== 'Ipv6' || (customer !== undefined && isIpv6(customer))) continue;
    yield {
      subject: name,
      message: `${name} asks for IPv6 outside addresses (outsideIpAddressType Ipv6); customer gateway addresses and tunnel endpoints are IPv4 only.`,
      args: { outsideIpAddressType: 'Ipv6' },
      path: ['vpnConnections', name, 'outsideIpAddressType'],
      fix: 'Set outsideIpAddressType to PublicIpv4 (or PrivateIpv4 over Direct Connect).',
    };
  }
}

function* bothEndsAlike(design: Design): Iterable<Breach> {
  for (const [name, connection] of Object.entries(design.vpnConnections)) {
    const customer = design.customerGateways[connection.customerGateway];
    if (customer === undefined) continue;
    const { outsideIpAddressType: type, gateway } = connection;
    const address = customer.ipAddress;
    const args = { ipAddress: address, outsideIpAddressType: type, gateway: gateway?.name ?? null };
    if (gateway?.kind === 'vpnGateway' && (isIpv6(customer) || type === 'Ipv6')) {
      yield {
        subject: name,
        message: `${name} uses IPv6 outside addresses on virtual private gateway ${gateway.name}; only a transit gateway has them.`,
        args,
        path: ['vpnConnections', name],
        fix: 'Give the customer gateway an IPv4 address, or move the connection to a transit gateway.',
      };
    } else if (isIpv6(customer) && type !== 'Ipv6') {
      yield {
        subject: name,
        message: `${name} has outsideIpAddressType ${type}, but its customer gateway ${connection.customerGateway} has the IPv6 address ${address}; both ends must be of one kind.`,
        args,
        path: ['vpnConnections', name, 'outsideIpAddressType'],
        fix: 'Set outsideIpAddressType to Ipv6, or give the customer gateway an IPv4 address.',
      };
    } else if (type === 'Ipv6' && address !== null && !isIpv6(customer)) {
      yield {
        subject: name,
        message: `${name} has outsideIpAddressType Ipv6, but its customer gateway ${connection.customerGateway} has the IPv4 address ${address}; both ends must be of one kind.`,
        args,
        path: ['vpnConnections', name, 'outsideIpAddressType'],
        fix: 'Set outsideIpAddressType to PublicIpv4, or give the customer gateway an IPv6 address.',
      };
    }
  }
}

function isIpv6(gateway: CustomerGateway): boolean {
  return gateway.ipAddress !== null && gateway.ipAddress.includes(':');
}
