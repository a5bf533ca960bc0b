import { expect, it } from 'vitest';
import { commands } from '../../../domain/commands/commands.ts';
import { keepLateAnswer } from '../../../domain/conversation/answers/drafts.ts';
import { batchRecorded, nextBatch } from '../../../domain/conversation/next-batch.ts';
import { newId } from '../../../domain/ids.ts';
import { at, begin, by, say, settle } from '../../support/people/two-conversations.ts';

/** The customer wrote, and wrote again while the assistant was writing. */
function abandonedDraftId() {
  const state = begin({ handler: { by: 'assistant' } });
  say(state);
  settle(state);
  const { draftId } = state;
  if (!draftId) throw new Error('Nobody answers.');
  return { state, draftId };
}

it('asks the transcript once whether a draft that was given up had been recorded', () => {
  const { state, draftId } = abandonedDraftId();
  say(state);
  const batch = nextBatch(state, () => newId('dft'));
  expect(batch.abandonedDraftId).toBe(draftId);
  batchRecorded(state, batch, { seqs: [5], lastSeq: 5 });
  expect(state.draftId).not.toBe(draftId);
  expect(nextBatch(state, () => newId('dft')).abandonedDraftId).toBeNull();
});

it('keeps the promise of a person, and of a mail, that such an answer made', () => {
  const { state, draftId } = abandonedDraftId();
  say(state);
  state.automaticAnswers = { assistant: true, acknowledge: null };
  keepLateAnswer(state, { draftId, seq: 9, reason: 'I cannot tell', at });
  expect(state).toMatchObject({
    handler: { by: 'agent' },
    draftId: null,
    escalation: { cause: 'assistant' },
  });
  expect(state.newestBy['assistant']).toBe(9);
  expect(state.requestedDeliveries).toMatchObject([{ kind: 'automatic', purpose: 'answer' }]);
});

it('leaves an agent who took over alone', () => {
  const { state, draftId } = abandonedDraftId();
  commands.takeOver(state, { id: newId('msg') }, by);
  expect(nextBatch(state, () => newId('dft')).abandonedDraftId).toBe(draftId);
  keepLateAnswer(state, { draftId, seq: 9, reason: 'I cannot tell', at });
  expect(state).toMatchObject({ handler: { by: 'agent', agentId: by.agentId }, escalation: null });
});
