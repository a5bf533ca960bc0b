import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { findPlacesNamed } from '../../../../db/mail/inbound/find-places-named.ts';
import { listSupportAddresses } from '../../../../db/project/support-addresses.ts';
import { projects, supportAddresses } from '../../../../db/schema/schema.ts';
import { newId } from '../../../../domain/ids.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();

it('an installation without a project has no addresses, and nothing that a mail names', async () => {
  expect(
    await findPlacesNamed(own.db, { addresses: ['a@b.example'], conversations: [newId('cnv')] }),
  ).toEqual({
    supported: [],
    projects: new Map(),
    former: { had: new Map(), someDeleted: false },
  });
});

it('a mail is asked about among the projects that everybody is shown, in their order, and among conversations that exist', async () => {
  const { db } = own;
  const [old, young, gone] = [
    await seedConversation(db),
    await seedConversation(db),
    await seedConversation(db),
  ];
  await db.update(projects).set({ archivedAt: new Date() }).where(eq(projects.id, old.projectId));
  await db.update(projects).set({ deletingAt: new Date() }).where(eq(projects.id, gone.projectId));
  const further = ['b@acme.example', 'a@acme.example'];
  const rows = further.map((email, position) => ({ email, projectId: young.projectId, position }));
  await db.insert(supportAddresses).values(rows.reverse());
  const conversations = [old.conversationId, newId('cnv'), gone.conversationId];
  const named = await findPlacesNamed(db, { addresses: [], conversations });
  expect(named.supported).toEqual([
    { id: young.projectId, addresses: ['support@acme.example', ...further] },
    { id: old.projectId, addresses: ['support@acme.example'] },
  ]);
  expect(named.supported).toEqual(await listSupportAddresses(db));
  expect(named.projects).toEqual(
    new Map([old, gone].map(({ conversationId, projectId }) => [conversationId, projectId])),
  );
});
