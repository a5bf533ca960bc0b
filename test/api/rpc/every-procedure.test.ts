import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ensureAgent, createAuth } from '../../../api/sign-in/auth.ts';
import { appRouter } from '../../../api/routers/app.ts';
import { listTeam } from '../../../db/project/team/members.ts';
import { memberships, projects } from '../../../db/schema/schema.ts';
import { contract } from '../../../domain/contract/contract.ts';
import { isProjectProcedure, may } from '../../../domain/contract/permissions.ts';
import { AS_LIVE } from '../../../domain/evaluations/trial.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';
import { ROLES, type Role } from '../../../domain/project/roles.ts';
import type { JsonSchema } from '../../../rpc/json-schema.ts';
import { sampleOf } from '../../support/sample-input.ts';
import { cookieOf } from '../../support/people/agent-client.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { eventually } from '../../support/eventually.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';

const OUTSIDER = { email: 'eve@example.net', name: 'Eve', password: 'another long password' };

let product: Product;
let outsider: string;
let visit: Awaited<ReturnType<typeof beginVisit>>;
let strangerToken: string;

beforeAll(async () => {
  product = await startProduct();
  visit = await beginVisit(product);
  await visit.askForPerson();
  await eventually('the conversation', async () => (await transcript()).length > 0);
  await makeOutsider();
  outsider = await cookieOf(product, OUTSIDER);
  strangerToken = (await beginVisit(product)).token;
});
afterAll(() => product?.[Symbol.asyncDispose]());

/** An agent of another project in the same installation. */
async function makeOutsider(): Promise<void> {
  const { db } = product.database;
  const projectId = newId('prj');
  const widgetKey = newId('pk');
  await db
    .insert(projects)
    .values({ id: projectId, name: 'Other', widgetKey, greeting: '', supportAddress: 'a@b.test' });
  await ensureAgent(
    { db, auth: createAuth({ db, config: product.config }) },
    { ...OUTSIDER, projectId, role: 'owner' },
  );
}

const transcript = () =>
  readTranscript(product.database.db, { conversationId: visit.conversationId, afterRevision: 0 });

/** Every command, with what its schema takes. */
function commands(): Record<string, Record<string, unknown>> {
  const { conversationId } = visit;
  const all = Object.entries(contract.updates).map(([name, { input }]) => {
    const said = input.parse(sampleOf(z.toJSONSchema(input, { io: 'input' }) as JsonSchema));
    return [`conversations.${name}`, { ...said, conversationId }] as const;
  });
  return Object.fromEntries(all);
}

