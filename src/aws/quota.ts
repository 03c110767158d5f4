/** The shape of a quota: every number a rule compares with stands in a row, with its source and date. */
import type { ProfileName } from '../design/vocabulary.ts';

/** A limit of AWS, with its value in each profile and its source. */
export interface Quota {
  /** `service.noun-phrase`. */
  readonly id: string;
  readonly title: string;
  readonly unit: 'routes' | 'prefixes' | 'objects' | 'Mbps' | 'packets/s' | 'bytes' | 'ports';
  /** What the number is a number per: a session and family, a gateway, a region … */
  readonly scope: string;
  /** Value per profile; null: that source names no such limit. */
  readonly value: Readonly<Record<ProfileName, number | null>>;
  readonly adjustable: boolean;
  /** Highest value it can be raised to, when a source names one. */
  readonly maximum: number | null;
  /** Fact ids (facts.ts) the values rest on. */
  readonly facts: readonly string[];
  /** ISO date (or year) of the source. */
  readonly asOf: string;
}

/** A quota as it holds for one design. */
export interface QuotaInForce {
  readonly quota: Quota;
  /** Null: no limit known. */
  readonly value: number | null;
  /** The value was set by the design or a flag. */
  readonly overridden: boolean;
}
