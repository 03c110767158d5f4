/** The answer to how many connections a rate takes: the number, why, and what is good to know beside it. */
import type { EncryptionCost } from './encryption-cost.ts';
import type { FlowHash, OverloadChance } from './overload.ts';
import type { Ports } from './ports.ts';
import { wantedOf, type Question, type Reason } from './question.ts';

/** What it takes, or why it cannot be had. */
export interface Answer {
  readonly wanted: { readonly mbps: number; readonly packets: number };
  /** Null: impossible, and the last reason says why. */
  readonly needs: Needs | null;
  /** What to do where it is impossible; null: nothing that is known. */
  readonly instead: string | null;
  readonly reasons: readonly Reason[];
  /** What does not decide, and is good to know. */
  readonly notes: readonly Reason[];
  readonly encryption: EncryptionCost | null;
  readonly spread: FlowSpread | null;
  /** Ids. */
  readonly quotas: readonly string[];
  readonly assumptions: readonly string[];
}

export interface Needs {
  /** VPN connections, or Connect peers. */
  readonly connections: number;
  /** Over which traffic is spread when nothing is lost: one on a virtual private gateway. */
  readonly tunnels: number;
  /** That have to be left. */
  readonly tunnelsLeft: number;
  readonly carriesMbps: number;
  readonly carriesPackets: number;
  /** Direct Connect ports below them; null: none are asked about. */
  readonly ports: Ports | null;
}

export interface FlowSpread {
  readonly risk: number;
  readonly hash: FlowHash;
  /** With the tunnels that the rate alone asks for; in a design, with those that are used. */
  readonly now: OverloadChance;
  /** The fewest tunnels that keep to the risk; null: no number does. */
  readonly least: OverloadChance | null;
}

/** An answer as it is found, reason by reason. */
export class AnswerBuilder {
  readonly question: Question;
  readonly wanted: Answer['wanted'];
  readonly reasons: Reason[] = [];
  readonly notes: Reason[] = [];
  readonly quotas: string[] = [];
  readonly assumptions: string[] = [];
  encryption: EncryptionCost | null = null;
  spread: FlowSpread | null = null;

  constructor(question: Question) {
    this.question = question;
    this.wanted = wantedOf(question);
  }

  because(says: string, facts: readonly string[]): void {
    this.reasons.push({ says, facts });
  }

  note(says: string, facts: readonly string[]): void {
    this.notes.push({ says, facts });
  }

  possible(needs: Needs): Answer {
    return this.#answer(needs, null);
  }

  impossible(says: string, facts: readonly string[], instead: string | null): Answer {
    this.because(says, facts);
    return this.#answer(null, instead);
  }

  #answer(needs: Needs | null, instead: string | null): Answer {
    const { wanted, reasons, notes, encryption, spread, quotas, assumptions } = this;
    return { wanted, needs, instead, reasons, notes, encryption, spread, quotas, assumptions };
  }
}
