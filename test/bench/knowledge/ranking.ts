import { sql } from 'drizzle-orm';
import { questionTerms } from '../../../activities/assistant/retrieval/question-terms.ts';
import { indexPassages } from '../../../activities/assistant/retrieval/rank-passages.ts';
import { connect } from '../../../db/connection/database.ts';
import type { BenchServers } from '../bench-servers.ts';
import { compare, elapsed, type Measured } from '../measure.ts';
import { madePassages, madeQuestion } from './made-articles.ts';

const ARTICLES = 2_000;
const FOUND = 20;
/** At a time: one alone is too short to be measured. */
const QUESTIONS = 20;

/** Twenty questions ranked over the passages of 2,000 articles, against Postgres's own text search over the same, with its index. */
export async function ranking({ databaseUrl }: BenchServers): Promise<Measured> {
  const passages = madePassages(ARTICLES);
  const index = indexPassages(passages);
  const { db, close } = connect(databaseUrl);
  await db.execute(sql`create table bench_passages (id text primary key, words tsvector)`);
  await db.execute(sql`insert into bench_passages select row->>'id', to_tsvector('english', row->>'text')
    from json_array_elements(${JSON.stringify(passages)}::json) as row`);
  await db.execute(sql`create index on bench_passages using gin (words)`);
  await db.execute(sql`analyze bench_passages`);
  let round = 0;
  const ask = (one: (text: string) => unknown) => {
    const from = QUESTIONS * Math.floor(round++ / 2);
    return elapsed(async () => {
      for (let at = 0; at < QUESTIONS; at++) await one(madeQuestion(from + at));
    });
  };
  try {
    return await compare({
      product: () => ask((text) => index.rank(questionTerms(index, [{ by: 'customer', text }]).terms, FOUND)),
      reference: () =>
        ask((text) =>
          db.execute(sql`
            select id from bench_passages,
              to_tsquery('english', replace(plainto_tsquery('english', ${text})::text, '&', '|')) as wanted
            where words @@ wanted order by ts_rank(words, wanted) desc limit ${FOUND}`),
        ),
    });
  } finally {
    await db.execute(sql`drop table bench_passages`);
    await close();
  }
}
