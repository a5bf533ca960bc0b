import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAttachment, forgetUnsentFiles, readPieces } from '../../../db/files/attachments.ts';
import { attachments } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { uploadedFile } from '../../support/rows/uploaded-file.ts';
import { newAgent } from '../../support/people/new-agent.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ worker: false });
});
afterAll(() => product?.[Symbol.asyncDispose]());

it('keeps own saved replies to their owner, and lets admins and authors alone change shared ones', async () => {
  const projectId = product.project.id;
  const admin = await signIn(product);
  const ben = await signIn(product, await newAgent(product, 'ben@example.com'));
  const save = { projectId, text: 'Thank you, {customer.first_name}.', acts: [{ does: 'close' as const }] };
  const shared = { ...save, id: newId('srp'), name: 'thanks', own: false };
  const own = { ...save, id: newId('srp'), name: 'thanks', own: true };
  await admin.savedReplies.save.mutate(shared);
  await admin.savedReplies.save.mutate(own);
  expect((await admin.savedReplies.list.query({ projectId })).map(({ id }) => id).sort()).toEqual(
    [shared.id, own.id].sort(),
  );
  expect(await ben.savedReplies.list.query({ projectId })).toMatchObject([
    { id: shared.id, acts: save.acts },
  ]);

  const refused = (refusal: string) => ({ data: { refusal } });
  await expect(ben.savedReplies.save.mutate({ ...shared, text: 'Mine' })).rejects.toMatchObject(
    refused('not_allowed'),
  );
  await expect(ben.savedReplies.remove.mutate({ projectId, id: own.id })).rejects.toMatchObject(
    refused('not_found'),
  );
  await expect(
    ben.savedReplies.save.mutate({ ...shared, id: newId('srp'), name: 'THANKS' }),
  ).rejects.toMatchObject(refused('name_taken'));
  const bens = { ...shared, id: newId('srp'), name: 'hello' };
  await ben.savedReplies.save.mutate(bens);
  await ben.savedReplies.save.mutate({ ...bens, text: 'Hello again' });
  await admin.savedReplies.remove.mutate({ projectId, id: bens.id });

  const { acts } = await admin.audit.list.query({ projectId, before: null });
  const done = acts.map(({ act }) => act).filter((act) => act.startsWith('saved_reply'));
  expect(done).toEqual([
    'saved_reply_removed',
    'saved_reply_changed',
    'saved_reply_added',
    'saved_reply_added',
  ]);
});

it('keeps files with a saved reply, copies them into replies, and forgets those that it has no more', async () => {
  const { db } = product.database;
  const projectId = product.project.id;
  const admin = await signIn(product);
  const kim = await signIn(product, await newAgent(product, 'kim@example.com'));
  const conversationId = await anotherConversation(db, { projectId });
  const [one, two] = [
    await uploadedFile(db, { projectId, name: 'one.pdf', pieces: ['one ', 'file'] }),
    await uploadedFile(db, { projectId, name: 'two.pdf' }),
  ];
  const reply = { projectId, id: newId('srp'), name: 'files', text: 'See the file.', own: true };
  await admin.savedReplies.save.mutate({ ...reply, files: [two, one] });
  const files = async () =>
    (await admin.savedReplies.list.query({ projectId })).find(({ id }) => id === reply.id)?.files;
  expect((await files())?.map(({ name }) => name)).toEqual(['two.pdf', 'one.pdf']);

  const to = newId('att');
  const copy = { id: reply.id, conversationId, files: [{ from: one, to }] };
  const [copied] = await admin.savedReplies.copyFiles.mutate(copy);
  expect(copied).toMatchObject({ id: to, name: 'one.pdf' });
  expect(await admin.savedReplies.copyFiles.mutate(copy)).toEqual([copied]);
  const bytes: Buffer[] = [];
  for await (const piece of readPieces(db, to)) bytes.push(piece);
  expect(Buffer.concat(bytes).toString()).toBe('one file');

  const refused = (refusal: string) => ({ data: { refusal } });
  await expect(kim.savedReplies.copyFiles.mutate(copy)).rejects.toMatchObject(refused('not_found'));
  await expect(
    kim.savedReplies.save.mutate({ ...reply, id: newId('srp'), name: 'stolen', files: [one] }),
  ).rejects.toMatchObject(refused('not_found'));
  await expect(
    kim.savedReplies.save.mutate({ ...reply, id: newId('srp'), name: 'stolen', files: [to] }),
  ).rejects.toMatchObject(refused('not_found'));

  await db.update(attachments).set({ createdAt: new Date(0) });
  await forgetUnsentFiles(db, new Date());
  expect(await files()).toHaveLength(2);
  await admin.savedReplies.save.mutate({ ...reply, files: [two] });
  expect((await files())?.map(({ id }) => id)).toEqual([two]);
  expect(await findAttachment(db, one)).toBeNull();
  await admin.savedReplies.remove.mutate({ projectId, id: reply.id });
  expect(await findAttachment(db, two)).toBeNull();
});
