/**
 * What the builders of a design share: the declared things by kind, the place of each thing of the design, and how a
 * reference becomes a name. What is referred to and not declared is drawn as a stand-in and said aloud.
 */
import { hasShape } from '../aws/fields.ts';
import { note } from '../aws/ledger.ts';
import { designName, freeName } from './design-name.ts';
import { remark, remarkUnknown, report } from './read-value.ts';
import type { Declared, Fields, Thing, ThingKind } from './thing.ts';
import type { DesignPath } from '../../design/problem.ts';

export type StandInSection =
  | 'vpcs'
  | 'vpnGateways'
  | 'transitGateways'
  | 'directConnectGateways'
  | 'customerGateways'
  | 'clientVpnEndpoints';

export interface Building {
  readonly declared: Declared;
  readonly byKind: ReadonlyMap<ThingKind, readonly Thing[]>;
  /** Keys of things by path into the design, joined with `/`. */
  readonly places: Map<string, string>;
  /** Names of stand-ins by what they stand for, per section. */
  readonly standIns: Map<StandInSection, Map<string, string>>;
  readonly taken: Set<string>;
}

export function newBuilding(declared: Declared): Building {
  const byKind = new Map<ThingKind, Thing[]>();
  for (const thing of declared.things) {
    const list = byKind.get(thing.kind);
    if (list === undefined) byKind.set(thing.kind, [thing]);
    else list.push(thing);
  }
  return {
    declared,
    byKind,
    places: new Map(),
    standIns: new Map(),
    taken: new Set(declared.things.map(({ name }) => name)),
  };
}

export function thingsOf(building: Building, kind: ThingKind): readonly Thing[] {
  return building.byKind.get(kind) ?? [];
}

export function place(building: Building, path: DesignPath, thing: Thing): void {
  const key = path.join('/');
  if (!building.places.has(key)) building.places.set(key, thing.key);
}

/** The thing that a field names, if it is declared and of one of the kinds; undefined otherwise, in silence. */
export function thingAt(
  building: Building,
  fields: Fields,
  field: string,
  kinds: readonly ThingKind[],
): Thing | undefined {
  const value = fields.field(field, kinds);
  if (value?.kind !== 'reference') return undefined;
  const thing = building.declared.byKey.get(value.thing);
  return thing !== undefined && kinds.includes(thing.kind) ? thing : undefined;
}

const sectionOf: Partial<Readonly<Record<ThingKind, StandInSection>>> = {
  vpc: 'vpcs',
  vpnGateway: 'vpnGateways',
  transitGateway: 'transitGateways',
  directConnectGateway: 'directConnectGateways',
  customerGateway: 'customerGateways',
  clientVpnEndpoint: 'clientVpnEndpoints',
};

/** The name of what a field refers to; a stand-in's where it is not declared. Undefined when absent or not to be told, which is said. */
export function refer(building: Building, fields: Fields, field: string, kind: ThingKind): string | undefined {
  const { declared } = building;
  const { thing } = fields;
  const value = fields.field(field, [kind]);
  if (value === undefined) return undefined;
  const label = declared.spell(field);
  const section = sectionOf[kind];
  switch (value.kind) {
    case 'reference': {
      const target = declared.byKey.get(value.thing);
      if (target?.kind === kind) return target.name;
      remark(declared, thing, `its ${label} names something that is none: left out`);
      return undefined;
    }
    case 'elsewhere':
      remark(declared, thing, `its ${label} names something that is not modelled: left out`);
      return undefined;
    case 'unknown':
      if (value.standIn !== null && section !== undefined)
        return standIn(building, section, value.standIn, value.why, thing);
      remarkUnknown(declared, thing, field, value.why);
      return undefined;
    case 'plain': {
      if (value.value === '') return undefined;
      const id = idIn(value.value);
      if (id === null) report(declared, thing, `${label} is not an AWS id`);
      else if (section === undefined)
        remark(declared, thing, `its ${label} names ${id}, which ${declared.source} does not describe: left out`);
      else return standIn(building, section, id, `is referred to, but ${declared.source} does not describe it`, thing);
      return undefined;
    }
    default:
      report(declared, thing, `${label} is not a single value`);
      return undefined;
  }
}

/** The id, or the one that an ARN ends with. */
export function idIn(value: string | number | boolean): string | null {
  const last = typeof value === 'string' && value.startsWith('arn:') ? (value.split(/[/:]/).at(-1) ?? '') : value;
  return hasShape(last, 'id') ? last : null;
}

const described: Readonly<Record<StandInSection, string>> = {
  customerGateways: 'neither its ASN nor its address',
  vpnGateways: 'neither its ASN nor its VPC',
  vpcs: 'its CIDR blocks are not known',
  transitGateways: 'neither its ASN, its options nor its route tables',
  directConnectGateways: 'its ASN is not known',
  clientVpnEndpoints: 'its client CIDR block is not known',
};

function standIn(building: Building, section: StandInSection, id: string, why: string, by: Thing): string {
  const known = building.standIns.get(section) ?? new Map<string, string>();
  building.standIns.set(section, known);
  const before = known.get(id);
  if (before !== undefined) return before;
  const name = freeName(building.taken, designName(id));
  known.set(id, name);
  place(building, [section, name], by);
  note(building.declared.ledger, name, `${why}: ${described[section]}`, by.key);
  return name;
}

/** Of an association with a gateway of another account: the proposal that tells which gateway it is. */
export function proposalOf(building: Building, association: Thing): Thing | undefined {
  return thingAt(building, association, 'proposalId', ['directConnectProposal']);
}
