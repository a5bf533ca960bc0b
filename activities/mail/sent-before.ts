import { causeOf } from '../../db/mail/outbound/delivery-cause.ts';
import type { Delivery } from '../../db/mail/outbound/deliveries.ts';
import { mayHaveLeft } from '../../domain/inbox/delivery-state.ts';
import type { MailDependencies } from './mail-dependencies.ts';
import { findAtProvider } from './find-at-provider.ts';

/**
 * The provider's id of a mail that left although its row says that nobody tried, as after a restore. Mail about what was said while
 * this process ran is not asked for.
 * @throws ApplicationFailure, retryable, when the provider cannot be asked.
 */
export async function sentBefore(
  { db, postmark }: Pick<MailDependencies, 'db' | 'postmark'>,
  delivery: Delivery,
): Promise<string | null> {
  const cause = await causeOf(db, delivery);
  const mustAsk = mayHaveLeft(cause, { since: performance.timeOrigin, now: Date.now() });
  return mustAsk ? findAtProvider(postmark, delivery.id) : null;
}
