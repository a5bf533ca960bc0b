import { describe, expect, it } from 'vitest';
import { isStale } from '../../../domain/conversation/stale.ts';
import { takeMessages } from '../../../domain/moving/take-messages.ts';
import { commands } from '../../../domain/commands/commands.ts';
import { refusalOf } from '../../../domain/commands/refusal-of.ts';
import { customerMessage } from '../../../domain/signals/customer-message.ts';
import { mailEvent } from '../../../domain/signals/mail-event.ts';
import { inboundEmail } from '../../../domain/signals/inbound-email.ts';
import { escalate } from '../../../domain/signals/escalate.ts';
import { machineMail } from '../../../domain/signals/machine-mail.ts';
import { raiseUndelivered } from '../../../domain/conversation/deliveries.ts';
import { nextBatch } from '../../../domain/conversation/next-batch.ts';
import { type ConversationState } from '../../../domain/conversation/state.ts';
import { newId } from '../../../domain/ids.ts';
import { waitEnded } from '../../../domain/replies/undo-send.ts';
import { waitsOf } from '../../../domain/replies/waits.ts';
import { applyFact, passOn } from '../../../domain/moving/pass-on.ts';
import {
  agentId,
  at,
  begin,
  by,
  carry,
  events,
  merge,
  merged,
  say,
  settle,
} from '../../support/people/two-conversations.ts';

describe('a merge', () => {
  it('tells the other conversation only after its own side is recorded, and once', () => {
    const [side, main] = [begin(), begin()];
    merge(side, main);
    expect(side.notices.sending).toEqual([]);
    carry(side, main);
    expect(side).toMatchObject({ status: 'closed', merged: { into: main.conversationId } });
    expect(events(main)).toEqual(['mergedFrom']);
    expect(main.arriving).toHaveLength(1);
    expect(isStale(main, { seenSeq: 99, agentId })).toBe(true);
  });

  it('brings along that a customer waits, and gives it back when undone at once', () => {
    const [side, main] = [begin(), begin({ status: 'closed', handler: { by: 'assistant' } })];
    merge(side, main);
    carry(side, main);
    expect(main).toMatchObject({ status: 'open', handler: { by: 'agent' } });
    settle(main);
    commands.unmerge(side, { id: newId('msg') }, by);
    carry(side, main);
    expect(main).toMatchObject({ status: 'closed', handler: { by: 'assistant' } });
    expect(events(main)).toEqual(['mergeUndone']);
    expect(side).toMatchObject({ status: 'open', merged: null });
  });

  it('abandons both drafts: a person answers, and the assistant again when the merge is undone', () => {
    const assistant = { handler: { by: 'assistant' } } as const;
    const [side, main] = [begin(assistant), begin(assistant)];
    say(side);
    say(main);
    settle(side);
    settle(main);
    expect(side.draftId).not.toBeNull();
    merge(side, main);
    carry(side, main);
    expect([side.draftId, main.draftId]).toEqual([null, null]);
    expect(main).toMatchObject({ handler: { by: 'agent', agentId }, answerWanted: false });
    settle(main);
    commands.unmerge(side, { id: newId('msg') }, by);
    carry(side, main);
    expect(side.draftId).not.toBeNull();
    expect(main).toMatchObject({ handler: { by: 'assistant' }, answerWanted: true });
  });

  it('refuses every command but its undoing', () => {
    const [side, main] = [begin(), begin()];
    merge(side, main);
    const input = { id: newId('msg') };
    const refused = (name: 'reopen' | 'close' | 'unmerge') =>
      refusalOf(side, { name, input, actor: { agentId } });
    expect(refused('reopen')).toBe('conversation_merged');
    expect(refused('close')).toBe('conversation_merged');
    expect(refused('unmerge')).toBeNull();
  });

  it('is declined by a conversation that was merged itself, so that no circle comes to be', () => {
    const [one, other] = [begin(), begin()];
    merge(one, other);
    merge(other, one);
    const [fromOne, fromOther] = [settle(one), settle(other)];
    for (const news of fromOne) if (news.name === 'takeMessages') takeMessages(other, news.input, at);
    for (const news of fromOther) if (news.name === 'takeMessages') takeMessages(one, news.input, at);
    carry(one, other);
    carry(other, one);
    expect([one.merged, other.merged]).toEqual([null, null]);
    expect(one.status).toBe('open');
  });
});

