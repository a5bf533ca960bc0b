import { describe, expect, it } from 'vitest';
import { commands } from '../../../domain/commands/commands.ts';
import { waitEnded } from '../../../domain/replies/undo-send.ts';
import { waitsOf } from '../../../domain/replies/waits.ts';
import { newId } from '../../../domain/ids.ts';
import { at, begin, by, say, settle } from '../../support/people/two-conversations.ts';

describe('handing back while a reply is held', () => {
  const times = { undoSeconds: 10, readSeconds: null };
  const replied = () => {
    const state = begin({ newestBy: { customer: 2 } });
    const reply = { id: newId('msg'), text: 'Hello', seenSeq: 2, times };
    commands.reply(state, reply, by);
    commands.handBack(state, { id: newId('msg') }, by);
    return { state, reply };
  };

  it('does not have the assistant answer what the reply answers', () => {
    const { state } = replied();
    expect(state.answerWanted).toBe(false);
    for (const wait of waitsOf(state)) waitEnded(state, wait, at);
    settle(state);
    expect(state).toMatchObject({ draftId: null, status: 'waiting', handler: { by: 'assistant' } });
  });

  it('has the assistant answer once the reply is taken back', () => {
    const { state, reply } = replied();
    commands.undoReply(state, { id: newId('msg'), messageId: reply.id }, by);
    expect(state.answerWanted).toBe(true);
  });

  it('has the assistant answer what the customer wrote after it', () => {
    const state = begin({ newestBy: { customer: 2 } });
    commands.reply(state, { id: newId('msg'), text: 'Hello', seenSeq: 2, times }, by);
    say(state);
    settle(state);
    expect(state.draftId).toBeNull();
    commands.handBack(state, { id: newId('msg') }, by);
    expect(state.answerWanted).toBe(true);
  });
});
