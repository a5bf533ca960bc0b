import type { Database } from '../../db/connection/database.ts';
import { begin } from '../../db/project/spending.ts';
import { createModelClient, type ModelSettings } from './model-assistant.ts';
import { createKnownQuirks, type KnownQuirks } from './model/known-quirks.ts';
import { customersLanguage } from './retrieval/customers-language.ts';
import type { PassageIndexes } from './retrieval/passage-indexes.ts';
import { questionTerms } from './retrieval/question-terms.ts';
import { relevant } from './retrieval/relevant.ts';
import { readerOf } from './index-for.ts';
import type { Helper } from './helper.ts';
import { count } from './within-budgets.ts';
import { writeText } from './write-text.ts';

/** More are not read beside a reply. */
const MOST_PASSAGES = 5;
/** In milliseconds. An agent waits for it, and can write it themselves. */
const TIMEOUTS = { firstToken: 25_000, stall: 15_000, overall: 40_000 };

const USED_UP =
  'The project’s budget of today is used up. Write it yourself, or ask an admin to raise it in Settings.';

/** The docs help agents with their passages, and a model with its words, counted as its answers are. */
export function createHelper(
  settings: ModelSettings | null,
  deps: { indexes: PassageIndexes; quirks?: KnownQuirks; db?: Database | undefined },
): Helper {
  const { indexes, db } = deps;
  const indexFor: (question: Parameters<Helper['passages']>[0]) => ReturnType<PassageIndexes['of']> = (
    question,
  ) => indexes.of(question.project, readerOf(question));
  const finding = {
    passages: async (question: Parameters<Helper['passages']>[0]) => {
      const index = await indexFor(question);
      const ranked = index.rank(questionTerms(index, question.turns).terms, MOST_PASSAGES);
      return relevant(ranked).found.map(({ passage }) => passage);
    },
    languageOf: async (question: Parameters<Helper['languageOf']>[0]) =>
      customersLanguage(question.turns, (await indexFor(question)).words.main),
  };
  if (!settings) return { ...finding, write: null };
  const client = createModelClient(settings, TIMEOUTS);
  const quirks = deps.quirks ?? createKnownQuirks(settings.baseUrl, db);
  return {
    ...finding,
    write: async (writing) => {
      const { project } = writing;
      if (db && (await begin(db, { projectId: project.id, asksModel: true }))) return { problem: USED_UP };
      const index = await indexFor({ project, turns: writing.turns });
      const model = project.model ?? settings.model;
      const { written, tokens } = await writeText(writing, {
        index,
        client,
        model,
        quirks,
        timeouts: TIMEOUTS,
      });
      if (db) await count({ db, model }, { ...writing, tokens });
      return written;
    },
  };
}
