/**
 * The design language as one schema: the vocabulary as people spell it. What is checked here is each
 * document by itself; names, defaults and what belongs together are build-design.ts, after merging.
 */
import * as v from 'valibot';
import {
  directConnectGatewaySchema,
  owned,
  transitGatewaySchema,
  virtualInterfaceSchema,
  vpcSchema,
  vpnGatewaySchema,
  type DirectConnectGatewayDocument,
  type TransitGatewayDocument,
  type VirtualInterfaceDocument,
  type VpcDocument,
  type VpnGatewayDocument,
} from './schema-aws.ts';
import {
  clientVpnEndpointSchema,
  customerGatewaySchema,
  routerSchema,
  vpnConnectionSchema,
  type ClientVpnEndpointDocument,
  type CustomerGatewayDocument,
  type RouterDocument,
  type VpnConnectionDocument,
} from './schema-customer.ts';
import { convert, either, field, leaf, list, must, named, thing } from './schema-kinds.ts';
import { amount, bandwidth, choice, date, flag, packetRate, prefix, reference, text, whole } from './schema-values.ts';
import { failureKinds, replacedKinds, type FailureKind, type ProfileName, type Replaced } from './vocabulary.ts';

/** The version of the design language. */
export const languageVersion = 1;

export const version = leaf(v.literal(languageVersion), (value) => {
  if (value === languageVersion) return { ok: true, value };
  const message = `this is version ${languageVersion} of the design language, and the file asks for ${typeof value === 'number' ? value : 'something else'}`;
  return { ok: false, message, suggestion: `routecap: ${languageVersion}` };
});

const failuresSchema = thing(
  '`afterFailuresOf`',
  Object.fromEntries(
    failureKinds.map((kind) => [
      kind,
      field(
        whole(`a number of ${kind}`, 1, 100),
        kind === 'maintenance'
          ? 'How often at once AWS replaces one tunnel endpoint of every connection of a gateway.'
          : `How many ${kind} fail together.`,
      ),
    ]),
  ) as { [K in FailureKind]: ReturnType<typeof field<v.NumberSchema<undefined>>> },
);

const place = reference(
  'a VPC, a route table (VPC/TABLE), a router, a customer gateway, a virtual interface or a VPN connection',
);

export const expectationEntries = {
  session: field(reference('a session or connection'), 'A session id, or a connection for all its sessions.'),
  stays: field(choice('up', 'down'), 'What the session is expected to be.'),
  reach: field(prefix, 'A destination that must be reached with certainty.'),
  unreachable: field(prefix, 'A destination that must not be reached.'),
  from: field(place, 'Where the packets start.'),
  to: field(place, 'Where the packets go.'),
  via: field(
    convert(
      either('a connection or a list of them', {
        text: reference('a connection'),
        list: list('connections', reference('a connection')),
      }),
      (value) => (typeof value === 'string' ? [value] : value),
    ),
    'Connections that must carry it.',
  ),
  not: field(flag, 'True: it must not hold.'),
  routesAtMost: field(whole('`routesAtMost`'), 'The most routes there may be on the session.'),
  direction: field(choice('inbound', 'outbound'), 'inbound (customer to AWS, when left out) or outbound.'),
  bandwidth: field(bandwidth, 'The bandwidth there must be between `from` and `to`.'),
  afterFailuresOf: field(failuresSchema, 'Holds after every set of that many failures.'),
};

const expectationSchema = thing('an expectation', expectationEntries);

const demandSchema = thing('a demand', {
  from: must(place, 'Where the traffic starts.'),
  to: must(place, 'Where it goes.'),
  bandwidth: field(bandwidth, 'How much, such as 2Gbps.'),
  packetsPerSecond: field(packetRate, 'How many packets a second, such as 140kpps.'),
  afterFailuresOf: field(failuresSchema, 'It must fit after every set of that many failures, too.'),
});

const suppressionSchema = thing('an `ignore` entry', {
  rule: must(text('the id of a rule'), 'Id of the rule.'),
  subject: field(text('a subject'), 'The subject of the finding; left out or `*`: any.'),
  reason: must(text('a reason'), 'Why it is ignored.'),
  until: field(date, 'The last day it is ignored.'),
});

/** The value of an assumption. */
export const assumed = either('a text, a number, or true or false', {
  text: text('a value'),
  number: amount('an assumption'),
  flag,
});

