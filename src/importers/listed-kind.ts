/** What an importer does with one kind of object or resource: draw it, say that it is not modelled, or pass it over. */

export interface ListedKind {
  /** As the foreign format spells it. */
  readonly kind: string;
  readonly fate: 'read' | 'mentioned' | 'passed over';
  /** Of what is mentioned. */
  readonly why: string | null;
}
