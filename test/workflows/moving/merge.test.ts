import { lockConversation } from '../../../db/recording/record.ts';
import { expect, it } from 'vitest';
import { newId, type ConversationId } from '../../../domain/ids.ts';
import { toVisitorMessage } from '../../../domain/inbox/visitor-view.ts';
import { eventually } from '../../support/eventually.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { startMoving } from '../../support/people/moving-rig.ts';

const KIM = 'kim@example.org';

it('merges two conversations, takes mail to either address in, and undoes it', async () => {
  const rig = await startMoving();
  await using product = rig.product;
  const { team, until, lines } = rig;
  const [main, side] = [await rig.chat('Where is it?', KIM), await rig.chat('And my bill?', KIM)];
  const candidates = await team.mergeCandidates.query({ conversationId: side.id });
  expect(candidates.map(({ id }) => id)).toEqual([main.id]);

  const merge = { conversationId: side.id, id: newId('msg'), into: main.id };
  const before = await lines(main.id);
  await Promise.all([team.merge.mutate(merge), team.merge.mutate(merge), team.merge.mutate(merge)]);
  const merged = await until('the merge', main.id, (all) => all.length > before.length + 1);
  expect(merged.slice(before.length)).toEqual([
    '(mergedFrom)',
    'customer: And my bill?',
    'assistant: I do not know.',
    'agent: About “And my bill?”',
  ]);
  expect(await team.get.query({ conversationId: side.id })).toMatchObject({
    status: 'closed',
    merged: { into: main.id },
  });
  // Whoever chats here gave an address and proved nothing: they see none of what was said elsewhere.
  const shown = async (conversationId: ConversationId) =>
    (await rig.transcript(conversationId)).flatMap((message) => toVisitorMessage(message)?.text || []);
  expect(await shown(main.id)).toEqual(['Where is it?', 'I do not know.', 'About “Where is it?”']);
  expect(await shown(side.id)).toEqual(['And my bill?', 'I do not know.', 'About “And my bill?”']);
  expect(await side.visitor.conversation.query()).toMatchObject({ id: side.id, status: 'waiting' });
  await expect(
    team.reply.mutate({ conversationId: side.id, id: newId('msg'), text: 'Hello', seenSeq: 99 }),
  ).rejects.toThrow(/merged into another/);

  product.mailbox.answer(main.mail.id, 'Still not here.');
  await until('mail to the first address', main.id, (all) => all.at(-1) === 'customer: Still not here.');
  product.mailbox.answer(side.mail.id, 'The bill is wrong.');
  await until('mail to the second address', main.id, (all) => all.at(-1) === 'customer: The bill is wrong.');
  await side.say('Hello again?');
  const all = await until('the chat', main.id, (said) => said.at(-1) === 'customer: Hello again?');
  expect(all.filter((line) => line === 'customer: The bill is wrong.')).toHaveLength(1);
  expect((await team.get.query({ conversationId: main.id })).status).toBe('open');

  const answer = await rig.reply(main.id, 'Both are settled.');
  product.mailbox.answer(answer.id, 'Thank you.');
  await until('the answer to the merged mail', main.id, (said) => said.at(-1) === 'customer: Thank you.');

  const undo = { conversationId: side.id, id: newId('msg') };
  await Promise.all([team.unmerge.mutate(undo), team.unmerge.mutate(undo)]);
  const apart = await until('the undoing', main.id, (said) => said.at(-1) === '(mergeUndone)');
  expect(apart.join()).not.toContain('bill');
  product.mailbox.answer(side.mail.id, 'What about the bill?');
  await until('mail after undoing', side.id, (said) => said.at(-1) === 'customer: What about the bill?');
  expect((await lines(main.id)).at(-1)).toBe('(mergeUndone)');
  expect(await lines(side.id)).toContain('customer: The bill is wrong.');
  expect((await team.get.query({ conversationId: side.id })).status).toBe('open');
  await keepHistory(product, side.id, 'merged and undone');
  await keepHistory(product, main.id, 'taken and given back');
});

