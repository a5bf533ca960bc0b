import type { DraftDependencies } from './assistant/draft-answer.ts';
import type { MailDependencies } from './mail/mail-dependencies.ts';

/** Everything a side effect needs; tests pass others. */
export interface Dependencies extends DraftDependencies, MailDependencies {}
