import { describe, expect, it } from 'vitest';
import type { Message } from '../../../domain/message.ts';
import { transcriptItems } from '../../../web/conversation/state/transcript-items.ts';
import { message } from '../../support/people/message.ts';

const ME = 'agt_me' as const;
const mine = { author: { by: 'agent', agentId: ME } } as const;
const colleague = { author: { by: 'agent', agentId: 'agt_kim' } } as const;

/** What stands behind the line to what is unread, once the first message was read. */
function unread(messages: Message[]) {
  const items = transcriptItems([message(1), ...messages], { readSeq: 1, agentId: ME });
  const at = items.findIndex(({ type }) => type === 'unread');
  return at < 0 ? null : items[at + 1]?.key;
}

describe('the line to what is unread', () => {
  it('never stands above one’s own words', () => {
    expect(unread([message(2, mine), message(3, { ...mine, kind: 'note' })])).toBeNull();
    expect(unread([message(2, mine), message(3)])).toBe('msg_3');
  });
  it('stands above a colleague’s reply or note', () => {
    expect(unread([message(2, { ...colleague, kind: 'note', audience: 'team' })])).toBe('msg_2');
  });
  it('is not drawn for what merely happened, but for a mail that missed its customer', () => {
    const event = (kind: 'closed' | 'notDelivered') =>
      message(2, {
        ...colleague,
        kind: 'event',
        event:
          kind === 'closed'
            ? { kind, agentId: 'agt_kim' }
            : { kind, how: 'bounced', detail: 'No such mailbox' },
      });
    expect(unread([event('closed')])).toBeNull();
    expect(unread([event('notDelivered')])).toBe('msg_2');
  });
});
