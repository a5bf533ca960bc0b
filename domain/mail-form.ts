/**
 * What a mail is besides plain words, so that a reader is told. `signed` says that a signature is there and not that it is
 * valid; nobody checks it.
 */
export type MailForm =
  | { form: 'signed'; by: Protection }
  | { form: 'encrypted'; by: Protection }
  /** Its words are its subject. */
  | { form: 'subjectOnly' }
  /** It has no words: what stands in their place is ours. */
  | { form: 'wordless' }
  /** Outlook's own wrapping, taken off. */
  | { form: 'winmail' }
  | { form: 'invitation'; words: string };

export type Protection = 'S/MIME' | 'PGP' | 'Microsoft Purview';
