import { expect, it } from 'vitest';
import { inboundEmails, mailsOverBudget } from '../../../db/schema/schema.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { eventually } from '../../support/eventually.ts';
import { startProduct } from '../../support/stack/start-product.ts';

it('fetches from the provider what a flood brought over its budget', async () => {
  await using product = await startProduct({ worker: false });
  const { db } = product.database;
  const post = (i: number) =>
    fetch(`${product.config.mail.postmarkUrl}/email`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Postmark-Server-Token': 'test-token' },
      body: JSON.stringify({
        From: 'eve@flood.example',
        To: `nobody${i}@reply.example.test`,
        Subject: `Mail ${i}`,
        TextBody: `Words ${i}`,
      }),
    });
  for (let i = 0; i < 32; i++) await post(i);
  await eventually('every mail', async () => (await db.$count(mailsOverBudget)) === 2);

  const agent = await signIn(product);
  const { id: projectId } = product.project;
  const listed = await agent.quarantine.list.query({ projectId });
  const { id } = listed.find(({ reason }) => reason === 'over_budget')!;
  const { overBudget } = await agent.quarantine.get.query({ projectId, id });
  expect(overBudget).toHaveLength(2);
  const [{ providerId, subject }] = overBudget as [(typeof overBudget)[0]];
  expect(await agent.quarantine.fetch.mutate({ projectId, id, providerId })).toBe('taken');
  const fetched = (await db.select().from(inboundEmails)).find((mail) => mail.providerId === providerId);
  expect(fetched).toMatchObject({
    subject,
    replyText: subject.replace('Mail', 'Words'),
    quarantine: 'no_match',
  });

  expect((await agent.quarantine.get.query({ projectId, id })).overBudget).toHaveLength(1);
  const rest = await agent.quarantine.get.query({ projectId, id });
  const last = rest.overBudget[0]!.providerId;
  await agent.quarantine.fetch.mutate({ projectId, id, providerId: last });
  await expect(agent.quarantine.get.query({ projectId, id })).rejects.toMatchObject({
    data: { refusal: 'not_found' },
  });
  await expect(agent.quarantine.fetch.mutate({ projectId, id, providerId: last })).rejects.toMatchObject({
    data: { refusal: 'not_found' },
  });
});
