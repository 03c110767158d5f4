/**
 * The small door beside index.ts: what work on plain lists of prefixes takes, without all that is there for
 * designs. A million prefixes are aggregated in the time in which the rest of the library would load.
 */
export { prefixListPieces } from './net/prefix-list-text.ts';
export { parsePrefix } from './net/parse-prefix.ts';
export { fitList } from './plan/fit/fit-list.ts';
export { readLists } from './plan/fit/read-lists.ts';
