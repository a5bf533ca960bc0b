import { expect, it } from 'vitest';
import { ruleCalls } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { startRuledTeam } from '../../support/people/ruled-team.ts';
import { eventually } from '../../support/eventually.ts';

const isNew = { kind: 'new' } as const;
const answered = { kind: 'customerAnswered' } as const;
const untouched = (hours: number) => ({ kind: 'untouched', hours, owedBy: 'anyone' }) as const;

it('tags and assigns what is new, raises what is answered, and says so by name', async () => {
  await using team = await startRuledTeam();
  const billing = await team.tag('billing');
  const { agentId } = team.product;
  await team.rule('Invoices', {
    when: isNew,
    conditions: [{ kind: 'words', anyOf: ['Invoice'] }],
    acts: [
      { does: 'addTags', tagIds: [billing] },
      { does: 'roundRobin', agents: [agentId], capacity: 1 },
    ],
  });
  await team.rule('Again', { when: answered, acts: [{ does: 'setPriority', priority: 'high' }] });
  await team.visit.say('My invoice is wrong.');
  await eventually('the tag', async () => (await team.did('Invoices')).length === 1);
  expect(await team.state()).toMatchObject({ tags: [billing], assignee: agentId, priority: 'normal' });
  await team.visit.say('Invoice 17, I mean.');
  await eventually('the priority', async () => (await team.state()).priority === 'high');
  await eventually('its event', async () => (await team.did('Again')).length === 1);
  expect(await team.did('Invoices')).toEqual(['tagged, assigned']);
  expect((await team.spoken()).filter(({ event }) => event?.kind === 'ruleRan')).toMatchObject([
    { author: { by: 'system' }, audience: 'team' },
    { author: { by: 'system' }, audience: 'team' },
  ]);
  await keepHistory(team.product, team.visit.conversationId, 'rules that tag, assign and raise');
});

it('stops two rules that trigger each other, once, and says which', async () => {
  await using team = await startRuledTeam();
  const [one, two] = [await team.tag('one'), await team.tag('two')];
  await team.rule('Start', { when: isNew, acts: [{ does: 'addTags', tagIds: [one] }] });
  await team.rule('There', {
    ...{ when: isNew, conditions: [{ kind: 'tag', anyOf: [one] }] },
    acts: [{ does: 'addTags', tagIds: [two] }],
  });
  await team.rule('Back', {
    ...{ when: isNew, conditions: [{ kind: 'tag', anyOf: [two] }] },
    acts: [
      { does: 'addTags', tagIds: [one] },
      { does: 'setPriority', priority: 'low' },
    ],
  });
  await team.visit.say('Hello');
  const stopped = await eventually('the stop', async () =>
    (await team.events()).find(({ kind }) => kind === 'rulesStopped'),
  );
  expect(stopped).toEqual({ kind: 'rulesStopped', rules: ['There', 'Back'], why: 'circle' });
  await eventually('every run', async () => (await team.did('Back')).length === 1);
  expect([await team.did('Start'), await team.did('There'), await team.did('Back')]).toEqual([
    ['tagged'],
    ['tagged'],
    ['prioritised'],
  ]);
});

it('calls a webhook once, and says when it was not taken', async () => {
  await using team = await startRuledTeam();
  const url = `${team.world.url}/rule`;
  await team.rule('Tell', { when: isNew, acts: [{ does: 'callWebhook', url, shown: null }] });
  await team.rule('Tell again', {
    ...{ when: answered, acts: [{ does: 'callWebhook', url: `${team.world.url}/gone`, shown: null }] },
  });
  team.world.answer('/gone', (res) => res.writeHead(404).end());
  await team.visit.say('Hello');
  await eventually('the call', () => team.world.to('/rule')[0]);
  await team.visit.say('Hello?');
  await eventually('the other call', async () => (await team.did('Tell again')).length === 2);
  expect(team.world.json('/rule')).toMatchObject([
    { event: 'rule', rule: { name: 'Tell' }, conversation: { id: team.visit.conversationId } },
  ]);
  expect(await team.did('Tell again')).toEqual(['called', 'notCalled']);
  expect((await team.db.select().from(ruleCalls)).map(({ state }) => state).sort()).toEqual([
    'failed',
    'taken',
  ]);
});

