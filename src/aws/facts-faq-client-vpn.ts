/** What the AWS VPN FAQ says about Client VPN, line by line, paraphrased. */
import { faqLines } from './facts-of.ts';

export const faqClientVpnFacts = faqLines([
  [
    9,
    'documented',
    'A Client VPN endpoint is regional; on it are set authentication, server certificate, client addresses, logging and VPN options.',
  ],
  [
    11,
    'contradictory',
    'A target network is a network associated with the endpoint; at present a subnet of a VPC. (The user guide allows a transit gateway by now.)',
  ],
  [
    159,
    'documented',
    'The administrator makes the endpoint, associates a target network, sets access policies and hands out the configuration file; users need an OpenVPN client.',
  ],
  [161, 'documented', 'The user imports the configuration file into an OpenVPN client and connects.'],
  [
    165,
    'documented',
    'To reach another network, the endpoint needs a route to it in its route table and an authorization rule for it.',
  ],
  [167, 'documented', 'The associated subnet must be in the same account as the endpoint.'],
  [
    169,
    'documented',
    'A VPC in another region is reached over peering with the associated VPC, a route and an access rule on the endpoint.',
  ],
  [171, 'documented', 'The VPN session runs over TCP or UDP.'],
  [
    173,
    'documented',
    'With split tunnel only traffic for the routes of the endpoint goes through the tunnel; without it all traffic does. It can be switched on later.',
  ],
  [177, 'documented', 'Authentication is by Active Directory, by certificate or federated with SAML 2.0.'],
  [179, 'documented', 'On-premises Active Directory is reached through AWS Directory Service.'],
  [
    181,
    'documented',
    'Mutual authentication is supported; the root certificate that issued the client certificates must be uploaded.',
  ],
  [183, 'documented', 'Certificate revocation lists are supported, configured statically.'],
  [185, 'documented', 'The server certificate, its chain and its key are uploaded to AWS Certificate Manager.'],
  [
    187,
    'documented',
    'AWS Certificate Manager may be subordinate to an external root and then rotates the server certificate.',
  ],
  [189, 'documented', 'Client VPN has no posture assessment.'],
  [191, 'documented', 'Multi-factor authentication works through Active Directory and external identity providers.'],
  [
    193,
    'documented',
    'Authorization rules say which group may reach which destination network; only members of the group can.',
  ],
  [
    195,
    'documented',
    'Security groups apply to the associations; a newly associated subnet gets the default group of its VPC.',
  ],
  [
    197,
    'documented',
    'An application can be kept to Client VPN users by admitting only the security groups of the associated subnet.',
  ],
  [199, 'documented', 'New metadata of the identity provider take effect within 2 to 4 hours.'],
  [201, 'faq', 'Federated authentication needs the AWS Client VPN software client.'],
  [205, 'documented', 'Connection logs go to CloudWatch Logs every 15 minutes at best effort.'],
  [207, 'documented', 'There are no flow logs of the endpoint; use those of the associated VPC.'],
  [209, 'documented', 'Active connections can be listed and terminated.'],
  [211, 'documented', 'CloudWatch shows bytes in and out and active connections for each endpoint.'],
  [225, 'documented', 'Client VPN speaks the OpenVPN protocol.'],
  [231, 'documented', 'The software client supports every authentication kind of the service.'],
  [
    235,
    'documented',
    'Standards-based OpenVPN clients work when they support the authentication kind of the endpoint.',
  ],
  [
    239,
    'faq',
    'Running several VPN clients on a device at once is not recommended: they can conflict and fail to connect.',
  ],
]);