describe('a merged conversation', () => {
  const mail = (email: string) => ({
    id: newId('msg'),
    emailId: newId('eml'),
    from: { email, name: '' },
  });
  const arrive = (state: ConversationState, input: ReturnType<typeof mail>) =>
    applyFact(state, { name: 'inboundEmail', input }, () => inboundEmail(state, input, at));

  it('keeps what a visitor writes, stays closed, and lets it take effect in the other', () => {
    const { side, main } = merged();
    const message = say(side);
    expect(side.unrecorded.map(({ id }) => id)).toEqual([message.id]);
    carry(side, main);
    expect(side.status).toBe('closed');
    expect(main.status).toBe('open');
    expect(main.arriving).toHaveLength(1);
    expect(main.unrecorded).toEqual([]);
  });

  it('tells nothing when a message is repeated', () => {
    const { side, main } = merged();
    const input = say(side);
    carry(side, main);
    applyFact(side, { name: 'customerMessage', input }, () => customerMessage(side, input, at));
    expect(settle(side)).toEqual([]);
  });

  it('passes on whether the customer or somebody else mailed', () => {
    const { side } = merged();
    arrive(side, mail('kim@example.org'));
    arrive(side, mail('lee@example.net'));
    const wish = { id: newId('msg'), reason: 'Please', email: null };
    applyFact(side, { name: 'escalate', input: wish }, () => escalate(side, wish, at));
    const bounce = { id: 'b1', deliveryId: newId('dlv'), state: 'bounced', detail: '', hard: true } as const;
    applyFact(side, { name: 'mailEvent', input: bounce }, () => mailEvent(side, bounce, at));
    const told = settle(side).map(({ input }) => 'why' in input && input.why);
    expect(told).toEqual(['mailed', 'kept', 'asked', 'bounced']);
  });

  it('passes on through a second merge', () => {
    const { side, main } = merged();
    const last = begin();
    merge(main, last);
    carry(main, last);
    settle(last);
    say(side);
    carry(side, main);
    carry(main, last);
    expect(last.arriving).toHaveLength(1);
    expect(main.status).toBe('closed');
  });

  it('is open and with a person when its merge is undone after somebody wrote', () => {
    const { side } = merged();
    say(side);
    commands.unmerge(side, { id: newId('msg') }, by);
    expect(side).toMatchObject({ status: 'open', handler: { by: 'agent' }, merged: null });
  });
});

describe('a merge and mail', () => {
  it('waits until no reply can be taken back', () => {
    const [side, main] = [begin(), begin()];
    const times = { undoSeconds: 10, readSeconds: null };
    commands.reply(side, { id: newId('msg'), text: 'Hello', seenSeq: 2, times }, by);
    const command = { name: 'merge', input: { id: newId('msg'), into: main.conversationId } } as const;
    expect(refusalOf(side, { ...command, actor: { agentId } })).toBe('reply_underway');
    for (const wait of waitsOf(side)) waitEnded(side, wait, at);
    expect(refusalOf(side, { ...command, actor: { agentId } })).toBeNull();
  });

  it('sends a mail again where it was written, and opens the other conversation when it misses', () => {
    const { side, main } = merged();
    const deliveryId = newId('dlv');
    const retry = { name: 'retryDelivery', input: { id: newId('msg'), deliveryId } } as const;
    expect(refusalOf(side, { ...retry, actor: { agentId } })).toBeNull();
    const correct = { id: newId('msg'), deliveryId, email: 'lee@example.org' };
    expect(refusalOf(side, { name: 'correctAddress', input: correct, actor: { agentId } })).toBe(
      'conversation_merged',
    );
    main.status = 'closed';
    passOn(side, { id: 'missed', reason: () => 'bounced' }, () =>
      raiseUndelivered(side, { deliveryId, how: 'failed', detail: '', at }),
    );
    expect(side.status).toBe('closed');
    carry(side, main);
    expect(main.status).toBe('open');
  });

  it('passes on a bounce that came as a mail, and keeps other machines’ answers', () => {
    const { side } = merged();
    const bounced = { deliveryId: newId('dlv'), detail: '', hard: true };
    for (const each of [bounced, null]) {
      const input = {
        id: newId('msg'),
        emailId: newId('eml'),
        what: 'bounce',
        about: null,
        bounced: each,
      } as const;
      applyFact(side, { name: 'machineMail', input }, () => machineMail(side, input, at));
    }
    expect(settle(side).map(({ input }) => 'why' in input && input.why)).toEqual(['bounced', 'kept']);
    expect(side.status).toBe('closed');
  });

  it('lets nothing of the merged mail decide how the assistant answers, and restores it with the rest', () => {
    const automaticAnswers = { assistant: true, acknowledge: null };
    const [side, main] = [
      begin(),
      begin({ handler: { by: 'assistant' }, answerWanted: true, automaticAnswers }),
    ];
    merge(side, main);
    carry(side, main);
    expect(main.automaticAnswers).toBeNull();
    settle(main);
    commands.unmerge(side, { id: newId('msg') }, by);
    carry(side, main);
    expect(main).toMatchObject({ automaticAnswers, answerWanted: true, handler: { by: 'assistant' } });
  });

  it('tells whoever watches of what comes later, not of what was said long ago', () => {
    const { side, main } = merged();
    say(side);
    for (const { input } of settle(side)) takeMessages(main, input as Parameters<typeof takeMessages>[1], at);
    expect(main.arriving).toMatchObject([{ writtenAt: at }]);
    expect(nextBatch(main, () => newId('dft')).arriving).toMatchObject([{ writtenAt: at }]);
  });
});

describe('a split', () => {
  it('goes back by merging what was said since, for good', () => {
    const [main, own] = [begin(), begin()];
    const split = { id: newId('msg'), messageId: newId('msg'), following: false };
    commands.split(main, split, by);
    commands.split(main, split, by);
    carry(main, own);
    expect(events(own)).toEqual(['splitFrom']);
    settle(own);
    commands.unsplit(main, { id: newId('msg'), move: split.id }, by);
    carry(main, own);
    expect(events(own)).toEqual(['splitWithdrawn']);
    carry(own, main);
    expect(main.arriving).toMatchObject([{ from: own.conversationId, split: false }]);
    expect(own).toMatchObject({ status: 'closed', merged: { bySplitUndo: true } });
    const undo = { name: 'unmerge', input: { id: newId('msg') }, actor: { agentId } } as const;
    expect(refusalOf(own, undo)).toBe('conversation_merged');
  });
});
