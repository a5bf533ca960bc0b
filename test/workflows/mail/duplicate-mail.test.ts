import { expect, it } from 'vitest';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { newId } from '../../../domain/ids.ts';
import { answerMail } from '../../../mailbox/answer-mail.ts';
import { eventually } from '../../support/eventually.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { keepHistory } from '../../support/people/histories.ts';

it('makes one message of a mail that is posted a hundred times at once', async () => {
  await using product = await startProduct();
  const { conversationId, askForPerson } = await beginVisit(product);
  const transcript = () => readTranscript(product.database.db, { conversationId, afterRevision: 0 });
  await askForPerson('casey@example.com');
  await eventually('the escalation', async () => (await transcript()).length === 2);
  const reply = { id: newId('msg'), text: 'Here you are.', seenSeq: 2 };
  await product.gateway.agent.update('reply', conversationId, reply, { agentId: product.agentId });
  const mail = await eventually('the mail', () => product.mailbox.ledger()[0]);

  const answer = answerMail(mail, 'Thank you!').payload;
  const post = () =>
    fetch(`${product.url}/webhooks/postmark/inbound`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`postmark:${product.config.mail.webhookSecrets[0]}`)}` },
      body: JSON.stringify(answer),
    });
  const answers = await Promise.all(Array.from({ length: 100 }, post));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));

  await eventually('the answer', async () => (await transcript()).some(({ text }) => text === 'Thank you!'));
  expect((await post()).status).toBe(200);
  const said = (await transcript()).filter(({ kind }) => kind === 'message').map(({ text }) => text);
  expect(said).toEqual(['Here you are.', 'Thank you!']);
  await keepHistory(product, conversationId, 'a mail posted a hundred times');
});
