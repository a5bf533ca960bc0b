import { expect, it } from 'vitest';
import { createPassageIndexes } from '../../../activities/assistant/retrieval/passage-indexes.ts';
import {
  indexPassages,
  type GrowingIndex,
  type PassageIndex,
} from '../../../activities/assistant/retrieval/rank-passages.ts';
import type { LoadedPassage } from '../../../db/knowledge/load-passages.ts';
import { newId, type ArticleId } from '../../../domain/ids.ts';

const passage = (at: number, text: string): LoadedPassage => ({
  id: `psg_${String(at).padStart(16, '0')}`,
  articleId: articleOf(at),
  title: `Article ${at}`,
  heading: null,
  text,
});
const articleOf = (at: number): ArticleId => `art_${String(at).padStart(16, '0')}`;
const SUBJECTS = ['lamp', 'parcel', 'invoice', 'guarantee', 'bulb', 'cable', 'shade', 'voltage'];
const about = (at: number) =>
  passage(
    at,
    `What you have to know about the ${SUBJECTS[at % 8]} when it is number ${at}, and about the ${SUBJECTS[(at * 3 + 1) % 8]}.`,
  );
const best = (index: PassageIndex, word: string) =>
  index
    .rank(new Map([[index.words.readerOf('english').term(word), 1]]), 5)
    .map(({ passage: found, score }) => [found.id, score]);

const answering = (docs: LoadedPassage[]) => ({
  count: docs.length,
  ids: async () => new Set(docs.map(({ articleId }) => articleId)),
});

const replace = (index: GrowingIndex, id: ArticleId, passages: LoadedPassage[]) => [
  ...index.replace(id, passages),
];

it('ranks the same, whether it was made at once or grew', () => {
  const all = Array.from({ length: 60 }, (_, at) => about(at));
  const [whole, grown] = [indexPassages(all), indexPassages(all.slice(0, 5))];
  for (const each of all.slice(5)) replace(grown, each.articleId, [each]);
  for (const word of SUBJECTS) expect(best(grown, word)).toEqual(best(whole, word));
});

it('forgets what an article said before', () => {
  const index = indexPassages([about(0), about(1)]);
  expect(index.isKnown(index.words.readerOf('english').term('lamp'))).toBe(true);
  replace(index, articleOf(0), [passage(0, 'Nothing of that kind at all, but a word about chairs.')]);
  expect(best(index, 'lamp')).toEqual([]);
  expect(best(index, 'chairs')).toHaveLength(1);
  replace(index, articleOf(0), []);
  expect([index.articles, index.size]).toEqual([1, 1]);
});

it('has what an article said until it has all that it says now', () => {
  const index = indexPassages([about(0)]);
  const isThere = (word: string) => best(index, word).length > 0;
  const next = [passage(0, 'A first word about chairs.'), passage(0, 'A second word about tables.')];
  for (const _step of index.replace(articleOf(0), next)) {
    expect(isThere('lamp') || (isThere('chairs') && isThere('tables'))).toBe(true);
  }
  expect(['lamp', 'chairs', 'tables'].map(isThere)).toEqual([false, true, true]);
});

it('takes up one saved article before it answers, and forgets one that was deleted', async () => {
  let docs = [about(0), about(1)];
  let [loads, revision, changed] = [0, 1, [] as LoadedPassage[]];
  const indexes = createPassageIndexes({
    all: async () => {
      loads++;
      return { revision, passages: docs };
    },
    changes: async () => ({
      ...{ revision, answering: answering(docs) },
      changed: changed.map((each) => ({ id: each.articleId, passages: [each] })),
    }),
  });
  const id = newId('prj');
  await indexes.of({ id, docsRevision: 1 });
  changed = [passage(2, 'A new article about umbrellas, which nobody wrote about before.')];
  docs = [...docs, ...changed];
  revision = 2;
  expect(best(await indexes.of({ id, docsRevision: 2 }), 'umbrellas')).toHaveLength(1);
  expect(loads).toBe(1);
  [docs, changed, revision] = [docs.slice(1), [], 3];
  const left = await indexes.of({ id, docsRevision: 3 });
  expect([left.size, best(left, 'lamp')]).toEqual([2, []]);
  expect(loads).toBe(1);
});

it('answers from what it has while an import goes on', async () => {
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const indexes = createPassageIndexes({
    all: async () => ({ revision: 1, passages: [about(0)] }),
    changes: async () => {
      await held;
      return {
        revision: 500,
        answering: answering([about(0), about(1)]),
        changed: [{ id: articleOf(1), passages: [about(1)] }],
      };
    },
  });
  const id = newId('prj');
  await indexes.of({ id, docsRevision: 1 });
  const during = await indexes.of({ id, docsRevision: 500 });
  expect(during.size).toBe(1);
  release();
  await expect.poll(() => during.size).toBe(2);
});

it('has what was just saved before it tries it, however long that takes, and whatever was read meanwhile', async () => {
  const reads: ((revision: number) => void)[] = [];
  const docs = [about(0), about(1)];
  const indexes = createPassageIndexes({
    all: async () => ({ revision: 1, passages: [about(0)] }),
    changes: () =>
      new Promise((resolve) =>
        reads.push((revision) => {
          const there = docs.slice(0, revision);
          const changed = there.slice(1).map((each) => ({ id: each.articleId, passages: [each] }));
          resolve({ revision, answering: answering(there), changed });
        }),
      ),
  });
  const id = newId('prj');
  await indexes.of({ id, docsRevision: 1 });
  // Whoever answers a customer goes on with what there is.
  expect((await indexes.of({ id, docsRevision: 2 })).size).toBe(1);
  const tried = indexes.of({ id, docsRevision: 2 }, undefined, { isTrial: true });
  // What was being read when the article was saved does not have it.
  reads[0]?.(1);
  await expect.poll(() => reads.length).toBe(2);
  reads[1]?.(2);
  expect((await tried).size).toBe(2);
});

it('is made anew when it lacks an article', async () => {
  const docs = [about(0), about(1)];
  let loads = 0;
  const indexes = createPassageIndexes({
    all: async () => ({ revision: ++loads, passages: docs.slice(0, loads) }),
    changes: async () => ({ revision: 2, changed: [], answering: answering(docs) }),
  });
  const id = newId('prj');
  expect((await indexes.of({ id, docsRevision: 1 })).size).toBe(1);
  expect((await indexes.of({ id, docsRevision: 2 })).size).toBe(2);
});