type Named<T> = Record<string, T>;

/** A design as people and importers spell it: plain data, before names are checked and defaults filled in. */
export interface DesignDocument {
  $schema?: string | undefined;
  routecap?: 1 | undefined;
  region?: string | undefined;
  account?: string | number | undefined;
  profile?: ProfileName | undefined;
  near?: number | undefined;
  assumptions?: Named<string | number | boolean> | undefined;
  quotas?: Named<number> | undefined;
  ignore?: SuppressionDocument[] | undefined;
  vpcs?: Named<VpcDocument> | undefined;
  vpnGateways?: Named<VpnGatewayDocument> | undefined;
  transitGateways?: Named<TransitGatewayDocument> | undefined;
  directConnectGateways?: Named<DirectConnectGatewayDocument> | undefined;
  virtualInterfaces?: Named<VirtualInterfaceDocument> | undefined;
  routers?: Named<RouterDocument> | undefined;
  customerGateways?: Named<CustomerGatewayDocument> | undefined;
  vpnConnections?: Named<VpnConnectionDocument> | undefined;
  clientVpnEndpoints?: Named<ClientVpnEndpointDocument> | undefined;
  demands?: DemandDocument[] | undefined;
  expect?: ExpectationDocument[] | undefined;
  notModelled?: { subject: string; what: string }[] | undefined;
  replaced?: Replaced[] | undefined;
}

export type SuppressionDocument = v.InferInput<typeof suppressionSchema>;
export type DemandDocument = v.InferInput<typeof demandSchema>;
export type ExpectationDocument = v.InferInput<typeof expectationSchema>;

/** The things of a design, by name. */
export const sectionEntries: v.ObjectEntries = {
  vpcs: field(named('VPCs', vpcSchema), 'VPCs by name.'),
  vpnGateways: field(named('VPN gateways', vpnGatewaySchema), 'Virtual private gateways by name.'),
  transitGateways: field(named('transit gateways', transitGatewaySchema), 'Transit gateways by name.'),
  directConnectGateways: field(
    named('Direct Connect gateways', directConnectGatewaySchema),
    'Direct Connect gateways by name.',
  ),
  virtualInterfaces: field(
    named('virtual interfaces', virtualInterfaceSchema),
    'Direct Connect virtual interfaces by name.',
  ),
  routers: field(named('routers', routerSchema), "The customer's routers by name."),
  customerGateways: field(named('customer gateways', customerGatewaySchema), 'Customer gateways by name.'),
  vpnConnections: field(named('VPN connections', vpnConnectionSchema), 'Site-to-Site VPN connections by name.'),
  clientVpnEndpoints: field(named('Client VPN endpoints', clientVpnEndpointSchema), 'Client VPN endpoints by name.'),
};

export const designSchema: v.GenericSchema<DesignDocument> = thing('a design', {
  $schema: field(text('an address'), 'The JSON Schema of this file, for the editor.'),
  routecap: field(version, 'Version of the design language: 1.'),
  ...owned,
  profile: field(choice('faq', 'guide'), 'Whose limits hold: the AWS FAQ (when left out) or the user guide.'),
  near: field(whole('`near`', 1, 100), 'Percent of a cap from which it counts as near; 80 when left out.'),
  assumptions: field(named('assumptions', assumed), 'What to assume where AWS is silent, by assumption id.'),
  quotas: field(named('quotas', amount('a quota')), 'Quotas that were raised, by quota id.'),
  ignore: field(list('`ignore` entries', suppressionSchema), 'Findings to pass over, each with its reason.'),
  ...sectionEntries,
  demands: field(list('demands', demandSchema), 'Traffic that must fit.'),
  expect: field(list('expectations', expectationSchema), 'What must hold of the result.'),
  notModelled: field(
    list(
      'entries',
      thing('an entry', {
        subject: must(text('a subject'), 'What it is about.'),
        what: must(text('a text'), 'What is not modelled.'),
      }),
    ),
    'What an import understood and cannot model.',
  ),
  replaced: field(
    list(
      'entries',
      thing('an entry', {
        kind: must(choice(...replacedKinds), 'The section that it stands in.'),
        name: must(reference('a thing'), 'Its name.'),
        why: must(text('a reason'), 'Why it is made anew.'),
      }),
    ),
    'What an import of planned changes knows to be destroyed and made anew.',
  ),
});
