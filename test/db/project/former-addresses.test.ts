import { expect, it } from 'vitest';
import { beginDeletion } from '../../../db/erasing/begin-deletion.ts';
import { findPlacesNamed } from '../../../db/mail/inbound/find-places-named.ts';
import { listUnknownMails } from '../../../db/mail/inbound/fetched-mails.ts';
import { forgetUnplaced, listUnplaced, noteUnplaced } from '../../../db/mail/inbound/unplaced-mails.ts';
import { createProject } from '../../../db/project/new-project.ts';
import { saveSettings } from '../../../db/project/projects.ts';
import { saveFurtherAddresses } from '../../../db/project/support-addresses.ts';
import { formerAddresses } from '../../../db/schema/schema.ts';
import { newId, type ProjectId } from '../../../domain/ids.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function project(name: string): Promise<ProjectId> {
  const id = newId('prj');
  await own.db.transaction((tx) => createProject(tx, { id, name, ownerId: null, domain: 'in.example' }));
  return id;
}

const save = (projectId: ProjectId, first: string, further: string[]) =>
  own.db.transaction(async (tx) => {
    await saveFurtherAddresses(tx, { projectId, first, further });
    await saveSettings(tx, projectId, { supportAddress: first });
  });
const findFormer = async (addresses: string[]) =>
  (await findPlacesNamed(own.db, { addresses, conversations: [] })).former;
const had = async (...emails: string[]) => [...(await findFormer(emails)).had];

it('an address that a project gave up is remembered as its own, and as nobody’s once the project is deleted', async () => {
  await project('Stays');
  const moth = await project('Moth');
  await save(moth, 'help@moth.example', ['sales@moth.example']);
  await save(moth, 'help@moth.example', ['new@moth.example']);
  expect(await had('support-moth@in.example', 'sales@moth.example', 'help@moth.example')).toEqual([
    ['support-moth@in.example', moth],
    ['sales@moth.example', moth],
  ]);
  expect((await findFormer([])).someDeleted).toBe(false);
  await own.db.transaction((tx) => beginDeletion(tx, { projectId: moth, typedName: 'Moth' }));
  const all = ['support-moth@in.example', 'sales@moth.example', 'help@moth.example', 'new@moth.example'];
  const { had: now, someDeleted } = await findFormer([...all, 'else@moth.example']);
  expect(someDeleted).toBe(true);
  expect([...now].sort()).toEqual(all.map((email) => [email, null]).sort());
  expect(JSON.stringify(await own.db.select().from(formerAddresses))).not.toContain('moth');
});

it('mail that no team may see is noted once, is not fetched again, and is forgotten when the provider does', async () => {
  const mail = { providerId: 'a mail of nobody’s', why: 'unknown_conversation' } as const;
  await noteUnplaced(own.db, mail);
  await noteUnplaced(own.db, mail);
  expect(await listUnplaced(own.db)).toMatchObject([mail]);
  expect(await listUnknownMails(own.db, [mail.providerId, 'another'])).toEqual(['another']);
  await forgetUnplaced(own.db, new Date(Date.now() - 1_000));
  expect(await listUnplaced(own.db)).toHaveLength(1);
  await forgetUnplaced(own.db, new Date(Date.now() + 60_000));
  expect(await listUnplaced(own.db)).toEqual([]);
});
