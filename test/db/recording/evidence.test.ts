import { expect, it } from 'vitest';
import { keepUnsaid } from '../../../db/assistant/keep-evidence.ts';
import { readEvidence } from '../../../db/assistant/read-evidence.ts';
import { recordAnswer } from '../../../db/recording/drafts.ts';
import { NOTHING_ASKED, type KeptEvidence } from '../../../domain/assistant/evidence.ts';
import { eventIdOf } from '../../../domain/conversation/entries.ts';
import { newId, siblingId, type DraftId } from '../../../domain/ids.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const PASSAGE = {
  ...({ articleId: 'art_1', passageId: 'psg_1', title: 'Batteries', heading: null } as const),
  ...{ hash: 'f00d', score: 7.25, weak: false },
};
const EVIDENCE: KeptEvidence = {
  ...NOTHING_ASKED,
  ...{
    language: 'english',
    passages: [PASSAGE, { ...PASSAGE, passageId: 'psg_2' }],
    model: 'm',
    outcome: 'answered',
  },
  ...{
    findings: [{ kind: 'price', sentence: 'It costs €9.', what: '€9' }],
    tokens: { in: 90, out: 8 },
    cost: 0.002,
  },
  ...{ question: 'How long\u0000?', questionId: null, reason: null, cited: ['art_1'], attempts: 2, tries: 2 },
};

async function drafting() {
  const { projectId } = await seedConversation(own.db);
  const draftId: DraftId = newId('dft');
  const conversationId = await anotherConversation(own.db, { projectId, draftId });
  const read = (messageId = siblingId('msg', draftId)) => readEvidence(own.db, { conversationId, messageId });
  return { conversationId, draftId, read };
}

it('an answer keeps what it rests on beside it', async () => {
  const { read, ...draft } = await drafting();
  const answer = { ...draft, text: 'A day.', citations: [], reason: null, evidence: EVIDENCE };
  await recordAnswer(own.db, answer);
  expect(await read()).toMatchObject({
    ...{ articles: ['art_1'], cited: ['art_1'], tokensIn: 90, tokensOut: 8 },
    ...{ cost: 0.002, attempts: 2, helpful: null, passages: EVIDENCE.passages, findings: EVIDENCE.findings },
  });
  const elsewhere = await drafting();
  expect(await elsewhere.read(siblingId('msg', draft.draftId))).toBeNull();
});

it('a question left to a person is kept without a message, found by its escalation, and the last try counts', async () => {
  const { read, ...draft } = await drafting();
  await keepUnsaid(own.db, { ...draft, evidence: { ...EVIDENCE, outcome: 'failed' } });
  await keepUnsaid(own.db, { ...draft, evidence: { ...EVIDENCE, outcome: 'withheld' } });
  expect(await read()).toMatchObject({ outcome: 'withheld' });
  expect(await read(eventIdOf(siblingId('msg', draft.draftId), 'escalated'))).toMatchObject({
    outcome: 'withheld',
  });
});

it('a draft that is not wanted keeps nothing', async () => {
  const { read, ...draft } = await drafting();
  await keepUnsaid(own.db, { ...draft, draftId: newId('dft'), evidence: EVIDENCE });
  expect(await read()).toBeNull();
});
