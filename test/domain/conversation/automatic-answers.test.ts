import { describe, expect, it } from 'vitest';
import { customerMessage } from '../../../domain/signals/customer-message.ts';
import { draftEnded } from '../../../domain/conversation/answers/drafts.ts';
import { inboundEmail } from '../../../domain/signals/inbound-email.ts';
import { automaticMailRefused } from '../../../domain/conversation/automatic-mail.ts';
import { machineMail } from '../../../domain/signals/machine-mail.ts';
import { batchRecorded, nextBatch } from '../../../domain/conversation/next-batch.ts';
import { automaticRefusal } from '../../../domain/mail/writing/automatic-budget.ts';
import type { SignalInput } from '../../../domain/contract/contract.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { newId, siblingId } from '../../../domain/ids.ts';

const at = '2026-11-24T08:00:00.000Z';
const hoursLater = (hours: number) => new Date(Date.parse(at) + hours * 3_600_000).toISOString();
const BOTH = { assistant: true, acknowledge: 'english' } as const;

const begun = (): ConversationState =>
  newConversation({
    conversationId: newId('cnv'),
    projectId: newId('prj'),
    channel: 'email',
    customerEmail: 'kim@example.org',
    lastSeq: 0,
    status: 'open',
    handler: { by: 'assistant' },
    assignee: null,
    escalation: null,
  });

const mail = (answer?: SignalInput<'inboundEmail'>['answer'], email = 'Kim@example.org') => ({
  id: newId('msg'),
  emailId: newId('eml'),
  from: { email, name: 'Kim' },
  ...(answer && { answer }),
});

/** Records what waits and starts the draft that is wanted. */
function record(state: ConversationState) {
  const batch = nextBatch(state, () => newId('dft'));
  batchRecorded(state, batch, { lastSeq: 1, seqs: batch.entries.map((_, index) => index + 1) });
  return batch.draftId!;
}

const eventsOf = (state: ConversationState) => state.unrecorded.flatMap(({ event }) => event?.kind ?? []);
const purposesOf = ({ requestedDeliveries = [] }: ConversationState) =>
  requestedDeliveries.map((mailing) => (mailing.kind === 'automatic' ? mailing.purpose : mailing.kind));

describe('a customer’s mail', () => {
  it('is answered by the assistant and by mail, and not acknowledged besides', () => {
    const state = begun();
    inboundEmail(state, mail(BOTH), at);
    expect(state).toMatchObject({ handler: { by: 'assistant' }, answerWanted: true });
    const id = record(state);
    draftEnded(state, { id, ended: { outcome: 'answered', seq: 2 }, at });
    expect(state.requestedDeliveries).toEqual([
      {
        kind: 'automatic',
        purpose: 'answer',
        deliveryId: siblingId('dlv', id),
        messageIds: [siblingId('msg', id)],
      },
    ]);
  });

  it('goes to a person where nothing says otherwise', () => {
    const state = begun();
    inboundEmail(state, mail(), at);
    expect(state.escalation?.cause).toBe('email');
    expect(purposesOf(state)).toEqual([]);
  });

  it('is acknowledged when a person will answer it, at most once a day', () => {
    const state = begun();
    const acknowledged = { assistant: false, acknowledge: 'german' } as const;
    inboundEmail(state, mail(acknowledged), at);
    inboundEmail(state, mail(acknowledged), hoursLater(23));
    expect(purposesOf(state)).toEqual(['acknowledgement']);
    inboundEmail(state, mail(acknowledged), hoursLater(24));
    expect(purposesOf(state)).toEqual(['acknowledgement', 'acknowledgement']);
  });

  it('is acknowledged when the assistant hands over without a word', () => {
    const state = begun();
    inboundEmail(state, mail(BOTH), at);
    const id = record(state);
    draftEnded(state, { id, ended: { outcome: 'escalate', seq: null, reason: 'Nothing to say.' }, at });
    expect(purposesOf(state)).toEqual(['acknowledgement']);
    expect(eventsOf(state)).toEqual(['escalated', 'acknowledged']);
  });

  it('gets the fixed apology by mail when the assistant fails', () => {
    const state = begun();
    inboundEmail(state, mail(BOTH), at);
    const id = record(state);
    draftEnded(state, { id, ended: null, at });
    expect(purposesOf(state)).toEqual(['answer']);
  });

  it('is answered in the chat once the customer goes on there', () => {
    const state = begun();
    inboundEmail(state, mail(BOTH), at);
    customerMessage(state, { id: newId('msg'), text: 'I am in the chat now.' }, at);
    const id = record(state);
    draftEnded(state, { id, ended: { outcome: 'answered', seq: 3 }, at });
    expect(purposesOf(state)).toEqual([]);
  });

  it('starts nothing when somebody else wrote it', () => {
    const state = begun();
    inboundEmail(state, mail(BOTH, 'eve@example.net'), at);
    expect(state).toMatchObject({ answerWanted: false, escalation: null });
    expect(purposesOf(state)).toEqual([]);
  });
});

describe('a machine’s mail', () => {
  it('is shown to the team and changes nothing', () => {
    const state = { ...begun(), status: 'closed' as const };
    const before = structuredClone(state);
    const input = {
      id: newId('msg'),
      emailId: newId('eml'),
      what: 'out_of_office',
      about: newId('msg'),
      bounced: null,
    } as const;
    machineMail(state, input, at);
    machineMail(state, input, at);
    expect(state.unrecorded).toMatchObject([
      {
        kind: 'event',
        audience: 'team',
        emailId: input.emailId,
        event: { what: 'out_of_office', about: input.about },
      },
    ]);
    expect({ ...state, unrecorded: [], recentIds: [] }).toEqual(before);
  });

  it('is news when the mail it answers will not arrive', () => {
    const state = begun();
    const bounced = { deliveryId: newId('dlv'), detail: '550', hard: false };
    machineMail(state, { id: newId('msg'), emailId: newId('eml'), what: 'bounce', about: null, bounced }, at);
    expect(eventsOf(state)).toEqual(['answeredAutomatically', 'notDelivered']);
    expect(state.deliveryEvents).toMatchObject([{ deliveryId: bounced.deliveryId, state: 'bounced' }]);
    expect(state.answerWanted).toBe(false);
  });
});

describe('the budgets', () => {
  const none = { acknowledgements: 0, toAddress: 0, ofProject: 0, verified: true };
  it('let one acknowledgement, six mails and two hundred mails through', () => {
    expect(automaticRefusal('acknowledgement', none)).toBeNull();
    expect(automaticRefusal('acknowledgement', { ...none, acknowledgements: 1 })).toContain(
      'acknowledgement',
    );
    expect(
      automaticRefusal('answer', { ...none, acknowledgements: 1, toAddress: 5, ofProject: 199 }),
    ).toBeNull();
    expect(automaticRefusal('answer', { ...none, toAddress: 6 })).toContain('six');
    expect(automaticRefusal('answer', { ...none, ofProject: 200 })).toContain('two hundred');
    expect(automaticRefusal('answer', { ...none, verified: false })).toContain('not verified');
  });

  it('bring in a person, unless one has the conversation already', () => {
    const state = begun();
    const refusal = { deliveryId: newId('dlv'), reason: 'Too many.', at };
    automaticMailRefused(state, refusal);
    expect(state).toMatchObject({
      handler: { by: 'agent', agentId: null },
      escalation: { cause: 'email', reason: 'Too many. A person has to answer.' },
    });
    const events = state.unrecorded.length;
    automaticMailRefused(state, { ...refusal, deliveryId: newId('dlv') });
    expect(state.unrecorded).toHaveLength(events);
  });
});
