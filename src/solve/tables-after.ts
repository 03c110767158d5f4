/**
 * The tables of a round that differs from an earlier one only in how some sessions stand. Gateways that
 * those sessions do not reach keep their tables. Tables of transit gateways, which may hold thousands of
 * attachments, are made anew prefix by prefix; the others, which are small, as a whole.
 */
import { merelyPossible, type Pool, selectEntry } from '../aws/pool.ts';
import type { Session } from '../aws/network.ts';
import { sourceKey } from '../aws/candidate.ts';
import type { Entry, PlaceId } from '../aws/solution.ts';
import { transitGatewayBehaviour } from '../aws/transit-gateway.ts';
import { attributesKey } from '../bgp/attributes.ts';
import type { TransitGateway } from '../design/vocabulary.ts';
import { PatchedPrefixTable } from '../net/patched-prefix-table.ts';
import type { Prefix } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import { attachmentOf, type Fabric, type FabricTable } from './fabric.ts';
import type { EntryChange } from './outbound.ts';
import { implicitTable, isOverTotal, type Round, TableBuilder, type Tables } from './tables.ts';

export interface TablesAfter {
  readonly tables: Tables;
  /** Only places at which something differs. */
  readonly changes: ReadonlyMap<PlaceId, readonly EntryChange[]>;
}

/** `changed`: the sessions that stand otherwise than in `before`. */
export function tablesAfter(before: Tables, round: Round, fabric: Fabric, changed: readonly Session[]): TablesAfter {
  const after = new After(before, round, fabric, changed);
  after.build();
  return { tables: after.builder, changes: after.changes };
}

class After {
  readonly #before: Tables;
  readonly #round: Round;
  readonly #fabric: Fabric;
  readonly #changed: readonly Session[];
  readonly builder: TableBuilder;
  readonly changes = new Map<PlaceId, readonly EntryChange[]>();

  constructor(before: Tables, round: Round, fabric: Fabric, changed: readonly Session[]) {
    this.#before = before;
    this.#round = round;
    this.#fabric = fabric;
    this.#changed = changed;
    this.builder = new TableBuilder(round, before);
  }

  build(): void {
    const { design } = this.#round.network;
    const reached = {
      directConnectGateway: new Set<string>(),
      vpnGateway: new Set<string>(),
      transitGateway: new Set<string>(),
    };
    for (const { gateway } of this.#changed) reached[gateway.kind].add(gateway.name);
    for (const name of reached.directConnectGateway) {
      this.builder.directConnectGateway(name);
      this.#compare(`directConnectGateways/${name}`);
      for (const { gateway } of design.directConnectGateways[name]?.associations ?? [])
        reached[gateway.kind].add(gateway.name);
    }
    for (const name of reached.vpnGateway) {
      if (design.vpnGateways[name] === undefined) continue;
      this.builder.vpnGateway(name);
      this.#compare(`vpnGateways/${name}`);
    }
    for (const name of reached.transitGateway) {
      const gateway = design.transitGateways[name];
      if (gateway !== undefined) this.#transitGateway(name, gateway);
    }
    for (const vpc of this.#vpcsReached(reached)) {
      const thing = design.vpcs[vpc];
      if (thing === undefined) continue;
      this.builder.vpc(vpc, thing);
      const drawn = Object.keys(thing.routeTables);
      for (const table of drawn.length === 0 ? [implicitTable] : drawn) this.#compare(`vpcs/${vpc}/${table}`);
    }
  }

  *#vpcsReached(reached: Readonly<Record<'vpnGateway' | 'transitGateway', ReadonlySet<string>>>): Generator<string> {
    const seen = new Set<string>();
    for (const kind of ['vpnGateway', 'transitGateway'] as const) {
      for (const name of reached[kind]) {
        for (const vpc of this.#fabric.vpcsBehind({ kind, name })) {
          if (seen.has(vpc)) continue;
          seen.add(vpc);
          yield vpc;
        }
      }
    }
  }

