/** Why a mail is sent that no human wrote. */
export type AutomaticPurpose = 'answer' | 'acknowledgement' | 'rating' | 'rule';

const HOUR_MS = 3_600_000;

/** A second wall behind every judgement of single mails: whatever two machines say to each other, it ends here. */
export const AUTOMATIC_BUDGETS = {
  /** More than one “we got it” a day tells nobody anything. */
  acknowledgement: { most: 1, withinMs: 24 * HOUR_MS },
  /** A person who asks six things within three hours is better served by a person. */
  address: { most: 6, withinMs: 3 * HOUR_MS },
  /** Far above what people ask by mail; a flood of forged senders would make a spammer of the project. */
  project: { most: 200, withinMs: HOUR_MS },
} as const;

/** What was already sent, within each budget's time. */
export interface AutomaticCounts {
  acknowledgements: number;
  toAddress: number;
  ofProject: number;
  /** The address wrote to this conversation itself, and its domain vouched for that. */
  verified: boolean;
}

/** Why an automatic mail may not leave, in words for agents; null when it may. */
export function automaticRefusal(purpose: AutomaticPurpose, counts: AutomaticCounts): string | null {
  const { acknowledgement, address, project } = AUTOMATIC_BUDGETS;
  if (!counts.verified) return 'Nothing automatic is mailed to an address that was not verified.';
  if (purpose === 'acknowledgement' && counts.acknowledgements >= acknowledgement.most)
    return 'There was an acknowledgement within the last day.';
  if (counts.toAddress >= address.most) return 'This address had six automatic emails within three hours.';
  if (counts.ofProject >= project.most)
    return 'This project sent two hundred automatic emails within an hour.';
  return null;
}
