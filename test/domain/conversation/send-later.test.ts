import { describe, expect, it } from 'vitest';
import { commands } from '../../../domain/commands/commands.ts';
import { refusalOf } from '../../../domain/commands/refusal-of.ts';
import { outgoingOf, waitingFrom } from '../../../domain/conversation/held-reply.ts';
import type { ConversationState } from '../../../domain/conversation/state.ts';
import { newId } from '../../../domain/ids.ts';
import { stopOvertaken } from '../../../domain/replies/send-later.ts';
import { waitsOf } from '../../../domain/replies/waits.ts';
import { customerMessage } from '../../../domain/signals/customer-message.ts';
import {
  ana,
  begin,
  ben,
  by,
  command,
  moment,
  pass,
  reply,
  settle,
} from '../../support/people/held-replies.ts';

const TIMES = { undoSeconds: 5, readSeconds: null };

function later(state: ConversationState, { to = 60, agentId = ana, closes = false } = {}) {
  const id = newId('msg');
  const input = { id, text: 'Later', seenSeq: state.lastSeq, times: TIMES, sendAt: moment(to) };
  commands.reply(state, { ...input, ...(closes && { closes: true as const }) }, by(agentId, 0));
  return id;
}

/** What the loop does before each batch. */
const record = (state: ConversationState, at = 30) => {
  stopOvertaken(state, moment(at));
  return settle(state);
};

const write = (state: ConversationState, at: number) =>
  customerMessage(state, { id: newId('msg'), text: 'Wait' }, moment(at));

describe('a reply that leaves later', () => {
  it('leaves at its moment, and not before', () => {
    const state = begin();
    const id = later(state);
    record(state);
    pass(state, 59);
    expect(record(state).entries).toEqual([]);
    pass(state, 60);
    expect(record(state).entries).toMatchObject([{ id, at: moment(60), channel: 'email' }]);
  });

  it('is stopped when the customer writes, is told of, and waits for an agent', () => {
    const state = begin();
    const id = later(state);
    record(state);
    write(state, 20);
    expect(record(state).entries).toMatchObject([
      { author: { by: 'customer' } },
      { kind: 'event', audience: 'team', event: { kind: 'replyStopped', author: ana } },
    ]);
    pass(state, 60);
    expect(record(state).entries).toEqual([]);
    expect(waitsOf(state)).toEqual([]);
    expect(outgoingOf(state)?.held).toMatchObject([{ id, later: true, stopped: true }]);
    commands.sendNow(state, command(id), by(ana, 70));
    expect(record(state).entries).toMatchObject([{ id }]);
  });

  it('is stopped in the very step in which its moment comes', () => {
    const state = begin();
    later(state);
    record(state);
    write(state, 60);
    pass(state, 60);
    expect(record(state).entries.map(({ kind }) => kind)).toEqual(['message', 'event']);
  });

  it('is stopped by a colleague’s reply, not by their note and not by one’s own reply', () => {
    const state = begin();
    later(state);
    record(state);
    commands.addNote(state, { id: newId('msg'), text: 'Careful' }, by(ben, 10));
    reply(state, 11, { undoSeconds: 0 });
    record(state);
    expect(outgoingOf(state)?.held[0]?.stopped).toBeUndefined();
    const input = { id: newId('msg'), text: 'Mine', seenSeq: state.lastSeq, times: TIMES };
    expect(refusalOf(state, { name: 'reply', input, actor: { agentId: ben } })).toBeNull();
    reply(state, 12, { agentId: ben, undoSeconds: 0 });
    record(state);
    expect(outgoingOf(state)?.held[0]?.stopped).toBe(true);
  });

  it('can be moved, also once it was stopped, and be taken back', () => {
    const state = begin();
    const id = later(state);
    record(state);
    write(state, 20);
    record(state);
    commands.moveReply(state, { ...command(id), sendAt: moment(90) }, by(ben, 30));
    record(state, 31);
    expect(outgoingOf(state)?.held).toEqual([expect.objectContaining({ id, until: moment(90) })]);
    pass(state, 60);
    expect(record(state).entries).toEqual([]);
    commands.undoReply(state, command(id), by(ana, 61));
    record(state);
    pass(state, 90);
    expect(record(state).entries).toEqual([]);
  });

  it('cannot be moved when it has left, nor when it only waits to be undone', () => {
    const state = begin();
    const held = reply(state, 0);
    const move = (messageId: typeof held) =>
      refusalOf(state, {
        name: 'moveReply',
        input: { ...command(messageId), sendAt: moment(90) },
        actor: { agentId: ana },
      });
    expect([move(held), move(newId('msg')), move(later(state))]).toEqual([
      'already_left',
      'already_left',
      null,
    ]);
  });

  it('leaves alone, closes the conversation when it leaves, and keeps all that when its workflow starts again', () => {
    const state = begin();
    reply(state, 0);
    const id = later(state, { closes: true });
    expect(state.heldGroups).toHaveLength(2);
    record(state);
    expect(state.status).toBe('open');
    const again = waitingFrom(outgoingOf(state)!, state.lastSeq);
    expect(again.heldGroups[1]).toMatchObject({ id, later: true, until: moment(60) });
    Object.assign(state, again);
    pass(state, 60);
    const kinds = record(state).entries.map(({ kind, event }) => event?.kind ?? kind);
    expect(kinds).toEqual(['message', 'message', 'closed']);
    expect(state.status).toBe('closed');
  });
});

describe('send and close', () => {
  const sendAndClose = (state: ConversationState) => {
    const id = newId('msg');
    const input = { id, text: 'Done', seenSeq: state.lastSeq, times: TIMES, closes: true as const };
    commands.reply(state, input, by(ana, 0));
    return id;
  };

  it('closes at once for the team, and says so to the customer when the reply leaves', () => {
    const state = begin();
    const id = sendAndClose(state);
    const first = record(state);
    expect([first.standing.status, first.entries]).toEqual(['closed', []]);
    pass(state, 5);
    const { entries, standing } = record(state);
    expect(entries).toMatchObject([
      { id },
      { event: { kind: 'closed', agentId: ana }, audience: 'everyone' },
    ]);
    expect(standing.status).toBe('closed');
  });

  it('is undone whole', () => {
    const state = begin();
    const id = sendAndClose(state);
    commands.undoReply(state, command(id), by(ana, 2));
    pass(state, 5);
    expect(record(state)).toMatchObject({ entries: [], standing: { status: 'open' } });
  });

  it('leaves it open when the customer writes before the reply has left, or somebody opened it again', () => {
    const written = begin();
    sendAndClose(written);
    write(written, 2);
    pass(written, 5);
    expect(record(written).standing.status).toBe('open');
    const opened = begin();
    sendAndClose(opened);
    commands.reopen(opened, { id: newId('msg') }, by(ben, 2));
    pass(opened, 5);
    expect(record(opened).standing.status).not.toBe('closed');
  });
});