it('goes on through merges of merges, refuses circles and other customers', async () => {
  const rig = await startMoving();
  await using product = rig.product;
  const { team, until } = rig;
  const [one, two, three] = [
    await rig.chat('One', KIM),
    await rig.chat('Two', KIM),
    await rig.chat('Three', KIM),
  ];
  const foreign = await rig.chat('Mine', 'lee@example.org');
  const merge = (conversationId: ConversationId, into: ConversationId) =>
    team.merge.mutate({ conversationId, id: newId('msg'), into });

  await expect(merge(one.id, foreign.id)).rejects.toThrow(/same customer/);
  await expect(merge(one.id, one.id)).rejects.toThrow(/same customer/);
  await merge(one.id, two.id);
  await until('the first merge', two.id, (all) => all.includes('customer: One'));
  await expect(merge(two.id, one.id)).rejects.toThrow(/same customer/);
  await merge(two.id, three.id);
  await until('the second merge', three.id, (all) => all.includes('customer: One'));
  product.mailbox.answer(one.mail.id, 'Through two doors.');
  await until('mail through both', three.id, (all) => all.at(-1) === 'customer: Through two doors.');

  await team.unmerge.mutate({ conversationId: one.id, id: newId('msg') });
  const left = await until('the undoing', three.id, (all) => all.at(-1) === '(mergeUndone)');
  expect(left.join()).not.toMatch(/One|doors/);
  expect(left).toContain('customer: Two');

  // Both at once, past the api's own check: whoever finds the other one merged already goes on by itself.
  const actor = { agentId: product.agentId };
  const { gateway } = product;
  const crossed = await rig.chat('Four', KIM);
  await Promise.all([
    gateway.agent.update('merge', one.id, { id: newId('msg'), into: crossed.id }, actor),
    gateway.agent.update('merge', crossed.id, { id: newId('msg'), into: one.id }, actor),
  ]);
  const refused = () =>
    Promise.all([one.id, crossed.id].map(async (id) => (await rig.lines(id)).includes('(unmerged)')));
  await eventually('one of them to go on', async () => (await refused()).some(Boolean));
  product.mailbox.answer(crossed.mail.id, 'Out of the circle.');
  const arrived = () =>
    Promise.all(
      [one.id, crossed.id].map(async (id) => {
        const { merged } = await team.get.query({ conversationId: id });
        return !merged && (await rig.lines(id)).at(-1) === 'customer: Out of the circle.';
      }),
    );
  await eventually('the mail where somebody sees it', async () => (await arrived()).some(Boolean));
});

it('retells one visitor nothing of what another one wrote', async () => {
  const rig = await startMoving();
  await using _ = rig.product;
  const { team, until } = rig;
  const [main, side] = [await rig.chat('Where is it?', KIM), await rig.chat('And my bill?', KIM)];
  await team.merge.mutate({ conversationId: side.id, id: newId('msg'), into: main.id });
  await until('the merge', main.id, (all) => all.includes('customer: And my bill?'));
  await team.handBack.mutate({ conversationId: main.id, id: newId('msg') });
  await main.say('What did I write before?');
  await until('the answer', main.id, (all) => all.at(-1) === 'assistant: I do not know.');
  expect(rig.assistant.shown.at(-1)).toEqual([
    'Where is it?',
    'I do not know.',
    'About “Where is it?”',
    'What did I write before?',
  ]);
  await side.say('And mine?');
  const handler = async () => (await team.get.query({ conversationId: main.id })).handler;
  await until('the words', main.id, (said) => said.includes('customer: And mine?'));
  await eventually('a person to be asked', async () => (await handler()).by === 'agent');
  expect(await handler()).toEqual({ by: 'agent', agentId: null });
  expect((await rig.lines(main.id)).slice(-2)).toEqual(['(escalated)', 'customer: And mine?']);
});

it('finishes a merge that a dying worker had begun', async () => {
  const rig = await startMoving();
  await using product = rig.product;
  const { team, until, lines } = rig;
  const [main, side] = [await rig.chat('Where is it?', KIM), await rig.chat('And my bill?', KIM)];
  // The conversation that shall take it cannot write its row: the merge stands in between for as long as this lasts.
  let release = () => {};
  const held = product.database.db.transaction(async (tx) => {
    await lockConversation(tx, main.id);
    await new Promise<void>((resolve) => (release = resolve));
  });
  const id = newId('msg');
  await team.merge.mutate({ conversationId: side.id, id, into: main.id });
  await until('the first half', side.id, (all) => all.at(-1) === '(mergedInto)');
  rig.worker.shutdown();
  release();
  await held;
  await eventually('the end of the worker', () => rig.worker.getState() === 'STOPPED');
  await product.startWorker({ assistant: rig.assistant });
  const all = await until('the second half', main.id, (said) => said.includes('customer: And my bill?'));
  expect(all.filter((line) => line === '(mergedFrom)')).toHaveLength(1);
  expect(await lines(side.id)).toContain('(mergedInto)');

  // A conversation that was merged long ago has ended; a mail to its address starts it again and still goes on.
  await product.client.workflow.getHandle(`conversation/${side.id}`).terminate('test');
  product.mailbox.answer(side.mail.id, 'Years later.');
  await until('the late mail', main.id, (said) => said.at(-1) === 'customer: Years later.');
});