  /** Notes where a place that was built anew differs. */
  #compare(place: PlaceId): void {
    const [before, after] = [this.#before.of.get(place), this.builder.of.get(place)];
    if (before === after) return;
    const changes: EntryChange[] = [];
    for (const [prefix, entry] of before?.entries() ?? []) {
      const now = after?.get(prefix);
      if (now === undefined || !alike(entry, now)) changes.push({ prefix, before: entry, after: now });
    }
    for (const [prefix, entry] of after?.entries() ?? []) {
      if (before?.has(prefix) !== true) changes.push({ prefix, before: undefined, after: entry });
    }
    if (changes.length > 0) this.changes.set(place, changes);
  }

  #transitGateway(name: string, gateway: TransitGateway): void {
    const { settings } = this.#round.network;
    const routesBefore = this.#before.transitGatewayRoutes.get(name) ?? 0;
    const over = isOverTotal(settings, routesBefore);
    let routes = routesBefore;
    for (const table of this.#fabric.tablesOf(name)) routes += this.#patch(table, gateway, over);
    this.builder.transitGatewayRoutes.set(name, routes);
    if (isOverTotal(settings, routes) === over) return;
    // Every route of the gateway becomes doubtful, or ceases to be.
    this.builder.transitGateway(name, gateway);
    for (const { place } of this.#fabric.tablesOf(name)) {
      this.changes.delete(place);
      this.#compare(place);
    }
  }

