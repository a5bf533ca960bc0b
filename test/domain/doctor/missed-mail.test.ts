import { describe, expect, it } from 'vitest';
import { agentAnswered, commands } from '../../../domain/conversation/commands.ts';
import { refusalOf } from '../../../domain/conversation/refusal-of.ts';
import { deliveryChanged, mailArrived } from '../../../domain/conversation/facts.ts';
import { newId, siblingId, type DeliveryId } from '../../../domain/ids.ts';
import { ana, begin, by, moment, pass, reply, settle } from '../../support/people/held-replies.ts';

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
