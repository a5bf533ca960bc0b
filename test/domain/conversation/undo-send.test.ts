import { describe, expect, it } from 'vitest';
import { commands } from '../../../domain/commands/commands.ts';
import { refusalOf } from '../../../domain/commands/refusal-of.ts';
import { customerMessage } from '../../../domain/signals/customer-message.ts';
import { replyTimesOf } from '../../../domain/inbox/reply-times.ts';
import { outgoingOf, waitingFrom } from '../../../domain/conversation/held-reply.ts';
import { needsRecording } from '../../../domain/conversation/next-batch.ts';
import { waitsOf } from '../../../domain/replies/waits.ts';
import { newId, siblingId } from '../../../domain/ids.ts';
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

describe('a held reply', () => {
  it('shares no mail with one that others are to read', () => {
    const state = begin();
    const times = { undoSeconds: 5, readSeconds: null };
    const say = (cc: string[] | undefined, at: number) =>
      commands.reply(state, { id: newId('msg'), text: 'Said', seenSeq: 0, times, cc }, by(ana, at));
    say(undefined, 0);
    say(['lee@example.net'], 1);
    pass(state, 10);
    expect(
      settle(state).requestedDeliveries?.map(
        (mailing) => mailing.kind === 'new' && mailing.messageIds.length,
      ),
    ).toEqual([1, 1]);
  });
  it('keeps its files and readers when its workflow starts again from the row', () => {
    const state = begin();
    const times = { undoSeconds: 5, readSeconds: null };
    const parts = { cc: ['lee@example.net'], attachments: [newId('att')] };
    const input = { id: newId('msg'), text: 'Said', seenSeq: 0, times, ...parts };
    commands.reply(state, input, by(ana, 0));
    const shown = outgoingOf(state);
    expect(shown?.held).toMatchObject([parts]);
    expect(shown && waitingFrom(shown, 0).heldGroups[0]?.replies).toMatchObject([{ entry: parts }]);
  });
  it('is shown to agents and in nobody’s transcript until it leaves', () => {
    const state = begin();
    const id = reply(state, 0);
    expect(settle(state).entries).toEqual([]);
    expect(outgoingOf(state)?.held).toEqual([
      { id, agentId: ana, text: 'Said at 0', at: moment(0), until: moment(5) },
    ]);
    expect(state).toMatchObject({ status: 'open', handler: { by: 'agent', agentId: ana }, assignee: ana });
    pass(state, 5);
    const { entries, requestedDeliveries, outgoing } = settle(state);
    expect(entries).toMatchObject([{ id, text: 'Said at 0', channel: 'email', at: moment(5) }]);
    expect(requestedDeliveries).toEqual([
      { kind: 'new', deliveryId: siblingId('dlv', id), messageIds: [id], unlessRead: false },
    ]);
    expect(outgoing).toBeNull();
    expect(state.status).toBe('waiting');
    expect(state.unsent).toEqual([siblingId('dlv', id)]);
  });

  it('leaves with the next ones as one mail, each with its whole time to be taken back', () => {
    const state = begin();
    const first = reply(state, 0);
    const second = reply(state, 4);
    pass(state, 5);
    expect(settle(state).entries).toEqual([]);
    pass(state, 9);
    const batch = settle(state);
    expect(batch.entries.map(({ id }) => id)).toEqual([first, second]);
    expect(batch.requestedDeliveries).toMatchObject([{ messageIds: [first, second] }]);
  });

  it('can be taken back alone, and is as if never written', () => {
    const state = begin();
    const first = reply(state, 0);
    const second = reply(state, 1);
    commands.undoReply(state, command(first), by(ana, 2));
    pass(state, 6);
    const batch = settle(state);
    expect(batch.entries.map(({ id }) => id)).toEqual([second]);
    expect(batch.requestedDeliveries).toMatchObject([{ deliveryId: siblingId('dlv', second) }]);
    expect(waitsOf(state)).toEqual([]);
  });

  it('cannot be taken back once it has left, and its author is told so', () => {
    const state = begin();
    const id = reply(state, 0);
    pass(state, 5);
    const input = command(id);
    expect(refusalOf(state, { name: 'undoReply', input, actor: { agentId: ana } })).toBe('already_left');
  });

  it('tells its author when a colleague took it back', () => {
    const state = begin();
    const id = reply(state, 0);
    commands.undoReply(state, command(id), by(ben, 1));
    expect(settle(state).entries).toMatchObject([
      { audience: 'team', event: { kind: 'replyUndone', agentId: ben, author: ana } },
    ]);
  });

  it('leaves at once when told so, repeated or not', () => {
    const state = begin();
    const id = reply(state, 0);
    const now = command(id);
    commands.sendNow(state, now, by(ana, 1));
    commands.sendNow(state, now, by(ana, 1));
    commands.sendNow(state, command(id), by(ana, 1));
    expect(settle(state).entries).toHaveLength(1);
    expect(needsRecording(state)).toBe(false);
  });

  it('keeps a colleague from answering the same words meanwhile', () => {
    const state = begin();
    reply(state, 0);
    const input = { id: newId('msg'), text: 'Me too', seenSeq: 0 };
    expect(refusalOf(state, { name: 'reply', input, actor: { agentId: ben } })).toBe('reply_underway');
    expect(refusalOf(state, { name: 'reply', input, actor: { agentId: ana } })).toBeNull();
  });

  it('does not make a conversation wait for a customer who has just written', () => {
    const state = begin();
    reply(state, 0);
    customerMessage(state, { id: newId('msg'), text: 'One more thing' }, moment(2));
    settle(state);
    pass(state, 5);
    settle(state);
    expect(state.status).toBe('open');
  });

  it('leaves although its conversation was closed meanwhile, which stays closed', () => {
    const state = begin();
    reply(state, 0);
    commands.close(state, { id: newId('msg') }, by(ana, 1));
    pass(state, 5);
    expect(settle(state).requestedDeliveries).toHaveLength(1);
    expect(state.status).toBe('closed');
  });

  it('does not wait at all where the project says so', () => {
    const state = begin();
    reply(state, 0, { undoSeconds: 0 });
    expect(waitsOf(state)).toEqual([]);
    expect(settle(state)).toMatchObject({ entries: [{}], requestedDeliveries: [{}] });
  });

  it('goes to the chat alone when no address is known', () => {
    const state = begin(null);
    const id = reply(state, 0);
    pass(state, 5);
    expect(settle(state)).toMatchObject({ entries: [{ id, channel: 'widget' }], requestedDeliveries: [] });
  });
});

