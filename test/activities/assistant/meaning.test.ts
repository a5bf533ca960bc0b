import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { choosePassage, passagesFor } from '../../../activities/assistant/extractive/choose-passage.ts';
import { likenessOf, likenessOfNearest } from '../../../activities/assistant/meaning/likeness.ts';
import { questionsOf } from '../../../activities/assistant/meaning/meaning.ts';
import { withMeaning } from '../../../activities/assistant/meaning/with-meaning.ts';
import { questionTerms } from '../../../activities/assistant/retrieval/question-terms.ts';
import { indexPassages } from '../../../activities/assistant/retrieval/rank-passages.ts';
import { evidenceOf, relevant } from '../../../activities/assistant/retrieval/relevant.ts';
import { createEmbeddingsEndpoint } from '../../../activities/embeddings/embeddings-endpoint.ts';
import { createQuestionVectors } from '../../../activities/embeddings/question-vectors.ts';
import { newId } from '../../../domain/ids.ts';
import { embeddedText, prefixOf } from '../../../domain/knowledge/embedded-text.ts';
import { startFakeEmbeddings, type FakeEmbeddings } from '../../support/model/fake-embeddings.ts';
import { passagesOf } from '../../support/model/guide.ts';

let fake: FakeEmbeddings;
beforeEach(async () => {
  fake = await startFakeEmbeddings();
});
afterEach(() => fake.stop());

const endpoint = () => createEmbeddingsEndpoint({ baseUrl: fake.url, apiKey: '', model: 'm' });
const { signal } = new AbortController();

const TOPICS = ['Refunds', 'Invoices', 'Colleagues', 'Passwords', 'Lamps', 'Chairs', 'Doors', 'Windows'];
const index = indexPassages(
  passagesOf(TOPICS.map((title) => ({ title, text: `What there is to say about ${title.toLowerCase()}.` }))),
);

const hashOf = (passage: Parameters<typeof embeddedText>[0]) =>
  createHash('sha256').update(embeddedText(passage)).digest('hex');

/** Vectors of which each passage's own is one axis. */
function axes() {
  const dimension = TOPICS.length;
  const vectors = new Float32Array(dimension * dimension);
  const rows = new Map<string, number>();
  index.passages.forEach(({ passage }, at) => {
    rows.set(hashOf(passage), at);
    vectors[at * dimension + at] = 1;
  });
  return { dimension, vectors, rows };
}

const towards = (title: string) => Float32Array.from(TOPICS, (topic) => (topic === title ? 0.95 : 0.1));

it('finds by meaning what shares no word, and by words what has no vector yet', () => {
  const question = 'Kann ich Geld zurück haben?';
  const likeness = likenessOf(index, axes(), towards('Refunds'));
  const known = withMeaning(index, new Map([[question, likeness]]));
  const wanted = questionTerms(known, [{ by: 'customer', text: question }]);
  expect(choosePassage(index, wanted)).toBeNull();
  expect(choosePassage(known, wanted)?.best.passage.title).toBe('Refunds');

  const empty = { dimension: TOPICS.length, vectors: new Float32Array(0), rows: new Map<string, number>() };
  const unknown = withMeaning(index, new Map([['lamps', likenessOf(index, empty, towards('Doors'))]]));
  const lamps = questionTerms(unknown, [{ by: 'customer', text: 'lamps' }]);
  expect(unknown.rank(lamps.terms, 3, 'lamps')[0]?.passage.title).toBe('Lamps');
});

it('ranks as ever what nobody has embedded', () => {
  const known = withMeaning(index, new Map([['other', likenessOf(index, axes(), towards('Doors'))]]));
  const wanted = questionTerms(known, [{ by: 'customer', text: 'What about invoices?' }]);
  expect(known.rank(wanted.terms, 8, wanted.question)).toEqual(index.rank(wanted.terms, 8));
});

it('tells the nearest apart where the others stay in the database', () => {
  const [hash = ''] = [...axes().rows.keys()];
  const likeness = likenessOfNearest(
    index,
    new Map([
      [hash, 0.9],
      ['of another passage', 0.5],
    ]),
  );
  const [first, ...others] = likeness.values();
  expect(first).toBeGreaterThan(0.5);
  expect(Math.max(...others)).toBe(0);
});

it('lets what is meant through to a model, and words alone decide a question in the docs’ language without one', () => {
  const [german, english] = ['Kann ich Geld zurück haben?', 'Can I have my money returned?'];
  const likeness = likenessOf(index, axes(), towards('Refunds'));
  const known = withMeaning(index, new Map([german, english].map((each) => [each, likeness])));
  const wanted = (text: string) => questionTerms(known, [{ by: 'customer', text }]);
  const { found, isWeak } = relevant(passagesFor(known, wanted(german), 24));
  expect(found.map(({ passage }) => passage.title)).toEqual(['Refunds']);
  expect(isWeak).toBe(false);
  expect(relevant(passagesFor(index, wanted(german), 24)).found).toEqual([]);
  expect(passagesFor(known, wanted(english), 1)[0]?.passage.title).toBe('Refunds');
  expect(choosePassage(known, wanted(english))).toEqual(choosePassage(index, wanted(english)));
});

