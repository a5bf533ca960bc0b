import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { saveRule, switchRule } from '../../db/rules/rules.ts';
import { saveSavedReply } from '../../db/saved-replies/saved-replies.ts';
import { deliveries, ruleCalls } from '../../db/schema/schema.ts';
import { newId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import { firstConversation, transcriptOf } from '../support/mail/mail-conversation.ts';
import { mailTo, postMail } from '../support/mail/post-mail.ts';
import { keepHistory } from '../support/people/histories.ts';
import { startRuledTeam } from '../support/people/ruled-team.ts';
import { stateOf } from '../support/people/state-of.ts';
import { killChild, startChildWorker } from '../support/stack/child-worker.ts';
import { startProduct } from '../support/stack/start-product.ts';

const program = fileURLToPath(new URL('./workers/notice-worker.ts', import.meta.url));
const isNew = { kind: 'new' } as const;

it('calls each webhook at most once when the worker is killed in a call, and goes on with the rest', async () => {
  await using team = await startRuledTeam({ worker: false });
  const calling = (path: string) => ({
    ...{ does: 'callWebhook' as const, url: `${team.world.url}${path}`, shown: null },
  });
  await team.rule('Hangs', {
    ...{ when: isNew, acts: [{ does: 'setPriority', priority: 'high' }, calling('/hangs')] },
  });
  await team.rule('Refused', { when: isNew, acts: [calling('/refused')] });
  await team.rule('Answered', {
    ...{ when: { kind: 'customerAnswered' }, acts: [{ does: 'setPriority', priority: 'low' }] },
  });
  // Taken and never said so; the other one certainly was not taken.
  team.world.answer('/hangs', () => {});
  team.world.answer('/refused', (res, times) => res.writeHead(times === 1 ? 503 : 204).end());
  const child = await startChildWorker(team.product, program);
  await team.visit.say('Hello');
  await eventually('the calls', () => team.world.to('/hangs')[0] && team.world.to('/refused')[0], 60_000);
  await eventually(
    'the refused one to be nobody’s',
    async () => (await team.db.select().from(ruleCalls)).length === 1,
  );
  await killChild(child);
  await team.startWorker();

  await eventually('what became of it', async () => (await team.did('Hangs')).length === 2, 120_000);
  await eventually('the other call', () => team.world.to('/refused').length === 2, 60_000);
  await team.visit.say('Hello?');
  await eventually('the next rule', async () => (await team.did('Answered')).length === 1);
  await eventually('nothing on its way', async () => (await team.state()).rules.calls.length === 0);
  expect([await team.did('Hangs'), await team.did('Refused')]).toEqual([
    ['prioritised, called', 'notCalled'],
    ['called'],
  ]);
  expect(team.world.to('/hangs')).toHaveLength(1);
  expect(team.world.to('/refused')).toHaveLength(2);
  const states = (await team.db.select().from(ruleCalls)).map(({ state }) => state);
  expect(states.sort()).toEqual(['taken', 'unknown']);
  await keepHistory(team.product, team.visit.conversationId, 'a rule whose worker was killed in its call');
});

it('mails a rule’s saved reply at most once when the worker is killed while it leaves', async () => {
  await using product = await startProduct({ worker: false });
  const { db } = product.database;
  const projectId = product.project.id;
  const reply = { id: newId('srp'), projectId, name: 'seen', text: 'We look at it.', language: null };
  await saveSavedReply(db, { ...reply, acts: [], owner: null, author: null });
  const rule = { projectId, id: newId('rul') };
  const acts = [{ does: 'sendSavedReply' as const, savedReplyId: reply.id }, { does: 'close' as const }];
  await saveRule(db, { ...rule, name: 'Seen', when: isNew, conditions: [], acts });
  await switchRule(db, rule, true);
  product.mailbox.behave({ mode: 'accept-then-hang', times: 1 });
  const child = await startChildWorker(product, program);
  await postMail(
    product,
    mailTo('support@example.test', { text: 'Where is my parcel?', from: 'kim@example.org' }),
  );
  await eventually('the mail that was taken', () => product.mailbox.ledger()[0], 60_000);
  await killChild(child);
  await product.startWorker();

  const { id } = await firstConversation(product);
  await eventually('what became of it', async () => {
    const [delivery] = await db.select().from(deliveries);
    return delivery && !['pending', 'sending'].includes(delivery.state) && delivery.state;
  });
  await eventually('the end', async () => {
    const { unrecorded, unsent } = await stateOf(product, id);
    return unrecorded.length + unsent.length === 0;
  });
  const said = await transcriptOf(product, id);
  const kinds = said.map(({ kind, event }) => event?.kind ?? kind);
  expect(
    ['ruleRan', 'ruleSaid', 'closed'].map((kind) => kinds.filter((each) => each === kind).length),
  ).toEqual([1, 1, 1]);
  expect(product.mailbox.ledger()).toHaveLength(1);
});
