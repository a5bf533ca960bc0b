import { expect, it } from 'vitest';
import { conversationsBehind } from '../../../db/reports/conversations-behind.ts';
import { readReport } from '../../../db/reports/read-report.ts';
import { newId, type AgentId, type ProjectId } from '../../../domain/ids.ts';
import type { Author, ConversationEvent } from '../../../domain/message.ts';
import type { BusinessHours } from '../../../domain/project/business-hours.ts';
import { openClock } from '../../../domain/reports/open-clock.ts';
import { periodOf } from '../../../domain/reports/period.ts';
import type { Part } from '../../../domain/reports/report.ts';
import { tags, type conversations } from '../../../db/schema/schema.ts';
import { anotherAgent } from '../../support/rows/another-agent.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const MINUTE = 60;
const HOUR = 60 * MINUTE;

type Happening = [at: string, what: 'customer' | 'assistant' | 'agent' | 'note' | ConversationEvent];

/** A conversation that began at its first moment, with what happened in it. */
async function played(
  { projectId, agentId }: { projectId: ProjectId; agentId: AgentId },
  happenings: Happening[],
  row: Partial<typeof conversations.$inferInsert> = {},
  message: Partial<Parameters<typeof insertMessage>[1]> = {},
) {
  const createdAt = new Date(happenings[0]![0]);
  const lastSeq = happenings.length;
  const conversationId = await anotherConversation(own.db, { projectId, createdAt, lastSeq, ...row });
  for (const [index, [at, what]] of happenings.entries()) {
    const author: Author =
      what === 'agent' || what === 'note'
        ? { by: 'agent', agentId }
        : what === 'customer' || what === 'assistant'
          ? { by: what }
          : { by: 'system' };
    await insertMessage(own.db, {
      ...{ projectId, conversationId, seq: index + 1, author, createdAt: new Date(at) },
      ...(what === 'note' && { kind: 'note', audience: 'team' }),
      ...(typeof what === 'object' && { kind: 'event', event: what, text: '' }),
      ...message,
    });
  }
  return conversationId;
}

const escalated: ConversationEvent = { kind: 'escalated', cause: 'visitor', reason: '' };
const closedBy = (agentId: AgentId): ConversationEvent => ({ kind: 'closed', agentId });
const rated = (score: 'good' | 'okay' | 'bad'): ConversationEvent => ({
  ...{ kind: 'rated', score, road: 'widget', about: null },
});

const week = (spans: { from: string; until: string }[]) => ({
  ...{ monday: spans, tuesday: spans, wednesday: spans, thursday: spans, friday: spans },
  ...{ saturday: [], sunday: [] },
});
const BERLIN: BusinessHours = {
  timeZone: 'Europe/Berlin',
  week: week([
    { from: '09:00', until: '12:00' },
    { from: '13:00', until: '17:00' },
  ]),
  holidays: ['2026-03-30'],
};

function asked(projectId: ProjectId, from: string, to: string, hours: BusinessHours | null = null) {
  const period = periodOf({ from, to }, hours?.timeZone ?? 'UTC');
  return { projectId, period, clock: openClock(hours, period.before, '2026-12-31T00:00:00Z') };
}

const behind = async (question: ReturnType<typeof asked>, part: Part) =>
  (await conversationsBehind(own.db, { ...question, part, skip: 0, most: 100 })).map(({ id }) => id);

it('counts the replies of each agent, whoever is responsible, and finds the conversations', async () => {
  const seed = await seedConversation(own.db);
  const { projectId, agentId } = seed;
  const ben = await anotherAgent(own.db, { projectId });
  const both = await played(
    seed,
    [
      ['2026-03-02T10:00:00Z', 'customer'],
      ['2026-03-02T10:10:00Z', 'agent'],
      ['2026-03-02T10:11:00Z', 'note'],
      ['2026-03-02T10:12:00Z', 'agent'],
    ],
    { assigneeId: agentId },
  );
  const write = { projectId, conversationId: both, createdAt: new Date('2026-03-20T10:00:00Z') };
  const author: Author = { by: 'agent', agentId: ben };
  await insertMessage(own.db, { ...write, seq: 5, author });
  await insertMessage(own.db, { ...write, seq: 6, author, withdrawn: true });
  const bens = await played({ projectId, agentId: ben }, [
    ['2026-03-03T10:00:00Z', 'customer'],
    ['2026-03-03T10:01:00Z', 'agent'],
  ]);
  await played(seed, [['2026-03-09T00:00:00Z', 'agent']]);
  const question = asked(projectId, '2026-03-02', '2026-03-08');
  const { byWriter } = await readReport(own.db, question);
  expect(byWriter.map(({ agentId: id, replies, answered }) => [id, replies, answered])).toEqual(
    expect.arrayContaining([
      [agentId, 2, 1],
      [ben, 2, 2],
    ]),
  );
  expect(byWriter).toHaveLength(2);
  expect(await behind(question, { count: 'answered', writerId: ben })).toEqual([bens, both]);
  expect(await behind(question, { count: 'answered', writerId: agentId })).toEqual([both]);
});