describe('a reply that is mailed unless it is read in the chat', () => {
  it('shows in the chat first, and leaves the decision to what the visitor has read', () => {
    const state = begin();
    const id = reply(state, 0, { readSeconds: 60 });
    pass(state, 5);
    expect(settle(state)).toMatchObject({
      entries: [{ id, channel: 'widget' }],
      requestedDeliveries: [],
      outgoing: { awaitingRead: [{ messageIds: [id], until: moment(65) }] },
    });
    pass(state, 65);
    expect(settle(state).requestedDeliveries).toMatchObject([{ messageIds: [id], unlessRead: true }]);
  });

  it('is mailed with what follows it, and at once when told so', () => {
    const state = begin();
    const first = reply(state, 0, { readSeconds: 60 });
    pass(state, 5);
    const second = reply(state, 10, { readSeconds: 60 });
    pass(state, 15);
    settle(state);
    commands.sendNow(state, command(first), by(ana, 20));
    expect(settle(state).requestedDeliveries).toMatchObject([
      { messageIds: [first, second], unlessRead: false },
    ]);
  });

  it('is mailed apart from a colleague’s, whose name and signature it must not bear', () => {
    const state = begin();
    const first = reply(state, 0, { readSeconds: 60 });
    pass(state, 5);
    settle(state);
    const second = reply(state, 10, { readSeconds: 60, agentId: ben });
    const third = reply(state, 11, { readSeconds: 60, agentId: ben });
    pass(state, 16);
    settle(state);
    pass(state, 90);
    expect(settle(state).requestedDeliveries).toMatchObject([
      { messageIds: [first], unlessRead: true },
      { messageIds: [second, third], unlessRead: true },
    ]);
  });

  it('exists only where there is a chat', () => {
    const settings = { undoSeconds: 5, mailPolicy: 'unlessRead', channel: 'widget' } as const;
    expect(replyTimesOf(settings)).toEqual({ undoSeconds: 5, readSeconds: 60 });
    expect(replyTimesOf({ ...settings, channel: 'email' }).readSeconds).toBeNull();
    expect(replyTimesOf({ ...settings, mailPolicy: 'always' }).readSeconds).toBeNull();
  });
});
