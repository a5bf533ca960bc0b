import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import {
  deleteRule,
  findRule,
  listRules,
  listRulesThatAreOn,
  moveRule,
  saveRule,
  switchRule,
} from '../../../db/rules/rules.ts';
import { listPast } from '../../../db/rules/list-past.ts';
import { isFirstSaid, readEvidence } from '../../../db/rules/read-evidence.ts';
import { takeTurn } from '../../../db/rules/take-turn.ts';
import { agents, conversations, memberships, quietTimes } from '../../../db/schema/schema.ts';
import { createTag, mergeTags } from '../../../db/triage/tags.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';
import { runsIn } from '../../../domain/rules/past.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function begin() {
  const seed = await seedConversation(own.db);
  const { projectId } = seed;
  const save = async (name: string, id = newId('rul')) => {
    await saveRule(own.db, {
      id,
      projectId,
      name,
      when: { kind: 'new' },
      conditions: [],
      acts: [{ does: 'close' }],
    });
    return id;
  };
  const names = async () =>
    (await listRules(own.db, projectId)).map(({ name, position }) => `${position} ${name}`);
  const agent = async (name: string) => {
    const id: AgentId = newId('agt');
    await own.db.insert(agents).values({ id, name, email: `${id}@acme.example` });
    await own.db.insert(memberships).values({ projectId, agentId: id });
    return id;
  };
  const turn = (of: AgentId[], capacity: number, conversationId = seed.conversationId, trigger = 'first') =>
    own.db.transaction((tx) => takeTurn(tx, { projectId, conversationId, trigger, agents: of, capacity }));
  return { ...seed, save, names, agent, turn };
}

it('keeps rules in one order, new ones last and off', async () => {
  const { projectId, save, names } = await begin();
  const [one, two, three] = [await save('One'), await save('Two'), await save('Three')];
  await moveRule(own.db, { projectId, id: three }, 0);
  expect(await names()).toEqual(['0 Three', '1 One', '2 Two']);
  await deleteRule(own.db, { projectId, id: one });
  expect(await names()).toEqual(['0 Three', '1 Two']);
  expect(await listRulesThatAreOn(own.db, projectId)).toEqual([]);
  await switchRule(own.db, { projectId, id: two }, true);
  await save('Two, changed', two);
  expect(await listRulesThatAreOn(own.db, projectId)).toMatchObject([
    { id: two, name: 'Two, changed', position: 1 },
  ]);
});

it('changes and finds no rule of another project', async () => {
  const [mine, theirs] = [await begin(), await begin()];
  const id = await mine.save('Mine');
  expect(await theirs.save('Theirs', id)).toBe(id);
  expect(await findRule(own.db, { projectId: theirs.projectId, id })).toBeNull();
  await switchRule(own.db, { projectId: theirs.projectId, id }, true);
  await deleteRule(own.db, { projectId: theirs.projectId, id });
  expect(await findRule(own.db, { projectId: mine.projectId, id })).toMatchObject({
    name: 'Mine',
    isOn: false,
  });
});

it('gives two conversations that come at once no more than the places there are', async () => {
  const { projectId, agent, turn } = await begin();
  const [ana, ben] = [await agent('Ana'), await agent('Ben')];
  await anotherConversation(own.db, { projectId, assigneeId: ana, lastSeq: 1 });
  await anotherConversation(own.db, { projectId, assigneeId: ana, status: 'closed', lastSeq: 1 });
  const rows = await Promise.all([1, 2, 3, 4].map(() => anotherConversation(own.db, { projectId })));
  const given = await Promise.all(rows.map((id) => turn([ana, ben], 2, id)));
  expect(given.toSorted()).toEqual([ana, ben, ben, null].toSorted());
});

it('gives the same conversation to the same person when it is asked again for the same', async () => {
  const { agent, turn, conversationId } = await begin();
  const [ana, ben] = [await agent('Ana'), await agent('Ben')];
  const first = await turn([ana, ben], 5);
  expect(await turn([ana, ben], 5)).toBe(first);
  expect(await turn([ana, ben], 5, conversationId, 'second')).not.toBeNull();
});

it('leaves out who is away, left the team, or has enough', async () => {
  const { projectId, agent, turn } = await begin();
  const [away, back, gone, full] = [
    await agent('Away'),
    await agent('Back'),
    await agent('Gone'),
    await agent('Full'),
  ];
  await own.db.insert(quietTimes).values([
    { agentId: away, timeZone: 'UTC', isAway: true, awayUntil: null },
    { agentId: back, timeZone: 'UTC', isAway: true, awayUntil: new Date(Date.now() - 60_000) },
  ]);
  await own.db.delete(memberships).where(eq(memberships.agentId, gone));
  await anotherConversation(own.db, { projectId, assigneeId: full, lastSeq: 1 });
  expect(await turn([away, gone, full], 1)).toBeNull();
  expect(await turn([away, gone, full, back], 1)).toBe(back);
});

it('knows of a conversation what rules ask for, with tags as they are now', async () => {
  const { projectId, conversationId, say } = await begin();
  const [old, now] = await Promise.all(
    ['Old', 'Now'].map(async (name) => (await createTag(own.db, { projectId, id: newId('tag'), name }))!.id),
  );
  await mergeTags(own.db, { projectId, id: old!, into: now! });
  await own.db.update(conversations).set({ tags: [old!] });
  await say({ by: 'customer' }, 'First');
  await say({ by: 'system' }, 'Automatic');
  const last = await say({ by: 'customer' }, 'Last');
  const at = new Date().toISOString();
  expect(await readEvidence(own.db, { conversationId, at, said: [] })).toMatchObject({
    facts: { words: 'Last', tags: [now], addresses: ['kim@example.org'], channel: 'widget', isOpen: true },
    assignee: null,
  });
  const evidence = await readEvidence(own.db, { conversationId, at, said: [last] });
  expect(evidence?.facts.words).toBe('Last');
  expect(await isFirstSaid(own.db, { conversationId, seq: 1 })).toBe(true);
  expect(await isFirstSaid(own.db, { conversationId, seq: 3 })).toBe(false);
});

it('tries a rule on what is there: as many runs as one counts by hand, and nothing is changed', async () => {
  const { projectId, say, conversationId } = await begin();
  for (const text of ['My invoice', 'and the second invoice', 'Thanks']) await say({ by: 'customer' }, text);
  await own.db.update(conversations).set({ lastSeq: 3 }).where(eq(conversations.id, conversationId));
  await anotherConversation(own.db, { projectId, lastSeq: 1, spam: true });
  const before = await own.db.select().from(conversations);
  const past = await listPast(own.db, { projectId, limit: 200, now: new Date().toISOString() });
  expect(past).toMatchObject([{ id: conversationId, customer: 'kim@example.org' }]);
  const runs = (kind: 'new' | 'customerAnswered', word: string) =>
    runsIn(past[0]!.past, { when: { kind }, conditions: [{ kind: 'words', anyOf: [word] }] }).length;
  expect([runs('new', 'invoice'), runs('customerAnswered', 'invoice'), runs('new', 'thanks')]).toEqual([
    1, 1, 0,
  ]);
  expect(await own.db.select().from(conversations)).toEqual(before);
});
