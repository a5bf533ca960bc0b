import { expect, it } from 'vitest';
import { whatHappensNext } from '../../../domain/triage/what-happens-next.ts';
import { newId } from '../../../domain/ids.ts';

const moment = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();

it('lists everything that waits, the soonest first, and what has no moment last', () => {
  const [held, read] = [newId('msg'), newId('msg')];
  const outgoing = {
    held: [{ id: held, agentId: newId('agt'), text: 'Soon.', at: moment(0), until: moment(1) }],
    awaitingRead: [{ messageIds: [read, newId('msg')], until: moment(3) }],
    escalateAgainAt: moment(2),
  };
  expect(
    whatHappensNext({ status: 'snoozed', snoozedUntil: null, outgoing, watchersToldAt: moment(4) }),
  ).toEqual([
    { kind: 'replyLeaves', at: moment(1), messageId: held },
    { kind: 'escalatesAgain', at: moment(2) },
    { kind: 'mailLeaves', at: moment(3), messageId: read },
    { kind: 'watchersAreTold', at: moment(4) },
    { kind: 'snoozeEnds', at: null },
  ]);
});

it('has nothing for a conversation in which nothing waits, also when a snooze is long over', () => {
  expect(whatHappensNext({ status: 'open', snoozedUntil: moment(1), outgoing: null })).toEqual([]);
});
