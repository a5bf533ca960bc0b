import type { AutomaticPurpose } from './automatic-budget.ts';
import type { MailParts } from './compose-mail.ts';

export interface AutomaticMail {
  purpose: AutomaticPurpose;
  /** Of the verified mail that it answers. */
  answers: { subject: string };
}

/**
 * A mail that no human wrote carries nothing that a stranger chose: its subject comes from the verified mail it answers,
 * it quotes nothing, and it calls nobody by a name.
 */
export function automaticParts(parts: MailParts, { purpose, answers }: AutomaticMail): MailParts {
  return {
    ...parts,
    subject: answers.subject,
    customer: { email: parts.customer.email, name: null },
    agentName: purpose === 'answer' ? 'Assistant' : '',
    signature: '',
    unmailed: [],
    automatic: true,
  };
}
