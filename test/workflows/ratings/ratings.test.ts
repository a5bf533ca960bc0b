import { expect, it } from 'vitest';
import { projects, ratings } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { ratingToken } from '../../../domain/mail/address/rating-token.ts';
import { headerOf } from '../../../mailbox/mail.ts';
import { eventually } from '../../support/eventually.ts';
import {
  firstConversation,
  saying,
  startMailing,
  transcriptOf,
  transcriptSays,
} from '../../support/mail/mail-conversation.ts';
import { mailTo, postMail } from '../../support/mail/post-mail.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { startMoving } from '../../support/people/moving-rig.ts';
import type { Product } from '../../support/stack/product.ts';

const KIM = 'kim@example.org';

const write = (product: Product, text: string, parts: Record<string, unknown> = {}) =>
  postMail(product, mailTo('support@example.test', { text, from: KIM, ...parts }));

const close = async (product: Product) => {
  const { id } = await firstConversation(product);
  await product.gateway.agent.update('close', id, { id: newId('msg') }, { agentId: product.agentId });
  return id;
};

const LINK = /http:\S+\/rate\/[0-9a-z-]+\?language=english/;

const asked = (product: Product) =>
  eventually('the question', () => product.mailbox.ledger().find(({ text }) => LINK.test(text)));

const send = (link: string, fields: Record<string, string>) =>
  fetch(link, { method: 'POST', body: new URLSearchParams(fields) });

