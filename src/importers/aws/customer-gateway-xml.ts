/**
 * The CustomerGatewayConfiguration of a VPN connection: outside and inside addresses of its tunnels, both ASNs,
 * and whether it is static. It is secret input: pre-shared keys in it are never looked at. Entities are refused,
 * size and nesting bounded, so that no document can make the parser work long.
 */
import { XMLParser } from 'fast-xml-parser';
import { hasShape, isObject } from './fields.ts';

export interface CustomerGatewayConfiguration {
  readonly staticRoutesOnly: boolean;
  /** By the outside address of the AWS side. */
  readonly tunnels: Readonly<Record<string, { readonly tunnelInsideCidr?: string }>>;
  readonly amazonSideAsns: readonly number[];
  readonly customerAsns: readonly number[];
  readonly customerAddresses: readonly string[];
}

const longestConfiguration = 64 * 1024;

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  maxNestedTags: 16,
  isArray: (name) => name === 'ipsec_tunnel',
  updateTag: (name) => name !== 'pre_shared_key',
});

/** Null when the text is not such a configuration. */
export function readCustomerGatewayXml(xml: string): CustomerGatewayConfiguration | null {
  if (xml.length > longestConfiguration || !xml.includes('<vpn_connection') || /<!/.test(xml)) return null;
  let root: unknown;
  try {
    root = parser.parse(xml, true);
  } catch {
    // The parser throws at what is not XML; the caller says so without quoting any of it.
    return null;
  }
  const connection = child(root, 'vpn_connection');
  if (!isObject(connection)) return null;
  const tunnels: Record<string, { tunnelInsideCidr?: string }> = {};
  const amazonSideAsns = new Set<number>();
  const customerAsns = new Set<number>();
  const customerAddresses = new Set<string>();
  const list: unknown = connection.ipsec_tunnel;
  for (const tunnel of Array.isArray(list) ? list : []) {
    const aws = child(tunnel, 'vpn_gateway');
    const customer = child(tunnel, 'customer_gateway');
    const outside = outsideAddress(aws);
    if (outside !== null) {
      const inside = insideCidr(aws);
      tunnels[outside] = inside === null ? {} : { tunnelInsideCidr: inside };
    }
    const amazonSideAsn = asn(aws);
    if (amazonSideAsn !== null) amazonSideAsns.add(amazonSideAsn);
    const customerAsn = asn(customer);
    if (customerAsn !== null) customerAsns.add(customerAsn);
    const address = outsideAddress(customer);
    if (address !== null) customerAddresses.add(address);
  }
  return {
    staticRoutesOnly: connection.vpn_connection_attributes === 'NoBGPVPNConnection',
    tunnels,
    amazonSideAsns: [...amazonSideAsns],
    customerAsns: [...customerAsns],
    customerAddresses: [...customerAddresses],
  };
}

function child(node: unknown, name: string): unknown {
  return isObject(node) ? node[name] : undefined;
}

function outsideAddress(side: unknown): string | null {
  const address = child(child(side, 'tunnel_outside_address'), 'ip_address');
  return hasShape(address, 'address') ? address : null;
}

function asn(side: unknown): number | null {
  const text = child(child(side, 'bgp'), 'asn');
  return typeof text === 'string' && /^\d{1,10}$/.test(text) ? Number(text) : null;
}

/** The /30 block that the address lies in; IPv6 blocks stand in the tunnel options. */
function insideCidr(side: unknown): string | null {
  const inside = child(side, 'tunnel_inside_address');
  const address = child(inside, 'ip_address');
  if (typeof address !== 'string' || child(inside, 'network_cidr') !== '30') return null;
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  return parts === null ? null : `${parts[1]}.${parts[2]}.${parts[3]}.${Number(parts[4]) & ~3}/30`;
}
