/**
 * A change is a value that turns one Design into another: a failure, a step of growth, a maintenance
 * window, a proposal. Applying it is pure and shares everything it does not touch.
 */
import { covers, prefixKey } from '../net/prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import { PrefixList } from '../net/prefix-list.ts';
import { addThing, removeThing, type Section, type Thing } from './change-things.ts';
import { withSessionsDown, withSessionsUp } from './sessions-down.ts';
import type { Announcement, Design, Policy } from './vocabulary.ts';

export type { Section, Thing } from './change-things.ts';

/** Where announcements and policies hang. */
export type PolicySection = 'routers' | 'customerGateways' | 'virtualInterfaces' | 'vpnConnections';

/** One change to a design: a failure, something that comes back, announcements, a policy, a thing added, replaced or removed. */
export type Change =
  /** `tunnel` counts from 0, as in the design's list. */
  | { readonly kind: 'tunnelDown'; readonly connection: string; readonly tunnel: number }
  | { readonly kind: 'connectionDown'; readonly connection: string }
  | {
      readonly kind: 'connectPeerDown';
      readonly transitGateway: string;
      readonly attachment: string;
      readonly peer: string;
    }
  | { readonly kind: 'customerGatewayDown'; readonly customerGateway: string }
  | { readonly kind: 'routerDown'; readonly router: string }
  | { readonly kind: 'virtualInterfaceDown'; readonly virtualInterface: string }
  /** Null: every virtual interface of which the location is not given. */
  | { readonly kind: 'directConnectLocationDown'; readonly location: string | null }
  | { readonly kind: 'directConnectGatewayDown'; readonly directConnectGateway: string }
  | { readonly kind: 'vpnGatewayDown'; readonly vpnGateway: string }
  | { readonly kind: 'transitGatewayDown'; readonly transitGateway: string }
  /** Bring back what a failure took down, and whatever else of the thing was down. */
  | { readonly kind: 'tunnelUp'; readonly connection: string; readonly tunnel: number }
  | { readonly kind: 'connectionUp'; readonly connection: string }
  | {
      readonly kind: 'connectPeerUp';
      readonly transitGateway: string;
      readonly attachment: string;
      readonly peer: string;
    }
  | { readonly kind: 'customerGatewayUp'; readonly customerGateway: string }
  | { readonly kind: 'routerUp'; readonly router: string }
  | { readonly kind: 'virtualInterfaceUp'; readonly virtualInterface: string }
  | { readonly kind: 'directConnectLocationUp'; readonly location: string | null }
  /** Adds announcements to those that hold there, whether its own or inherited. */
  | {
      readonly kind: 'announce';
      readonly section: PolicySection;
      readonly name: string;
      readonly announcements: readonly Announcement[];
    }
  /** Takes prefixes out of those that hold there, each with everything inside it when `covered` is set. */
  | {
      readonly kind: 'withdraw';
      readonly section: PolicySection;
      readonly name: string;
      readonly prefixes: readonly Prefix[];
      readonly covered?: boolean;
    }
  /** Fields that are not named stay as they are. `tunnel` counts from 0 and goes with `vpnConnections`. */
  | {
      readonly kind: 'setPolicy';
      readonly section: PolicySection;
      readonly name: string;
      readonly tunnel?: number;
      readonly policy: Partial<Policy>;
    }
  | ThingChange;

type ThingChange = {
  readonly [S in Section]:
    | { readonly kind: 'add'; readonly section: S; readonly name: string; readonly thing: Thing<S> }
    | { readonly kind: 'replace'; readonly section: S; readonly name: string; readonly thing: Thing<S> }
    | { readonly kind: 'remove'; readonly section: S; readonly name: string };
}[Section];

/** The design after all changes, one after the other; it shares what they do not touch. */
export function applyChanges(design: Design, changes: readonly Change[]): Design {
  return changes.reduce(applyChange, design);
}