  /** Gives how many routes the table has more than before. */
  #patch(table: FabricTable, gateway: TransitGateway, over: boolean): number {
    const { place, transitGateway } = table;
    const propagating = this.#propagating(table, gateway);
    const prefixes = this.#prefixes(table, propagating);
    const anonymousBefore = this.builder.anonymousAt(place);
    if (propagating.size > 0) this.#countAnonymous(table, gateway, anonymousBefore);
    const anonymous = this.builder.anonymousAt(place) - anonymousBefore;
    const [entries, pool] = [this.#before.of.get(place), this.#before.pools.get(place)];
    if (prefixes.size === 0 || entries === undefined || pool === undefined) return anonymous;
    const patched = new PatchedPrefixTable(entries);
    const patchedPool = new PatchedPrefixTable(pool);
    const changes: EntryChange[] = [];
    const into = {
      name: transitGateway,
      gateway,
      behaviour: transitGatewayBehaviour(this.#round.network.settings, gateway.vpnEcmpSupport),
    };
    for (const [prefix, propagatingIt] of prefixes.entries()) {
      const fresh: Pool = new PrefixTable();
      for (const route of this.#fabric.staticRoutesFor(table, prefix)) {
        this.builder.staticAttachmentRoute(
          fresh,
          transitGateway,
          route,
          this.#sessionsBehind(transitGateway, route.attachment ?? ''),
        );
      }
      for (const attachment of attachmentsWith(prefix, pool, table, propagatingIt)) {
        this.builder.propagate(fresh, into, attachment, this.#sessionsBehind(transitGateway, attachment), prefix);
      }
      const candidates = fresh.get(prefix);
      if (candidates === undefined) patchedPool.delete(prefix);
      else patchedPool.set(prefix, candidates);
      const selected =
        candidates === undefined ? undefined : selectEntry(this.builder.selecting(into.behaviour), prefix, candidates);
      const now = selected !== undefined && over ? merelyPossible(selected) : selected;
      const was = entries.get(prefix);
      if (was === now || (was !== undefined && now !== undefined && alike(was, now))) continue;
      if (now === undefined) patched.delete(prefix);
      else patched.set(prefix, now);
      changes.push({ prefix, before: was, after: now });
    }
    this.builder.pools.set(place, patchedPool);
    if (changes.length > 0) {
      // Walking a table of which much differs is dear; one of its own is not.
      this.builder.of.set(place, changes.length * 4 > entries.size ? new PrefixTable(patched.entries()) : patched);
      this.changes.set(place, changes);
    }
    return anonymous + patched.size - entries.size;
  }

  /** Attachments of changed sessions, and of changed Direct Connect gateways, that propagate into the table. */
  #propagating({ transitGateway, propagations }: FabricTable, { attachments }: TransitGateway): ReadonlySet<string> {
    const found = new Set<string>();
    for (const session of this.#changed) {
      const { gateway } = session;
      if (
        gateway.kind === 'transitGateway' &&
        gateway.name === transitGateway &&
        propagations.has(attachmentOf(session))
      )
        found.add(attachmentOf(session));
    }
    const changed = new Set(
      this.#changed.flatMap(({ gateway }) => (gateway.kind === 'directConnectGateway' ? [gateway.name] : [])),
    );
    if (changed.size === 0) return found;
    for (const [name, thing] of Object.entries(attachments)) {
      if (thing.kind === 'directConnectGateway' && changed.has(thing.directConnectGateway) && propagations.has(name))
        found.add(name);
    }
    return found;
  }

  /** Prefixes of the table whose candidates may differ, each with the changed attachments that have it. */
  #prefixes(table: FabricTable, propagating: ReadonlySet<string>): PrefixTable<Set<string>> {
    const found = new PrefixTable<Set<string>>();
    const add = (prefix: Prefix, attachment: string | null): void => {
      let attachments = found.get(prefix);
      if (attachments === undefined) found.set(prefix, (attachments = new Set()));
      if (attachment !== null) attachments.add(attachment);
    };
    const behind = new Set<string>();
    const directConnect = new Set<string>();
    for (const session of this.#changed) {
      const { gateway, staticRoutes, routing, id } = session;
      if (gateway.kind === 'directConnectGateway') directConnect.add(gateway.name);
      if (gateway.kind !== 'transitGateway' || gateway.name !== table.transitGateway) continue;
      const attachment = attachmentOf(session);
      behind.add(attachment);
      if (!propagating.has(attachment)) continue;
      if (routing === 'static') for (const prefix of staticRoutes) add(prefix, attachment);
      else for (const [prefix] of this.#round.offers.get(id)?.table().entries() ?? []) add(prefix, attachment);
    }
    for (const name of directConnect) {
      const attachments = [...propagating].filter((attachment) => !behind.has(attachment));
      for (const { prefix } of this.changes.get(`directConnectGateways/${name}`) ?? []) {
        add(prefix, null);
        for (const attachment of attachments) add(prefix, attachment);
      }
    }
    for (const attachment of behind) {
      for (const { destinationCidrBlock } of table.routesTo.get(attachment) ?? []) add(destinationCidrBlock, null);
    }
    return found;
  }

  #countAnonymous(table: FabricTable, gateway: TransitGateway, before: number): void {
    const { transitGateway, place, propagations } = table;
    const unnamed = (session: Session): boolean => (this.#round.offers.get(session.id)?.anonymous ?? 0) > 0;
    if (before === 0 && !this.#changed.some(unnamed)) return;
    const all = [...propagations.keys()];
    const sessions = new Map(all.map((attachment) => [attachment, this.#sessionsBehind(transitGateway, attachment)]));
    this.builder.countAnonymous(place, transitGateway, gateway, all, sessions);
  }

  #sessionsBehind(transitGateway: string, attachment: string): readonly Session[] {
    const { sessions } = this.#round.network;
    return this.#fabric
      .sessionsBehind(transitGateway, attachment)
      .map((session) => sessions.get(session.id) as Session);
  }
}

/** Attachments that have the prefix among what they propagate, or may have it now, in the table's own order. */
function attachmentsWith(
  prefix: Prefix,
  pool: Pool,
  { propagations }: FabricTable,
  propagating: ReadonlySet<string>,
): string[] {
  const found = new Set(propagating);
  for (const { candidate } of pool.get(prefix)?.contenders ?? []) {
    const { source } = candidate;
    if (source.kind === 'session' || source.kind === 'staticVpn') found.add(attachmentOf(source.session));
    else if (source.kind === 'vpc' || source.kind === 'directConnectGateway') found.add(source.attachment ?? '');
  }
  return [...found]
    .filter((attachment) => propagations.has(attachment))
    .sort((a, b) => (propagations.get(a) as number) - (propagations.get(b) as number));
}

function alike(one: Entry, other: Entry): boolean {
  return (
    one.presence === other.presence &&
    one.alternatives.length === other.alternatives.length &&
    one.alternatives.every((group, index) => {
      const others = other.alternatives[index] ?? [];
      return (
        group.length === others.length &&
        group.every((route, at) => {
          const theirs = others[at];
          return (
            theirs !== undefined &&
            route.certain === theirs.certain &&
            sourceKey(route.source) === sourceKey(theirs.source) &&
            attributesKey(route.attributes) === attributesKey(theirs.attributes)
          );
        })
      );
    })
  );
}
