import type { PostOutside } from '../../post-outside.ts';
import type { MailDependencies } from '../mail/mail-dependencies.ts';

/** What it takes to tell a team. */
export interface NoticeDependencies extends MailDependencies {
  /** Posts to push services and webhooks. */
  outside: PostOutside;
}