/** What each procedure would need from somebody who may call it. A procedure that is missing here fails the first test. */
const inputs = (): Record<string, Record<string, unknown>> => {
  const project = { projectId: product.project.id };
  const conversation = { conversationId: visit.conversationId };
  const rule = {
    ...{ id: newId('rul'), name: 'Late', when: { kind: 'new' }, conditions: [], acts: [{ does: 'close' }] },
  };
  return {
    ...commands(),
    'conversations.list': { ...project, lane: 'all' },
    'conversations.counts': project,
    'conversations.get': conversation,
    'conversations.earlier': { ...conversation, before: 1 },
    'conversations.spending': conversation,
    'conversations.evidence': { ...conversation, messageId: newId('msg') },
    'conversations.markRead': { ...conversation, seq: 1 },
    'conversations.markUnread': { ...project, conversationIds: [visit.conversationId] },
    'bulk.begin': {
      ...project,
      ...{ id: newId('blk'), given: { name: 'close' }, conversationIds: [visit.conversationId] },
    },
    'bulk.undo': { ...project, id: newId('blk'), bulkId: newId('blk') },
    'conversations.watch': { ...conversation, watching: true },
    'conversations.inboxEvents': project,
    'conversations.transcriptEvents': conversation,
    'conversations.mergeCandidates': conversation,
    'conversations.liftSuppression': conversation,
    'conversations.begin': {
      ...project,
      id: newId('cnv'),
      to: 'a@b.example',
      subject: 'About it',
    },
    'conversations.knownAddresses': { ...project, typed: 'a' },
    'savedReplies.list': project,
    'savedReplies.save': { ...project, id: newId('srp'), name: 'thanks', text: 'Thank you', own: false },
    'savedReplies.remove': { ...project, id: newId('srp') },
    'savedReplies.copyFiles': { ...conversation, id: newId('srp'), files: [] },
    'conversations.abandon': conversation,
    'rules.list': project,
    'rules.save': { ...project, ...rule },
    'rules.switch': { ...project, id: newId('rul'), isOn: true },
    'rules.move': { ...project, id: newId('rul'), to: 0 },
    'rules.remove': { ...project, id: newId('rul') },
    'rules.try': { ...project, ...rule },
    'playground.ask': { ...project, settings: AS_LIVE, turns: [{ by: 'customer', text: 'How?' }] },
    'gaps.list': { ...project, state: 'open', days: 30 },
    'gaps.counts': project,
    'gaps.get': { ...project, gapId: newId('gap') },
    'gaps.draft': {
      ...{ ...project, gapId: newId('gap'), messageId: newId('msg') },
      ...{ articleId: newId('art'), byModel: false },
    },
    'gaps.publish': { ...project, gapId: newId('gap'), id: newId('art'), title: 'A', text: 'B' },
    'gaps.tryAgain': { ...project, gapId: newId('gap') },
    'gaps.dismiss': { ...project, gapId: newId('gap'), dismissed: true },
    'corrections.list': project,
    'corrections.settle': {
      ...{ ...project, answerId: newId('msg'), hash: '0'.repeat(16), how: 'dismiss' },
    },
    'tests.list': project,
    'tests.count': project,
    'tests.results': { ...project, id: newId('evl') },
    'tests.save': {
      ...project,
      ...{ id: newId('tqn'), turns: [{ by: 'customer', text: 'How?' }], expected: { kind: 'unknown' } },
    },
    'tests.saveAsked': { ...conversation, messageId: newId('msg') },
    'tests.remove': { ...project, id: newId('tqn') },
    'tests.run': { ...project, id: newId('evl'), why: 'asked', settings: AS_LIVE },
    'tests.setNightly': { ...project, nightly: false },
    'whatIf.list': project,
    'whatIf.estimate': { ...project, settings: AS_LIVE },
    'whatIf.questions': { ...project, id: newId('cmp') },
    'whatIf.answers': { ...project, id: newId('cmp'), answerId: newId('msg') },
    'whatIf.begin': { ...project, id: newId('cmp'), settings: { ...AS_LIVE, draftDocs: true } },
    'whatIf.stop': { ...project, id: newId('cmp') },
    'erasing.conversation': conversation,
    'erasing.customer': conversation,
    'settings.get': project,
    'settings.save': {
      ...project,
      name: 'Mine',
      greeting: '',
      allowedOrigins: [],
      supportAddress: 'a@b.example',
      model: null,
      systemPrompt: null,
    },
    'assist.state': project,
    'assist.passages': conversation,
    'assist.suggest': conversation,
    'assist.rewrite': { ...conversation, text: 'It is free.', how: 'shorter' },
    'assist.translate': { ...conversation, messageId: newId('msg'), into: 'en' },
    'views.list': project,
    'views.counts': project,
    'views.save': { ...project, id: newId('viw'), name: 'Mine', lane: 'all', shared: true },
    'views.remove': { ...project, id: newId('viw') },
    'quarantine.list': project,
    'quarantine.get': { ...project, id: newId('eml') },
    'quarantine.places': { ...project, id: newId('eml') },
    'quarantine.place': { ...project, id: newId('eml'), into: visit.conversationId },
    'quarantine.begin': { ...project, id: newId('eml') },
    'quarantine.fetch': { ...project, id: newId('eml'), providerId: 'an-id' },
    'quarantine.ignore': { ...project, id: newId('eml'), ignored: true },
    'firstSteps.get': project,
    'firstSteps.dismiss': project,
    'firstSteps.show': project,
    'model.get': project,
    'model.list': project,
    'model.test': { ...project, model: 'some-model', question: 'Who are you?' },
    'model.setPrice': { ...project, price: { input: 1, output: 2 } },
    'model.forget': { ...project, model: 'some-model' },
    'hours.get': project,
    'hours.save': { ...project, hours: null },
    'notices.get': project,
    'notices.save': {
      ...project,
      ...{ hears: true, mail: true, push: true, sound: true, quiet: null, away: null, timeZone: 'UTC' },
    },
    'notices.turnOn': {
      ...project,
      ...{
        id: newId('psh'),
        endpoint: 'https://push.example/1',
        p256dh: 'B'.repeat(87),
        auth: 'a'.repeat(22),
      },
    },
    'notices.turnOff': { ...project, id: newId('psh') },
    'notices.sendTest': project,
    'webhooks.list': project,
    'identitySecrets.list': project,
    'identitySecrets.add': { ...project, id: newId('ids') },
    'identitySecrets.remove': { ...project, id: newId('ids') },
    'webhooks.add': { ...project, id: newId('whk'), kind: 'slack', url: 'https://hooks.example/1' },
    'webhooks.remove': { ...project, id: newId('whk') },
    'webhooks.sendTest': { ...project, id: newId('whk') },
    'mailSetup.get': project,
    'mailSetup.checks': project,
    'mailSetup.alarm': project,
    'mailSetup.sendTest': project,
    'mailSetup.fetchMissed': project,
    'mailSetup.saveSenderName': { ...project, senderName: 'Mine' },
    'blocks.list': project,
    'blocks.add': { ...conversation, kind: 'visitor' },
    'blocks.undo': { ...conversation, kind: 'visitor' },
    'blocks.lift': { ...project, kind: 'visitor', value: newId('vis') },
    'settings.ceilings': project,
    'reports.read': { ...project, days: { from: '2026-11-01', to: '2026-11-29' }, clock: 'always' },
    'shadow.rates': project,
    'shadow.pairs': { ...project, topic: null },
    'shadow.mark': { ...project, answerId: newId('msg'), agrees: true },
    'reports.conversations': {
      ...{ ...project, days: { from: '2026-11-01', to: '2026-11-29' }, clock: 'always' },
      ...{ part: { count: 'begun' }, skip: 0 },
    },
    'articles.list': project,
    'articles.get': { ...project, id: newId('art') },
    'articles.save': { ...project, id: newId('art'), title: 'Title', text: 'Text' },
    'articles.remove': { ...project, id: newId('art') },
    'articles.search': { ...project, words: 'lamp' },
    'articles.cited': project,
    'articles.thumbs': project,
    'articles.hints': project,
    'articles.versions': { ...project, id: newId('art') },
    'articles.compare': { ...project, id: newId('art'), versionId: newId('ver') },
    'articles.arrange': { ...project, ids: [newId('art')], enabled: false },
    'articles.settleVanished': { ...project, ids: [newId('art')], keep: true },
    'sources.list': project,
    'sources.unread': { ...project, id: newId('src') },
    'sources.add': { ...project, id: newId('src'), kind: 'site', address: 'https://a.example/', ...read },
    'sources.save': { ...project, id: newId('src'), ...read },
    'sources.act': { ...project, id: newId('src'), act: 'readNow', command: newId('msg') },
    'sources.remove': { ...project, id: newId('src') },
    'sources.hasToken': project,
    'sources.makeToken': project,
    'sources.revokeToken': project,
    'presence.say': { ...conversation, window: 'win_1', does: 'looks' },
    'customers.list': project,
    'customers.get': { ...project, id: newId('cus') },
    'customers.save': { ...project, id: newId('cus'), change: { field: 'name', text: 'Kim' } },
    'customers.addAddress': { ...project, id: newId('cus'), email: 'kim@work.example' },
    'customers.removeAddress': { ...project, id: newId('cus'), email: 'kim@work.example' },
    'customers.merge': { ...project, id: newId('cus'), into: newId('cus') },
    'customers.unmerge': { ...project, id: newId('cus') },
    'attributes.list': project,
    'attributes.save': { ...project, attributes: [] },
    'tags.list': project,
    'tags.counts': project,
    'tags.create': { ...project, id: newId('tag'), name: 'Late' },
    'tags.save': { ...project, id: newId('tag'), name: 'Late', hue: 1 },
    'tags.merge': { ...project, id: newId('tag'), into: newId('tag') },
    'tags.remove': { ...project, id: newId('tag') },
    'mails.original': { ...project, id: newId('eml') },
    'audit.list': { ...project, before: null },
    'audit.actors': project,
    'projects.archive': project,
    'projects.restore': project,
    'projects.delete': { ...project, name: product.project.name },
    'team.list': project,
    'team.leave': project,
    'team.invite': { ...project, emails: ['ben@example.net'], role: 'agent', mail: true },
    'team.inviteAgain': { ...project, id: newId('inv'), mail: true },
    'team.revoke': { ...project, id: newId('inv') },
    'team.changeRole': { ...project, agentId: product.agentId, role: 'agent' },
    'team.requireSecondStep': { ...project, required: true },
    'team.remove': { ...project, agentId: product.agentId },
  };
};

