/**
 * Which tables a design has, what feeds each, and who must look again when one changes. Candidates are
 * those that the solver sees; here they are gathered for one prefix at a time.
 */
import type { Behaviour } from '../aws/behaviour.ts';
import type { Candidate } from '../aws/candidate.ts';
import { directConnectGatewayBehaviour } from '../aws/direct-connect-gateway.ts';
import type { GatewayRef, Network } from '../aws/network.ts';
import { addVariants, type Pool, type Selecting } from '../aws/pool.ts';
import { transitGatewayBehaviour } from '../aws/transit-gateway.ts';
import { vpcAttachment, vpcRouteSource, vpcRouteTableBehaviour } from '../aws/vpc-route-table.ts';
import { vpnGatewayBehaviour } from '../aws/vpn-gateway.ts';
import { attributesKey, pathHolds, plainAttributes } from '../bgp/attributes.ts';
import type { TransitGateway, Vpc } from '../design/vocabulary.ts';
import { parsePrefix } from '../net/parse-prefix.ts';
import { covers, type Prefix } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Entry } from '../aws/entry.ts';
import type { Place, PlacePlan } from './place.ts';
import type { SessionRun } from './session-run.ts';
import type { Timing } from './timing.ts';

/** What the tables may ask of the running simulation. */
export interface Sources {
  readonly network: Network;
  readonly timing: Timing;
  readonly place: (id: string) => Place | undefined;
  /** Sessions on a gateway over which AWS has something for the prefix. */
  readonly having: (gateway: GatewayRef, prefix: Prefix) => readonly SessionRun[];
  readonly everyPrefixOf: (gateway: GatewayRef) => Iterable<Prefix>;
  readonly run: (session: string) => SessionRun | undefined;
}

export interface PlannedPlace {
  readonly plan: PlacePlan;
  /** Places whose entries it takes in. */
  readonly fedBy: readonly string[];
  /** Sessions of this gateway put their routes into it; the attachments it takes, null: all. */
  readonly gateway: GatewayRef | null;
  readonly attachments: ReadonlySet<string> | null;
  /** Prefixes it looks at when the health of an attachment changes. */
  readonly staticsOf: ReadonlyMap<string, readonly Prefix[]>;
  readonly sessionDelayMs: number;
  /** Of a VPC table: the routes that count as propagated, for each gateway. */
  readonly counts: ((prefix: Prefix) => number) | null;
  readonly propagating: readonly string[];
}

export const implicitTable = 'implicit';

type Fixed = PrefixTable<Candidate[]>;

const plainFrom = (source: Candidate['source']): Candidate => ({ attributes: plainAttributes, source });

function fix(fixed: Fixed, prefix: Prefix, candidate: Candidate): void {
  const known = fixed.get(prefix);
  if (known === undefined) fixed.set(prefix, [candidate]);
  else known.push(candidate);
}

function addFixed(pool: Pool, fixed: Fixed, prefix: Prefix): void {
  for (const candidate of fixed.get(prefix) ?? []) addVariants(pool, prefix, [candidate], true);
}

const keysOf = (table: PrefixTable<unknown>): Prefix[] => [...table.entries()].map(([prefix]) => prefix);

