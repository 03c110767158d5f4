/**
 * An answer without what must not be kept: pre-shared keys, MD5 keys, and whole router configurations. Of the
 * customer gateway configuration only named elements stay.
 */

const secretName = /secret|password|pre_?shared_?key|auth_?key|routerconfig/i;

export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !secretName.test(name))
      .map(([name, each]) => [
        name,
        name === 'CustomerGatewayConfiguration' && typeof each === 'string'
          ? configurationWithoutSecrets(each)
          : withoutSecrets(each),
      ]),
  );
}

/** Elements that hold others, down to where a design is read from. */
const outer = new Set([
  'bgp',
  'customer_gateway',
  'ipsec_tunnel',
  'tunnel_inside_address',
  'tunnel_outside_address',
  'vpn_connection',
  'vpn_gateway',
]);

/** Elements whose texts stay. */
const plain = new Set([
  'asn',
  'customer_gateway_id',
  'ip_address',
  'network_cidr',
  'vpn_connection_attributes',
  'vpn_connection_type',
  'vpn_gateway_id',
]);

function configurationWithoutSecrets(xml: string): string {
  // Comments, CDATA and entities would hide a text from what follows.
  if (xml.includes('<!')) return 'left out';
  const pieces = xml.split(/(<[^<>]*>)/);
  return pieces
    .map((piece, index) => {
      if (index % 2 === 1) return tag(piece);
      if (piece.trim() === '') return piece;
      const [, opened = ''] = /^<(\w+)(?:\s[^<>]*)?>$/.exec(pieces[index - 1] ?? '') ?? [];
      const stays = plain.has(opened) && pieces[index + 1] === `</${opened}>` && /^[\w.:-]{1,64}$/.test(piece);
      return stays ? piece : '';
    })
    .join('');
}

/** Without attributes. */
function tag(text: string): string {
  const [, slash = '', name = '', rest = ''] = /^<(\/?)(\w+)([^<>]*)>$/.exec(text) ?? [];
  if (!outer.has(name) && !plain.has(name)) return '';
  return `<${slash}${name}${rest.trimEnd().endsWith('/') ? '/' : ''}>`;
}
