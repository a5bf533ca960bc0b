import { expect, it } from 'vitest';
import { questionTerms } from '../../activities/assistant/retrieval/question-terms.ts';
import { indexPassages, type PassageIndex } from '../../activities/assistant/retrieval/rank-passages.ts';
import { createMeaning } from '../../activities/assistant/meaning/meaning.ts';
import { createEmbeddingsEndpoint } from '../../activities/embeddings/embeddings-endpoint.ts';
import { createKeptEmbeddings } from '../../activities/embeddings/kept-embeddings.ts';
import { createQuestionVectors } from '../../activities/embeddings/question-vectors.ts';
import { embeddingState } from '../../db/knowledge/embeddings.ts';
import { saveArticle } from '../../db/knowledge/articles.ts';
import { loadPassages } from '../../db/knowledge/load-passages.ts';
import { newId } from '../../domain/ids.ts';
import crossed from '../fixtures/assistant/crossed.json' with { type: 'json' };
import { eventually } from '../support/eventually.ts';
import { guideText } from '../support/model/guide.ts';
import { startE5, whyNoE5 } from '../support/model/e5-server.ts';
import { startProduct } from '../support/stack/start-product.ts';

const missing = whyNoE5();
if (missing) console.log(missing);

/** Characters of real docs about something else, some sixty passages among which the twelve have to be found. */
const BESIDE = 40_000;
/** A shared machine answers late; how late is another test's matter. */
const PATIENT = { deadlineMs: 30_000 };

it.skipIf(missing)(
  'finds the article for questions in other languages than the docs',
  async () => {
    const e5 = await startE5();
    try {
      const settings = { baseUrl: e5.url, apiKey: '', model: 'multilingual-e5-small' };
      await using product = await startProduct({
        env: { EMBEDDING_BASE_URL: settings.baseUrl, EMBEDDING_MODEL: settings.model },
      });
      const { database, project } = product;
      const beside = { title: 'postgres.js', text: guideText('postgres/README.md').slice(0, BESIDE) };
      for (const { title, text } of [...crossed.articles, beside])
        await saveArticle(database.db, { id: newId('art'), projectId: project.id, title, text });
      await eventually(
        'every passage embedded',
        async () => (await embeddingState(database.db, project.id))?.model === settings.model,
        240_000,
      );
      const index = indexPassages((await loadPassages(database.db, project.id)).passages);
      const meaning = createMeaning({
        kept: createKeptEmbeddings({ db: database.db, model: settings.model }),
        vectors: createQuestionVectors(createEmbeddingsEndpoint(settings), PATIENT),
      });
      const { signal } = new AbortController();
      const hits = { asked: 0, words: 0, first: 0, five: 0 };
      for (const { title, questions } of crossed.articles)
        for (const text of questions) {
          const turns = [{ by: 'customer' as const, text }];
          const known = await meaning.upon(index, { project, turns }, signal);
          const { terms, question } = questionTerms(known, turns);
          const titles = (found: PassageIndex) => [
            ...new Set(found.rank(terms, 24, question).map(({ passage }) => passage.title)),
          ];
          hits.asked += 1;
          hits.words += titles(index).slice(0, 5).includes(title) ? 1 : 0;
          hits.first += titles(known)[0] === title ? 1 : 0;
          hits.five += titles(known).slice(0, 5).includes(title) ? 1 : 0;
        }
      console.log('Questions in other languages than the docs, by the real model:', hits);
      expect(hits.five / hits.asked).toBeGreaterThanOrEqual(0.9);
    } finally {
      await e5.stop();
    }
  },
  400_000,
);
