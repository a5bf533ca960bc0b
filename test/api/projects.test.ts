import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { finishDeletions } from '../../api/erasing/finish-deletions.ts';
import { createAuth, ensureAgent } from '../../api/sign-in/auth.ts';
import type { OpsDependencies } from '../../api/ops/verb.ts';
import { unplaced } from '../../api/ops/unplaced.ts';
import { finishErasures } from '../../api/erasing/finish-erasures.ts';
import { workflowIdOf } from '../../domain/conversation/conversation-start.ts';
import { newId, type ConversationId, type ProjectId } from '../../domain/ids.ts';
import { inboundDomain, replyAddress } from '../../domain/mail/address/reply-address.ts';
import { createLog } from '../../log.ts';
import { startFakeModel, type FakeModel } from '../support/model/fake-model.ts';
import { mailTo, postMail } from '../support/mail/post-mail.ts';
import { signIn, type AgentClient } from '../support/people/agent-client.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { FORGOTTEN_SOON } from '../support/stack/stack.ts';
import { eventually } from '../support/eventually.ts';
import { rowsWith } from '../support/stack/everything-kept.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';

const MOTH = { name: 'Moth', model: 'moth-model', secret: 'persimmon', address: 'help@moth.example' };
const LOOM = { name: 'Loom', model: 'loom-model', secret: 'heddle', address: 'help@loom.example' };
type Wanted = typeof MOTH;
type Made = Wanted & { id: ProjectId; widgetKey: string; conversations: ConversationId[] };

let model: FakeModel;
let product: Product;
let ana: AgentClient;
let moth: Made;
let loom: Made;

beforeAll(async () => {
  model = await startFakeModel();
  product = await startProduct({ modelUrl: model.url });
  ana = await signIn(product);
  moth = await makeProject(MOTH);
  loom = await makeProject(LOOM);
});
afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  await model?.stop();
});

/** A project with a model, docs, a key, addresses and a team of its own, a chat and a mail with a file. */
async function makeProject(wanted: Wanted): Promise<Made> {
  const projectId = newId('prj');
  await ana.projects.create.mutate({ id: projectId, name: wanted.name });
  const { widgetKey, ...settings } = await ana.settings.get.query({ projectId });
  await ana.settings.save.mutate({
    ...settings,
    ...{ projectId, model: wanted.model, furtherAddresses: [wanted.address] },
  });
  const text = `The ${wanted.name} colour is ${wanted.secret}.`;
  await ana.articles.save.mutate({ projectId, id: newId('art'), title: `${wanted.name} colour`, text });
  await addAgent(projectId, { name: wanted.name, email: `agent@${wanted.secret}.example` });
  return { ...wanted, id: projectId, widgetKey, conversations: [] };
}

const PASSWORD = 'a fourth long password';

async function addAgent(projectId: ProjectId, who: { name: string; email: string }): Promise<void> {
  const { db } = product.database;
  const auth = createAuth({ db, config: product.config });
  await ensureAgent({ db, auth }, { ...who, password: PASSWORD, projectId, role: 'agent' });
}

const saidIn = async (conversationId: ConversationId) =>
  (await readTranscript(product.database.db, { conversationId, afterRevision: 0 })).map(({ text }) => text);

async function ask({ widgetKey, name }: Made): Promise<{ conversationId: ConversationId; answer: string }> {
  const visit = await beginVisit({ url: product.url, widgetKey });
  await visit.say(`What colour is the ${name}?`);
  const answer = await eventually('the answer', async () => (await saidIn(visit.conversationId))[1]);
  return { conversationId: visit.conversationId, answer };
}

async function write({ address, secret, id }: Made): Promise<ConversationId> {
  const file = { Name: 'lamp.txt', Content: btoa(secret), ContentType: 'text/plain', ContentLength: 9 };
  const mail = mailTo(address, { from: `kim@${secret}.example`, text: `My ${secret}`, Attachments: [file] });
  expect(await postMail(product, mail)).toBe('taken');
  return eventually('the mail’s conversation', async () => {
    const rows = await ana.conversations.list.query({ projectId: id, lane: 'all', before: null });
    return rows.find(({ channel }) => channel === 'email')?.id;
  });
}

