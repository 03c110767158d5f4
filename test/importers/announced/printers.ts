/**
 * Small printers of the formats in which routers say what they announce, written from the vendors' output
 * and the RFCs, not from the readers. A decoy beside a route is a path that is not in use.
 */
import type { Origin } from '../../../src/bgp/attributes.ts';
import { formatPrefix } from '../../../src/net/format-prefix.ts';
import type { Prefix } from '../../../src/net/prefix.ts';

export interface Route {
  readonly prefix: Prefix;
  readonly asPath: readonly number[];
  readonly origin: Origin;
  readonly med: number | null;
  /** `asn:value`. */
  readonly communities: readonly string[];
  /** A path that is not in use; null: none. */
  readonly decoy: readonly number[] | null;
}

const code = { igp: 'i', egp: 'e', incomplete: '?' } as const;
const word = { igp: 'IGP', egp: 'EGP', incomplete: 'incomplete' } as const;
const nextHopFor = (prefix: Prefix): string => (prefix.family === 'ipv4' ? '198.51.100.7' : '2001:db8:ffff:ffff::7');

export function printFrrTable(routes: readonly Route[]): string {
  const path = (asPath: readonly number[], { prefix, origin, med }: Route, best: boolean): object => ({
    valid: true,
    ...(best ? { bestpath: true } : {}),
    pathFrom: 'external',
    network: formatPrefix(prefix),
    ...(med === null ? {} : { metric: med }),
    weight: 0,
    path: asPath.join(' '),
    origin: word[origin],
    nexthops: [{ ip: nextHopFor(prefix), used: true }],
  });
  const entries = routes.map((route) => {
    const paths = [...(route.decoy === null ? [] : [path(route.decoy, route, false)]), path(route.asPath, route, true)];
    return `${JSON.stringify(formatPrefix(route.prefix)).replace('/', '\\/')}: ${JSON.stringify(paths)}`;
  });
  return `{\n "vrfId": 0,\n "routerId": "192.0.2.1",\n "routes": { ${entries.join('\n,')}\n }  }\n`;
}

export function printFrrAdvertised(routes: readonly Route[]): string {
  const advertisedRoutes = Object.fromEntries(
    routes.map(({ prefix, asPath, origin, med }) => [
      formatPrefix(prefix),
      {
        addrPrefix: formatPrefix(prefix).split('/')[0],
        prefixLen: prefix.length,
        ...(med === null ? {} : { metric: med }),
        weight: 32768,
        path: asPath.join(' '),
        bgpOriginCode: code[origin],
        appliedStatusSymbols: { '*': true, '>': true },
      },
    ]),
  );
  return JSON.stringify({ bgpTableVersion: 8, advertisedRoutes, totalPrefixCounter: routes.length }, null, 2);
}

