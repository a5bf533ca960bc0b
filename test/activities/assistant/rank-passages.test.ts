import { expect, it } from 'vitest';
import { createPassageIndexes } from '../../../activities/assistant/retrieval/passage-indexes.ts';
import { questionTerms } from '../../../activities/assistant/retrieval/question-terms.ts';
import { indexPassages, type PassageIndex } from '../../../activities/assistant/retrieval/rank-passages.ts';
import { newId } from '../../../domain/ids.ts';
import { guideIndex, passagesOf } from '../../support/model/guide.ts';
import { expectLinear } from '../../support/linear-time.ts';

const wanted = (index: PassageIndex, text: string) => questionTerms(index, [{ by: 'customer', text }]).terms;

const guide = guideIndex([
  'postgres/README.md',
  'pino/docs/help.md',
  'pino/docs/redaction.md',
  'openai/README.md',
]);

it.each([
  ['log rotation', 'Log rotation'],
  ['rotating the log', 'Log rotation'],
  ['redact paths', 'Path Syntax'],
  ['savepoints in a transaction', 'SAVEPOINT'],
  ['connection pool', 'The Connection Pool'],
  ['webhook signatures verification', 'Webhook Verification'],
  ['retries', 'Retries'],
])('puts the obviously right passage first for “%s”', (question, heading) => {
  expect(guide.rank(wanted(guide, question), 3)[0]?.passage.heading).toContain(heading);
});

it('says how much of the question a passage covers', () => {
  const index = indexPassages(
    passagesOf([
      { title: 'A', text: 'Apples are red.' },
      { title: 'B', text: 'Pears are green.' },
    ]),
  );
  expect(index.rank(wanted(index, 'red apples'), 2)).toMatchObject([{ coverage: 1 }]);
  const [half] = index.rank(wanted(index, 'red tractors'), 2);
  expect(half?.coverage).toBeLessThan(0.5);
  expect(index.rank(wanted(index, 'tractors'), 2)).toEqual([]);
});

it('weighs a title and a heading more than the text', () => {
  const text = 'Apples, pears and plums.';
  const index = indexPassages(
    passagesOf([
      { title: 'Fruit', text: `${text} Also refunds.` },
      { title: 'Refunds', text },
    ]),
  );
  expect(index.rank(wanted(index, 'refund'), 2)[0]?.passage.title).toBe('Refunds');
});

it('finds compound names by their parts and as a whole', () => {
  const index = indexPassages(passagesOf([{ title: 'Options', text: 'Set idleTimeout in seconds.' }]));
  for (const question of ['idleTimeout', 'idle timeout', 'idle_timeout']) {
    expect(index.rank(wanted(index, question), 1), question).toHaveLength(1);
  }
});

it('indexes a megabyte in linear time', () => {
  const long = (count: number) =>
    Array.from({ length: count }, (_, at) => `Sentence ${at} speaks of thing${at % 977} and stuff.`).join(
      '\n\n',
    );
  const findIn = (text: string) => {
    const index = indexPassages(passagesOf([{ title: 'Long', text }]));
    return index.rank(wanted(index, 'thing42'), 1);
  };
  expect(findIn(long(20_000))).toHaveLength(1);
  expectLinear(long, findIn, [2_000, 10_000]);
});

it('keeps an index until the docs change, and forgets one that could not be made', async () => {
  let loads = 0;
  let broken = true;
  const indexes = createPassageIndexes({
    all: async () => {
      loads++;
      if (broken) throw new Error('no database');
      return { revision: 1, passages: [] };
    },
  });
  const id = newId('prj');
  await expect(indexes.of({ id, docsRevision: 1 })).rejects.toThrow('no database');
  broken = false;
  await Promise.all([indexes.of({ id, docsRevision: 1 }), indexes.of({ id, docsRevision: 1 })]);
  await indexes.of({ id, docsRevision: 1 });
  expect(loads).toBe(2);
  await indexes.of({ id, docsRevision: 2 });
  expect(loads).toBe(3);
});
