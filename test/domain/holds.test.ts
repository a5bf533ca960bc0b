import { describe, expect, it } from 'vitest';
import { agentAnswered, commands, refusalOf } from '../../domain/commands.ts';
import { newConversation, type ConversationState } from '../../domain/conversation.ts';
import { customerWrote, deliveryChanged, mailArrived } from '../../domain/facts.ts';
import { waitEnded, waitsOf } from '../../domain/holds.ts';
import { holdTimesOf } from '../../domain/hold-times.ts';
import { newId, siblingId, type AgentId, type DeliveryId } from '../../domain/ids.ts';
import { outgoingOf, waitsFrom } from '../../domain/outgoing.ts';
import { batchRecorded, needsRecording, nextBatch } from '../../domain/recording.ts';

const ana: AgentId = 'agt_ana0000000000000';
const ben: AgentId = 'agt_ben0000000000000';
const moment = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, seconds)).toISOString();

function begin(email: string | null = 'kim@example.org'): ConversationState {
  return newConversation({
    conversationId: newId('cnv'),
    projectId: newId('prj'),
    channel: 'widget',
    customerEmail: email,
    lastSeq: 0,
    status: 'open',
    handler: { by: 'agent', agentId: null },
    assignee: null,
    escalation: null,
  });
}

/** What the workflow's loop does, with a database that only counts. @returns what was written. */
function settle(state: ConversationState) {
  const batch = nextBatch(state, () => newId('dft'));
  const seqs = batch.entries.map((_, index) => state.lastSeq + index + 1);
  const mailed = (batch.mailings ?? []).map(({ deliveryId }) => deliveryId);
  batchRecorded(state, batch, { seqs, lastSeq: state.lastSeq + seqs.length, mailed });
  return batch;
}

function reply(
  state: ConversationState,
  at: number,
  { agentId = ana, undoSeconds = 5, readSeconds = null as number | null, seenSeq = state.lastSeq } = {},
) {
  const id = newId('msg');
  const hold = { undoSeconds, readSeconds };
  commands.reply(state, { id, text: `Said at ${at}`, seenSeq, hold }, { agentId, at: moment(at) });
  return id;
}

/** Lets time pass as the timers would. */
function pass(state: ConversationState, to: number): void {
  for (const wait of waitsOf(state)) if (wait.until <= moment(to)) waitEnded(state, wait, wait.until);
}

const command = (messageId: string) => ({ id: newId('msg'), messageId: messageId as never });
const by = (agentId: AgentId, at: number) => ({ agentId, at: moment(at) });