export class PlacePlanner {
  readonly #sources: Sources;
  readonly #network: Network;
  readonly #planned: PlannedPlace[] = [];
  readonly #tieBreak: unknown;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#network = sources.network;
    this.#tieBreak = sources.network.settings.assume('finalTieBreak');
  }

  /** In the order in which they feed each other. */
  plan(): readonly PlannedPlace[] {
    const { design } = this.#network;
    for (const name of Object.keys(design.directConnectGateways).sort()) this.#directConnectGateway(name);
    for (const name of Object.keys(design.vpnGateways).sort()) this.#vpnGateway(name);
    for (const name of Object.keys(design.transitGateways).sort())
      this.#transitGateway(name, design.transitGateways[name] as TransitGateway);
    for (const name of Object.keys(design.vpcs).sort()) this.#vpc(name, design.vpcs[name] as Vpc);
    return this.#planned;
  }

  #selecting(behaviour: Behaviour): Selecting {
    return { behaviour, tieBreak: this.#tieBreak };
  }

  #add(
    id: string,
    selecting: Selecting,
    given: Partial<Omit<PlannedPlace, 'plan'>> & Omit<PlacePlan, 'id' | 'selecting'>,
  ): void {
    const { gather, everyPrefix, ownDelayMs, ...rest } = given;
    this.#planned.push({
      fedBy: [],
      gateway: null,
      attachments: null,
      staticsOf: new Map(),
      sessionDelayMs: 0,
      counts: null,
      propagating: [],
      ...rest,
      plan: { id, selecting, gather, everyPrefix, ownDelayMs },
    });
  }

  /** Takes in what crosses a session: what is not refused of a BGP session, or the static routes of a static VPN. */
  #admit(pool: Pool, prefix: Prefix, run: SessionRun, behaviour: Behaviour): void {
    const { session, standing, flow } = run;
    if (standing.crosses === 'never') return;
    if (session.routing === 'static') {
      const cap = session.inboundCap.value;
      // AWS adds no static route above the cap; which ones were added first is not known.
      const present = standing.crosses === 'always' && (cap === null || flow.own.bounds.most <= cap);
      addVariants(pool, prefix, [plainFrom({ kind: 'staticVpn', session })], present);
      return;
    }
    const offered = flow.received.get(prefix);
    if (offered === undefined) return;
    const accepted = offered.variants.filter((attributes) => behaviour.refuse(attributes, session) === null);
    addVariants(
      pool,
      prefix,
      accepted.map((attributes): Candidate => ({ attributes, source: { kind: 'session', session } })),
      offered.present && accepted.length === offered.variants.length && standing.crosses === 'always',
    );
  }

  #directConnectGateway(name: string): void {
    const gateway: GatewayRef = { kind: 'directConnectGateway', name };
    const behaviour = directConnectGatewayBehaviour;
    this.#add(`directConnectGateways/${name}`, this.#selecting(behaviour), {
      gateway,
      ownDelayMs: 0,
      gather: (pool, prefix) => {
        for (const run of this.#sources.having(gateway, prefix)) this.#admit(pool, prefix, run, behaviour);
      },
      everyPrefix: () => this.#sources.everyPrefixOf(gateway),
    });
  }

  /** The routes of a Direct Connect gateway at a gateway associated with it, which denies its own ASN too (G-LOOP). */
  #fromDirectConnect(pool: Pool, prefix: Prefix, name: string, attachment: string | null, amazonAsn: number): void {
    const entry = this.#sources.place(`directConnectGateways/${name}`)?.get(prefix);
    if (entry === undefined) return;
    const seen = new Map<string, Candidate>();
    let denied = false;
    for (const [first] of entry.alternatives) {
      if (first === undefined) continue;
      if (pathHolds(first.attributes, amazonAsn)) denied = true;
      else {
        const source: Candidate['source'] = { kind: 'directConnectGateway', name, attachment };
        seen.set(attributesKey(first.attributes), { attributes: first.attributes, source });
      }
    }
    addVariants(pool, prefix, [...seen.values()], entry.presence === 'certain' && !denied);
  }

  #vpnGateway(name: string): void {
    const { design, settings } = this.#network;
    const gateway: GatewayRef = { kind: 'vpnGateway', name };
    const behaviour = vpnGatewayBehaviour(settings);
    const fixed: Fixed = new PrefixTable();
    const vpc = design.vpnGateways[name]?.vpc ?? null;
    if (vpc !== null)
      for (const cidr of design.vpcs[vpc]?.cidrs ?? [])
        fix(fixed, cidr, plainFrom({ kind: 'vpc', vpc, attachment: null }));
    const amazonAsn = design.vpnGateways[name]?.amazonSideAsn ?? 0;
    const direct = Object.keys(design.directConnectGateways)
      .filter(
        (key) =>
          design.directConnectGateways[key]?.associations.some(
            (it) => it.gateway.kind === 'vpnGateway' && it.gateway.name === name,
          ) === true,
      )
      .sort();
    const fedBy = direct.map((each) => `directConnectGateways/${each}`);
    this.#add(`vpnGateways/${name}`, this.#selecting(behaviour), {
      gateway,
      fedBy,
      ownDelayMs: 0,
      gather: (pool, prefix) => {
        addFixed(pool, fixed, prefix);
        for (const run of this.#sources.having(gateway, prefix)) this.#admit(pool, prefix, run, behaviour);
        for (const each of direct) this.#fromDirectConnect(pool, prefix, each, null, amazonAsn);
      },
      everyPrefix: () => [...keysOf(fixed), ...this.#sources.everyPrefixOf(gateway), ...this.#prefixesAt(fedBy)],
    });
  }

  #transitGateway(name: string, transitGateway: TransitGateway): void {
    const { design, settings } = this.#network;
    const gateway: GatewayRef = { kind: 'transitGateway', name };
    const behaviour = transitGatewayBehaviour(settings, transitGateway.vpnEcmpSupport);
    for (const tableName of Object.keys(transitGateway.routeTables).sort()) {
      const table = transitGateway.routeTables[tableName] as TransitGateway['routeTables'][string];
      const fixed: Fixed = new PrefixTable();
      const statics = new PrefixTable<string[]>();
      const staticsOf = new Map<string, Prefix[]>();
      for (const { destinationCidrBlock: prefix, attachment } of table.routes) {
        if (attachment === null) fix(fixed, prefix, plainFrom({ kind: 'blackhole' }));
        else {
          statics.set(prefix, [...(statics.get(prefix) ?? []), attachment]);
          staticsOf.set(attachment, [...(staticsOf.get(attachment) ?? []), prefix]);
        }
      }
      const direct: { readonly gateway: string; readonly attachment: string }[] = [];
      for (const attachment of table.propagations) {
        const thing = transitGateway.attachments[attachment];
        if (thing?.kind === 'vpc') {
          for (const cidr of design.vpcs[thing.vpc]?.cidrs ?? [])
            fix(fixed, cidr, plainFrom({ kind: 'vpc', vpc: thing.vpc, attachment }));
        } else if (thing?.kind === 'directConnectGateway') {
          const { associations = [] } = design.directConnectGateways[thing.directConnectGateway] ?? {};
          const isAssociated = associations.some(
            (it) => it.gateway.kind === 'transitGateway' && it.gateway.name === name,
          );
          if (isAssociated) direct.push({ gateway: thing.directConnectGateway, attachment });
        }
      }
      const attachments = new Set(table.propagations);
      const fedBy = [...new Set(direct.map((each) => `directConnectGateways/${each.gateway}`))];
      this.#add(`transitGateways/${name}/${tableName}`, this.#selecting(behaviour), {
        gateway,
        attachments,
        staticsOf,
        fedBy,
        sessionDelayMs: this.#sources.timing.propagationMs,
        ownDelayMs: this.#sources.timing.propagationMs,
        gather: (pool, prefix) => {
          addFixed(pool, fixed, prefix);
          for (const attachment of statics.get(prefix) ?? []) this.#staticRoute(pool, prefix, gateway, attachment);
          for (const run of this.#sources.having(gateway, prefix)) {
            if (attachments.has(run.session.attachment ?? run.session.connection))
              this.#admit(pool, prefix, run, behaviour);
          }
          for (const each of direct)
            this.#fromDirectConnect(pool, prefix, each.gateway, each.attachment, transitGateway.amazonSideAsn);
        },
        everyPrefix: () => [
          ...keysOf(fixed),
          ...keysOf(statics),
          ...this.#sources.everyPrefixOf(gateway),
          ...this.#prefixesAt(fedBy),
        ],
      });
    }
  }

  /** The health of VPN endpoints counts before everything else (P-VGW-0). */
  #staticRoute(pool: Pool, prefix: Prefix, gateway: GatewayRef, attachment: string): void {
    const behind = this.#network
      .sessionsOf(gateway)
      .filter((session) => (session.attachment ?? session.connection) === attachment);
    const standings = behind.flatMap(({ id }) => this.#sources.run(id)?.standing ?? []);
    const dead = behind.length > 0 && standings.every(({ state, crosses }) => state === 'down' && crosses === 'never');
    if (dead) return;
    const present = behind.length === 0 || standings.some(({ crosses }) => crosses === 'always');
    addVariants(
      pool,
      prefix,
      [plainFrom({ kind: 'staticAttachment', transitGateway: gateway.name, attachment })],
      present,
    );
  }

  #prefixesAt(places: readonly string[]): Prefix[] {
    return places.flatMap((id) => this.#sources.place(id)?.prefixes() ?? []);
  }

  #vpc(name: string, vpc: Vpc): void {
    const tables = Object.keys(vpc.routeTables).sort();
    if (tables.length === 0) {
      if (this.#network.settings.assume('implicitVpcRouteTable') === 'everything') this.#implicitTable(name, vpc);
      return;
    }
    for (const table of tables) {
      const { propagatingVgws, routes } = vpc.routeTables[table] as Vpc['routeTables'][string];
      const fixed = localRoutes(name, vpc);
      for (const { destinationCidrBlock, target } of routes) {
        const source = vpcRouteSource(this.#network.design, name, target);
        fix(fixed, destinationCidrBlock, plainFrom(source));
      }
      this.#vpcTable(name, table, vpc, fixed, propagatingVgws, []);
    }
  }

  /** Assumption implicitVpcRouteTable: what a VPC's gateways know is routed to them. */
  #implicitTable(name: string, vpc: Vpc): void {
    const { design } = this.#network;
    const fixed = localRoutes(name, vpc);
    const gateways = Object.keys(design.vpnGateways)
      .filter((key) => design.vpnGateways[key]?.vpc === name)
      .sort();
    const attached = Object.keys(design.transitGateways)
      .sort()
      .flatMap((transitGateway) => {
        const attachment = vpcAttachment(this.#network.design, transitGateway, name);
        return attachment === undefined ? [] : [{ transitGateway, attachment }];
      });
    const known: { readonly place: string; readonly source: Candidate['source'] }[] = [];
    for (const { transitGateway, attachment } of attached) {
      const source: Candidate['source'] = { kind: 'transitGateway', name: transitGateway, attachment };
      const table = this.#network.associatedTable(transitGateway, attachment);
      // Beside other gateways only what the transit gateway knows; alone, everything.
      if (attached.length === 1 && gateways.length === 0) {
        for (const prefix of everything) if (!isInside(vpc, prefix)) fix(fixed, prefix, plainFrom(source));
      } else if (table !== null) {
        known.push({ place: `transitGateways/${transitGateway}/${table}`, source });
      }
    }
    this.#vpcTable(name, implicitTable, vpc, fixed, gateways, known);
  }

  #vpcTable(
    name: string,
    table: string,
    vpc: Vpc,
    fixed: Fixed,
    propagating: readonly string[],
    known: readonly { readonly place: string; readonly source: Candidate['source'] }[],
  ): void {
    const propagated = (gateway: string, prefix: Prefix): Entry | null => {
      const entry = this.#sources.place(`vpnGateways/${gateway}`)?.get(prefix);
      if (
        entry === undefined ||
        entry.alternatives.every((group) => group.every(({ source }) => source.kind === 'vpc'))
      )
        return null;
      return entry;
    };
    const fedBy = [...propagating.map((gateway) => `vpnGateways/${gateway}`), ...known.map(({ place }) => place)];
    this.#add(`vpcs/${name}/${table}`, this.#selecting(vpcRouteTableBehaviour), {
      fedBy,
      propagating,
      ownDelayMs: this.#sources.timing.propagationMs,
      counts: (prefix) => propagating.filter((gateway) => propagated(gateway, prefix) !== null).length,
      gather: (pool, prefix) => {
        addFixed(pool, fixed, prefix);
        // The local route wins even against longer prefixes (P-VPC-LOCAL).
        if (isInside(vpc, prefix)) return;
        for (const { place, source } of known) {
          if (this.#sources.place(place)?.has(prefix) === true) addVariants(pool, prefix, [plainFrom(source)], true);
        }
        for (const gateway of propagating) {
          const entry = propagated(gateway, prefix);
          if (entry === null) continue;
          const attributes = entry.alternatives[0]?.[0]?.attributes ?? plainAttributes;
          addVariants(
            pool,
            prefix,
            [{ attributes, source: { kind: 'vpnGateway', name: gateway, propagated: true } }],
            entry.presence === 'certain',
          );
        }
      },
      everyPrefix: () => [...keysOf(fixed), ...this.#prefixesAt(fedBy)],
    });
  }
}

function localRoutes(name: string, vpc: Vpc): Fixed {
  const fixed: Fixed = new PrefixTable();
  for (const cidr of vpc.cidrs) fix(fixed, cidr, plainFrom({ kind: 'local', vpc: name }));
  return fixed;
}

function isInside(vpc: Vpc, prefix: Prefix): boolean {
  return vpc.cidrs.some((cidr) => covers(cidr, prefix));
}

export function isPropagated(entry: Entry): boolean {
  return entry.alternatives.some((group) =>
    group.some(({ source }) => source.kind === 'vpnGateway' && source.propagated),
  );
}

const everything: readonly Prefix[] = ['0.0.0.0/0', '::/0'].map((text) => {
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new Error(`not a prefix: ${text}`);
  return parsed.value;
});
