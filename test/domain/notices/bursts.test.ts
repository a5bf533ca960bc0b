import { expect, it } from 'vitest';
import { noticeLeaves, noticesGiven, noticeWanted } from '../../../domain/conversation/agent-mail-state.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { newId } from '../../../domain/ids.ts';

const NOON = '2026-06-01T12:00:00.000Z';
const after = (seconds: number) => new Date(Date.parse(NOON) + seconds * 1_000).toISOString();

/** A conversation with the team, which nobody has taken. */
const waiting = (): ConversationState =>
  newConversation({
    ...{ conversationId: newId('cnv'), projectId: newId('prj'), channel: 'widget', customerEmail: null },
    ...{ lastSeq: 1, status: 'open', handler: { by: 'agent', agentId: null }, assignee: null },
    escalation: null,
  });

/** Something was recorded that the team is to hear of within ten seconds. */
function record(state: ConversationState, at: string) {
  noticeLeaves(state, at);
  noticeWanted(state, at, { noticeInMs: 10_000 });
}

it('is one burst of all that comes before its moment', () => {
  const state = waiting();
  for (const seconds of [0, 3, 9]) record(state, after(seconds));
  expect(state.teamNotice).toMatchObject({ at: after(10), burst: after(10), due: [] });
});

it('is another burst from its moment on, also while the first is still being given', () => {
  const state = waiting();
  record(state, NOON);
  record(state, after(10));
  expect(state.teamNotice).toMatchObject({ at: after(20), burst: after(20), due: [after(10)] });
  noticesGiven(state, after(10), null);
  expect(state.teamNotice).toMatchObject({ at: after(20), burst: after(20), due: [] });
});

it('is over when everybody was told, and held when somebody is quiet', () => {
  const state = waiting();
  record(state, NOON);
  noticesGiven(state, after(10), after(3_600));
  expect(state.teamNotice).toMatchObject({ at: after(3_600), burst: after(10), held: true, due: [] });
  record(state, after(60));
  expect(state.teamNotice).toMatchObject({ at: after(70), burst: after(70), held: false });
  noticesGiven(state, after(70), null);
  expect(state.teamNotice).toMatchObject({ at: null, held: false, due: [] });
});
