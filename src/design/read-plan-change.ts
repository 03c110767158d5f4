/** One change of a plan, spelled for people, to changes of a design; names are those of the design as it is by then. */
import { announcedBy, type Change, type PolicySection } from './change.ts';
import { formatPrefix } from '../net/format-prefix.ts';
import { prefixKey } from '../net/prefix.ts';
import type { PlanChange } from './plan.ts';
import type { DesignPath } from './problem.ts';
import { readAnnouncements, readPolicy } from './read-announcements.ts';
import { readAddedThings, readRemovedThings } from './read-plan-things.ts';
import { present, soundPrefix, type NameTest, type Reading } from './reading.ts';
import { nearest } from './nearest.ts';
import {
  statusChanges,
  type ChangeDocument,
  type InlineAnnouncement,
  type SetPolicyDocument,
  type StatusChange,
  type TargetDocument,
  type WithdrawDocument,
} from './schema-plan.ts';
import type { Announcement, Design } from './vocabulary.ts';

export interface PlanReadingContext {
  readonly reading: Reading;
  /** Names of what was to be added and could not be read. */
  readonly suspect: Set<string>;
  /** Where the plan says what a thing is: `SECTION/NAME` to the paths in it, oldest first. */
  readonly origins: Map<string, DesignPath[]>;
}

export function readPlanChange(
  context: PlanReadingContext,
  given: ChangeDocument,
  path: DesignPath,
  now: Design,
): PlanChange[] {
  const { reading } = context;
  const keys = Object.keys(given) as (keyof ChangeDocument)[];
  const [key, other] = keys;
  if (key === undefined) {
    if (!reading.damaged(path)) reading.report(path, 'the change says nothing; it has one key, such as `tunnelDown`');
    return [];
  }
  if (other !== undefined) {
    const message = `a change has one key, and this has \`${key}\` and \`${other}\`; write them as two`;
    reading.report([...path, other], message, null, 'key');
    return [];
  }
  const at = [...path, key];
  switch (key) {
    case 'announce':
      return announce(reading, given.announce!, at, now);
    case 'withdraw':
      return withdraw(reading, given.withdraw!, at, now);
    case 'setPolicy':
      return setPolicy(reading, given.setPolicy!, at, now);
    case 'add':
    case 'replace':
      return readAddedThings(context, key, given[key]!, at, now);
    case 'remove':
      return readRemovedThings(reading, given.remove!, at, now);
    default:
      return statusChange(reading, key, given[key]!, at, now);
  }
}

