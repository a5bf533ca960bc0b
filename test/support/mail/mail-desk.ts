import { projects } from '../../../db/schema/schema.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import type { ConversationId } from '../../../domain/ids.ts';
import { replyAddress } from '../../../domain/mail/address/reply-address.ts';
import { signIn } from '../people/agent-client.ts';
import { eventually } from '../eventually.ts';
import { startProduct } from '../stack/start-product.ts';
import { beginVisit } from '../people/visitor-client.ts';

/** The provider's word that the author's domain vouches for a mail. */
export const VERIFIED = [{ Name: 'X-Spam-Tests', Value: 'DKIM_VALID_AU' }];
/** As the provider names an author. */
export const from = (email: string) => ({ From: email, FromFull: { Email: email, Name: '' } });

/** A product with one escalated conversation, its customer's reply address and a signed-in agent. */
export async function startWithCustomer() {
  const product = await startProduct();
  // Nobody here thinks again about a reply.
  await product.database.db.update(projects).set({ undoSeconds: 0 });
  const { conversationId, askForPerson } = await beginVisit(product);
  await askForPerson('kim@example.org');
  const said = (id: ConversationId = conversationId) =>
    readTranscript(product.database.db, { conversationId: id, afterRevision: 0 });
  const messages = async (id?: ConversationId) => (await said(id)).filter(({ kind }) => kind === 'message');
  await eventually('the conversation', async () => (await said()).length === 2);
  const post = async (json: unknown) => {
    const response = await fetch(`${product.url}/webhooks/postmark/inbound`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`postmark:${product.config.mail.webhookSecrets[0]}`)}` },
      body: JSON.stringify(json),
    });
    return ((await response.json()) as { result: string }).result;
  };
  return {
    ...product,
    conversationId,
    said,
    messages,
    post,
    address: replyAddress({ conversationId, projectId: product.project.id }, product.config.mail),
    agent: await signIn(product),
    in: { projectId: product.project.id },
  };
}
