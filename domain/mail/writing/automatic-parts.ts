import type { AutomaticPurpose } from './automatic-budget.ts';
import { ratingMail } from './rating-words.ts';
import type { MailParts } from './compose-mail.ts';

export interface AutomaticMail {
  purpose: AutomaticPurpose;
  /** Of the verified mail that it answers. */
  answers: { subject: string };
  /** The address of the page on which a rating is given. */
  ratingPage?: string;
}

/**
 * A mail that no human wrote carries nothing that a stranger chose: its subject comes from the verified mail it answers,
 * it quotes nothing, and it calls nobody by a name.
 */
export function automaticParts(parts: MailParts, automatic: AutomaticMail): MailParts {
  const { purpose, answers, ratingPage } = automatic;
  return {
    ...parts,
    subject: answers.subject,
    customer: { email: parts.customer.email, name: null },
    agentName: purpose === 'answer' ? 'Assistant' : '',
    signature: '',
    ...(ratingPage && { text: ratingMail(parts.text, ratingPage) }),
    unmailed: [],
    automatic: true,
  };
}
