/**
 * What a reader of announcements is: it recognises its format by the beginning of a file and puts every
 * route it finds into a collector. Readers never throw, and what they leave out they report or note.
 */
import type { RouteCollector } from './route-collector.ts';

export interface AnnouncedFormat {
  /** As `#format=` names it. */
  readonly id: string;
  /** `FRR's JSON`: stands in a sentence. */
  readonly title: string;
  /** Paths stand there without the router's own AS, which is not named and comes in front of prepends too. */
  readonly lacksOwnAs?: true;
  readonly recognises: (start: FileStart) => boolean;
  readonly read: (bytes: Uint8Array, reading: AnnouncedReading) => void;
}

/** The beginning of a file, as bytes and as text; what is no UTF-8 in it is replaced. */
export interface FileStart {
  readonly bytes: Uint8Array;
  readonly text: string;
}

export interface AnnouncedReading {
  readonly routes: RouteCollector;
  /** The one peer whose routes are wanted, canonical; null: those of all. Only MRT tells peers apart. */
  readonly peer: string | null;
  /** What makes the file unusable. */
  readonly problem: (problem: ReadingProblem) => void;
  /** A clause on what was left out or decided, said once with how often: `AS_SETs count as one AS`. */
  readonly note: (what: string, count?: number) => void;
  /** The AS the file says it is from. */
  readonly localAs: (asn: number) => void;
}

/** `where` is a line and column from 1 of a text, or an offset in bytes from 0. */
export interface ReadingProblem {
  readonly message: string;
  readonly where:
    | { readonly line: number; readonly column: number; readonly width: number; readonly excerpt: string | null }
    | { readonly offset: number };
  readonly suggestion?: string | null;
}
