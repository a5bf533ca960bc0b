import { expect, it } from 'vitest';
import { noticeSettings } from '../../../db/schema/schema.ts';
import { eventually } from '../../support/eventually.ts';
import { startTeam, type HearingTeam } from '../../support/people/hearing-team.ts';
import { stateOf } from '../../support/people/state-of.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { anotherAgent } from '../../support/rows/another-agent.ts';

/** It is scheduled, it starts, it ends, and the conversation is woken for that: three events more. */
const OF_ONE_ACTIVITY = 6;

/** Escalates a conversation. @returns how many events there are once it is written down and everybody has been told. */
async function eventsAfterEscalation({ product, history }: HearingTeam, mails: number): Promise<number> {
  const visit = await beginVisit(product);
  await visit.askForPerson();
  await eventually('the notices', () => product.mailbox.ledger().length === mails);
  await eventually('the end', async () => {
    const { lastSeq, teamNotice } = await stateOf(product, visit.conversationId);
    return lastSeq > 0 && teamNotice.at === null && teamNotice.due.length === 0;
  });
  return eventually('the last task', async () => {
    const events = await history(visit.conversationId);
    const written = events.findIndex((event) => event.markerRecordedEventAttributes);
    const { workflowTaskScheduledEventAttributes, workflowTaskStartedEventAttributes } = events.at(-1) ?? {};
    const isAtWork = workflowTaskScheduledEventAttributes ?? workflowTaskStartedEventAttributes;
    return written >= 0 && !isAtWork && { count: events.length - written };
  }).then(({ count }) => count);
}

it.each([1, 30])('costs an escalation one activity when %i hear of it, and no timer', async (members) => {
  await using team = await startTeam({ escalationMs: 300 });
  const { db, product } = team;
  const { agentId, project } = product;
  await db.insert(noticeSettings).values({ agentId, projectId: project.id, hears: false });
  const unheard = await eventsAfterEscalation(team, 0);
  await db.update(noticeSettings).set({ hears: true });
  for (let more = 1; more < members; more++) await anotherAgent(db, { projectId: project.id });
  expect((await eventsAfterEscalation(team, members)) - unheard).toBe(OF_ONE_ACTIVITY);
});