const deleted = () =>
  eventually('the deletion', async () => {
    const { client, gateway, database } = product;
    const deps = { db: database.db, client, erasing: gateway.erasure, ...FORGOTTEN_SOON };
    await finishErasures(deps);
    return (await finishDeletions({ ...deps, log: createLog({ name: 'api', level: 'silent' }) })) === 0;
  });

it('two projects answer from their own docs with their own model, and take mail at their own addresses', async () => {
  for (const project of [moth, loom]) {
    const other = project === moth ? loom : moth;
    const { conversationId, answer } = await ask(project);
    expect(answer).toContain(project.secret);
    const asked = model.requests.at(-1);
    expect(asked?.model).toBe(project.model);
    expect(JSON.stringify(asked?.messages)).not.toContain(other.secret);
    project.conversations = [conversationId, await write(project)];
  }
  for (const project of [moth, loom]) {
    const rows = await ana.conversations.list.query({ projectId: project.id, lane: 'all', before: null });
    expect(rows.map(({ id }) => id).sort()).toEqual(project.conversations.toSorted());
    const team = await ana.team.list.query({ projectId: project.id });
    expect(team.members.map(({ name }) => name).sort()).toEqual(['Ana', project.name]);
  }
});

it('says what is unread in each project, in one list', async () => {
  const all = await ana.projects.list.query();
  expect(all.map(({ name, unread, role }) => [name, unread, role])).toEqual([
    ['Acme', 0, 'owner'],
    ['Moth', 1, 'owner'],
    ['Loom', 1, 'owner'],
  ]);
});

it('an address of another project is refused, and says whose fault it is', async () => {
  const { widgetKey: _, ...settings } = await ana.settings.get.query({ projectId: loom.id });
  const taken = { ...settings, projectId: loom.id, furtherAddresses: [MOTH.address] };
  await expect(ana.settings.save.mutate(taken)).rejects.toThrow('help@moth.example belongs to another');
  expect((await ana.settings.get.query({ projectId: loom.id })).furtherAddresses).toEqual([LOOM.address]);
});

it('only whoever owns a project may add one', async () => {
  const ben = { name: 'Ben', email: 'ben@example.com' };
  await addAgent(loom.id, ben);
  const client = await signIn(product, { email: ben.email, password: PASSWORD });
  await expect(client.projects.create.mutate({ id: newId('prj'), name: 'His' })).rejects.toThrow(
    'Only whoever owns a project',
  );
  await expect(client.projects.archive.mutate({ projectId: loom.id })).rejects.toThrow('Your role');
  await expect(client.projects.delete.mutate({ projectId: loom.id, name: 'Loom' })).rejects.toThrow(
    'Your role',
  );
});

it('the demo page shows the first project, or the one whose key it is asked with', async () => {
  const page = async (query: string) => (await fetch(`${product.url}/demo${query}`)).text();
  expect(await page('')).toContain(product.widgetKey);
  expect(await page(`?project=${loom.widgetKey}`)).toContain(loom.widgetKey);
  expect(await page('?project=pk_nobodys')).toContain('not_found');
});

it('an archived project closes its chat and keeps its mail, until it is restored', async () => {
  const projectId = loom.id;
  const visit = await beginVisit({ url: product.url, widgetKey: loom.widgetKey });
  await ana.projects.archive.mutate({ projectId });
  expect((await ana.me.query()).projects.find(({ id }) => id === projectId)?.archived).toBe(true);
  await expect(visit.say('Hello?')).rejects.toThrow('This chat is closed');
  await expect(beginVisit({ url: product.url, widgetKey: loom.widgetKey })).rejects.toThrow('closed');
  const mail = mailTo(loom.address, { from: 'lee@late.example', text: 'Still there?' });
  expect(await postMail(product, mail)).toBe('taken');
  await ana.projects.restore.mutate({ projectId });
  await visit.say('And now?');
  await eventually('the answer', async () => {
    const { conversationId } = visit;
    const { messages } = (await visit.visitor.transcript.query({ conversationId })).update;
    return messages.some(({ author }) => author.by === 'assistant');
  });
  loom.conversations.push(visit.conversationId);
});

