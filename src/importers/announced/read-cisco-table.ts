/**
 * The table that Cisco IOS, IOS XE, IOS XR, NX-OS and FRR print for `show ip bgp` and `show ip bgp neighbors
 * … advertised-routes`. Columns are told by the header: networks begin under theirs, numbers end under
 * theirs. A blank network is the one above; a long network or next hop pushes the rest to the next line.
 * Of several routes the best (`>`) is taken. The own AS is not among those printed; only FRR names it.
 */
import type { AnnouncedFormat, AnnouncedReading } from './announced-format.ts';
import { CiscoRow, type CiscoColumns } from './cisco-row.ts';
import type { RouteGroup } from './route-collector.ts';
import { excerptOf, expandTabs, isPager, isPrompt, textLines } from './text-lines.ts';

export const ciscoTable: AnnouncedFormat = {
  id: 'cisco',
  title: 'a table of `show ip bgp`',
  recognises: ({ text }) => header.test(text),
  read: readTable,
};

const header = /^\s*Network\s+Next Hop\s+Metric\s+LocPrf\s+Weight\s+Path\s*$/m;

function readTable(bytes: Uint8Array, reading: AnnouncedReading): void {
  let columns: CiscoColumns | null = null;
  let row: CiscoRow | null = null;
  let network = '';
  let localAs: number | null = null;
  const known = new Map<string, RouteGroup>();
  const close = (): void => {
    if (row === null) return;
    network = row.finish(network, localAs, known, reading);
    row = null;
  };
  for (const { number, text } of textLines(bytes)) {
    const line = expandTabs(text).trimEnd();
    // Nearly every line is a row like this; the questions below are for the others.
    if (columns !== null && isPlainRow(line, columns.network)) {
      close();
      row = new CiscoRow(columns, line.slice(0, columns.network), line, number);
      continue;
    }
    if (header.test(line)) {
      close();
      columns = columnsOf(line);
      network = '';
      known.clear();
      continue;
    }
    // What stands before a table explains it, or is something else that was captured along with it.
    const own = /local AS (\d+)/.exec(line);
    if (own !== null) {
      close();
      known.clear();
      reading.localAs((localAs = Number(own[1])));
    }
    if (columns === null) continue;
    if (line === '' || isPager(line)) continue;
    if (around.test(line) || isPrompt(line)) {
      close();
      continue;
    }
    if (/^\s*Route Distinguisher/.test(line)) {
      close();
      reading.note('routes of VRFs are taken like others');
      continue;
    }
    const status = line.slice(0, columns.network);
    if (status.trim() === '') {
      if (row !== null) row.more(line, number);
      else report(reading, number, text);
      continue;
    }
    close();
    if (statusCodes.test(status)) row = new CiscoRow(columns, status, line, number);
    else report(reading, number, text);
  }
  close();
}

function isPlainRow(line: string, networkAt: number): boolean {
  const star = line.indexOf('*');
  return star >= 0 && star < networkAt && statusCodes.test(line.slice(0, networkAt));
}

function report(reading: AnnouncedReading, line: number, text: string): void {
  const message = 'this is no row of the table';
  reading.problem({ message, where: { line, column: 1, width: 1, excerpt: excerptOf(text) } });
}

/** `*>`, `*>i`, `* i`, `s>`, ` r>`, NX-OS `*>e`, `*|e`, and the RPKI codes V, I and N. */
const statusCodes = /^[\s*>=|<sdhrSRimbfxacCtLNVIelIp&@+-]+$/;

/** Lines that come before and after a table. */
const around =
  /^(?:\s*(?:Total number of|Displayed|Processed|There (?:are|is)|BGP (?:table version|routing table|router identifier)|Default local pref|local AS|Status|Origin codes|Nexthop codes|RPKI|Path type|Peer \S+ routes for|VRF|Address family|Non-stop|Table ID|Last route|Output delay|The (?:BGP|following)|For address family|[a-zA-Z]-? ?(?:internal|RIB-failure|suppressed)))|^\s{10,}(?:i internal|r RIB|x best-external|S Stale|a additional|t secondary|c RIB|L long)/;

function columnsOf(line: string): CiscoColumns {
  const endOf = (word: string): number => line.indexOf(word) + word.length;
  return {
    network: line.indexOf('Network'),
    nextHop: line.indexOf('Next Hop'),
    metric: endOf('Metric'),
    localPreference: endOf('LocPrf'),
    weight: endOf('Weight'),
  };
}
