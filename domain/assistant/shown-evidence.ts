import type { AnswerEvidence, EvidencePassage, KeptEvidence } from './evidence.ts';

/** What became of a passage since an answer was written from it. */
export type PassageSince = 'same' | 'changed' | 'gone';

/** What an answer rests on, as agents see it. */
export interface ShownEvidence
  extends Omit<AnswerEvidence, 'passages' | 'language'>, Pick<KeptEvidence, 'reason' | 'attempts'> {
  passages: (EvidencePassage & { cited: boolean; since: PassageSince })[];
  /** The customer's thumb; null: they said nothing. */
  helpful: boolean | null;
}
