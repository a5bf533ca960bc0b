import { describe, expect, it } from 'vitest';
import { agentReply } from '../../../domain/signals/agent-reply.ts';
import { commands } from '../../../domain/commands/commands.ts';
import { refusalOf } from '../../../domain/commands/refusal-of.ts';
import { mailEvent } from '../../../domain/signals/mail-event.ts';
import { inboundEmail } from '../../../domain/signals/inbound-email.ts';
import { newId, siblingId, type DeliveryId } from '../../../domain/ids.ts';
import { ana, begin, by, moment, pass, reply, settle } from '../../support/people/held-replies.ts';

describe('a mail that missed its customer', () => {
  const deliveryId: DeliveryId = 'dlv_0000000000000001';
  const bounced = {
    id: 'Bounce:1',
    deliveryId,
    state: 'bounced' as const,
    detail: 'No such user',
    hard: true,
  };

  it('raises the conversation, closed or not, and tells the team', () => {
    const state = begin();
    state.status = 'closed';
    mailEvent(state, bounced, moment(0));
    expect(state.status).toBe('open');
    expect(settle(state)).toMatchObject({
      entries: [{ audience: 'team', event: { kind: 'notDelivered', how: 'bounced' } }],
      deliveryEvents: [{ state: 'bounced', hard: true }],
    });
    mailEvent(state, { ...bounced, id: 'Bounce:again' }, moment(1));
    expect(settle(state).entries).toEqual([]);
  });

  it('is told also when the reply that it brought had closed the conversation', () => {
    const state = begin();
    const id = newId('msg');
    const mailContext = { seenSeq: 0, does: 'close' as const, reason: null };
    agentReply(state, { id, agentId: ana, text: 'Bye!', mailContext }, moment(0));
    const ids = settle(state).entries.map((entry) => entry.id);
    const complained = { id: 'SpamComplaint:1', state: 'complained' as const, detail: '', hard: true };
    mailEvent(state, { ...complained, deliveryId: siblingId('dlv', id) }, moment(1));
    const [told] = settle(state).entries;
    expect(told).toMatchObject({ event: { how: 'complained' } });
    expect(ids).not.toContain(told?.id);
  });

  it('goes to a corrected address as a delivery of its own', () => {
    const state = begin();
    const id = newId('msg');
    commands.correctAddress(state, { id, deliveryId, email: 'kim@example.com' }, by(ana, 0));
    expect(settle(state)).toMatchObject({
      customerEmail: 'kim@example.com',
      entries: [{ event: { kind: 'addressCorrected', email: 'kim@example.com' } }],
      requestedDeliveries: [{ kind: 'again', deliveryId: siblingId('dlv', id), replaces: deliveryId }],
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
    expect(settle(state)).toMatchObject({ chatOnly: true, requestedDeliveries: [] });
    const from = { email: 'kim@example.org', name: 'Kim' };
    inboundEmail(state, { id: newId('msg'), emailId: newId('eml'), from }, moment(7));
    const { chatOnly, entries } = settle(state);
    expect(chatOnly).toBe(false);
    expect(entries.map(({ event }) => event?.kind)).toContain('mailResumed');
    reply(state, 8);
    pass(state, 13);
    expect(settle(state).requestedDeliveries).toHaveLength(1);
  });
});