it('deleting a project asks for its name, and nobody sees it from then on', async () => {
  const projectId = moth.id;
  await expect(ana.projects.delete.mutate({ projectId, name: 'moth' })).rejects.toThrow(
    'not this project’s name',
  );
  const [conversationId] = moth.conversations as [ConversationId];
  await ana.projects.delete.mutate({ projectId, name: 'Moth' });
  expect((await ana.me.query()).projects.map(({ name }) => name)).toEqual(['Acme', 'Loom']);
  await expect(ana.conversations.get.query({ conversationId })).rejects.toThrow('no such conversation');
  await expect(ana.settings.get.query({ projectId })).rejects.toThrow('no such thing');
  await expect(beginVisit({ url: product.url, widgetKey: moth.widgetKey })).rejects.toThrow('No project');
});

it('mail to a deleted project is in no team’s quarantine, and whoever runs the server finds it without its words', async () => {
  const { db } = product.database;
  const [conversationId] = moth.conversations as [ConversationId];
  const address = replyAddress({ conversationId, projectId: moth.id }, product.config.mail);
  const first = `support-moth@${inboundDomain(product.config.mail)}`;
  const late = [moth.address, first, address].map((to) =>
    mailTo(to, { from: 'lee@late.example', text: 'Persimmon?' }),
  );
  for (const mail of [...late, ...late]) expect(await postMail(product, mail)).toBe('no_project');
  const { id: projectId } = product.project;
  expect(
    (await ana.quarantine.list.query({ projectId, before: null })).map(({ from }) => from.email),
  ).toEqual([]);
  const lines: string[] = [];
  const deps = { db, say: (line: string) => lines.push(line), remark: () => {} };
  await unplaced.run(deps as unknown as OpsDependencies, '');
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toMatch(/lee|late|persimmon/i);
});

it('a deleted project leaves no row, file, workflow or history, and the other as it was', async () => {
  // Whether its docs can be embedded is found out in the background, whenever that is.
  const kept = async () =>
    (await rowsWith(product, loom.id)).filter((row) => !row.startsWith('project_embeddings')).sort();
  const before = await kept();
  const histories = await Promise.all(loom.conversations.map(startOf));
  await deleted();
  expect(await rowsWith(product, moth.id)).toEqual([]);
  const forgotten = (await rowsWith(product, MOTH.secret)).filter((row) => !row.startsWith('agents'));
  expect(forgotten).toEqual([]);
  expect(await orphans()).toBe(0);
  for (const id of moth.conversations) {
    const handle = product.client.workflow.getHandle(workflowIdOf(id));
    await expect(handle.describe()).rejects.toThrow(/not found/i);
  }
  expect(await kept()).toEqual(before);
  expect(await Promise.all(loom.conversations.map(startOf))).toEqual(histories);
  expect((await ask(loom)).answer).toContain(LOOM.secret);
});

const startOf = async (id: ConversationId) =>
  (await product.client.workflow.getHandle(workflowIdOf(id)).describe()).startTime;

/** Bytes whose file is gone. */
async function orphans(): Promise<number> {
  const { rows } = await product.database.db.execute<{ n: number }>(
    sql`select count(*)::int as n from attachment_pieces where attachment_id not in (select id from attachments)`,
  );
  return rows[0]?.n ?? 0;
}

it('the last project of an installation stays', async () => {
  await ana.projects.delete.mutate({ projectId: loom.id, name: 'Loom' });
  const { id: projectId, name } = product.project;
  await expect(ana.projects.delete.mutate({ projectId, name })).rejects.toThrow('the only project here');
  await ana.projects.archive.mutate({ projectId });
  expect(await ana.projects.list.query()).toMatchObject([{ name, archived: true, unread: 0 }]);
});
