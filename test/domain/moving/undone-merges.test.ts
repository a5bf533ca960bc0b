import { describe, expect, it } from 'vitest';
import { commands } from '../../../domain/commands/commands.ts';
import { refusalOf } from '../../../domain/commands/refusal-of.ts';
import { mailEvent } from '../../../domain/signals/mail-event.ts';
import { escalate } from '../../../domain/signals/escalate.ts';
import { waitsOf } from '../../../domain/replies/waits.ts';
import { newId } from '../../../domain/ids.ts';
import { applyFact } from '../../../domain/moving/pass-on.ts';
import {
  agentId,
  at,
  begin,
  by,
  carry,
  merge,
  merged,
  say,
  settle,
} from '../../support/people/two-conversations.ts';
import type { ConversationState } from '../../../domain/conversation/state.ts';

const undo = (from: ConversationState, into: ConversationState) => {
  commands.unmerge(from, { id: newId('msg') }, by);
  carry(from, into);
  settle(into);
};

const join = (from: ConversationState, into: ConversationState) => {
  merge(from, into);
  carry(from, into);
  settle(into);
};

const askForPerson = (state: ConversationState) => {
  const wish = { id: newId('msg'), reason: 'Please', email: null };
  applyFact(state, { name: 'escalate', input: wish }, () => escalate(state, wish, at));
};

const closed = () => begin({ status: 'closed', handler: { by: 'assistant' } });

describe('undoing a merge', () => {
  it('closes nothing in which the customer has written since', () => {
    const [side, main] = [begin(), closed()];
    join(side, main);
    say(main);
    settle(main);
    undo(side, main);
    expect(main).toMatchObject({ status: 'open', handler: { by: 'agent' } });
  });

  it('takes back no wish for a person', () => {
    const [side, main] = [begin(), begin({ handler: { by: 'assistant' } })];
    join(side, main);
    askForPerson(main);
    settle(main);
    undo(side, main);
    expect(main).toMatchObject({ status: 'open', handler: { by: 'agent' } });
  });

  it('leaves open what another merge brought meanwhile, and restores all once that is undone too', () => {
    const [one, other, main] = [begin(), begin(), closed()];
    join(one, main);
    join(other, main);
    undo(one, main);
    expect(main).toMatchObject({ status: 'open', handler: { by: 'agent' } });
    undo(other, main);
    expect(main).toMatchObject({ status: 'closed', handler: { by: 'assistant' } });
  });

  it('restores step by step when the newer one is undone first', () => {
    const [one, other, main] = [begin(), begin(), closed()];
    join(one, main);
    join(other, main);
    undo(other, main);
    expect(main.status).toBe('open');
    undo(one, main);
    expect(main.status).toBe('closed');
  });

  it('has the team look at what happened in the merged conversation meanwhile', () => {
    const side = begin({ status: 'closed', handler: { by: 'assistant' } });
    const main = begin();
    join(side, main);
    askForPerson(side);
    carry(side, main);
    undo(side, main);
    expect(side).toMatchObject({ status: 'open', handler: { by: 'agent' } });

    const again = begin({ status: 'closed' });
    join(again, main);
    const bounce = { id: 'b1', deliveryId: newId('dlv'), state: 'bounced', detail: '', hard: true } as const;
    applyFact(again, { name: 'mailEvent', input: bounce }, () => mailEvent(again, bounce, at));
    undo(again, main);
    expect(again.status).toBe('open');
  });
});

describe('a bounce of a merged conversation', () => {
  const detail = 'No such user';
  const bounced = (state: ConversationState, id: string) => {
    const deliveryId = newId('dlv');
    const news = { id, deliveryId, state: 'bounced', detail, hard: true } as const;
    applyFact(state, { name: 'mailEvent', input: news }, () => mailEvent(state, news, at));
  };
  const troubles = (state: ConversationState) =>
    state.unrecorded.filter(({ event }) => event?.kind === 'notDelivered');

  it('is an event where the conversation goes on, once, through any number of merges', () => {
    const { side, main } = merged();
    const last = begin();
    join(main, last);
    bounced(side, 'b1');
    const [here] = troubles(side);
    carry(side, main);
    expect(troubles(main)).toMatchObject([{ event: { how: 'bounced', detail } }]);
    const [passed] = troubles(main);
    carry(main, last);
    expect(troubles(last)).toMatchObject([{ audience: 'team', event: { how: 'bounced', detail } }]);
    expect(last.status).toBe('open');
    expect(new Set([here, passed, troubles(last)[0]].map((entry) => entry?.id)).size).toBe(3);
  });
});

describe('a reply that is held while its split is undone', () => {
  it('can still be taken back', () => {
    const [main, own] = [begin(), begin()];
    const split = { id: newId('msg'), messageId: newId('msg'), following: false };
    commands.split(main, split, by);
    carry(main, own);
    settle(own);
    const times = { undoSeconds: 10, readSeconds: null };
    const reply = { id: newId('msg'), text: 'Hello', seenSeq: own.lastSeq, times };
    commands.reply(own, reply, by);
    commands.unsplit(main, { id: newId('msg'), move: split.id }, by);
    carry(main, own);
    const input = { id: newId('msg'), messageId: reply.id };
    expect(refusalOf(own, { name: 'undoReply', input, actor: { agentId } })).toBeNull();
    commands.undoReply(own, input, by);
    expect(waitsOf(own)).toEqual([]);
  });
});

describe('a split', () => {
  it('leaves the answer that the assistant was writing to whoever split', () => {
    const main = begin({ handler: { by: 'assistant' } });
    say(main);
    settle(main);
    expect(main.draftId).not.toBeNull();
    commands.split(main, { id: newId('msg'), messageId: newId('msg'), following: false }, by);
    expect(main).toMatchObject({ draftId: null, answerWanted: false, handler: { by: 'agent', agentId } });
  });
});
