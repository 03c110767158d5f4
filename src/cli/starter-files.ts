/** The files that `init` writes besides a job: a design to begin with where nothing was found, and a configuration. */

export const starterDesign = `# A first design for routecap: a site with two connections, a VPC, and what must hold. Put in your own numbers, then
#   routecap check
# Names are AWS's own. An editor completes and explains every field after \`routecap schema > routecap.schema.json\`
# and with this line: # yaml-language-server: $schema=routecap.schema.json
routecap: 1
region: eu-west-1

vpcs:
  app:
    cidrs: [10.20.0.0/16]
    routeTables:
      # Routes to a transit gateway are static; those of a virtual private gateway are propagated (propagatingVgws).
      main: { routes: [{ destinationCidrBlock: 192.168.0.0/16, transitGateway: hub }] }

transitGateways:
  # It takes 1,000 routes on a session (a virtual private gateway: 100). One more, and AWS resets the session.
  hub: { amazonSideAsn: 64620, attachments: { app: { vpc: app } } }

routers:
  # What a site announces is what matters most: \`show bgp neighbor … advertised-routes\` tells.
  # A list may be a file of its own: announce: [{ file: dc1.txt }].
  dc1: { asn: 65010, announce: [192.168.0.0/16, 172.16.8.0/21] }

customerGateways:
  dc1-a: { bgpAsn: 65010, ipAddress: 203.0.113.10, router: dc1 }
  dc1-b: { bgpAsn: 65010, ipAddress: 198.51.100.20, router: dc1 }

vpnConnections:
  # Each has two tunnels, and with BGP a session on each.
  vpn-a: { customerGateway: dc1-a, transitGateway: hub }
  vpn-b: { customerGateway: dc1-b, transitGateway: hub }

expect:
  - { session: vpn-a, stays: up }
  - { session: vpn-b, stays: up }
  - { reach: 192.168.0.0/16, from: app, afterFailuresOf: { vpnConnections: 1 } }
  - { reach: 10.20.0.0/16, from: dc1, afterFailuresOf: { vpnConnections: 1 } }
`;

/** `paths`: from the directory it is written to. */
export function configurationText(paths: readonly string[]): string {
  return `# What every routecap command here and below reads and wants. Flags win over it.
routecap: 1

# Read where the command line names nothing.
paths:
${paths.map((path) => `  - ${JSON.stringify(path)}`).join('\n')}

# Whose limits: faq (the AWS VPN FAQ, the stricter one) or guide (the user guides).
profile: faq

# The lowest severity that fails a check: error, warning, note or never.
failOn: error

# Percent of a cap from which it counts as near.
near: 80

# How bad a rule or a family is here; \`routecap rules\` lists them.
# severity:
#   resilience/*: note

# What is known and cannot be mended today: \`routecap check --write-baseline known.json\` writes it.
# baseline: known.json

# Quotas that AWS has raised for you; \`routecap quotas\` lists them.
# quotas:
#   dx.routes-from-customer: 200
`;
}
