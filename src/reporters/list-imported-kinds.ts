/** What the importers know by name, as a listing. */
import type { Listing } from './listing.ts';

interface ImportedKind {
  readonly format: string;
  readonly kind: string;
  readonly fate: string;
  readonly why: string | null;
}

/** The kinds of resources as a listing. */
export function listImportedKinds(kinds: readonly ImportedKind[]): Listing {
  return {
    name: 'kinds',
    title: 'What importers know by name',
    columns: ['format', 'kind', 'what becomes of it'],
    rows: kinds.map((each) => ({
      cells: [each.format, each.kind, each.why === null ? each.fate : `${each.fate}: ${each.why}`],
      details: [],
      data: each,
    })),
  };
}
