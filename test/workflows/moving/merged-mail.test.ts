import { expect, it } from 'vitest';
import { findAttachedMessage, storeAttachments } from '../../../db/files/attachments.ts';
import { applyDeliveryEvents } from '../../../db/mail/outbound/delivery-events.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { listListeners, setWatching } from '../../../db/conversation/watches.ts';
import { newId } from '../../../domain/ids.ts';
import { headerOf } from '../../../mailbox/mail.ts';
import { startMoving } from '../../support/people/moving-rig.ts';
import { keepHistory } from '../../support/people/histories.ts';

const KIM = 'kim@example.org';

it('shows a mail’s fate and files where it was copied to, and threads by what arrived', async () => {
  const rig = await startMoving();
  await using product = rig.product;
  const { team, until } = rig;
  const { db } = product.database;
  const [main, side] = [await rig.chat('Where is it?', KIM), await rig.chat('And my bill?', KIM)];
  const said = (await rig.transcript(side.id)).find(({ text }) => text.startsWith('About'));
  const { projectId } = await team.get.query({ conversationId: side.id });
  const file = newId('att');
  const row = { id: file, projectId, conversationId: side.id, messageId: said?.id, name: 'bill.txt' };
  const stored = { ...row, contentType: 'text/plain', size: 2, sha256: '' };
  await storeAttachments(db, [{ file: stored, pieces: [Buffer.from('12')] }]);
  await team.watch.mutate({ conversationId: side.id, watching: true });

  await team.merge.mutate({ conversationId: side.id, id: newId('msg'), into: main.id });
  await until('the merge', main.id, (all) => all.includes('agent: About “And my bill?”'));
  const copyOf = async (afterRevision = 0) =>
    (await readTranscript(db, { conversationId: main.id, afterRevision })).find(
      ({ text, place }) => place?.from === side.id && text === said?.text,
    );
  const copy = await copyOf();
  expect(copy).toMatchObject({
    channel: 'email',
    delivery: { id: said?.delivery?.id, to: KIM },
    attachments: [{ id: file, name: 'bill.txt' }],
  });
  expect(await findAttachedMessage(db, { id: file, conversationId: main.id })).toBeNull();
  expect(await findAttachedMessage(db, { id: file, conversationId: side.id })).not.toBeNull();
  expect(await listListeners(db, main.id)).toHaveLength(1);

  // Both conversations are told at once: readers resume by revision.
  const deliveryId = said?.delivery?.id ?? newId('dlv');
  const news = { deliveryId, state: 'bounced', detail: 'No such box', at: new Date().toISOString() } as const;
  await db.transaction((tx) => applyDeliveryEvents(tx, [news]));
  expect(await copyOf(copy?.revision)).toMatchObject({
    delivery: { state: 'bounced', reason: 'No such box' },
  });

  // A bounce is an event where the conversation goes on, whether the provider reports it or a mail server does.
  const missed = {
    id: 'Bounce:1',
    deliveryId,
    state: 'bounced',
    detail: 'No such box',
    hard: false,
  } as const;
  await product.gateway.mail.signal('mailEvent', side.id, missed);
  await until('the bounce', main.id, (all) => all.at(-1) === '(notDelivered)');
  await product.gateway.mail.signal('machineMail', side.id, {
    ...{ id: newId('msg'), emailId: newId('eml'), what: 'bounce', about: null },
    bounced: { deliveryId: newId('dlv'), detail: 'No such box', hard: false },
  });
  await until(
    'the next bounce',
    main.id,
    (all) => all.filter((line) => line === '(notDelivered)').length === 2,
  );

  const answer = await rig.reply(main.id, 'Both are settled.');
  const references = headerOf(answer, 'References');
  for (const mail of [main.mail, side.mail]) {
    const bounced = mail.id === side.mail.id;
    expect(references.includes(headerOf(mail, 'Message-ID'))).toBe(!bounced);
  }
  await keepHistory(product, main.id, 'mail of a merged conversation');
});

it('has whoever watched a merged conversation watch the other one until the merge is undone', async () => {
  const rig = await startMoving();
  await using product = rig.product;
  const { team, until } = rig;
  const { db } = product.database;
  const [main, ...sides] = [
    await rig.chat('One', KIM),
    await rig.chat('Two', KIM),
    await rig.chat('Three', KIM),
  ];
  const isTold = async () => (await listListeners(db, main.id)).length > 0;
  for (const side of sides) {
    await team.watch.mutate({ conversationId: side.id, watching: true });
    await team.assign.mutate({ conversationId: side.id, id: newId('msg'), assignee: null });
    await team.merge.mutate({ conversationId: side.id, id: newId('msg'), into: main.id });
  }
  await team.assign.mutate({ conversationId: main.id, id: newId('msg'), assignee: null });
  await until('both merges', main.id, (all) =>
    ['Two', 'Three'].every((text) => all.includes(`customer: ${text}`)),
  );
  expect(await isTold()).toBe(true);

  const undo = async (side: (typeof sides)[number], times: number) => {
    await team.unmerge.mutate({ conversationId: side.id, id: newId('msg') });
    await until(
      'the undoing',
      main.id,
      (all) => all.filter((line) => line === '(mergeUndone)').length === times,
    );
  };
  const [two, three] = sides;
  await undo(two, 1);
  expect(await isTold()).toBe(true);
  await undo(three, 2);
  expect(await isTold()).toBe(false);

  // A wish of the agent's own is not taken back.
  const again = newId('msg');
  await team.merge.mutate({ conversationId: two.id, id: again, into: main.id });
  await until('the next merge', main.id, (all) => all.filter((line) => line === '(mergedFrom)').length === 3);
  const { projectId } = await team.get.query({ conversationId: main.id });
  const { agentId } = product;
  await setWatching(db, { projectId, conversationId: main.id, agentId, watching: true });
  await undo(two, 3);
  expect(await isTold()).toBe(true);
  await keepHistory(product, main.id, 'merges and undone merges');
});
