import { expect, it } from 'vitest';
import type { HeldReplyView } from '../../../domain/conversation/held-reply.ts';
import { secondsUntil, stillHeld } from '../../../web/conversation/state/held-replies.ts';
import { minute } from '../inbox/rows.ts';

const held = (id: HeldReplyView['id']): HeldReplyView => ({
  id,
  agentId: 'agt_a',
  text: 'Hello',
  at: minute(0),
  until: minute(1),
});

it('shows a reply that is leaving once: held, then said', () => {
  const detail = { outgoing: { held: [held('msg_a'), held('msg_b')], awaitingRead: [] } };
  expect(stillHeld(detail, []).map(({ id }) => id)).toEqual(['msg_a', 'msg_b']);
  expect(stillHeld(detail, [{ id: 'msg_a' }]).map(({ id }) => id)).toEqual(['msg_b']);
  expect(stillHeld({ outgoing: null }, [])).toEqual([]);
  expect(stillHeld(null, [])).toEqual([]);
});

it('counts whole seconds and never to zero or below', () => {
  const now = Date.parse(minute(1));
  expect(secondsUntil(minute(1), now - 4_200)).toBe(5);
  expect(secondsUntil(minute(1), now - 1)).toBe(1);
  expect(secondsUntil(minute(1), now + 9_000)).toBe(1);
});
