/**
 * A file that tells what a router announces, in any of the formats below announced/, to announcements. The
 * format is recognised by content. What is left out or decided on the way is a note; what makes the file
 * unusable is a problem with its line and column, or, in a binary file, its offset in bytes.
 */
import { nearest } from '../design/nearest.ts';
import type { Problem } from '../design/problem.ts';
import type { Announcement } from '../design/vocabulary.ts';
import { formatAddress } from '../net/format-prefix.ts';
import { parseAddress } from '../net/parse-prefix.ts';
import type { AnnouncedFormat, ReadingProblem } from './announced/announced-format.ts';
import { bird } from './announced/read-bird.ts';
import { ciscoTable } from './announced/read-cisco-table.ts';
import { frrJson } from './announced/read-frr-json.ts';
import { junosJson } from './announced/read-junos-json.ts';
import { junosTable } from './announced/read-junos-table.ts';
import { mrt } from './announced/read-mrt.ts';
import { prefixList } from './announced/read-prefix-list.ts';
import { RouteCollector } from './announced/route-collector.ts';

/** The first that recognises a file reads it. */
const formats: readonly AnnouncedFormat[] = [mrt, junosJson, frrJson, bird, ciscoTable, junosTable, prefixList];

/** Formats that announcements are read from, as `#format=ID` names them. */
export const announcedFormatIds: readonly string[] = formats.map(({ id }) => id);

/** A file with announcements, and what was said of it. */
export interface AnnouncedFile {
  /** For problems. */
  readonly path: string;
  /** Unpacked; text is UTF-8. */
  readonly bytes: Uint8Array;
  /** One of `announcedFormatIds`; null: recognise it. */
  readonly format?: string | null;
  /** The address of the one peer whose routes are wanted; null: all. */
  readonly peer?: string | null;
}

/** Announcements read, what was left out, and what was wrong. */
export interface AnnouncedImport {
  /** Better paths first; each prefix stands in one of them. */
  readonly announcements: readonly Announcement[];
  readonly problems: readonly Problem[];
  /** Clauses on what was left out or decided. */
  readonly notes: readonly string[];
  /** The AS that the file says it is from; null: it says nothing. */
  readonly localAs: number | null;
  /** Paths lack the router's own AS, and nothing tells which it is: it comes in front of one that begins with it too. */
  readonly lacksOwnAs: boolean;
}

/** Enough to get past what was captured before the output proper. */
const startBytes = 1 << 18;
const mostProblems = 100;

/** What a router announces, from what a router or a collector printed or dumped; the content tells the format. */
export function importAnnounced({ path, bytes, format = null, peer = null }: AnnouncedFile): AnnouncedImport {
  const start = bytes.subarray(0, startBytes);
  const text = new TextDecoder().decode(start);
  const chosen = formats.find(({ id, recognises }) =>
    format === null ? recognises({ bytes: start, text }) : id === format,
  );
  const wantedPeer = peer === null ? null : parseAddress(peer);
  const refuse = (message: string, suggestion: string | null = null): AnnouncedImport => ({
    announcements: [],
    problems: [{ message: `${path}: ${message}`, at: null, excerpt: null, width: 1, suggestion }],
    notes: [],
    localAs: null,
    lacksOwnAs: false,
  });
  if (chosen === undefined) {
    return refuse(
      `there is no format \`${format}\`, but ${announcedFormatIds.join(', ')}`,
      nearest(format ?? '', announcedFormatIds),
    );
  }
  if (wantedPeer?.ok === false)
    return refuse(`the peer ${peer} is no address: ${wantedPeer.why}`, wantedPeer.suggestion);
  if (peer !== null && chosen !== mrt) return refuse(`\`#peer=\` is for MRT, and this is read as ${chosen.title}`);

  const routes = new RouteCollector();
  const problems: Problem[] = [];
  const notes = new Map<string, number | null>();
  let problemCount = 0;
  let localAs: number | null = null;
  chosen.read(bytes, {
    routes,
    peer: wantedPeer === null ? null : formatAddress(wantedPeer.value),
    problem: (problem) => {
      if (problemCount++ < mostProblems) problems.push(placed(path, problem));
    },
    note: (what, count) => {
      notes.set(what, count === undefined ? null : (notes.get(what) ?? 0) + count);
    },
    localAs: (asn) => (localAs = asn),
  });
  if (problemCount > mostProblems) {
    const message = `${path}: ${problemCount - mostProblems} further problems of this kind`;
    problems.push({ message, at: null, excerpt: null, width: 1, suggestion: null });
  }
  const { announcements, withoutBest } = routes.finish();
  if (withoutBest > 0) notes.set('prefixes without a best path are not announced', withoutBest);
  if (announcements.length === 0) notes.set('it holds no route, so nothing is announced', null);
  return {
    announcements,
    problems,
    notes: [...notes].map(([what, count]) => (count === null ? what : `${what} (${count})`)).sort(),
    localAs,
    lacksOwnAs: chosen.lacksOwnAs ?? false,
  };
}

function placed(path: string, { message, where, suggestion = null }: ReadingProblem): Problem {
  if ('offset' in where) {
    return { message: `${path}: at byte ${where.offset}: ${message}`, at: null, excerpt: null, width: 1, suggestion };
  }
  const { line, column, width, excerpt } = where;
  return { message, at: { file: path, line, column }, excerpt, width, suggestion };
}
