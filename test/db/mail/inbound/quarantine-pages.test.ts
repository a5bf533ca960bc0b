import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type DatabaseConnection } from '../../../../db/connection/database.ts';
import { ensureFirstProject, type Project } from '../../../../db/project/projects.ts';
import { countQuarantine, listQuarantine } from '../../../../db/mail/inbound/quarantine.ts';
import { inboundEmails } from '../../../../db/schema/schema.ts';
import { newId, type EmailId } from '../../../../domain/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/stack/database.ts';

let own: TestDatabase;
let database: DatabaseConnection;
let project: Project;

beforeAll(async () => {
  own = await createTestDatabase();
  database = connect(own.url);
  project = await ensureFirstProject(database.db, 'support@example.test');
});
afterAll(async () => {
  await database?.close();
  await own?.[Symbol.asyncDispose]();
});

it('a flood from many domains hides no older mail: every one in quarantine can be come to, once', async () => {
  const { db } = database;
  const mails = Array.from({ length: 230 }, (_, at) => ({
    ...{ id: newId('eml'), projectId: project.id, providerId: `p${at}`, fingerprint: `f${at}`, payload: {} },
    ...{ fromEmail: `a@d${at}.example`, fromName: '', subject: '', replyText: '', quotedText: '' },
    ...{ verdict: 'verified' as const, quarantine: 'no_match' as const },
  }));
  await db.insert(inboundEmails).values(mails);
  const seen: EmailId[] = [];
  for (let before: EmailId | null = null; ;) {
    const page = await listQuarantine(db, { projectId: project.id, ignored: false, before });
    seen.push(...page.map(({ id }) => id));
    before = page.at(-1)?.id ?? null;
    if (!before) break;
  }
  expect(await countQuarantine(db, project.id)).toBe(230);
  expect(seen.toSorted()).toEqual(mails.map(({ id }) => id).toSorted());
});
