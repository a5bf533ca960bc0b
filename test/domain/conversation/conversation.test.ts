import { describe, expect, it } from 'vitest';
import { commands } from '../../../domain/commands/commands.ts';
import { refusalOf } from '../../../domain/commands/refusal-of.ts';
import { customerMessage } from '../../../domain/signals/customer-message.ts';
import { draftEnded } from '../../../domain/conversation/answers/drafts.ts';
import { inboundEmail } from '../../../domain/signals/inbound-email.ts';
import { escalate } from '../../../domain/signals/escalate.ts';
import { batchRecorded, needsRecording, nextBatch } from '../../../domain/conversation/next-batch.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { newId, type AgentId, type DraftId } from '../../../domain/ids.ts';

const at = '2026-01-01T12:00:00.000Z';
const ana: AgentId = 'agt_ana0000000000000';
const ben: AgentId = 'agt_ben0000000000000';

function begin(email: string | null = null): ConversationState {
  const standing = {
    status: 'open',
    handler: { by: 'assistant' },
    assignee: null,
    escalation: null,
  } as const;
  return newConversation({
    conversationId: newId('cnv'),
    projectId: newId('prj'),
    channel: 'widget',
    customerEmail: email,
    lastSeq: 0,
    ...standing,
  });
}

/** What the workflow's loop does, with a database that only counts. */
function settle(state: ConversationState): DraftId | null {
  while (needsRecording(state)) {
    const batch = nextBatch(state, () => newId('dft'));
    const seqs = batch.entries.map((_, index) => state.lastSeq + index + 1);
    batchRecorded(state, batch, { seqs, lastSeq: state.lastSeq + seqs.length });
  }
  return state.draftId;
}

const write = (state: ConversationState, text = 'Hello') =>
  customerMessage(state, { id: newId('msg'), text }, at);

