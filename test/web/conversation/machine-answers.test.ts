import { describe, expect, it } from 'vitest';
import type { Message } from '../../../domain/message.ts';
import { transcriptItems } from '../../../web/conversation/state/transcript-items.ts';
import { message } from '../../support/people/message.ts';

const ME = 'agt_me' as const;

const answer = (seq: number, about: Message['id'] | null) =>
  message(seq, { kind: 'event', event: { kind: 'answeredAutomatically', what: 'out_of_office', about } });

describe('a machine’s answer', () => {
  const shown = (messages: Message[], readSeq = 0) =>
    transcriptItems(messages, { readSeq, agentId: ME }).flatMap((item) => {
      if (item.type !== 'message') return item.type === 'day' ? [] : [item.key];
      return [`${item.message.id} < ${item.answers.map(({ id }) => id).join()}`];
    });

  it('stands at the message it answers, whatever was said meanwhile', () => {
    const said = [message(1), message(2), answer(3, 'msg_1'), message(4), answer(5, 'msg_1')];
    expect(shown(said)).toEqual(['msg_1 < msg_3,msg_5', 'msg_2 < ', 'msg_4 < ']);
  });
  it('stands for itself when that message is not known', () => {
    expect(shown([message(1), answer(2, null), answer(3, 'msg_9')])).toEqual(['msg_1 < ', 'msg_2', 'msg_3']);
  });
  it('is nothing new to read below', () => {
    expect(shown([message(1), answer(2, 'msg_1')], 1)).toEqual(['msg_1 < msg_2']);
  });
});
