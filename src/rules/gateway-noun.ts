/** What AWS calls each kind of gateway, for messages. */
export function gatewayNoun(kind: keyof typeof nouns): string {
  return nouns[kind];
}

const nouns = {
  vpnGateway: 'virtual private gateway',
  transitGateway: 'transit gateway',
  directConnectGateway: 'Direct Connect gateway',
} as const;
