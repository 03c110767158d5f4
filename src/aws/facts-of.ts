/** Rows of the fact register in short hand: facts of one document, and lines of the FAQ. */
import type { Fact } from './fact.ts';

export type FactRow = readonly [id: string, confidence: Fact['confidence'], says: string];

export function factsOf(title: string, rows: readonly FactRow[]): readonly Fact[] {
  return rows.map(([id, confidence, says]) => ({ id, title, says, confidence }));
}

export type FaqRow = readonly [line: number, confidence: Fact['confidence'], says: string];

/** `documented`: the user guides agree; `contradictory`: they say otherwise by now; `faq`: they are silent. */
export function faqLines(rows: readonly FaqRow[]): readonly Fact[] {
  return rows.map(([line, confidence, says]) => ({
    id: `F${line}`,
    title: `AWS VPN FAQ, line ${line}`,
    says,
    confidence,
  }));
}
