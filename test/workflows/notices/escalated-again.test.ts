import { asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { conversations, messages, notices, projects } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import type { BusinessHours } from '../../../domain/project/business-hours.ts';
import type { PushPayload } from '../../../domain/notices/push-payload.ts';
import { WEEKDAYS } from '../../../domain/project/weekday.ts';
import { eventually } from '../../support/eventually.ts';
import { startTeam } from '../../support/people/hearing-team.ts';
import { keepHistory } from '../../support/people/histories.ts';

/** Ana's team, whose minutes last a hundredth of a second: thirty of them are three tenths. */
const startHasty = (parts: Parameters<typeof startTeam>[0] = {}) =>
  startTeam({ escalationMs: 100, delayMs: 100, minuteMs: 100, ...parts });

type Team = Awaited<ReturnType<typeof startTeam>>;

const waits = (team: Team) =>
  eventually('the wait', async () => {
    const { escalateAgain } = await team.state();
    return escalateAgain?.at && escalateAgain;
  });
const row = async ({ db, visit }: Team) =>
  (await db.select().from(conversations).where(eq(conversations.id, visit.conversationId)))[0]!;
const events = async ({ db, visit }: Team) => {
  const rows = await db
    .select({ event: messages.event, audience: messages.audience })
    .from(messages)
    .where(eq(messages.conversationId, visit.conversationId))
    .orderBy(asc(messages.seq));
  return rows.flatMap(({ event, audience }) => (event ? `${event.kind} for ${audience}` : []));
};
const escalatedAgain = (team: Team) =>
  eventually('the second escalation', async () => (await row(team)).escalatedAgain);
const takeOver = ({ product, visit, actor }: Team) =>
  product.gateway.agent.update('takeOver', visit.conversationId, { id: newId('msg') }, actor);

/** Everybody has been told of everything so far. */
async function settled(team: Team) {
  await eventually('every notice', async () => {
    const rows = await team.db.select().from(notices);
    return rows.length > 0 && rows.every(({ state }) => state === 'sent');
  });
  await eventually('the end', async () => (await team.state()).teamNotice.due.length === 0);
}

const hours = (parts: Partial<BusinessHours>): BusinessHours => {
  const always = [{ from: '00:00', until: '24:00' }];
  const week = Object.fromEntries(WEEKDAYS.map((day) => [day, always])) as BusinessHours['week'];
  return { timeZone: 'UTC', week, holidays: [], ...parts };
};
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

it('tells everybody once more by every road, says so, and rises, once', async () => {
  await using team = await startHasty({ minuteMs: 150 });
  await team.browser();
  await team.webhook('slack');
  await team.visit.say('My invoice is wrong.');
  await team.visit.askForPerson();
  await eventually('the first mail', () => team.product.mailbox.ledger()[0]);
  expect((await row(team)).escalatedAgain).toBe(false);
  await escalatedAgain(team);
  await eventually('the second mail', () => team.product.mailbox.ledger()[1]);
  await eventually('the second posts', () => team.world.posts.length === 4);
  await settled(team);
  await team.visit.say('Hello?');
  await eventually('the third mail', () => team.product.mailbox.ledger()[2]);
  await settled(team);

  const [first, second] = team.product.mailbox.ledger();
  expect(first?.text).toContain('\nNobody has taken this conversation yet.');
  expect(second?.text).toContain('\nEscalated again: nobody has taken this conversation yet.');
  const pushed = team.world.to('/push').map((post) => (team.receiver.read(post) as PushPayload).title);
  const name = `Visitor ${team.visit.conversationId.slice(-4)}`;
  expect(pushed.slice(0, 2)).toEqual([`${name} · Acme`, `Escalated again: ${name} · Acme`]);
  expect(JSON.stringify(team.world.json('/slack')[1])).toContain(`Escalated again: ${name} waits`);
  expect((await events(team)).filter((event) => event.startsWith('escalated'))).toEqual([
    'escalated for everyone',
    'escalatedAgain for team',
  ]);
  await keepHistory(team.product, team.visit.conversationId, 'escalated again since nobody took it');
});

it('stands among the others again once somebody took it, and waits no more', async () => {
  await using team = await startHasty();
  await team.visit.askForPerson();
  await escalatedAgain(team);
  await takeOver(team);
  await eventually('the place among the others', async () => !(await row(team)).escalatedAgain);
  await eventually('no wait, and nothing left to tell', async () => {
    const { escalateAgain, teamNotice } = await team.state();
    return escalateAgain === null && teamNotice.at === null && teamNotice.due.length === 0;
  });
});

it('ends its wait unheard when somebody takes it', async () => {
  await using team = await startHasty({ minuteMs: 60_000 });
  await team.visit.askForPerson();
  await waits(team);
  await settled(team);
  await takeOver(team);
  await eventually('no wait', async () => (await team.state()).escalateAgain === null);
  const cancelled = (await team.history()).filter((event) => event.timerCanceledEventAttributes);
  expect(cancelled).toHaveLength(1);
  expect(await events(team)).not.toContain('escalatedAgain for team');
  await keepHistory(team.product, team.visit.conversationId, 'taken before it was escalated again');
});

it('is carried through continue-as-new', async () => {
  await using team = await startHasty({ minuteMs: 200 });
  await team.visit.askForPerson();
  const wait = await waits(team);
  await settled(team);
  const runId = await team.runId();
  await team.product.gateway.erasure.signal('renewHistory', team.visit.conversationId, {
    id: newId('msg'),
  });
  await eventually('another run', async () => (await team.runId()) !== runId);
  expect((await team.state()).escalateAgain).toEqual(wait);
  await escalatedAgain(team);
  await settled(team);
  expect(team.product.mailbox.ledger()).toHaveLength(2);
});

it('counts open minutes only, also when the hours changed while it waited', async () => {
  await using team = await startHasty({ minuteMs: 100 });
  await team.db.update(projects).set({ businessHours: hours({}) });
  await team.visit.askForPerson();
  await waits(team);
  const closed = { businessHours: hours({ holidays: [day(0), day(1)] }) };
  await team.db.update(projects).set(closed);
  const opens = `${day(2)}T00:00:03`;
  await eventually('the later moment', async () => (await team.state()).escalateAgain?.at?.startsWith(opens));
  await settled(team);
  expect(team.product.mailbox.ledger()).toHaveLength(1);
  const details = await team.details();
  expect(details).toContain(`- Escalated again if nobody takes it: at ${opens}`);
});

it('keeps a customer’s wait, however often they write, and escalates nothing where the project says never', async () => {
  await using team = await startHasty({ minuteMs: 60_000 });
  await team.visit.askForPerson();
  const before = await waits(team);
  await team.visit.say('Hello?');
  await eventually('the words', async () => (await row(team)).lastSeq === 2);
  expect((await team.state()).escalateAgain).toEqual(before);
  await team.db.update(projects).set({ escalateAgainMinutes: null });
  const { gateway } = team.product;
  await takeOver(team);
  await gateway.agent.update(
    'assign',
    team.visit.conversationId,
    { id: newId('msg'), assignee: null },
    team.actor,
  );
  await team.visit.say('Anybody?');
  await eventually('the words', async () => (await row(team)).preview === 'Anybody?');
  expect((await team.state()).escalateAgain).toBeNull();
});