/** A change that names what is not there changes nothing. */
export function applyChange(design: Design, change: Change): Design {
  switch (change.kind) {
    case 'announce':
      return withThing(design, change.section, change.name, (thing) => ({
        ...thing,
        announce: [...(thing.announce ?? inherited(design, change.section, change.name)), ...change.announcements],
      }));
    case 'withdraw':
      return withThing(design, change.section, change.name, (thing) => {
        const before = thing.announce ?? inherited(design, change.section, change.name);
        const after = without(before, change.prefixes, change.covered === true);
        return after === before ? thing : { ...thing, announce: after };
      });
    case 'setPolicy':
      return setPolicy(design, change);
    case 'add':
    case 'replace':
      return addThing(design, change.section, change.name, change.thing);
    case 'remove':
      return removeThing(design, change.section, change.name);
    case 'tunnelUp':
    case 'connectionUp':
    case 'connectPeerUp':
    case 'customerGatewayUp':
    case 'routerUp':
    case 'virtualInterfaceUp':
    case 'directConnectLocationUp':
      return withSessionsUp(design, change);
    default:
      return withSessionsDown(design, change);
  }
}

type Announcing = { readonly announce: readonly Announcement[] | null; readonly policy: Policy };

function withThing(
  design: Design,
  section: PolicySection,
  name: string,
  turn: (thing: Announcing) => Announcing,
): Design {
  const things: Readonly<Record<string, Announcing>> = design[section];
  const thing = things[name];
  if (thing === undefined) return design;
  const turned = turn(thing);
  if (turned === thing) return design;
  const next = Object.assign(Object.create(null) as Record<string, Announcing>, things, { [name]: turned });
  return { ...design, [section]: next };
}

/** The announcements that hold on a thing, whether its own or inherited. */
export function announcedBy(design: Design, section: PolicySection, name: string): readonly Announcement[] {
  const things: Readonly<Record<string, Announcing>> = design[section];
  return things[name]?.announce ?? inherited(design, section, name);
}

/** What holds on a thing that announces nothing of its own. */
function inherited(design: Design, section: PolicySection, name: string): readonly Announcement[] {
  const ofRouter = (router: string | null | undefined): readonly Announcement[] =>
    design.routers[router ?? '']?.announce ?? [];
  if (section === 'customerGateways') return ofRouter(design.customerGateways[name]?.router);
  if (section === 'virtualInterfaces') return ofRouter(design.virtualInterfaces[name]?.router);
  const gateway =
    section === 'vpnConnections'
      ? design.customerGateways[design.vpnConnections[name]?.customerGateway ?? '']
      : undefined;
  return gateway?.announce ?? ofRouter(gateway?.router);
}

/** The same list when nothing in it is withdrawn. */
function without(
  announce: readonly Announcement[],
  prefixes: readonly Prefix[],
  covered: boolean,
): readonly Announcement[] {
  const named = new Set(prefixes.map(prefixKey));
  const gone = (each: Prefix): boolean =>
    named.has(prefixKey(each)) || (covered && prefixes.some((prefix) => covers(prefix, each)));
  const out: Announcement[] = [];
  let changed = false;
  for (const each of announce) {
    const left = [...each.prefixes].filter((prefix) => !gone(prefix));
    if (left.length === each.prefixes.size) out.push(each);
    else {
      changed = true;
      if (left.length > 0 || each.anonymous > 0) out.push({ ...each, prefixes: PrefixList.from(left) });
    }
  }
  return changed ? out : announce;
}

function setPolicy(design: Design, { section, name, tunnel, policy }: Extract<Change, { kind: 'setPolicy' }>): Design {
  if (tunnel === undefined)
    return withThing(design, section, name, (thing) => ({ ...thing, policy: { ...thing.policy, ...policy } }));
  const connection = section === 'vpnConnections' ? design.vpnConnections[name] : undefined;
  if (connection?.tunnels[tunnel] === undefined) return design;
  const tunnels = connection.tunnels.map((each, i) =>
    i === tunnel ? { ...each, policy: { ...each.policy, ...policy } } : each,
  );
  const vpnConnections = Object.assign(Object.create(null) as Design['vpnConnections'], design.vpnConnections, {
    [name]: { ...connection, tunnels },
  });
  return { ...design, vpnConnections };
}