it('calls a passage strong that only its meaning brings, and leaves out what is like any other', () => {
  const [passage] = index.passages;
  const of = (likeness: number | null) => ({ ...passage!, score: 0, coverage: 0, likeness });
  expect(relevant([of(0.7), of(0.4), of(null)])).toEqual({ found: [of(0.7)], isWeak: false });
  expect(evidenceOf(of(0.7)).weak).toBe(false);
  expect(evidenceOf(of(0.5)).weak).toBe(true);
});

it('follows an index that grows while a question’s meaning is found out', () => {
  const [lamps, chairs] = passagesOf([
    { title: 'Lamps', text: 'What there is to say about lamps.' },
    { title: 'Chairs', text: 'What there is to say about chairs.' },
  ]);
  const growing = indexPassages([lamps!, chairs!]);
  const rows = new Map([lamps!, chairs!].map((each, at) => [hashOf(each), at]));
  const vectors = Float32Array.from([1, 0, 0, 1]);
  const likeness = likenessOf(growing, { dimension: 2, rows, vectors }, Float32Array.from([1, 0]));
  const known = withMeaning(growing, new Map([['q', likeness]]));
  const titles = () => known.rank(new Map(), 9, 'q').map(({ passage }) => passage.title);
  expect(titles()).toEqual(['Lamps', 'Chairs']);
  const [doors] = passagesOf([{ title: 'Doors', text: 'What there is to say about doors.' }]);
  const id = newId('art');
  const steps = [
    ...growing.replace(lamps!.articleId, []),
    ...growing.replace(id, [{ ...doors!, articleId: id }]),
  ];
  expect(steps.length).toBeGreaterThan(0);
  expect(new Set(titles())).toEqual(new Set(['Chairs', 'Doors']));
  expect(known.size).toBe(2);
  const again = likenessOf(growing, { dimension: 2, rows, vectors }, Float32Array.from([0, 1]));
  expect([...again.keys()]).toEqual(growing.passages.map(({ at }) => at));
});

it('embeds a follow-up behind what it follows, and each question of a message', () => {
  const turns = [
    { by: 'customer' as const, text: 'How do refunds work in your shop for clients abroad?' },
    { by: 'assistant' as const, text: 'They take five days.' },
    { by: 'customer' as const, text: 'And for free?' },
  ];
  expect(questionsOf(index, turns)).toEqual([
    { question: 'And for free?', text: `${turns[0]!.text}\nAnd for free?` },
  ]);
  const two = 'How can I change the doors of my room? Where would I find the invoices of last year?';
  expect(questionsOf(index, [{ by: 'customer', text: two }]).map(({ question }) => question)).toEqual([
    two,
    ...two.split(/(?<=\?) /),
  ]);
});

it('asks for each question once', async () => {
  const vectors = createQuestionVectors(endpoint());
  const [first] = (await vectors.of('m', ['What is it?', 'Where is it?'], signal)) ?? [];
  const again = await vectors.of('m', ['What is it?'], signal);
  expect(again).toEqual([first]);
  expect(fake.texts).toEqual(['What is it?', 'Where is it?']);
  expect(Math.hypot(...(first ?? []))).toBeCloseTo(1);
});

it('does not wait for an endpoint that is slow or down, and leaves it alone for a while', async () => {
  const vectors = createQuestionVectors(endpoint(), { deadlineMs: 50 });
  fake.script('hang');
  expect(await vectors.of('m', ['What is it?'], signal)).toBeNull();
  expect(await vectors.of('m', ['What is it?'], signal)).toBeNull();
  expect(fake.requests).toBe(1);
});

it('says whether asking again is of use', async () => {
  const asked = () => endpoint().embed({ model: 'm', as: 'passage', texts: ['a text'], signal });
  fake.script({ status: 404 }, { status: 429, headers: { 'retry-after': '7' } }, { status: 503 });
  await expect(asked()).rejects.toMatchObject({ isFinal: true });
  await expect(asked()).rejects.toMatchObject({ isFinal: false, retryAfterMs: 7_000 });
  await expect(asked()).rejects.toMatchObject({ isFinal: false });
});

it('says what a model was taught to hear before a question', () => {
  expect(prefixOf('multilingual-e5-small', 'question')).toBe('query: ');
  expect(prefixOf('nomic-embed-text:v1.5', 'passage')).toBe('search_document: ');
  expect(prefixOf('text-embedding-3-small', 'question')).toBe('');
  expect(prefixOf('phi5', 'question')).toBe('');
});

it('gives a model first what answers, and what it gave before where nothing is embedded', () => {
  const question = 'Kann ich Geld zurück haben?';
  const known = withMeaning(index, new Map([[question, likenessOf(index, axes(), towards('Refunds'))]]));
  const found = passagesFor(known, questionTerms(known, [{ by: 'customer', text: question }]), 5);
  expect(found.map(({ passage }) => passage.title)[0]).toBe('Refunds');
  const wanted = questionTerms(index, [{ by: 'customer', text: 'What about invoices?' }]);
  expect(passagesFor(index, wanted, 5)).toEqual(index.rank(wanted.terms, 5));
});
