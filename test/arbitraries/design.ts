/**
 * Small designs for the laws of the solver: a virtual private gateway, a transit gateway or both, a few
 * sites with VPN connections, at times a virtual interface or a Connect peer, prefixes that nest and meet the VPC's own, and
 * caps so small that cap − 1, cap and cap + 1 all come up.
 */
import fc from 'fast-check';
import { makeSettings, type Settings } from '../../src/aws/settings.ts';
import type { AssumptionValue } from '../../src/aws/assumption.ts';
import { readDesign } from '../../src/design/read-design.ts';
import type { DesignDocument } from '../../src/design/schema.ts';
import type { Design } from '../../src/design/vocabulary.ts';
import { defined, documentOf, transitGatewayAsn, vpcCidr, vpnGatewayAsn } from './design-document.ts';

/** The VPC's own CIDR, what covers it and what is inside it among them. */
export const smallPrefixes = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.0.0.0/15',
  vpcCidr,
  '10.1.128.0/17',
  '10.2.0.0/16',
  '10.2.0.0/17',
  '10.2.128.0/17',
  '10.2.128.1/32',
  '10.3.0.0/16',
  '192.168.0.0/24',
] as const;

export interface Case {
  readonly document: DesignDocument;
  readonly quotas: Readonly<Record<string, number>>;
  readonly assumptions: Readonly<Record<string, AssumptionValue>>;
}

export interface CaseOptions {
  /** False: every assumption at its default. */
  readonly assumptions?: boolean;
  /** False: the real caps. */
  readonly tinyCaps?: boolean;
}

/** Reads the document; a problem is a bug of the generator. */
export function designOf(document: DesignDocument): Design {
  const { design, problems } = readDesign([{ file: 'law.yaml', document }], () => ({
    ok: false,
    why: 'no files in laws',
  }));
  if (design === null) throw new Error(problems.map(({ message }) => message).join('\n') + JSON.stringify(document));
  return design;
}

/** Settings with any quota replaced, adjustable or not. */
export function settingsOf(
  design: Design,
  quotas: Readonly<Record<string, number>> = {},
  assumptions: Readonly<Record<string, AssumptionValue>> = {},
): Settings {
  const { settings, problems } = makeSettings({ design, assumptions });
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return {
    ...settings,
    quota: (id) => {
      const inForce = settings.quota(id);
      const value = quotas[id];
      return value === undefined ? inForce : { ...inForce, value, overridden: true };
    },
  };
}

const prefix = fc.constantFrom(...smallPrefixes);
const somePrefixes = (maxLength: number): fc.Arbitrary<string[]> => fc.uniqueArray(prefix, { minLength: 0, maxLength });
const rarely = <T>(arbitrary: fc.Arbitrary<T>, weight = 4): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const policy = fc.record(
  {
    prepend: rarely(fc.constantFrom(1, 2)),
    med: rarely(fc.constantFrom(0, 50, 100)),
    localPreference: rarely(fc.constantFrom(50, 200)),
    announceOnly: rarely(fc.constantFrom(['10.0.0.0/8'], ['10.2.0.0/16', '0.0.0.0/0']), 8),
    acceptOnly: rarely(fc.constantFrom(['10.0.0.0/8'], ['0.0.0.0/0']), 8),
  },
  { noNullPrototype: true },
);

const connection = fc.record({
  gateway: fc.constantFrom('vgw', 'tgw'),
  isStatic: rarely(fc.constant(true)),
  isPrivate: rarely(fc.constant(true), 3),
  statics: somePrefixes(3),
  tunnels: fc.array(fc.record({ down: rarely(fc.constant(true), 8), policy: rarely(policy) }), {
    minLength: 1,
    maxLength: 2,
  }),
  announce: rarely(somePrefixes(3), 5),
  policy: rarely(policy, 2),
});

const site = fc.record({
  transit: rarely(fc.constant(true), 2),
  announce: fc.uniqueArray(
    fc.record({
      prefix,
      behind: rarely(fc.constantFrom([65100], [65200], [65100, 65200], [vpnGatewayAsn], [transitGatewayAsn]), 3),
      med: rarely(fc.constantFrom(0, 50, 100)),
      origin: rarely(fc.constantFrom('egp' as const, 'incomplete' as const), 8),
    }),
    { selector: (item) => item.prefix, maxLength: 3 },
  ),
  connections: fc.array(connection, { minLength: 1, maxLength: 2 }),
});