/** How a source is read. */
const read = { filter: '', schedule: 'never', audience: 'everyone', folder: '' };

/** Open to everyone, or bound to whoever asks rather than to an id. */
const PERSONAL = [
  'me',
  'invitation.get',
  'invitation.accept',
  'invitation.join',
  'invitation.prove',
  'account.get',
  'account.save',
  'account.security',
  'account.endSession',
  'account.endOtherSessions',
  'signIn.provider',
  'projects.list',
  'projects.create',
  'visitor.project',
  'visitor.begin',
  'visitor.identify',
  'visitor.conversation',
];
const VISITORS = [
  'send',
  'escalate',
  'rate',
  'thumb',
  'earlier',
  'markRead',
  'typing',
  'visit',
  'file',
  'transcript',
  'events',
].map((name) => `visitor.${name}`);

const { procedures } = appRouter._def as unknown as {
  procedures: Record<string, { _def: { type: string } }>;
};

async function call(path: string, input: unknown, headers: Record<string, string>) {
  const url = `${product.url}/trpc/${path}`;
  const type = procedures[path]?._def.type;
  const response =
    type === 'mutation'
      ? await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(input),
        })
      : await fetch(`${url}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers });
  const body = await response.text();
  return { status: response.status, body };
}

const refusalIn = (body: string) => /"refusal":"(\w+)"/.exec(body)?.[1];

/** A colleague in each role, and how to let them go. */
async function colleague(role: Role) {
  const { db } = product.database;
  const projectId = product.project.id;
  const who = { email: `${role}@example.net`, name: role, password: 'a third long password' };
  const auth = createAuth({ db, config: product.config });
  const { id: agentId } = await ensureAgent({ db, auth }, { ...who, projectId, role });
  // From a network of their own: signing in is counted by network.
  const cookie = await cookieOf(product, who, `198.51.100.${ROLES.indexOf(role) + 1}`);
  return { cookie, leave: () => leave(agentId) };
}

const leave = (agentId: AgentId) =>
  product.database.db.delete(memberships).where(eq(memberships.agentId, agentId));

/** Only what names the place: whoever may call it hears what is missing, or is answered. */
function placeIn(path: string): Record<string, unknown> {
  const { projectId, conversationId } = inputs()[path] ?? {};
  return conversationId ? { conversationId } : { projectId };
}

/** What needs no more than a place, and would end the place or who is there. */
const ENDS = [
  'erasing.conversation',
  'erasing.customer',
  'team.leave',
  'projects.archive',
  'projects.restore',
];
/** Answers as long as somebody listens. */
const isStream = (path: string) => procedures[path]?._def.type === 'subscription';

/** Where a project is named, it is asked for first. */
const missingIn = (input: object) =>
  'conversationId' in input && !('projectId' in input) ? 'conversation_not_found' : 'not_found';

describe('every procedure', () => {
  it('is known to this test, and has a role or belongs to whoever asks', () => {
    const known = [...Object.keys(inputs()), ...PERSONAL, ...VISITORS];
    expect(Object.keys(procedures).sort()).toEqual(known.sort());
    expect(Object.keys(inputs()).filter((path) => !isProjectProcedure(path))).toEqual([]);
  });

  it('refuses somebody who is signed out, and a visitor', async () => {
    for (const [path, input] of Object.entries(inputs()))
      for (const headers of [{}, { authorization: `Bearer ${strangerToken}` }]) {
        const { body } = await call(path, input, headers);
        expect([path, refusalIn(body)]).toEqual([path, 'signed_out']);
      }
  });

  it.each(ROLES)('does for an %s what the table says and refuses the rest', async (role) => {
    const { cookie, leave } = await colleague(role);
    for (const path of Object.keys(inputs())) {
      if (!isProjectProcedure(path)) continue;
      const allowed = may(role, path);
      if (allowed && (isStream(path) || ENDS.includes(path))) continue;
      const { body } = await call(path, allowed ? placeIn(path) : inputs()[path], { cookie });
      expect([path, refusalIn(body) === 'not_allowed']).toEqual([path, !allowed]);
    }
    await leave();
  });

  it('treats a removed member like a stranger', async () => {
    const { cookie, leave } = await colleague('owner');
    await leave();
    for (const [path, input] of Object.entries(inputs())) {
      const { body } = await call(path, input, { cookie });
      const missing = missingIn(input);
      expect([path, refusalIn(body)]).toEqual([path, missing]);
    }
  });

  it('treats another project’s ids like ids that do not exist, and changes nothing', async () => {
    const before = await transcript();
    for (const [path, input] of Object.entries(inputs())) {
      const { body } = await call(path, input, { cookie: outsider });
      const missing = missingIn(input);
      expect([path, refusalIn(body)]).toEqual([path, missing]);
    }
    expect(await transcript()).toEqual(before);
    expect(await listTeam(product.database.db, product.project.id)).toHaveLength(1);
  });

  it('keeps a visitor out of another visitor’s conversation', async () => {
    const { conversationId } = visit;
    const foreign: Record<string, unknown> = {
      'visitor.send': { conversationId, id: newId('msg'), text: 'Hello', page: null },
      'visitor.escalate': { conversationId, id: newId('msg'), reason: 'Mine', email: null, page: null },
      'visitor.rate': { conversationId, id: newId('msg'), score: 'good', comment: '' },
      'visitor.thumb': { conversationId, messageId: newId('msg'), helpful: true },
      'visitor.earlier': { conversationId, before: 1 },
      'visitor.markRead': { conversationId, seq: 1 },
      'visitor.typing': { conversationId, typing: true },
      'visitor.visit': { conversationId, window: 'one', page: null },
      'visitor.file': { conversationId, id: newId('att') },
      'visitor.transcript': { conversationId },
      'visitor.events': { conversationId },
    };
    expect(Object.keys(foreign)).toEqual(VISITORS);
    for (const [path, input] of Object.entries(foreign)) {
      const { body } = await call(path, input, { authorization: `Bearer ${strangerToken}` });
      expect([path, refusalIn(body)]).toEqual([path, 'conversation_not_found']);
      expect(refusalIn((await call(path, input, {})).body)).toBe('visitor_unknown');
    }
  });

  it('refuses a field nobody asked for on every command', async () => {
    const cookie = await cookieOf(product);
    for (const [path, input] of Object.entries(inputs())) {
      if (!('id' in input) || !path.startsWith('conversations.')) continue;
      const { body } = await call(path, { ...input, agentId: newId('agt') }, { cookie });
      expect([path, refusalIn(body)]).toEqual([path, 'bad_input']);
    }
  });
});
