/** The shape of a fact: what a source says, paraphrased, under a stable id. */

/** Something that AWS or an RFC says, with where it says so. */
export interface Fact {
  /** `F97` (a line of the AWS VPN FAQ) or an id such as `Q-VPN-IN-VGW`. */
  readonly id: string;
  /** The document. */
  readonly title: string;
  readonly says: string;
  /** documented, contradictory (AWS pages disagree), faq-only, reported by users, inferred, unknown. */
  readonly confidence: 'documented' | 'contradictory' | 'faq' | 'reported' | 'inferred' | 'unknown';
}