export function printBird(routes: readonly Route[]): string {
  const lines = ['BIRD 2.0.12 ready.', 'Table master4:'];
  for (const { prefix, asPath, origin, med, communities, decoy } of routes) {
    lines.push(
      `${formatPrefix(prefix).padEnd(20)} unicast [peer0 2026-11-24 from 192.0.2.9] * (100) [AS${asPath.at(-1) ?? 65000}i]`,
    );
    lines.push(
      '\tvia 192.0.2.9 on eth0',
      '\tType: BGP univ',
      `\tBGP.origin: ${origin === 'incomplete' ? 'Incomplete' : word[origin]}`,
    );
    lines.push(`\tBGP.as_path: ${asPath.join(' ')}`, `\tBGP.next_hop: ${nextHopFor(prefix)}`);
    if (med !== null) lines.push(`\tBGP.med: ${med}`);
    lines.push('\tBGP.local_pref: 100');
    if (communities.length > 0)
      lines.push(`\tBGP.community: ${communities.map((each) => `(${each.replace(':', ',')})`).join(' ')}`);
    if (decoy !== null) {
      lines.push(`${' '.repeat(20)} unicast [peer1 2026-11-24] (100) [AS65001?]`, '\tvia 192.0.2.10 on eth0');
      lines.push('\tType: BGP univ', '\tBGP.origin: IGP', `\tBGP.as_path: ${decoy.join(' ')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

interface CiscoLayout {
  readonly header: string;
  readonly status: (best: boolean) => string;
  readonly classful: boolean;
}

export const ios: CiscoLayout = {
  header: '     Network          Next Hop            Metric LocPrf Weight Path',
  status: (best) => (best ? ' *>  ' : ' *   '),
  classful: true,
};

export const nxos: CiscoLayout = {
  header: '   Network            Next Hop            Metric     LocPrf     Weight Path',
  status: (best) => (best ? '*>e' : '* e'),
  classful: false,
};

/** Columns begin under the header's words, numbers end under them; what is too long pushes the rest to a new line. */
export function printCisco(routes: readonly Route[], { header, status, classful }: CiscoLayout): string {
  const nextHopAt = header.indexOf('Next Hop');
  const ends = ['Metric', 'LocPrf', 'Weight'].map((name) => header.indexOf(name) + name.length);
  const lines = [
    'BGP table version is 7, local router ID is 192.0.2.1',
    'Status codes: s suppressed, d damped, * valid, > best',
    '',
    header,
  ];
  const row = (network: string, asPath: readonly number[], { prefix, origin, med }: Route, best: boolean): void => {
    let line = status(best) + network;
    const fits = (column: number): void => {
      if (line.length >= column) {
        lines.push(line);
        line = '';
      }
      line = line.padEnd(column);
    };
    fits(nextHopAt);
    line += nextHopFor(prefix);
    for (const [i, value] of [med === null ? '' : String(med), '', '0'].entries()) {
      if (value === '') continue;
      fits(ends[i]! - value.length);
      line += value;
    }
    lines.push(`${line} ${[...asPath, code[origin]].join(' ')}`);
  };
  for (const route of routes) {
    const network = classful ? classfulText(route.prefix) : formatPrefix(route.prefix);
    if (route.decoy !== null) row(network, route.decoy, route, false);
    // Of the second path to a network the network is blank.
    row(route.decoy === null ? network : '', route.asPath, route, true);
  }
  return `${lines.join('\r\n')}\r\n\r\nTotal number of prefixes ${routes.length}\r\n`;
}

function classfulText(prefix: Prefix): string {
  const text = formatPrefix(prefix);
  const first = prefix.a >>> 24;
  const natural = first < 128 ? 8 : first < 192 ? 16 : first < 224 ? 24 : -1;
  const isDefault = text === '0.0.0.0/0';
  const hides = prefix.family === 'ipv4' && (isDefault || (prefix.length === natural && prefix.a !== 0));
  return hides ? text.slice(0, text.indexOf('/')) : text;
}

export function printJunosJson(routes: readonly Route[]): string {
  const data = (value: string): object[] => [{ data: value }];
  const entry = (asPath: readonly number[], { prefix, origin, med, communities }: Route, active: boolean): object => ({
    ...(active ? { 'active-tag': data('*') } : {}),
    'protocol-name': data('BGP'),
    nh: [{ to: data(nextHopFor(prefix)) }],
    ...(med === null ? {} : { med: data(String(med)) }),
    'local-preference': data('100'),
    'as-path': data(`${asPath.join(' ')} ${code[origin].toUpperCase()}`.trim()),
    ...(communities.length === 0 ? {} : { communities: [{ community: communities.map((each) => ({ data: each })) }] }),
  });
  const rt = routes.map((route) => ({
    attributes: { 'junos:style': 'brief' },
    'rt-destination': data(formatPrefix(route.prefix)),
    'rt-entry': [entry(route.asPath, route, true), ...(route.decoy === null ? [] : [entry(route.decoy, route, false)])],
  }));
  return JSON.stringify({ 'route-information': [{ 'route-table': [{ 'table-name': data('inet.0'), rt }] }] }, null, 1);
}

export function printJunosAdvertised(routes: readonly Route[]): string {
  const lines = ['', 'inet.0: 12 destinations, 13 routes (12 active, 0 holddown, 0 hidden)'];
  lines.push('  Prefix\t\t  Nexthop\t       MED     Lclpref    AS path');
  for (const { prefix, asPath, origin, med } of routes) {
    let line = `* ${formatPrefix(prefix)}`;
    if (line.length > 25) {
      lines.push(line);
      line = '';
    }
    line = `${line.padEnd(26)}${(prefix.family === 'ipv4' ? 'Self' : nextHopFor(prefix)).padEnd(20)} `;
    lines.push(
      `${line}${String(med ?? '').padEnd(7)} ${'100'.padEnd(10)} ${[...asPath, code[origin].toUpperCase()].join(' ')}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

export function printJunosRoutes(routes: readonly Route[]): string {
  const lines = [
    '',
    'inet.0: 12 destinations, 13 routes (12 active, 0 holddown, 0 hidden)',
    '+ = Active Route, - = Last Active, * = Both',
    '',
  ];
  for (const { prefix, asPath, origin, med, decoy } of routes) {
    let line = formatPrefix(prefix);
    if (line.length > 18) {
      lines.push(line);
      line = '';
    }
    const metric = med === null ? '' : `MED ${med}, `;
    lines.push(`${line.padEnd(19)}*[BGP/170] 1w2d 03:04:05, ${metric}localpref 100`);
    lines.push(
      `${' '.repeat(22)}AS path: ${[...asPath, code[origin].toUpperCase()].join(' ')}, validation-state: unverified`,
    );
    lines.push(`${' '.repeat(20)}> to 192.0.2.9 via ge-0/0/0.0`);
    if (decoy !== null) {
      lines.push(
        `${' '.repeat(20)}[BGP/170] 00:00:05, localpref 90`,
        `${' '.repeat(22)}AS path: ${[...decoy, 'I'].join(' ')}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
