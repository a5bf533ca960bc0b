import { expect, it } from 'vitest';
import { channelOf } from '../../../domain/inbox/channel-of.ts';

const agent = { by: 'agent', agentId: 'agt_ana0000000000000' } as const;

it('calls what was said in a chat chat, until its mail has really left', () => {
  const said = { channel: 'email', author: agent, hasChat: true } as const;
  const states = [null, 'pending', 'sending', 'unknown', 'failed', 'bounced', 'sent', 'delivered'] as const;
  expect(states.map((mail) => channelOf({ ...said, mail }))).toEqual([
    ...['widget', 'widget', 'widget', 'widget', 'widget', 'widget'],
    ...['email', 'email'],
  ]);
});

it('leaves a customer’s words where they were said, and a mail in a conversation that has no chat', () => {
  const theirs = { author: { by: 'customer' }, hasChat: true, mail: null } as const;
  expect(channelOf({ ...theirs, channel: 'email' })).toBe('email');
  expect(channelOf({ ...theirs, channel: 'widget' })).toBe('widget');
  expect(channelOf({ channel: 'email', author: agent, hasChat: false, mail: 'pending' })).toBe('email');
});