const hub = fc.record({
  ecmp: fc.constantFrom('enable' as const, 'enable' as const, 'disable' as const),
  tables: fc.constantFrom('implied', 'implied', 'two'),
  associations: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
  propagations: fc.array(fc.constantFrom('a', 'b', 'both', 'both'), { minLength: 12, maxLength: 12 }),
  statics: fc.uniqueArray(fc.record({ prefix, to: fc.constantFrom('blackhole', 'att-app', 'vpn') }), {
    selector: (item) => item.prefix,
    maxLength: 2,
  }),
  connect: rarely(fc.record({ announce: somePrefixes(3), peers: fc.constantFrom(1, 2) }), 5),
});

const face = fc.record({
  gateway: fc.constantFrom('vgw', 'dxgw-vgw', 'dxgw-tgw'),
  router: fc.constantFrom(0, 1),
  announce: rarely(somePrefixes(4), 1),
  allowed: fc.uniqueArray(prefix, { minLength: 1, maxLength: 3 }),
  policy: rarely(policy, 2),
});

const vpc = fc.record({
  attached: fc.constantFrom('vgw', 'vgw', 'tgw', 'both', 'neither'),
  table: fc.constantFrom('implied', 'drawn', 'drawn'),
  statics: fc.uniqueArray(
    fc.record({
      prefix: fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.2.0.0/16', '10.3.0.0/16'),
      to: fc.constantFrom('vgw', 'tgw', 'blackhole'),
    }),
    {
      selector: (item) => item.prefix,
      maxLength: 2,
    },
  ),
});

const cap = (max: number): fc.Arbitrary<number | undefined> => rarely(fc.integer({ min: 1, max }), 1);
const caps = fc.record({
  'vgw.routes-from-customer': cap(4),
  'tgw.routes-from-customer': cap(4),
  'dx.routes-from-customer': cap(4),
  'connect.routes-from-customer': rarely(fc.integer({ min: 1, max: 3 })),
  'vgw.routes-to-customer': cap(4),
  'tgw.routes-to-customer': cap(4),
  'dx.routes-to-customer': rarely(fc.integer({ min: 1, max: 3 })),
  'connect.routes-to-customer': rarely(fc.integer({ min: 1, max: 3 })),
  'vgw.static-routes': rarely(fc.integer({ min: 1, max: 2 })),
  'tgw.static-vpn-routes': rarely(fc.integer({ min: 1, max: 2 })),
  'vpc.propagated-routes': cap(3),
  'tgw.routes': rarely(fc.integer({ min: 1, max: 6 }), 6),
  'dx.allowed-prefixes': rarely(fc.integer({ min: 1, max: 2 })),
});

const assumptions = fc.record({
  countingScope: rarely(fc.constant('connection'), 6),
  vpnGatewayPassesStaticRoutesOn: rarely(fc.constant(false), 6),
  reAdvertisedAsPath: rarely(fc.constant('amazonAsnOnly'), 6),
  announceBackToSource: rarely(fc.constant(true), 6),
  loopedRoutesCount: rarely(fc.constant(true)),
  finalTieBreak: rarely(fc.constant('lowestId'), 6),
  vpnGatewayTunnelMed: rarely(fc.constant('equal')),
  customerRouterMultipath: rarely(fc.constant(false)),
  implicitVpcRouteTable: rarely(fc.constant('none'), 6),
  transitGatewayOverTotal: rarely(fc.constant('allInstalled'), 6),
  directConnectOverAllowedPrefixes: rarely(fc.constant('none')),
  vpnGatewayMissingMed: rarely(fc.constant('zero')),
  customerStaticRoutes: rarely(fc.constant('none'), 2),
});

export function caseArbitrary(options: CaseOptions = {}): fc.Arbitrary<Case> {
  const sites = fc.oneof(
    { weight: 2, arbitrary: fc.tuple(site, site) },
    { weight: 1, arbitrary: fc.tuple(site, site, site) },
  );
  return fc
    .record({
      sites,
      hub,
      face: rarely(face, 1),
      vpc,
      shape: fc.constantFrom('vgw', 'tgw', 'both'),
      sameAsn: rarely(fc.constant(true), 6),
      quotas: options.tinyCaps === false ? fc.constant({}) : caps,
      assumptions: options.assumptions === false ? fc.constant({}) : assumptions,
    })
    .map((drawn) => ({
      document: documentOf(drawn),
      quotas: defined(drawn.quotas),
      assumptions: defined(drawn.assumptions),
    }));
}

type Value<T> = T extends fc.Arbitrary<infer V> ? V : never;

/** What a design is made of. */
export interface Drawn {
  readonly sites: readonly Value<typeof site>[];
  readonly hub: Value<typeof hub>;
  readonly face: Value<typeof face> | undefined;
  readonly vpc: Value<typeof vpc>;
  readonly shape: string;
  readonly sameAsn: boolean | undefined;
}