it('counts what was begun, answered, closed, escalated, left to the assistant and rated, as a hand does', async () => {
  const seed = await seedConversation(own.db);
  const { projectId, agentId } = seed;
  const closed = closedBy(agentId);
  const alone = await played(
    seed,
    [
      ['2026-03-02T10:00:00Z', 'customer'],
      ['2026-03-02T10:00:05Z', 'assistant'],
      ['2026-03-02T11:00:00Z', closed],
      ['2026-03-02T11:05:00Z', rated('good')],
    ],
    { status: 'closed' },
  );
  const handed = await played(
    seed,
    [
      ['2026-03-03T10:00:00Z', 'customer'],
      ['2026-03-03T10:00:05Z', 'assistant'],
      ['2026-03-03T10:10:00Z', escalated],
      ['2026-03-03T10:12:00Z', 'note'],
      ['2026-03-03T10:30:00Z', 'agent'],
      ['2026-03-03T14:00:00Z', closed],
    ],
    { status: 'closed', assigneeId: agentId, channel: 'email' },
  );
  // Closed, reopened and closed again: it took until the second time. Answered before anybody was asked for: since it began.
  const again = await played(
    seed,
    [
      ['2026-03-03T20:00:00Z', 'customer'],
      ['2026-03-03T21:00:00Z', 'agent'],
      ['2026-03-03T22:00:00Z', closed],
      ['2026-03-05T20:00:00Z', { kind: 'reopened', agentId: null }],
      ['2026-03-05T20:01:00Z', escalated],
      ['2026-03-05T22:00:00Z', closed],
      ['2026-03-05T22:10:00Z', rated('bad')],
    ],
    { status: 'closed', assigneeId: agentId },
  );
  // Waits still, and was closed once: neither answered nor closed.
  const waits = await played(seed, [
    ['2026-03-08T23:59:00Z', 'customer'],
    ['2026-03-08T23:59:10Z', closed],
    ['2026-03-08T23:59:20Z', { kind: 'reopened', agentId: null }],
    ['2026-03-08T23:59:30Z', { kind: 'escalated', cause: 'email', reason: '' }],
  ]);
  // Of the week before, of the week after, merged away, and of nobody who said anything.
  const earlier = await played(seed, [['2026-03-01T23:59:59Z', 'customer']]);
  await played(seed, [['2026-03-09T00:00:00Z', 'customer']]);
  const merged = {
    into: handed,
    move: newId('msg'),
    before: 'open' as const,
    unanswered: false,
    active: false,
  };
  await played(seed, [['2026-03-04T10:00:00Z', 'customer']], { merged: { ...merged, bySplitUndo: false } });
  await anotherConversation(own.db, { projectId, createdAt: new Date('2026-03-04T10:00:00Z') });

  const question = asked(projectId, '2026-03-02', '2026-03-08');
  const report = await readReport(own.db, question);
  expect(report.now).toEqual({
    ...{ begun: 4, answered: 2, closed: 3, alone: 1, escalated: 3, rated: 2, good: 1, okay: 0, bad: 1 },
    firstResponse: { median: 40 * MINUTE, p90: 56 * MINUTE },
    timeToClose: { median: 4 * HOUR, p90: 146_880 },
  });
  expect(report.before).toMatchObject({ begun: 1, answered: 0, firstResponse: { median: null, p90: null } });
  expect(report.byChannel).toMatchObject([
    { channel: 'email', begun: 1, firstResponse: { median: 20 * MINUTE } },
    { channel: 'widget', begun: 3 },
  ]);
  expect(report.byAgent).toMatchObject([
    { agentId, name: 'Ana', begun: 2, closed: 2, bad: 1 },
    { agentId: null, begun: 2, alone: 1, good: 1 },
  ]);
  expect(report.byDay).toEqual([
    { day: '2026-03-02', widget: 1, email: 0, firstResponse: null },
    { day: '2026-03-03', widget: 1, email: 1, firstResponse: 40 * MINUTE },
    { day: '2026-03-08', widget: 1, email: 0, firstResponse: null },
  ]);
  expect(report.byHour).toContainEqual({ weekday: 7, hour: 23, begun: 1 });
  expect(report.byCause).toEqual([
    { cause: 'visitor', escalated: 2 },
    { cause: 'email', escalated: 1 },
  ]);

  expect(await behind(question, { count: 'begun' })).toEqual([waits, again, handed, alone]);
  expect(await behind(question, { count: 'begun', before: true })).toEqual([earlier]);
  expect(await behind(question, { count: 'alone' })).toEqual([alone]);
  expect(await behind(question, { count: 'escalated', cause: 'email' })).toEqual([waits]);
  expect(await behind(question, { count: 'closed', agentId })).toEqual([again, handed]);
  expect(await behind(question, { count: 'rated', agentId: 'nobody' })).toEqual([alone]);
  expect(await behind(question, { count: 'begun', weekday: 2, hour: 20 })).toEqual([again]);
  expect(await behind(question, { count: 'begun', day: '2026-03-03', channel: 'email' })).toEqual([handed]);
  const [first] = await conversationsBehind(own.db, {
    ...{ ...question, skip: 1, most: 1, part: { count: 'begun' } },
  });
  expect(first).toMatchObject({
    id: again,
    at: '2026-03-03T20:00:00.000Z',
    firstResponse: HOUR,
    score: 'bad',
  });
});

