import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { connect, type DatabaseConnection } from '../../db/connection/database.ts';
import { saveRule, switchRule } from '../../db/rules/rules.ts';
import { saveSavedReply } from '../../db/saved-replies/saved-replies.ts';
import { projects } from '../../db/schema/schema.ts';
import { newId, type ConversationId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/people/agent-client.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { skipTimeAt } from '../support/people/skip-time.ts';
import { launchProduct, type LaunchedProduct } from '../support/launched/launched-product.ts';
import { sharedServers } from '../support/launched/shared-servers.ts';
import { AGENT, mailsTo } from '../support/stack/running-product.ts';

let product: LaunchedProduct;
let database: DatabaseConnection;

beforeAll(async () => {
  product = await launchProduct({ servers: await sharedServers() });
  database = connect(product.databaseUrl);
});
afterAll(async () => {
  await database?.close();
  await product?.[Symbol.asyncDispose]();
});

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

async function kill(...names: ('worker' | 'api')[]): Promise<void> {
  for (const name of names) {
    process.kill(product.pid(name), 'SIGKILL');
  }
}

/** Until it is answered, as the inbox insists: with the same id, so that it is given once. */
const insist = (act: () => Promise<unknown>) =>
  eventually('an answer', () =>
    act().then(
      () => true,
      () => false,
    ),
  );

const kindsOf = async (conversationId: ConversationId) =>
  (await readTranscript(database.db, { conversationId, afterRevision: 0 })).map(
    ({ kind, event }) => event?.kind ?? kind,
  );

async function waiting(email: string) {
  const visit = await beginVisit({ url: product.url, widgetKey: product.widgetKey });
  await visit.askForPerson(email);
  const { conversationId } = visit;
  await eventually('the escalation', async () => (await kindsOf(conversationId)).length > 0);
  const { conversations } = await signIn(product, AGENT);
  const seen = (kind: string) =>
    eventually(kind, async () => (await kindsOf(conversationId)).includes(kind as never));
  const count = async (kind: string) =>
    (await kindsOf(conversationId)).filter((each) => each === kind).length;
  return { conversationId, conversations, seen, count };
}

it('a snooze is given and ends once, whoever is killed while it is given and while it waits', async () => {
  const { conversationId, conversations, seen, count } = await waiting('snoozed@example.com');
  const command = { conversationId, id: newId('msg'), until: inAnHour() };
  const given = conversations.snooze.mutate(command).catch(() => null);
  await kill('api', 'worker');
  await given;
  await insist(() => conversations.snooze.mutate(command));
  await seen('snoozed');
  await kill('worker', 'api');
  await skipTimeAt(product.temporal, conversationId);
  await seen('snoozeEnded');
  expect([await count('snoozed'), await count('snoozeEnded')]).toEqual([1, 1]);
});

it('a reply for later is mailed once, whoever is killed while it is written, waits and leaves', async () => {
  const { conversationId, conversations, seen, count } = await waiting('later@example.com');
  const reply = {
    conversationId,
    id: newId('msg'),
    text: 'It leaves tomorrow.',
    seenSeq: 99,
    sendAt: inAnHour(),
  };
  const given = conversations.reply.mutate({ ...reply, closes: true }).catch(() => null);
  await kill('worker', 'api');
  await given;
  await insist(() => conversations.reply.mutate({ ...reply, closes: true }));
  await eventually(
    'the waiting reply',
    async () => {
      const detail = await conversations.get.query({ conversationId }).catch(() => null);
      return detail?.outgoing?.held.length === 1;
    },
    60_000,
  );
  await kill('api', 'worker');
  await skipTimeAt(product.temporal, conversationId);
  await seen('closed');
  const mailed = () => mailsTo(product, 'later@example.com');
  await eventually('the mail', async () => (await mailed()) > 0, 60_000);
  expect([await count('message'), await count('closed'), await mailed()]).toEqual([1, 1, 1]);
});

/** Says a saved reply and closes, once nobody has touched a conversation for an hour. */
async function tidyingRule() {
  const { db } = database;
  const [project] = await db.select({ id: projects.id }).from(projects);
  const place = { projectId: project!.id, id: newId('rul') };
  const reply = { id: newId('srp'), projectId: project!.id, name: 'tidied', text: 'We close this for now.' };
  await saveSavedReply(db, { ...reply, language: null, acts: [], owner: null, author: null });
  const when = { kind: 'untouched', hours: 1, owedBy: 'anyone' } as const;
  const acts = [{ does: 'sendSavedReply' as const, savedReplyId: reply.id }, { does: 'close' as const }];
  await saveRule(db, { ...place, name: 'Tidy', when, conditions: [], acts });
  await switchRule(db, place, true);
  return place;
}

it('a rule speaks and closes once after a silence, whoever is killed while it waits and while it runs', async () => {
  const rule = await tidyingRule();
  const { conversationId, conversations, seen, count } = await waiting('silent@example.com');
  // Whoever has it is not told of it again meanwhile: the rule is what it waits for next.
  await conversations.takeOver.mutate({ conversationId, id: newId('msg') });
  await seen('takenOver');
  await eventually('the rule ahead', async () => {
    const detail = await conversations.get.query({ conversationId }).catch(() => null);
    return detail?.outgoing?.rules?.length === 1;
  });
  await kill('worker', 'api');
  const skipped = skipTimeAt(product.temporal, conversationId);
  await kill('api').catch(() => undefined);
  await skipped;
  await seen('ruleRan');
  await kill('worker', 'api');
  await seen('closed');
  // A worker killed between the rows and its own history closes once more, and an act of that moment had nothing to do.
  await eventually('reopened', async () => {
    if ((await count('reopened')) > 0) return true;
    const detail = await conversations.get.query({ conversationId }).catch(() => null);
    const reopen = () => conversations.reopen.mutate({ conversationId, id: newId('msg') });
    if (detail?.status === 'closed') await reopen().catch(() => undefined);
    return false;
  });
  const kinds = ['ruleRan', 'ruleSaid', 'closed'];
  expect(await Promise.all(kinds.map(count))).toEqual([1, 1, 1]);
  await switchRule(database.db, rule, false);
});
