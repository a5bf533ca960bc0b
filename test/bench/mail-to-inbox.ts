import { replyAddress } from '../../domain/mail/address/reply-address.ts';
import { mailTo, postMail } from '../support/mail/post-mail.ts';
import { startProductOn } from '../support/stack/product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import type { BenchServers } from './bench-servers.ts';
import { compare, type Measured } from './measure.ts';
import { untilSeen } from './until-seen.ts';

const CUSTOMER = 'casey@example.com';
const ANSWER = [
  'It works now, thank you!',
  'On Tue, 24 Nov 2026 at 10:12, Ana (Acme) <support@example.test> wrote:',
  '> Have you tried the second page of the guide?\n'.repeat(40),
].join('\n\n');

/**
 * From the provider's webhook to the mail's row in the inbox's live feed, against the road of a chat message to the same
 * feed: what a conversation costs more because it went on by mail. Both begin with the call.
 */
export async function mailToInbox(servers: BenchServers): Promise<Measured> {
  const product = await startProductOn(servers, { limits: false });
  try {
    const visit = await beginVisit(product);
    const { conversationId } = visit;
    // A conversation with the team, so that no answer of the assistant is part of what is measured.
    await visit.askForPerson(CUSTOMER);
    const address = replyAddress({ conversationId, projectId: product.project.id }, product.config.mail);
    return await compare({
      product: () =>
        untilSeen(product, conversationId, async () => {
          const result = await postMail(product, mailTo(address, { text: ANSWER, from: CUSTOMER }));
          if (result !== 'taken') throw new Error(`The webhook said ${result}.`);
        }),
      reference: () =>
        untilSeen(product, conversationId, async () => void (await visit.say('It works now, thank you!'))),
    });
  } finally {
    await product[Symbol.asyncDispose]();
  }
}