it('leaves out copies that were withdrawn, what was split off, and other projects', async () => {
  const seed = await seedConversation(own.db);
  const other = await seedConversation(own.db);
  await played(other, [['2026-03-02T10:00:00Z', 'customer']]);
  const happened: Happening[] = [
    ['2026-03-02T10:00:00Z', 'customer'],
    ['2026-03-02T10:10:00Z', 'agent'],
  ];
  await played(seed, happened, {}, { withdrawn: true });
  await played(seed, happened, {}, { movedTo: newId('cnv') });
  const { now } = await readReport(own.db, asked(seed.projectId, '2026-03-01', '2026-03-07'));
  expect(now).toMatchObject({ begun: 2, answered: 0 });
});

it('counts by the tags there are now: merged ones as one, deleted ones not at all, and leaves spam out', async () => {
  const seed = await seedConversation(own.db);
  const { projectId } = seed;
  const [billing, invoices, gone] = [newId('tag'), newId('tag'), newId('tag')];
  await own.db.insert(tags).values([
    { id: billing, projectId, name: 'billing', hue: 1 },
    { id: invoices, projectId, name: 'invoices', hue: 2, mergedInto: billing },
  ]);
  const begun: Happening[] = [['2026-03-02T10:00:00Z', 'customer']];
  const first = await played(seed, begun, { tags: [billing, invoices, gone] });
  const second = await played(seed, [['2026-03-02T11:00:00Z', 'customer']], { tags: [invoices] });
  await played(seed, begun);
  await played(seed, begun, { spam: true, tags: [billing] });
  const question = asked(projectId, '2026-03-01', '2026-03-07');
  const report = await readReport(own.db, question);
  expect(report.now.begun).toBe(3);
  expect(report.byTag).toMatchObject([{ tagId: billing, name: 'billing', begun: 2 }]);
  expect(await behind(question, { count: 'begun', tagId: billing })).toEqual([second, first]);
});

it('counts durations in the time in which people answer, over a lunch, a weekend, a holiday and a changed clock', async () => {
  const seed = await seedConversation(own.db);
  // Friday 16:00 in Berlin (UTC+1) to Tuesday 9:30 (UTC+2), with a holiday on Monday: an hour and a half.
  await played(seed, [
    ['2026-03-27T15:00:00Z', 'customer'],
    ['2026-03-31T07:30:00Z', 'agent'],
  ]);
  const question = asked(seed.projectId, '2026-03-23', '2026-03-29', BERLIN);
  expect((await readReport(own.db, question)).now.firstResponse.median).toBe(1.5 * HOUR);
  const always = { ...question, clock: openClock(null, '', '') };
  expect((await readReport(own.db, always)).now.firstResponse.median).toBe(88.5 * HOUR);

  // Asked in the night, answered in the same night: nobody was there.
  const night = await seedConversation(own.db);
  await played(night, [
    ['2026-03-24T22:00:00Z', 'customer'],
    ['2026-03-24T23:00:00Z', 'agent'],
  ]);
  // Over a lunch: 11:30 to 13:30 is an hour.
  await played(night, [
    ['2026-03-25T10:30:00Z', 'customer'],
    ['2026-03-25T12:30:00Z', 'agent'],
  ]);
  const { now } = await readReport(own.db, asked(night.projectId, '2026-03-23', '2026-03-29', BERLIN));
  expect(now.firstResponse).toEqual({ median: 0.5 * HOUR, p90: 0.9 * HOUR });
});

it('puts a conversation on the project’s day and hour, also when its clock is put forward or back', async () => {
  const seed = await seedConversation(own.db);
  await played(seed, [['2026-03-28T23:30:00Z', 'customer']]);
  await played(seed, [['2026-03-29T21:59:00Z', 'customer']]);
  await played(seed, [['2026-03-29T22:00:00Z', 'customer']]);
  const spring = await readReport(own.db, asked(seed.projectId, '2026-03-29', '2026-03-29', BERLIN));
  expect(spring.byDay).toMatchObject([{ day: '2026-03-29', widget: 2 }]);
  expect(spring.byHour).toEqual([
    { weekday: 7, hour: 0, begun: 1 },
    { weekday: 7, hour: 23, begun: 1 },
  ]);
  for (const at of [
    '2026-10-24T22:00:00Z',
    '2026-10-25T00:30:00Z',
    '2026-10-25T01:30:00Z',
    '2026-10-25T22:59:00Z',
  ])
    await played(seed, [[at, 'customer']]);
  const autumn = await readReport(own.db, asked(seed.projectId, '2026-10-25', '2026-10-25', BERLIN));
  expect(autumn.now.begun).toBe(4);
  expect(autumn.byHour).toContainEqual({ weekday: 7, hour: 2, begun: 2 });
});