it('asks by mail once after closing, counts no visit of the page, and one answer', async () => {
  await using product = await startMailing(
    { ratingMailMinutes: 0 },
    { assistant: saying('A person comes.') },
  );
  await write(product, 'How do I start it?');
  await transcriptSays(product, ['customer by email: How do I start it?', '(escalated)']);
  const id = await close(product);
  const mail = await asked(product);
  expect(mail).toMatchObject({ to: KIM, subject: 'Re: How do I start it?' });
  expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-replied');
  const [link = ''] = LINK.exec(mail.text) ?? [];

  // What a mail scanner does.
  for (const method of ['HEAD', 'GET', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
  expect((await send(link, { comment: 'No face.' })).status).toBe(422);
  expect(await product.database.db.select().from(ratings)).toEqual([]);

  const both = await Promise.all([
    send(link, { score: 'bad', comment: 'Too <slow>' }),
    send(link, { score: 'bad', comment: 'Too <slow>' }),
  ]);
  for (const response of both) expect(await response.text()).toContain('Thank you');
  const kept = await eventually('the rating', async () => {
    const rows = await product.database.db.select().from(ratings);
    return rows.length > 0 && rows;
  });
  expect(kept).toMatchObject([{ conversationId: id, score: 'bad', road: 'email', agentId: null }]);
  expect(await (await fetch(link)).text()).toContain('already said');
  expect(await (await send(link, { score: 'good' })).text()).toContain('already said');
  const said = await transcriptOf(product);
  expect(said.filter(({ event }) => event?.kind === 'rated')).toMatchObject([
    { audience: 'team', text: 'Too <slow>', event: { score: 'bad', road: 'email', about: null } },
  ]);
  expect(await firstConversation(product)).toMatchObject({ status: 'closed' });

  // It goes on and is closed again: nobody is asked twice.
  product.mailbox.answer(mail.id, 'One more thing.');
  await eventually('the reopening', async () => (await firstConversation(product)).status === 'open');
  await close(product);
  await eventually('the closing', async () => (await firstConversation(product)).status === 'closed');
  expect(product.mailbox.ledger().filter(({ text }) => LINK.test(text))).toHaveLength(1);
  await keepHistory(product, id, 'a conversation rated by mail');
});

it('asks nobody by mail where the project does not, whom nobody vouches for, or once it was switched off', async () => {
  await using quiet = await startMailing({});
  await using unsure = await startMailing({ ratingMailMinutes: 0 });
  await using late = await startMailing({ ratingMailMinutes: 0 });
  await write(quiet, 'How do I start it?');
  await write(unsure, 'How do I start it?', { headers: { 'X-Spam-Tests': 'HTML_MESSAGE' } });
  await write(late, 'How do I start it?');
  for (const product of [quiet, unsure, late])
    await transcriptSays(product, ['customer by email: How do I start it?', '(escalated)']);
  await late.database.db.update(projects).set({ ratingMailMinutes: null });
  for (const product of [quiet, unsure, late]) await close(product);
  const kinds = (product: Product) =>
    transcriptSays(product, [
      'customer by email: How do I start it?',
      '(escalated)',
      '(closed)',
      ...(product === late ? ['(ratingAsked)'] : []),
    ]);
  await kinds(quiet);
  await kinds(unsure);
  const [, , , refused] = await kinds(late);
  expect(refused?.event).toMatchObject({ refused: 'The project no longer asks by mail.' });
  for (const product of [quiet, unsure, late]) expect(product.mailbox.ledger()).toEqual([]);
});

it('opens nothing for a link that is forged, cut, of another project, or too old', async () => {
  await using product = await startMailing({});
  await write(product, 'How do I start it?');
  const { id: conversationId, projectId } = await firstConversation(product);
  const { replyAddressSecrets: secrets } = product.config.mail;
  const expires = Math.floor(Date.now() / 1_000) + 60;
  const good = ratingToken({ conversationId, projectId, expires }, secrets);
  const page = (token: string) => fetch(`${product.url}/rate/${token}`);
  expect((await page(good)).status).toBe(200);
  const wrong = [
    ratingToken({ conversationId, projectId, expires: expires - 120 }, secrets),
    ratingToken({ conversationId, projectId: 'prj_0000000000000000', expires }, secrets),
    ratingToken({ conversationId, projectId, expires }, ['another secret of the same length']),
    ratingToken({ conversationId: newId('cnv'), projectId, expires }, secrets),
    good.slice(0, -1),
    good.replace(/-[0-9a-z]+-/, `-${(expires + 999).toString(36)}-`),
    '',
  ];
  for (const token of wrong) {
    expect((await page(token)).status).toBe(404);
    expect((await send(`${product.url}/rate/${token}`, { score: 'good' })).status).toBe(404);
  }
  expect(await product.database.db.select().from(ratings)).toEqual([]);
});

it('keeps a rating of the chat once, shows it to agents alone, and takes it along when conversations are merged', async () => {
  const rig = await startMoving();
  await using product = rig.product;
  const [main, side] = [await rig.chat('Where is it?', KIM), await rig.chat('And my bill?', KIM)];
  const given = { conversationId: side.id, score: 'good', comment: 'Quick.' } as const;
  await rig.team.close.mutate({ conversationId: side.id, id: newId('msg') });
  await eventually('the closing', async () => (await side.visitor.conversation.query())?.status === 'closed');
  expect(await side.visitor.conversation.query()).toMatchObject({ rated: false });
  await expect(main.visitor.rate.mutate({ ...given, id: newId('msg') })).rejects.toThrow();
  await side.visitor.rate.mutate({ ...given, id: newId('msg') });
  await eventually('the rating', async () => (await side.visitor.conversation.query())?.rated);
  await side.visitor.rate.mutate({ ...given, id: newId('msg'), score: 'bad' });
  expect(await product.database.db.select().from(ratings)).toMatchObject([
    { conversationId: side.id, score: 'good', road: 'widget', agentId: product.agentId },
  ]);
  const { update } = await side.visitor.transcript.query({ conversationId: side.id });
  expect(JSON.stringify(update)).not.toContain('Quick.');

  await rig.team.merge.mutate({ conversationId: side.id, id: newId('msg'), into: main.id });
  const said = await rig.until('the merge', main.id, (all) => all.includes('(rated)'));
  expect(said.filter((line) => line === '(rated)')).toHaveLength(1);
});

it('takes a rating that comes after a merge to where the conversation goes on', async () => {
  const rig = await startMoving();
  await using product = rig.product;
  const [main, side] = [await rig.chat('Where is it?', KIM), await rig.chat('And my bill?', KIM)];
  await rig.team.merge.mutate({ conversationId: side.id, id: newId('msg'), into: main.id });
  await rig.until('the merge', main.id, (all) => all.includes('customer: And my bill?'));
  const rating = { id: newId('msg'), score: 'okay', comment: '', by: 'email' } as const;
  await product.gateway.mail.signal('rate', side.id, rating);
  await rig.until('the rating', main.id, (all) => all.at(-1) === '(rated)');
  expect((await rig.team.get.query({ conversationId: main.id })).status).not.toBe('closed');
  expect(await product.database.db.select().from(ratings)).toHaveLength(1);
});
