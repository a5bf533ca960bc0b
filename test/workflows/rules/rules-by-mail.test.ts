import { expect, it } from 'vitest';
import { saveRule, switchRule } from '../../../db/rules/rules.ts';
import { saveSavedReply } from '../../../db/saved-replies/saved-replies.ts';
import { deliveries } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import type { RuleWhen } from '../../../domain/rules/rule.ts';
import { headerOf } from '../../../mailbox/mail.ts';
import { eventually } from '../../support/eventually.ts';
import { firstConversation, startMailing, transcriptOf } from '../../support/mail/mail-conversation.ts';
import { mailTo, postMail } from '../../support/mail/post-mail.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { stateOf } from '../../support/people/state-of.ts';
import type { Product } from '../../support/stack/product.ts';

const KIM = 'kim@example.org';

/** A rule that answers with a saved reply. */
async function replying(product: Product, kind: Exclude<RuleWhen['kind'], 'untouched'>) {
  const { db } = product.database;
  const projectId = product.project.id;
  const savedReplyId = newId('srp');
  await saveSavedReply(db, {
    ...{
      id: savedReplyId,
      projectId,
      name: kind,
      text: 'We look at “{conversation.subject}”.',
      language: null,
    },
    ...{ acts: [], owner: null, author: null },
  });
  const rule = { projectId, id: newId('rul') };
  const acts = [{ does: 'sendSavedReply' as const, savedReplyId }];
  await saveRule(db, { ...rule, name: kind, when: { kind }, conditions: [], acts });
  await switchRule(db, rule, true);
}
const write = (product: Product, text: string, parts: Record<string, unknown> = {}) =>
  postMail(product, mailTo('support@example.test', { text, from: KIM, ...parts }));
const ran = async (product: Product) => {
  const { id } = await firstConversation(product);
  return (await transcriptOf(product, id)).flatMap(({ event }) =>
    event?.kind === 'ruleRan' ? event.did : [],
  );
};

it('mails a saved reply as a machine’s mail, and none twice a day however often it is answered', async () => {
  await using product = await startMailing({});
  await replying(product, 'new');
  await replying(product, 'customerAnswered');
  await write(product, 'Where is my parcel?');
  const mail = await eventually('the mail', () => product.mailbox.ledger()[0]);
  expect(mail.text).toContain('We look at “');
  expect(mail.text).not.toContain('{');
  expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-replied');
  product.mailbox.answer(mail.id, 'Thank you.');
  const second = await eventually('the second mail', () => product.mailbox.ledger()[1]);
  const { id } = await firstConversation(product);
  const words = async () =>
    (await transcriptOf(product, id)).filter(({ author }) => author.by === 'customer');
  product.mailbox.answer(second.id, 'Thank you again.');
  await eventually('the third words', async () => (await words()).length === 3);
  await eventually('the end', async () => {
    const { unrecorded, unsent } = await stateOf(product, id);
    return unrecorded.length + unsent.length === 0;
  });
  expect(await ran(product)).toEqual([{ did: 'said' }, { did: 'said' }]);
  expect(product.mailbox.ledger()).toHaveLength(2);
  await keepHistory(product, id, 'a rule that answers by mail');
});

it('mails nothing to an address that nobody vouched for, and says so', async () => {
  await using product = await startMailing({});
  await replying(product, 'new');
  await write(product, 'Where is my parcel?', { headers: { 'X-Spam-Tests': 'HTML_MESSAGE' } });
  await eventually('the rule', async () => (await ran(product)).length > 0);
  expect(await ran(product)).toMatchObject([{ did: 'saidNothing' }]);
  expect(await product.database.db.select().from(deliveries)).toEqual([]);
});
