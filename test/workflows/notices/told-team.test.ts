import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { keepVapidKeys } from '../../../db/notices/vapid-keys.ts';
import { notices, noticeSettings, quietTimes, webhooks } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { newVapidKeys } from '../../../web-push.ts';
import { eventually } from '../../support/eventually.ts';
import { startTeam } from '../../support/people/hearing-team.ts';
import { vapidClaims } from '../../support/outside/push-receiver.ts';
import { keepHistory } from '../../support/people/histories.ts';
import { stateOf } from '../../support/people/state-of.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';

it('tells everybody of the team once of a burst, by mail, browser and webhook', async () => {
  await using team = await startTeam({ worker: false });
  await team.browser();
  for (const kind of ['slack', 'discord', 'teams'] as const) await team.webhook(kind);
  await team.visit.askForPerson();
  await team.visit.say('My invoice is wrong.');
  await team.visit.say('@everyone see <https://evil.example>');
  await team.startWorker();
  const pushed = await eventually('the push', () => team.world.to('/push')[0]);
  expect(team.receiver.read(pushed)).toEqual({
    title: `Visitor ${team.visit.conversationId.slice(-4)} · ${team.product.project.name}`,
    body: '@everyone see <https://evil.example>',
    url: `${team.product.url}/conversations/${team.visit.conversationId}`,
    tag: team.visit.conversationId,
  });
  const { publicKey } = await keepVapidKeys(team.db, newVapidKeys);
  const claims = await vapidClaims(pushed, publicKey);
  expect(claims).toMatchObject({ aud: team.world.url, sub: expect.stringContaining('mailto:') as string });

  const mail = await eventually('the mail', () => team.product.mailbox.ledger()[0]);
  expect(mail.text).toContain('Nobody has taken this conversation yet.');
  expect(mail.text).toContain('> My invoice is wrong.');
  await eventually('the webhooks', () => team.world.posts.length === 4);
  expect(JSON.stringify(team.world.json('/slack'))).not.toMatch(/<https:\/\/evil|@everyone/);
  expect(team.world.json('/discord')[0]).toMatchObject({ allowed_mentions: { parse: [] } });
  await eventually('the end', async () => (await team.state()).teamNotice.due.length === 0);
  expect(team.world.posts).toHaveLength(4);
  expect(team.product.mailbox.ledger()).toHaveLength(1);
  await keepHistory(team.product, team.visit.conversationId, 'a team told of what nobody has taken');
});

it('tells nobody when somebody takes it first', async () => {
  await using team = await startTeam({ escalationMs: 600_000 });
  await team.browser();
  await team.webhook('slack');
  await team.visit.askForPerson();
  await eventually('the wait', async () => (await team.state()).teamNotice.at);
  const command = { id: newId('msg') };
  await team.product.gateway.agent.update('takeOver', team.visit.conversationId, command, team.actor);
  const state = await eventually('no wait', async () => {
    const now = await team.state();
    return now.teamNotice.at === null && now;
  });
  expect(state.teamNotice.due).toEqual([]);
  await eventually('the end of the activity', async () =>
    (await team.history()).some((event) => event.activityTaskCanceledEventAttributes),
  );
  expect(team.world.posts).toEqual([]);
  await keepHistory(team.product, team.visit.conversationId, 'somebody took it before the team was told');
});

it('waits for quiet hours to end, and tells nobody who is away', async () => {
  await using team = await startTeam({ escalationMs: 100 });
  await team.browser();
  const from = new Date(Date.now() - 3_600_000).toISOString().slice(11, 16);
  const until = new Date(Date.now() + 3_600_000).toISOString().slice(11, 16);
  await team.db.insert(quietTimes).values({ agentId: team.product.agentId, from, until, timeZone: 'UTC' });
  await team.visit.askForPerson();
  const held = await eventually('the quiet', async () => {
    const { teamNotice } = await team.state();
    return teamNotice.held && teamNotice;
  });
  expect(held.at?.slice(11, 16)).toBe(until);
  expect(team.world.posts).toEqual([]);
  expect(team.product.mailbox.ledger()).toEqual([]);
  expect(await team.states()).toEqual({});
});

it('says of each webhook why it did not arrive, tries again what was refused, and repeats nothing that may have arrived', async () => {
  await using team = await startTeam({ escalationMs: 200 });
  const [redirects, hangs, recovers] = [
    await team.webhook('slack'),
    await team.webhook('discord'),
    await team.webhook('teams'),
  ];
  team.world.answer('/slack', (res) => res.writeHead(302, { Location: '/elsewhere' }).end());
  team.world.answer('/discord', () => undefined);
  team.world.answer('/teams', (res, times) => res.writeHead(times === 1 ? 500 : 200).end());
  await team.visit.askForPerson();
  await eventually('every end', async () => {
    const rows = await team.db.select().from(notices).where(eq(notices.road, 'webhook'));
    return rows.length === 3 && rows.every(({ state }) => !['pending', 'sending'].includes(state));
  });
  expect(team.world.to('/slack')).toHaveLength(1);
  expect(team.world.to('/discord')).toHaveLength(1);
  expect(team.world.to('/teams')).toHaveLength(2);
  const ids = team.world.to('/teams').map(({ headers }) => headers['idempotency-key']);
  expect(new Set(ids).size).toBe(1);
  const rows = await team.db.select().from(webhooks);
  const failureOf = (id: string) => rows.find((row) => row.id === id)?.failure;
  expect(failureOf(redirects)).toContain('redirect (302), which is not followed');
  expect(failureOf(hangs)).toContain('did not answer within 5 seconds');
  expect(failureOf(recovers)).toBeNull();
});

it('forgets a browser that its push service has forgotten, and costs nothing where nobody hears', async () => {
  await using team = await startTeam({ escalationMs: 200 });
  await team.browser();
  team.world.answer('/push', (res) => res.writeHead(410).end());
  const { agentId, project } = team.product;
  await team.db.insert(noticeSettings).values({ agentId, projectId: project.id, mail: false });
  await team.visit.askForPerson();
  await eventually('the push', async () => (await team.states()).push === 'failed');
  expect(team.product.mailbox.ledger()).toEqual([]);
  const other = await beginVisit(team.product);
  await other.askForPerson();
  await eventually(
    'the escalation',
    async () => (await stateOf(team.product, other.conversationId)).lastSeq > 0,
  );
  const events = await team.history(other.conversationId);
  expect(events.filter((event) => event.activityTaskScheduledEventAttributes)).toEqual([]);
});
