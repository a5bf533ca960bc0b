import { expect, it } from 'vitest';
import type { ConversationRow } from '../../../domain/inbox/views.ts';
import { TeamNotices } from '../../../web/live/team-notices.ts';

const waiting = {
  ...{ id: 'cnv_1', status: 'open', handler: { by: 'agent', agentId: null }, assignee: null },
  ...{ unread: true, lastSeq: 3, escalatedAgain: false },
} as unknown as ConversationRow;

const notices = () => new TeamNotices({} as ConstructorParameters<typeof TeamNotices>[0]);

it('is heard once of a burst, and again of what is said later', () => {
  const heard = notices();
  expect(heard.isNew(waiting, 0)).toBe(true);
  expect(heard.isNew(waiting, 60_000)).toBe(false);
  expect(heard.isNew({ ...waiting, lastSeq: 4 }, 5_000)).toBe(false);
  expect(heard.isNew({ ...waiting, lastSeq: 5 }, 20_000)).toBe(true);
});

it('is heard once more of what was escalated again, also by whoever has read it', () => {
  const heard = notices();
  const again = { ...waiting, unread: false, escalatedAgain: true };
  expect(heard.isNew(waiting, 0)).toBe(true);
  expect(heard.isNew({ ...again, lastSeq: 4 }, 60_000)).toBe(true);
  expect(heard.isNew({ ...again, lastSeq: 5 }, 120_000)).toBe(false);
});

it('is not heard of what somebody has, the assistant answers, or one has read', () => {
  const heard = notices();
  expect(heard.isNew({ ...waiting, assignee: 'agt_ben' }, 0)).toBe(false);
  expect(heard.isNew({ ...waiting, handler: { by: 'assistant' } }, 0)).toBe(false);
  expect(heard.isNew({ ...waiting, unread: false }, 0)).toBe(false);
});