describe('a held reply', () => {
  it('shares no mail with one that others are to read', () => {
    const state = begin();
    const hold = { undoSeconds: 5, readSeconds: null };
    const say = (cc: string[] | undefined, at: number) =>
      commands.reply(state, { id: newId('msg'), text: 'Said', seenSeq: 0, hold, cc }, by(ana, at));
    say(undefined, 0);
    say(['lee@example.net'], 1);
    pass(state, 10);
    expect(
      settle(state).mailings?.map((mailing) => mailing.kind === 'new' && mailing.messageIds.length),
    ).toEqual([1, 1]);
  });
  it('keeps its files and readers when its workflow starts again from the row', () => {
    const state = begin();
    const hold = { undoSeconds: 5, readSeconds: null };
    const parts = { cc: ['lee@example.net'], attachments: [newId('att')] };
    const input = { id: newId('msg'), text: 'Said', seenSeq: 0, hold, ...parts };
    commands.reply(state, input, by(ana, 0));
    const shown = outgoingOf(state);
    expect(shown?.held).toMatchObject([parts]);
    expect(shown && waitsFrom(shown, 0).holds[0]?.replies).toMatchObject([{ entry: parts }]);
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
    const { entries, mailings, outgoing } = settle(state);
    expect(entries).toMatchObject([{ id, text: 'Said at 0', channel: 'email', at: moment(5) }]);
    expect(mailings).toEqual([
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
    expect(batch.mailings).toMatchObject([{ messageIds: [first, second] }]);
  });

  it('can be taken back alone, and is as if never written', () => {
    const state = begin();
    const first = reply(state, 0);
    const second = reply(state, 1);
    commands.cancelDelivery(state, command(first), by(ana, 2));
    pass(state, 6);
    const batch = settle(state);
    expect(batch.entries.map(({ id }) => id)).toEqual([second]);
    expect(batch.mailings).toMatchObject([{ deliveryId: siblingId('dlv', second) }]);
    expect(waitsOf(state)).toEqual([]);
  });

  it('cannot be taken back once it has left, and its author is told so', () => {
    const state = begin();
    const id = reply(state, 0);
    pass(state, 5);
    const input = command(id);
    expect(refusalOf(state, { name: 'cancelDelivery', input, actor: { agentId: ana } })).toBe('already_left');
  });

  it('tells its author when a colleague took it back', () => {
    const state = begin();
    const id = reply(state, 0);
    commands.cancelDelivery(state, command(id), by(ben, 1));
    expect(settle(state).entries).toMatchObject([
      { audience: 'team', event: { kind: 'takenBack', agentId: ben, author: ana } },
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
    customerWrote(state, { id: newId('msg'), text: 'One more thing' }, moment(2));
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
    expect(settle(state).mailings).toHaveLength(1);
    expect(state.status).toBe('closed');
  });

  it('does not wait at all where the project says so', () => {
    const state = begin();
    reply(state, 0, { undoSeconds: 0 });
    expect(waitsOf(state)).toEqual([]);
    expect(settle(state)).toMatchObject({ entries: [{}], mailings: [{}] });
  });

  it('goes to the chat alone when no address is known', () => {
    const state = begin(null);
    const id = reply(state, 0);
    pass(state, 5);
    expect(settle(state)).toMatchObject({ entries: [{ id, channel: 'widget' }], mailings: [] });
  });
});

describe('a reply that is mailed unless it is read in the chat', () => {
  it('shows in the chat first, and leaves the decision to what the visitor has read', () => {
    const state = begin();
    const id = reply(state, 0, { readSeconds: 60 });
    pass(state, 5);
    expect(settle(state)).toMatchObject({
      entries: [{ id, channel: 'widget' }],
      mailings: [],
      outgoing: { awaitingRead: [{ messageIds: [id], until: moment(65) }] },
    });
    pass(state, 65);
    expect(settle(state).mailings).toMatchObject([{ messageIds: [id], unlessRead: true }]);
  });

  it('is mailed with what follows it, and at once when told so', () => {
    const state = begin();
    const first = reply(state, 0, { readSeconds: 60 });
    pass(state, 5);
    const second = reply(state, 10, { readSeconds: 60 });
    pass(state, 15);
    settle(state);
    commands.sendNow(state, command(first), by(ana, 20));
    expect(settle(state).mailings).toMatchObject([{ messageIds: [first, second], unlessRead: false }]);
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
    expect(settle(state).mailings).toMatchObject([
      { messageIds: [first], unlessRead: true },
      { messageIds: [second, third], unlessRead: true },
    ]);
  });

  it('exists only where there is a chat', () => {
    const settings = { undoSeconds: 5, mailPolicy: 'unlessRead', channel: 'widget' } as const;
    expect(holdTimesOf(settings)).toEqual({ undoSeconds: 5, readSeconds: 60 });
    expect(holdTimesOf({ ...settings, channel: 'email' }).readSeconds).toBeNull();
    expect(holdTimesOf({ ...settings, mailPolicy: 'always' }).readSeconds).toBeNull();
  });
});

describe('a mail that missed its customer', () => {
  const deliveryId: DeliveryId = 'dlv_0000000000000001';
  const bounced = (hard?: boolean) => ({
    id: `Bounce:${String(hard)}`,
    deliveryId,
    state: 'bounced' as const,
    detail: 'No such user',
    ...(hard !== undefined && { hard }),
  });

  it('raises the conversation, closed or not, and tells the team', () => {
    const state = begin();
    state.status = 'closed';
    deliveryChanged(state, bounced(true), moment(0));
    expect(state.status).toBe('open');
    expect(settle(state)).toMatchObject({
      entries: [{ audience: 'team', event: { kind: 'notDelivered', how: 'bounced' } }],
      deliveryNews: [{ state: 'bounced', hard: true }],
    });
    deliveryChanged(state, { ...bounced(true), id: 'Bounce:again' }, moment(1));
    expect(settle(state).entries).toEqual([]);
  });

  it('is told also when the reply that it brought had closed the conversation', () => {
    const state = begin();
    const id = newId('msg');
    const byMail = { seenSeq: 0, does: 'close' as const, reason: null };
    agentAnswered(state, { id, agentId: ana, text: 'Bye!', byMail }, moment(0));
    const ids = settle(state).entries.map((entry) => entry.id);
    const complained = { id: 'SpamComplaint:1', state: 'complained' as const, detail: '', hard: true };
    deliveryChanged(state, { ...complained, deliveryId: siblingId('dlv', id) }, moment(1));
    const [told] = settle(state).entries;
    expect(told).toMatchObject({ event: { how: 'complained' } });
    expect(ids).not.toContain(told?.id);
  });

  it('is replayed as it ran when its event came before there were raised conversations', () => {
    const state = begin();
    state.status = 'closed';
    deliveryChanged(state, bounced(), moment(0));
    expect(state.status).toBe('closed');
    expect(settle(state).entries).toEqual([]);
  });

  it('goes to a corrected address as a delivery of its own', () => {
    const state = begin();
    const id = newId('msg');
    commands.correctAddress(state, { id, deliveryId, email: 'kim@example.com' }, by(ana, 0));
    expect(settle(state)).toMatchObject({
      customerEmail: 'kim@example.com',
      entries: [{ event: { kind: 'addressCorrected', email: 'kim@example.com' } }],
      mailings: [{ kind: 'again', deliveryId: siblingId('dlv', id), replaces: deliveryId }],
    });
  });

  it('is not tried again while it is still underway', () => {
    const state = begin();
    state.unsent = [deliveryId];
    const input = { id: newId('msg'), deliveryId };
    expect(refusalOf(state, { name: 'retryDelivery', input, actor: { agentId: ana } })).toBe('still_sending');
    state.unsent = [];
    commands.retryDelivery(state, input, by(ana, 0));
    settle(state);
    expect(state.unsent).toEqual([deliveryId]);
  });

  it('can be followed by the chat alone, until the customer writes by mail', () => {
    const state = begin();
    commands.stopMail(state, { id: newId('msg') }, by(ana, 0));
    reply(state, 1);
    pass(state, 6);
    expect(settle(state)).toMatchObject({ chatOnly: true, mailings: [] });
    const from = { email: 'kim@example.org', name: 'Kim' };
    mailArrived(state, { id: newId('msg'), emailId: newId('eml'), from }, moment(7));
    const { chatOnly, entries } = settle(state);
    expect(chatOnly).toBe(false);
    expect(entries.map(({ event }) => event?.kind)).toContain('mailResumed');
    reply(state, 8);
    pass(state, 13);
    expect(settle(state).mailings).toHaveLength(1);
  });
});
