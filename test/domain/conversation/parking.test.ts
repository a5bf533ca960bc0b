import { describe, expect, it } from 'vitest';
import { customerMessage } from '../../../domain/signals/customer-message.ts';
import { batchRecorded, needsRecording, nextBatch } from '../../../domain/conversation/next-batch.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { newId } from '../../../domain/ids.ts';
import { partOf, partParked, takenFromParking } from '../../../domain/conversation/parking.ts';
import { isPermanent } from '../../../domain/permanent-errors.ts';
import { unitsOf } from '../../../domain/conversation/unit.ts';

const AT = '2026-11-30T09:00:00.000Z';

function conversationOf(...texts: string[]): ConversationState {
  const state = newConversation({
    ...{ conversationId: newId('cnv'), projectId: newId('prj'), channel: 'widget', customerEmail: null },
    ...{ lastSeq: 0, status: 'open', handler: { by: 'assistant' }, assignee: null, escalation: null },
  });
  for (const text of texts) customerMessage(state, { id: newId('msg'), text }, AT);
  return state;
}

describe('a batch in parts', () => {
  it('has each unit once, and everything else in the part without units', () => {
    const state = conversationOf('One.', 'Two.');
    state.abandonedDraftId = newId('dft');
    const batch = nextBatch(state, () => newId('dft'));
    const units = unitsOf(batch);
    expect(units.map((unit) => partOf(batch, [unit]).entries.map(({ text }) => text))).toEqual([
      ['One.'],
      ['Two.'],
    ]);
    expect(partOf(batch, units).abandonedDraftId).toBeNull();
    expect(partOf(batch, [])).toMatchObject({ entries: [], abandonedDraftId: state.abandonedDraftId });
  });

  it('leaves nothing waiting once each was recorded or parked, and no seq for what was parked', () => {
    const state = conversationOf('One.', 'Two.');
    const batch = nextBatch(state, () => newId('dft'));
    const [first, second] = unitsOf(batch).map((unit) => partOf(batch, [unit]));
    partParked(state, first!, AT);
    batchRecorded(state, second!, { lastSeq: 1, seqs: [1] });
    expect(state.unrecorded).toEqual([]);
    expect(state.newestBy).toEqual({ customer: 1 });
  });

  it('hands the conversation to a person when the assistant would not know what was said', () => {
    const state = conversationOf('One.');
    const batch = nextBatch(state, () => newId('dft'));
    partParked(state, partOf(batch, unitsOf(batch)), AT);
    expect(state).toMatchObject({
      draftId: null,
      handler: { by: 'agent' },
      escalation: { cause: 'failure' },
    });
    nextBatch(state, () => newId('dft'));
    expect(needsRecording(state)).toBe(false);
  });

  it('tries again what was parked, and remembers that until it is recorded', () => {
    const state = conversationOf('One.');
    const [unit] = unitsOf(nextBatch(state, () => newId('dft')));
    state.unrecorded = [];
    takenFromParking(state, unit!);
    const batch = nextBatch(state, () => newId('dft'));
    expect(batch.retried).toHaveLength(1);
    batchRecorded(state, batch, { lastSeq: 1, seqs: [1] });
    expect(state.retried).toEqual([]);
  });
});

it.each([
  ['22021', true],
  ['22P05', true],
  ['23514', true],
  ['42P01', true],
  ['54000', true],
  ['P0001', true],
  ['08006', false],
  ['25006', false],
  ['40001', false],
  ['40P01', false],
  ['53300', false],
  ['55P03', false],
  ['57014', false],
  ['57P01', false],
  ['XX000', false],
])('a statement that failed with %s is refused for good: %s', (code, permanent) => {
  expect(isPermanent(code)).toBe(permanent);
});
