/** What is wrong with an input, and where: data, so that every problem can be shown at once. */

/** A place in an input file; line and column count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with an input. */
export interface Problem {
  readonly message: string;
  readonly at: Location | null;
  /** The source line the caret stands under; null when there is none to show. Never holds a secret. */
  readonly excerpt: string | null;
  /** Width of the caret in columns, at least 1. */
  readonly width: number;
  /** What to write instead, when a good guess exists. */
  readonly suggestion: string | null;
}

/** A path into a design: keys and list indexes, such as ['vpnConnections', 'vpn-dc1', 'tunnels', 0]. */
export type DesignPath = readonly (string | number)[];

/** Finds the place of a thing in the files it was read from; the nearest known ancestor when it has none itself. */
export type Locate = (path: DesignPath) => Location | null;
