/** A design of one transit gateway with many VPN attachments, one prefix each: the largest that AWS allows has 5,000. */

/** One transit gateway, `attachments` VPN connections, one VPC. As JSON text, one thing a line. */
export function largeTransitGateway(attachments: number): string {
  const customerGateways: Record<string, unknown> = {};
  const vpnConnections: Record<string, unknown> = {};
  for (let index = 0; index < attachments; index += 1) {
    const high = index >> 8;
    const low = index & 255;
    customerGateways[`branch-${index}`] = {
      bgpAsn: 100_000 + index,
      ipAddress: `198.18.${high}.${low}`,
      announce: [`10.${high}.${low}.0/24`],
    };
    vpnConnections[`vpn-${index}`] = { customerGateway: `branch-${index}`, transitGateway: 'hub' };
  }
  return JSON.stringify(
    {
      routecap: 1,
      region: 'eu-west-1',
      vpcs: { app: { cidrs: ['172.20.0.0/16'] } },
      transitGateways: { hub: { amazonSideAsn: 64512, attachments: { 'att-app': { vpc: 'app' } } } },
      customerGateways,
      vpnConnections,
    },
    null,
    1,
  );
}
