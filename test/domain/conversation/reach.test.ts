import { describe, expect, it } from 'vitest';
import { commands } from '../../../domain/commands/commands.ts';
import { refusalOf } from '../../../domain/commands/refusal-of.ts';
import { mailEvent } from '../../../domain/signals/mail-event.ts';
import { draftEnded } from '../../../domain/conversation/answers/drafts.ts';
import type { ConversationState } from '../../../domain/conversation/state.ts';
import { newId } from '../../../domain/ids.ts';
import { backToTeam, roadOf, whyUnreached, type Reach } from '../../../domain/conversation/reach.ts';
import { at, begin, by, say, settle } from '../../support/people/two-conversations.ts';

const inChat: Reach = { chat: true, mail: 'never' };
const mailed: Reach = { chat: false, mail: 'on' };
const asks: Reach = { chat: false, mail: 'asks' };
const nowhere: Reach = { chat: false, mail: 'never' };

const email = () =>
  begin({ channel: 'email', handler: { by: 'agent', agentId: null }, newestBy: { customer: 1 }, lastSeq: 1 });

const refusal = (state: ConversationState, reach: Reach, answerBy?: 'email') =>
  refusalOf(state, {
    name: 'handBack',
    input: { id: newId('msg'), reach, ...(answerBy && { answerBy }) },
    actor: { agentId: by.agentId },
  });

describe('handing back', () => {
  it('needs a road to the customer', () => {
    expect([inChat, mailed, asks, nowhere].map((reach) => roadOf(reach))).toEqual([
      'widget',
      'email',
      null,
      null,
    ]);
    expect(refusal(email(), inChat)).toBeNull();
    expect(refusal(email(), mailed)).toBeNull();
    expect(refusal(email(), asks)).toBe('answer_by_email');
    expect(refusal(email(), asks, 'email')).toBeNull();
    expect(refusal(email(), nowhere, 'email')).toBe('customer_unreached');
  });

  it('mails the one answer that the agent wanted mailed', () => {
    const state = email();
    commands.handBack(state, { id: newId('msg'), reach: asks, answerBy: 'email' }, by);
    settle(state);
    const { draftId } = state;
    draftEnded(state, { id: draftId!, ended: { outcome: 'answered', seq: 3 }, at });
    expect(state.requestedDeliveries).toMatchObject([{ kind: 'automatic', purpose: 'answer', agreed: true }]);
    expect(whyUnreached(state)).toBeNull();
  });
});

describe('a conversation that the assistant has', () => {
  const held = (reach: Reach) => {
    const state = email();
    commands.handBack(state, { id: newId('msg'), reach, answerBy: 'email' }, by);
    settle(state);
    expect(whyUnreached(state)).toBeNull();
    return state;
  };

  it('goes back to the team when its mail is stopped', () => {
    const state = held(mailed);
    commands.stopMail(state, { id: newId('msg') }, by);
    expect(whyUnreached(state)).toMatch(/no way to reach/);
    backToTeam(state, { id: newId('msg'), reason: 'No way.', at });
    expect(state).toMatchObject({ handler: { by: 'agent', agentId: null }, status: 'open', draftId: null });
    expect(state.escalation).toMatchObject({ cause: 'unreached' });
  });

  it('goes back to the team when a mail bounces, and once', () => {
    const state = held(inChat);
    const bounce = { id: 'e1', deliveryId: newId('dlv'), state: 'bounced', detail: '', hard: true } as const;
    mailEvent(state, bounce, at);
    expect(whyUnreached(state)).toMatch(/did not reach/);
    backToTeam(state, { id: newId('msg'), reason: 'It bounced.', at });
    commands.handBack(state, { id: newId('msg'), reach: inChat }, by);
    expect(whyUnreached(state)).toBeNull();
  });

  it('stays with it while the customer is in the chat', () => {
    const state = held(asks);
    state.automaticAnswers = null;
    expect(whyUnreached(state)).not.toBeNull();
    say(state);
    expect(whyUnreached(state)).toBeNull();
  });
});