describe('a conversation', () => {
  it('gives messages that arrive in a burst one draft', () => {
    const state = begin();
    write(state);
    write(state);
    const batch = nextBatch(state, () => newId('dft'));
    expect(batch.entries).toHaveLength(2);
    expect(batch.draftId).toBe(state.draftId);
  });

  it('abandons a running draft when the customer adds something', () => {
    const state = begin();
    write(state);
    const first = settle(state);
    write(state);
    expect(settle(state)).not.toBe(first);
  });

  it('applies a retried message once', () => {
    const state = begin();
    const message = { id: newId('msg'), text: 'Hello' };
    customerMessage(state, message, at);
    customerMessage(state, message, at);
    expect(state.unrecorded).toHaveLength(1);
  });

  it('ignores what an abandoned draft still says, but counts what it recorded', () => {
    const state = begin();
    write(state);
    const draft = settle(state);
    commands.takeOver(state, { id: newId('msg') }, { agentId: ana, at });
    draftEnded(state, { id: draft!, ended: { outcome: 'escalate', seq: 2, reason: 'late' }, at });
    expect(state.handler).toEqual({ by: 'agent', agentId: ana });
    expect(state.escalation).toBeNull();
    expect(state.lastSeq).toBe(2);
  });

  it('becomes an agent’s when the assistant fails for good, with words for the customer', () => {
    const state = begin();
    write(state);
    draftEnded(state, { id: settle(state)!, ended: null, at });
    expect(state.escalation?.cause).toBe('failure');
    expect(state.unrecorded.map((entry) => entry.kind)).toEqual(['message', 'event']);
  });

  it('refuses a reply whose author had not seen the newest message', () => {
    const state = begin();
    write(state);
    settle(state);
    write(state);
    settle(state);
    const reply = { id: newId('msg'), text: 'Hi', seenSeq: 1 };
    expect(refusalOf(state, { name: 'reply', input: reply, actor: { agentId: ana } })).toBe('stale_reply');
    const fresh = { ...reply, seenSeq: 2 };
    expect(refusalOf(state, { name: 'reply', input: fresh, actor: { agentId: ana } })).toBeNull();
  });

  it('refuses a reply while a newer message is still on its way into the transcript', () => {
    const state = begin();
    write(state);
    const reply = { id: newId('msg'), text: 'Hi', seenSeq: 99 };
    expect(refusalOf(state, { name: 'reply', input: reply, actor: { agentId: ana } })).toBe('stale_reply');
  });

  it('lets an agent send two replies in a row, but not past a colleague’s', () => {
    const state = begin();
    write(state);
    settle(state);
    commands.reply(state, { id: newId('msg'), text: 'First', seenSeq: 1 }, { agentId: ana, at });
    settle(state);
    const second = { id: newId('msg'), text: 'Second', seenSeq: 1 };
    expect(refusalOf(state, { name: 'reply', input: second, actor: { agentId: ana } })).toBeNull();
    expect(refusalOf(state, { name: 'reply', input: second, actor: { agentId: ben } })).toBe('stale_reply');
  });

  it('accepts the repetition of a command it has accepted, even after the conversation closed', () => {
    const state = begin();
    const close = { id: newId('msg') };
    commands.close(state, close, { agentId: ana, at });
    expect(refusalOf(state, { name: 'close', input: close, actor: { agentId: ana } })).toBeNull();
    const again = { id: newId('msg') };
    expect(refusalOf(state, { name: 'close', input: again, actor: { agentId: ana } })).toBe(
      'conversation_closed',
    );
  });

  it('reopens when the customer writes to a closed conversation', () => {
    const state = begin();
    commands.close(state, { id: newId('msg') }, { agentId: ana, at });
    settle(state);
    write(state);
    expect(state.status).toBe('open');
    expect(state.unrecorded.map((entry) => entry.event?.kind)).toEqual(['reopened', undefined]);
  });

  it('mails a reply only when it knows where to', () => {
    const known = begin('customer@example.com');
    const unknown = begin();
    for (const state of [known, unknown]) {
      commands.reply(state, { id: newId('msg'), text: 'Hi', seenSeq: 0 }, { agentId: ana, at });
    }
    expect(known.requestedDeliveries).toMatchObject([{ kind: 'new', unlessRead: false }]);
    expect(unknown.requestedDeliveries).toEqual([]);
  });

  it('adds the address of a visitor who asked for a person before leaving it', () => {
    const state = begin();
    escalate(state, { id: newId('msg'), reason: 'Wants a person', email: null }, at);
    escalate(state, { id: newId('msg'), reason: 'Wants a person', email: 'customer@example.com' }, at);
    expect(state.customerEmail).toBe('customer@example.com');
    expect(state.unrecorded.map((entry) => entry.event?.kind)).toEqual(['escalated', 'emailGiven']);
  });

  it('takes a mail from the customer’s address for the customer, whatever the case of its letters', () => {
    const state = begin('customer@example.com');
    const from = { email: 'Customer@Example.com', name: 'C' };
    inboundEmail(state, { id: newId('msg'), emailId: newId('eml'), from }, at);
    expect(state.unrecorded[0]?.author).toEqual({ by: 'customer' });
    expect(state.escalation?.cause).toBe('email');
  });

  it('keeps a stranger’s mail for the team and changes nothing because of it', () => {
    const state = begin('customer@example.com');
    commands.close(state, { id: newId('msg') }, { agentId: ana, at });
    settle(state);
    const from = { email: 'stranger@example.net', name: 'S' };
    inboundEmail(state, { id: newId('msg'), emailId: newId('eml'), from }, at);
    expect(state.unrecorded[0]).toMatchObject({ audience: 'team', author: { by: 'other' } });
    expect(state.status).toBe('closed');
  });

  it('lets the assistant answer what was left open when an agent hands back', () => {
    const state = begin();
    escalate(state, { id: newId('msg'), reason: 'Wants a person', email: null }, at);
    write(state);
    settle(state);
    commands.handBack(state, { id: newId('msg') }, { agentId: ana, at });
    expect(state.answerWanted).toBe(true);
  });
});
