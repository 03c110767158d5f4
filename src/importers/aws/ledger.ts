/** What an import has to say beside the design itself: problems, notes on what is not modelled, and where each thing stands. */
import { sourceText, type SourceText } from '../../design/source-text.ts';
import type { DesignPath, Location, Problem } from '../../design/problem.ts';
import { byText } from './fields.ts';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface NotModelled {
  readonly subject: string;
  readonly what: string;
}

/** A thing stands where its id stands as the value of its id key. */
export interface Place {
  readonly file: SourceFile;
  readonly key: string;
  readonly id: string;
}

interface Note extends NotModelled {
  /** What it is about, for importers that find places by key; null: all of the input. */
  readonly key: string | null;
}

export interface Ledger {
  readonly problems: Problem[];
  readonly notes: Note[];
  /** By path into the design, joined with `/`. */
  readonly places: Map<string, Place>;
}

export function newLedger(): Ledger {
  return { problems: [], notes: [], places: new Map() };
}

/** A file as a subject: its name alone, so that an `ignore` entry or a baseline is about it wherever the export lies. */
export function noteFile(ledger: Ledger, path: string, what: string, within = ''): void {
  note(ledger, `${path.split(/[\\/]/).at(-1) ?? path}${within}`, what);
}

export function note(ledger: Ledger, subject: string, what: string, key: string | null = null): void {
  ledger.notes.push({ subject, what, key });
}

/** The first place stays: files come in order of their paths. */
export function setPlace(ledger: Ledger, path: DesignPath, place: Place): void {
  const key = path.join('/');
  if (!ledger.places.has(key)) ledger.places.set(key, place);
}

/** Excerpts stay out: the line may hold a secret, and the message names the field. */
export function problemAt(
  ledger: Ledger,
  message: string,
  at: Location | null,
  suggestion: string | null = null,
): void {
  ledger.problems.push({ message, at, excerpt: null, width: 1, suggestion });
}

export function locationOf(place: Place): Location {
  const { file, key, id } = place;
  return sourceOf(file).placeOf(idsIn(file).get(`${key} ${id}`) ?? 0);
}

export function locationAt(file: SourceFile, offset: number): Location {
  return sourceOf(file).placeOf(offset);
}

/** A file is asked for many places, so its lines and ids are found once. */
const sources = new WeakMap<SourceFile, SourceText>();
const ids = new WeakMap<SourceFile, ReadonlyMap<string, number>>();

function sourceOf(file: SourceFile): SourceText {
  const source = sources.get(file) ?? sourceText(file.path, file.text);
  sources.set(file, source);
  return source;
}

/** Offset of `"id"` where it first stands behind `"key":`. */
function idsIn(file: SourceFile): ReadonlyMap<string, number> {
  const known = ids.get(file);
  if (known !== undefined) return known;
  const found = new Map<string, number>();
  for (const match of file.text.matchAll(/"(\w{1,64})"\s{0,200}:\s{0,200}"([\w.:/-]{1,200})"/g)) {
    const [whole, key, id] = match;
    const name = `${key} ${id}`;
    if (!found.has(name)) found.set(name, match.index + whole.length - id!.length - 2);
  }
  ids.set(file, found);
  return found;
}

/** The place of the thing at a path of the design, or of its nearest ancestor that has one. */
export function locate(ledger: Ledger, path: DesignPath): Location | null {
  for (let length = path.length; length > 0; length--) {
    const place = ledger.places.get(path.slice(0, length).join('/'));
    if (place !== undefined) return locationOf(place);
  }
  return null;
}

/** Sorted and without repetitions. */
export function settledNotes(ledger: Ledger): NotModelled[] {
  return sortedNotes(ledger).map(({ subject, what }) => ({ subject, what }));
}

/** Keys in the order of the settled notes. */
export function settledNoteKeys(ledger: Ledger): (string | null)[] {
  return sortedNotes(ledger).map(({ key }) => key);
}

function sortedNotes(ledger: Ledger): Note[] {
  const unique = new Map<string, Note>();
  for (const entry of ledger.notes) {
    const words = `${entry.subject}\n${entry.what}`;
    // Said twice, the first has the place.
    if (!unique.has(words)) unique.set(words, entry);
  }
  return [...unique.values()].sort((a, b) => byText(a.subject, b.subject) || byText(a.what, b.what));
}

/** Sorted by place, then message, and without repetitions. */
export function settledProblems(ledger: Ledger): Problem[] {
  const unique = new Map(ledger.problems.map((problem) => [JSON.stringify([problem.at, problem.message]), problem]));
  return [...unique.values()].sort(
    (a, b) =>
      byText(a.at?.file ?? '', b.at?.file ?? '') ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
      byText(a.message, b.message),
  );
}
