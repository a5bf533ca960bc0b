import { afterEach, expect, it, vi } from 'vitest';
import { quietTimes } from '../../../db/schema/schema.ts';
import { eventually } from '../../support/eventually.ts';
import { startTeam } from '../../support/people/hearing-team.ts';
import { skipTime } from '../../support/people/skip-time.ts';
import { anotherAgent } from '../../support/rows/another-agent.ts';

afterEach(() => void vi.useRealTimers());

/** What every clock of this process shows. The server's goes on by itself, until the conversation skips what it waits for. */
const itIs = (now: string) => vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) });

const BERLIN = { from: '22:00', until: '07:00', timeZone: 'Europe/Berlin' };

it.each([
  ['an ordinary night', BERLIN, '2027-06-01T22:30:00Z', '2027-06-02T05:00:00Z'],
  ['a night that is an hour shorter', BERLIN, '2027-03-27T23:30:00Z', '2027-03-28T05:00:00Z'],
  ['a night that is an hour longer', BERLIN, '2027-10-30T22:30:00Z', '2027-10-31T06:00:00Z'],
  // 02:30 does not exist in that night, and is 03:30.
  [
    'a night whose end is left out',
    { ...BERLIN, until: '02:30' },
    '2027-03-28T00:30:00Z',
    '2027-03-28T01:30:00Z',
  ],
])('tells at the end of %s whoever was quiet, once', async (_night, quiet, during, end) => {
  await using team = await startTeam({ escalationMs: 100, escalatesAgain: false });
  const { agentId, mailbox } = team.product;
  await team.db.insert(quietTimes).values({ agentId, ...quiet });
  itIs(during);
  await team.visit.askForPerson();
  const { at } = await eventually('the quiet', async () => {
    const { teamNotice } = await team.state();
    return teamNotice.held && teamNotice;
  });
  expect(at).toBe(end);
  expect(mailbox.ledger()).toEqual([]);

  itIs(end);
  await skipTime(team.product, team.visit.conversationId);
  await eventually('the mail', () => mailbox.ledger()[0]);
  await eventually('the end', async () => {
    const { due, at: next } = (await team.state()).teamNotice;
    return due.length === 0 && next === null;
  });
  expect(mailbox.ledger()).toHaveLength(1);
});

it('asks again at the end of the first night of several, and holds what is told to the others', async () => {
  await using team = await startTeam({ escalationMs: 100, escalatesAgain: false });
  const { product, db } = team;
  const tokyo = { from: '22:00', until: '08:00', timeZone: 'Asia/Tokyo' };
  const ben = await anotherAgent(db, { projectId: product.project.id, email: 'ben@acme.example' });
  await db.insert(quietTimes).values([
    { agentId: product.agentId, ...BERLIN },
    { agentId: ben, ...tokyo },
  ]);
  itIs('2027-06-01T22:30:00Z');
  await team.visit.askForPerson();
  const heldUntil = (moment: string) =>
    eventually(`quiet until ${moment}`, async () => (await team.state()).teamNotice.at === moment);
  await heldUntil('2027-06-01T23:00:00Z');
  itIs('2027-06-01T23:00:00Z');
  await skipTime(product, team.visit.conversationId);
  await heldUntil('2027-06-02T05:00:00Z');
  expect(product.mailbox.ledger().map(({ to }) => to)).toEqual([expect.stringContaining('ben@acme.example')]);
});