it('runs once when nobody touched it, also after its worker was gone meanwhile, and lists it until then', async () => {
  await using team = await startRuledTeam({ minuteMs: 50, worker: false });
  const worker = await team.startWorker();
  const id = await team.rule('Remind', {
    when: untouched(1),
    acts: [{ does: 'setPriority', priority: 'high' }],
  });
  await team.visit.say('Hello');
  await eventually('the wait', async () => (await team.state()).rules.waiting.length === 1);
  await eventually('the details', async () =>
    (await team.details()).includes(`A rule runs, if nobody touches it before (${id})`),
  );
  worker.shutdown();
  await eventually('its end', () => worker.getState() === 'STOPPED');
  await team.startWorker();
  await eventually('the run', async () => (await team.did('Remind')).length === 1, 30_000);
  expect((await team.state()).rules.done).toEqual([id]);
  await team.visit.say('Still there?');
  await eventually('the second run', async () => (await team.state()).rules.done.length === 1, 30_000);
  await keepHistory(team.product, team.visit.conversationId, 'a rule that waited for a silence');
});

it('is carried through continue-as-new while it waits', async () => {
  await using team = await startRuledTeam({ minuteMs: 100 });
  const id = await team.rule('Remind', {
    when: untouched(1),
    acts: [{ does: 'setPriority', priority: 'high' }],
  });
  await team.visit.say('Hello');
  await eventually('the wait', async () => (await team.state()).rules.waiting.length === 1);
  const runId = await team.runId();
  await team.product.gateway.erasure.signal('renewHistory', team.visit.conversationId, { id: newId('msg') });
  await eventually('another run', async () => (await team.runId()) !== runId);
  expect((await team.state()).rules).toMatchObject({ waiting: [{ id }], done: [] });
  await eventually('the run', async () => (await team.did('Remind')).length === 1, 30_000);
});

it('asks a rule anew when its moment comes: one that was switched off does nothing', async () => {
  await using team = await startRuledTeam({ minuteMs: 50 });
  const off = await team.rule('Off', { when: untouched(1), acts: [{ does: 'close' }] });
  await team.rule('Changed', { when: untouched(2), acts: [{ does: 'setPriority', priority: 'low' }] });
  await team.visit.say('Hello');
  await eventually('the wait', async () => (await team.state()).rules.waiting.length === 2);
  await team.switchOff(off);
  const { id } = (await team.state()).rules.waiting.find(({ name }) => name === 'Changed')!;
  await team.rule('Changed', { id, when: untouched(2), acts: [{ does: 'setPriority', priority: 'high' }] });
  await eventually('the run', async () => (await team.did('Changed')).length === 1, 30_000);
  expect(await team.state()).toMatchObject({ priority: 'high', status: 'open' });
});

it('can be run now, or kept from running, by an agent', async () => {
  await using team = await startRuledTeam();
  const now = await team.rule('Now', {
    when: untouched(5),
    acts: [{ does: 'setPriority', priority: 'high' }],
  });
  const never = await team.rule('Never', { when: untouched(5), acts: [{ does: 'close' }] });
  await team.visit.say('Hello');
  await eventually('the wait', async () => (await team.state()).rules.waiting.length === 2);
  const { update } = team.product.gateway.agent;
  const { conversationId } = team.visit;
  await update('cancelRule', conversationId, { id: newId('msg'), ruleId: never }, team.actor);
  await update('runRule', conversationId, { id: newId('msg'), ruleId: now }, team.actor);
  await eventually('the run', async () => (await team.did('Now')).length === 1);
  expect((await team.events()).filter(({ kind }) => kind.startsWith('rule'))).toMatchObject([
    { kind: 'ruleCancelled', rule: { name: 'Never' }, agentId: team.actor.agentId },
    { kind: 'ruleRan', rule: { name: 'Now' }, askedBy: team.actor.agentId },
  ]);
  await expect(
    update('runRule', conversationId, { id: newId('msg'), ruleId: never }, team.actor),
  ).rejects.toMatchObject({ code: 'not_found' });
});

it('runs when an agent wants it to', async () => {
  await using team = await startRuledTeam();
  const ruleId = await team.rule('Far', { when: untouched(500), acts: [{ does: 'close' }] });
  await team.visit.say('Hello');
  await eventually('the wait', async () => (await team.state()).rules.waiting.length === 1);
  const { conversationId } = team.visit;
  const at = new Date(Date.now() + 1_000).toISOString();
  await team.product.gateway.agent.update(
    'moveRule',
    conversationId,
    { id: newId('msg'), ruleId, at },
    team.actor,
  );
  await eventually('the run', async () => (await team.did('Far')).length === 1, 30_000);
  expect((await team.events()).find(({ kind }) => kind === 'ruleMoved')).toMatchObject({ at });
});

it('costs a conversation without rules not one event', async () => {
  await using team = await startRuledTeam();
  await team.visit.say('Hello');
  await eventually('the words', async () => (await team.spoken()).length > 0);
  expect(await team.state()).not.toMatchObject({ rules: { waiting: [{}] } });
  const results = JSON.stringify(await team.history());
  expect(results).not.toContain('askRules');
});
