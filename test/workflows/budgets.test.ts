import { eq } from 'drizzle-orm';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { projects } from '../../db/schema/schema.ts';
import { workflowIdOf } from '../../domain/conversation/conversation-start.ts';
import { newId } from '../../domain/ids.ts';
import { fixedWords } from '../../domain/knowledge/fixed-words.ts';
import { eventually } from '../support/eventually.ts';
import { startFakeModel } from '../support/model/fake-model.ts';
import { signIn } from '../support/people/agent-client.ts';
import { keepHistory } from '../support/people/histories.ts';
import { stateOf } from '../support/people/state-of.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { killChild, startChildWorker } from '../support/stack/child-worker.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';

/** A worker in a process of its own, with a model. */
const program = fileURLToPath(new URL('../faults/workers/evaluation-worker.ts', import.meta.url));
const QUESTION = 'Can I return a lamp?';
const ANSWER = 'You can return a lamp within thirty days of buying it.';
const TOLD = fixedWords('german').handOver;

/** A project that gives two answers to a conversation. */
async function limited(product: Product) {
  const { database, project, client, gateway } = product;
  const limit = (maxTurnsAConversation: number) =>
    database.db.update(projects).set({ maxTurnsAConversation }).where(eq(projects.id, project.id));
  await limit(2);
  const agent = await signIn(product);
  await agent.articles.save.mutate({
    projectId: project.id,
    id: newId('art'),
    title: 'Returns',
    text: ANSWER,
  });
  const visit = await beginVisit(product);
  const { conversationId } = visit;
  const handle = client.workflow.getHandle(workflowIdOf(conversationId));
  const runId = async () => (await handle.describe()).runId;
  const said = async () =>
    (await readTranscript(database.db, { conversationId, afterRevision: 0 })).map(
      ({ text, event }) => event?.kind ?? text.replace(' [1]', ''),
    );
  return {
    ...{ agent, visit, limit, said },
    saying: (expected: string[]) =>
      eventually(
        `the transcript to be ${expected.join(' / ')}`,
        async () => {
          const all = await said();
          return all.length >= expected.length && (expect(all).toEqual(expected), true);
        },
        60_000,
      ),
    state: () => stateOf(product, conversationId),
    details: async () =>
      (await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata')).currentDetails,
    /** Ends the run and begins the next with what it knew. */
    renew: async () => {
      const before = await runId();
      await gateway.erasure.signal('renewHistory', conversationId, { id: newId('msg') });
      await eventually('another run', async () => (await runId()) !== before);
    },
    handBack: () =>
      agent.conversations.handBack.mutate({ conversationId, id: newId('msg') }).then(
        () => 'handed back',
        (error: { data?: { refusal?: string } }) => error.data?.refusal,
      ),
  };
}

it('the third question of a limit of two is a hand-off told to both sides once: over killed workers and new runs', async () => {
  const model = await startFakeModel();
  await using product = await startProduct({ modelUrl: model.url, worker: false });
  const child = await startChildWorker(product, program, [model.url]);
  const { visit, agent, ...talk } = await limited(product);
  const { conversationId } = visit;

  await visit.say(QUESTION);
  await talk.saying([QUESTION, ANSWER]);
  await talk.renew();
  expect((await talk.state()).spent).toMatchObject({ turns: 1, tokens: 120 });

  // The second answer hangs in the middle of its words, and its worker dies there: tried again, it is still the second.
  model.script({ text: 'You can return a lamp within', hang: true });
  await visit.say('And a second lamp, can I return a lamp?');
  await eventually('the model to be asked', () => model.requests.length === 2, 60_000);
  await killChild(child);
  await product.startWorker();
  const second = [QUESTION, ANSWER, 'And a second lamp, can I return a lamp?', ANSWER];
  await talk.saying(second);
  await talk.renew();
  expect((await talk.state()).spent).toMatchObject({ turns: 2, tokens: 240 });

  const third = 'Und wie lange kann ich die dritte Lampe noch zurückgeben?';
  await visit.say(third);
  await talk.saying([...second, third, TOLD, 'escalated']);
  expect(model.requests).toHaveLength(3);
  const detail = await agent.conversations.get.query({ conversationId });
  const reason = 'The budget of this conversation is used up (2 answers), so a person answers.';
  expect(detail).toMatchObject({ handler: { by: 'agent' }, escalation: { cause: 'budget', reason } });
  expect(await talk.details()).toContain(`by budget at ${detail.escalation?.at}. ${reason}`);
  expect(await talk.details()).toContain('- Spent: 2 turn(s), 240 token(s)');
  expect(await visit.visitor.conversation.query()).toMatchObject({ handler: 'agent', escalated: true });

  // It stays with people: nobody is told again, and it cannot be handed back until the budget was raised.
  await visit.say('Hallo?');
  await talk.renew();
  expect(await talk.handBack()).toBe('budget_used_up');
  expect(await talk.said()).toEqual([...second, third, TOLD, 'escalated', 'Hallo?']);
  const { spent, limits } = await agent.conversations.spending.query({ conversationId });
  expect([spent.conversation.turns, limits.conversation.turns]).toEqual([2, 2]);

  await talk.limit(3);
  expect(await talk.handBack()).toBe('handed back');
  await eventually('another answer', async () => (await talk.state()).spent.turns === 3, 60_000);
  await keepHistory(product, conversationId, 'a budget that was reached');
  await model.stop();
});
