import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { keepVapidKeys } from '../../../db/notices/vapid-keys.ts';
import { notices, quietTimes } from '../../../db/schema/schema.ts';
import { newVapidKeys } from '../../../web-push.ts';
import { eventually } from '../../support/eventually.ts';
import { startTeam, type HearingTeam } from '../../support/people/hearing-team.ts';
import { vapidClaims } from '../../support/outside/push-receiver.ts';
import { skipTime } from '../../support/people/skip-time.ts';
import { stateOf } from '../../support/people/state-of.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { anotherAgent } from '../../support/rows/another-agent.ts';
import { killChild, startChildWorker } from '../../support/stack/child-worker.ts';
import { ADMIN } from '../../support/stack/product.ts';

const program = fileURLToPath(new URL('../../faults/workers/notice-worker.ts', import.meta.url));

/** In Berlin the clock goes from 02:00 to 03:00 in this night: 02:30 does not exist, and is 03:30. */
const NIGHT = '2027-03-28T00:30:00Z';
const MORNING = '2027-03-28T01:30:00Z';
const QUIET = { from: '22:00', until: '02:30', timeZone: 'Europe/Berlin' };
const BEN = 'ben@acme.example';

let team: HearingTeam;
let worker: ChildProcess | null = null;

beforeAll(async () => (team = await startTeam({ worker: false, escalatesAgain: false })));
afterAll(async () => {
  if (worker) await killChild(worker);
  await team?.[Symbol.asyncDispose]();
});

const startWorkerAt = async (now: string) => (worker = await startChildWorker(team.product, program, [now]));
const killWorker = async () => {
  if (worker) await killChild(worker);
  worker = null;
};
const mailsTo = (who: string) => team.product.mailbox.ledger().filter(({ to }) => to.includes(who));

async function heldUntil(id: HearingTeam['visit']['conversationId'], moment: string): Promise<void> {
  await eventually('the quiet', async () => {
    const { at, held } = (await stateOf(team.product, id)).teamNotice;
    return held && at === moment;
  });
}

it('reaches an agent by mail and Web Push in the night of the change to summer time, each once, until somebody has it', async () => {
  const { product, db, world, visit, receiver } = team;
  const ben = await anotherAgent(db, { projectId: product.project.id, name: 'Ben', email: BEN });
  await db.insert(quietTimes).values({ agentId: ben, ...QUIET });
  await team.browser();
  await team.webhook('slack');
  await team.webhook('discord');
  world.answer('/discord', (res, times) => res.writeHead(times === 1 ? 500 : 204).end());

  // The worker is killed when one webhook has it and the other refused for now.
  await startWorkerAt(NIGHT);
  await visit.say('My invoice is wrong.');
  await visit.askForPerson('casey@example.com');
  await eventually('the first tries', async () => {
    const states = (await db.select().from(notices)).map(({ state, reason }) => reason ?? state);
    const refused = 'It refused the notice (HTTP 500).';
    return (
      mailsTo(ADMIN.email).length === 1 && states.sort().join() === [refused, 'sent', 'sent', 'sent'].join()
    );
  });
  await killWorker();
  await startWorkerAt(NIGHT);
  await heldUntil(visit.conversationId, MORNING);
  expect(world.to('/slack')).toHaveLength(1);
  expect(world.to('/discord')).toHaveLength(2);
  const [pushed, ...more] = world.to('/push');
  expect(more).toEqual([]);
  expect(pushed && receiver.read(pushed)).toMatchObject({
    body: 'My invoice is wrong.',
    url: `${product.url}/conversations/${visit.conversationId}`,
  });
  const { publicKey } = await keepVapidKeys(db, newVapidKeys);
  expect(pushed && (await vapidClaims(pushed, publicKey)).aud).toBe(world.url);
  const [mail, ...others] = mailsTo(ADMIN.email);
  expect(others).toEqual([]);
  expect(mailsTo(BEN)).toEqual([]);

  // She answers it in bed, and has it: Ben is told nothing of it in the morning.
  product.mailbox.answer(mail?.id ?? '', 'I have corrected your invoice.');
  await eventually('the answer', async () => {
    const said = await readTranscript(db, { conversationId: visit.conversationId, afterRevision: 0 });
    return said.some(
      ({ author, text }) => author.by === 'agent' && text === 'I have corrected your invoice.',
    );
  });
  const { assignee, handler, teamNotice } = await team.state();
  expect({ assignee, handler }).toEqual({
    assignee: product.agentId,
    handler: { by: 'agent', agentId: product.agentId },
  });
  expect(teamNotice).toMatchObject({ at: null, held: false, due: [] });

  // Another one, which nobody takes, waits for Ben until his night is over.
  const other = await beginVisit(product);
  await other.askForPerson('robin@example.com');
  await heldUntil(other.conversationId, MORNING);
  expect(mailsTo(BEN)).toEqual([]);
  // Whoever is killed in the middle of a push cannot know that it went.
  await eventually('everybody else to be told', async () => {
    const told = (await db.select().from(notices)).every(({ state }) => state === 'sent');
    return told && world.to('/push').length === 2 && mailsTo(ADMIN.email).length === 2;
  });
  await killWorker();
  await startWorkerAt(MORNING);
  await skipTime(product, other.conversationId);
  await eventually('the mail to Ben', () => mailsTo(BEN)[0]);
  await eventually('the end', async () => {
    const { at, due } = (await stateOf(product, other.conversationId)).teamNotice;
    return at === null && due.length === 0;
  });
  expect(mailsTo(BEN)).toHaveLength(1);
  expect(mailsTo(ADMIN.email)).toHaveLength(2);
  const rows = JSON.stringify(await db.select().from(notices), null, 1);
  expect(
    world.to('/push').map((each) => receiver.read(each)),
    rows,
  ).toMatchObject(
    [visit, other].map(({ conversationId }) => ({ url: `${product.url}/conversations/${conversationId}` })),
  );
});