function statusChange(reading: Reading, key: StatusChange, name: string, path: DesignPath, now: Design): PlanChange[] {
  const what = statusChanges[key].replace(/^an? | \(.*$/g, '');
  const known = (names: NameTest): boolean => reading.known(what, names, name, path);
  const inSection = (section: keyof Design): boolean => known(new Map(Object.entries(now[section] as object)));
  switch (key) {
    case 'tunnelDown':
    case 'tunnelUp':
    case 'maintenance': {
      const found = findTunnel(reading, what, name, path, now);
      if (found === null) return [];
      return [{ kind: key === 'maintenance' ? 'tunnelMaintenance' : key, ...found }];
    }
    case 'connectionDown':
    case 'connectionUp':
      return inSection('vpnConnections') ? [{ kind: key, connection: name }] : [];
    case 'connectPeerDown':
    case 'connectPeerUp': {
      const peers = connectPeers(now);
      return known(peers) ? [{ kind: key, ...peers.get(name)! }] : [];
    }
    case 'customerGatewayDown':
    case 'customerGatewayUp':
      return inSection('customerGateways') ? [{ kind: key, customerGateway: name }] : [];
    case 'virtualInterfaceDown':
    case 'virtualInterfaceUp':
      return inSection('virtualInterfaces') ? [{ kind: key, virtualInterface: name }] : [];
    case 'routerDown':
    case 'routerUp':
      return inSection('routers') ? [{ kind: key, router: name }] : [];
    case 'directConnectLocationDown':
    case 'directConnectLocationUp': {
      const locations = Object.values(now.virtualInterfaces).flatMap(({ location }) => location ?? []);
      return known(new Set(locations)) ? [{ kind: key, location: name }] : [];
    }
    case 'directConnectGatewayDown':
      return inSection('directConnectGateways') ? [{ kind: key, directConnectGateway: name }] : [];
    case 'vpnGatewayDown':
      return inSection('vpnGateways') ? [{ kind: key, vpnGateway: name }] : [];
    case 'transitGatewayDown':
      return inSection('transitGateways') ? [{ kind: key, transitGateway: name }] : [];
  }
}

function findTunnel(
  reading: Reading,
  what: string,
  name: string,
  path: DesignPath,
  now: Design,
): { connection: string; tunnel: number } | null {
  const tunnels = new Map<string, { connection: string; tunnel: number }>();
  for (const [connection, { tunnels: all }] of Object.entries(now.vpnConnections)) {
    for (const [tunnel, { id }] of all.entries()) tunnels.set(`${connection}/${id}`, { connection, tunnel });
  }
  const connection = now.vpnConnections[name];
  if (connection !== undefined) {
    reading.report(
      path,
      `\`${name}\` is a VPN connection; name one of its tunnels`,
      `${name}/${connection.tunnels[0]?.id ?? 'tunnel-1'}`,
    );
    return null;
  }
  return reading.known(what, tunnels, name, path) ? tunnels.get(name)! : null;
}

function connectPeers(now: Design): Map<string, { transitGateway: string; attachment: string; peer: string }> {
  const peers = new Map<string, { transitGateway: string; attachment: string; peer: string }>();
  for (const [transitGateway, { attachments }] of Object.entries(now.transitGateways)) {
    for (const [attachment, each] of Object.entries(attachments)) {
      if (each.kind !== 'connect') continue;
      for (const peer of Object.keys(each.peers))
        peers.set(`${attachment}/${peer}`, { transitGateway, attachment, peer });
    }
  }
  return peers;
}

const sectionOf = {
  customerGateway: ['customerGateways', 'customer gateway'],
  router: ['routers', 'router'],
  virtualInterface: ['virtualInterfaces', 'virtual interface'],
  vpnConnection: ['vpnConnections', 'VPN connection'],
} as const satisfies Record<keyof TargetDocument, readonly [PolicySection, string]>;
const targetKeys = Object.keys(sectionOf) as (keyof TargetDocument)[];

function findTarget(
  reading: Reading,
  given: TargetDocument,
  path: DesignPath,
  now: Design,
): { section: PolicySection; name: string } | null {
  const [key, other] = (Object.keys(given) as (keyof TargetDocument)[]).filter(
    (each) => targetKeys.includes(each) && given[each] !== undefined,
  );
  if (key === undefined) {
    const wanted = `\`${targetKeys.slice(0, -1).join('`, `')}\` or \`${targetKeys.at(-1)}\``;
    if (!reading.damaged(path)) reading.report(path, `it does not say where: ${wanted} is missing`, null, 'key');
    return null;
  }
  if (other !== undefined) {
    reading.report([...path, other], `it says where twice, \`${key}\` and \`${other}\``, null, 'key');
    return null;
  }
  const [section, what] = sectionOf[key];
  const name = given[key]!;
  const things: Readonly<Record<string, unknown>> = now[section];
  return reading.known(what, new Map(Object.entries(things)), name, [...path, key]) ? { section, name } : null;
}

const itemKeys = [
  'prefix',
  'from',
  'length',
  'count',
  'start',
  'file',
  'asPath',
  'med',
  'communities',
  'origin',
] as const;

/** The announcements of a change: `prefixes` as in a design, or one announcement spelled beside the target. */
function spelled(reading: Reading, given: InlineAnnouncement, path: DesignPath): Announcement[] | null {
  const inline = itemKeys.filter((key) => given[key] !== undefined);
  const { prefixes } = given;
  const list = typeof prefixes === 'string' ? [prefixes] : prefixes;
  const plain = list?.every((item) => typeof item === 'string' || item === undefined) ?? true;
  if (inline.length === 0) {
    if (list !== undefined) return readAnnouncements(reading, list, [...path, 'prefixes']);
    if (!reading.damaged(path))
      reading.report(path, 'it does not say which prefixes: `prefixes` is missing', null, 'key');
    return null;
  }
  if (!plain) {
    reading.report(
      [...path, inline[0]!],
      `\`${inline[0]}\` goes into the items of \`prefixes\`, where they are not bare prefixes`,
      null,
      'key',
    );
    return null;
  }
  const item = Object.fromEntries(inline.map((key) => [key, given[key]]));
  const whole = list === undefined ? item : { ...item, prefixes: list };
  // The reader of lists counts items; this one item stands in no list.
  const unlisted = (each: DesignPath): DesignPath => [...path, ...each.slice(path.length + 1)];
  const inner: Reading = {
    ...reading,
    report: (each, ...rest) => reading.report(unlisted(each), ...rest),
    damaged: (each) => reading.damaged(unlisted(each)),
    lineOf: (each) => reading.lineOf(unlisted(each)),
    fileOf: (each) => reading.fileOf(unlisted(each)),
  };
  return readAnnouncements(
    inner,
    [whole as Exclude<Parameters<typeof readAnnouncements>[1], string | undefined>[number]],
    path,
  );
}

function announce(reading: Reading, given: InlineAnnouncement, path: DesignPath, now: Design): Change[] {
  const target = findTarget(reading, given, path, now);
  const announcements = spelled(reading, given, path);
  if (target === null || announcements === null || announcements.length === 0) return [];
  return [{ kind: 'announce', ...target, announcements }];
}

function withdraw(reading: Reading, given: WithdrawDocument, path: DesignPath, now: Design): Change[] {
  const target = findTarget(reading, given, path, now);
  const announcements = spelled(reading, given, path);
  if (target === null || announcements === null) return [];
  const prefixes = announcements.flatMap((each) => [...each.prefixes]);
  if (given.covered === true) return [{ kind: 'withdraw', ...target, prefixes, covered: true }];
  const announced = new Map(
    announcedBy(now, target.section, target.name).flatMap((each) =>
      [...each.prefixes].map((prefix) => [prefixKey(prefix), prefix] as const),
    ),
  );
  const list = typeof given.prefixes === 'string' ? [given.prefixes] : given.prefixes;
  const spelledOut = [...present(list)].flatMap(([item, i]) =>
    typeof item === 'string' ? [[soundPrefix(item), [...path, 'prefixes', i]] as const] : [],
  );
  for (const [prefix, at] of spelledOut) {
    if (announced.has(prefixKey(prefix))) continue;
    const candidates = [...announced.values()].slice(0, 5000).map(formatPrefix);
    const text = formatPrefix(prefix);
    reading.report(at, `\`${target.name}\` does not announce ${text} by then`, nearest(text, candidates));
  }
  if (spelledOut.length < prefixes.length && !prefixes.some((prefix) => announced.has(prefixKey(prefix)))) {
    reading.report(path, `\`${target.name}\` announces none of these prefixes by then`, null, 'key');
  }
  return [{ kind: 'withdraw', ...target, prefixes }];
}

function setPolicy(reading: Reading, given: SetPolicyDocument, path: DesignPath, now: Design): Change[] {
  const { tunnel, customerGateway, router, virtualInterface, vpnConnection, ...wanted } = given;
  const elsewhere = targetKeys.find((key) => given[key] !== undefined);
  if (tunnel !== undefined && elsewhere !== undefined) {
    reading.report([...path, elsewhere], `it says where twice, \`tunnel\` and \`${elsewhere}\``, null, 'key');
    return [];
  }
  const read = readPolicy(wanted);
  const policy = Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null));
  if (Object.keys(policy).length === 0 && !reading.damaged(path)) {
    reading.report(
      path,
      'the policy sets nothing: name `prepend`, `med`, `localPreference`, `communities`, `announceOnly` or `acceptOnly`',
      null,
      'key',
    );
  }
  if (tunnel !== undefined) {
    const found = findTunnel(reading, 'tunnel', tunnel, [...path, 'tunnel'], now);
    return found === null
      ? []
      : [{ kind: 'setPolicy', section: 'vpnConnections', name: found.connection, tunnel: found.tunnel, policy }];
  }
  const target = findTarget(reading, { customerGateway, router, virtualInterface, vpnConnection }, path, now);
  return target === null ? [] : [{ kind: 'setPolicy', ...target, policy }];
}
