import { describe, expect, it } from 'vitest';
import { questionsIn } from '../../../../activities/assistant/extractive/questions-in.ts';
import { replyTo } from '../../../../activities/assistant/extractive/reply.ts';
import { indexPassages } from '../../../../activities/assistant/retrieval/rank-passages.ts';
import { fixedWords, offerOf } from '../../../../domain/knowledge/fixed-words.ts';
import type { Language } from '../../../../domain/language/language.ts';
import type { Turn } from '../../../../domain/knowledge/turn.ts';
import { passagesOf } from '../../../support/model/guide.ts';

const shop = indexPassages(
  passagesOf([
    { title: 'Refunds', text: 'A refund takes five days and goes back to the card that you paid with.' },
    { title: 'Shipping', text: 'Shipping to Norway costs nine euros. A parcel to Iceland takes two weeks.' },
    { title: 'Lamps', text: 'The lamp glows for forty hours after it was charged at the window.' },
  ]),
);
const customer = (text: string): Turn => ({ by: 'customer', text });
const reply = (...turns: Turn[]) => replyTo(shop, turns);

it('gives two questions in one message two answers, under their own words', () => {
  const { kind, text, cited } = reply(
    customer('How many days does a refund take to my card? And what does shipping to Norway cost?'),
  );
  expect(kind).toBe('answered');
  expect(text).toContain('**How many days does a refund take to my card?**\n\nA refund takes five days');
  expect(text).toContain('Shipping to Norway costs nine euros.');
  expect(cited.map(({ passage }) => passage.title)).toEqual(['Refunds', 'Shipping']);
});

it('says of one of two questions that the docs do not answer it', () => {
  const { text } = reply(
    customer('How many days does a refund take to my card? Do you employ welders in Toulouse?'),
  );
  expect(text).toContain('five days');
  expect(text).toContain(fixedWords('english').unknown);
});

it('counts as questions only what asks', () => {
  expect(questionsIn('Hello. I have two: does it glow? and is it warm?')).toEqual([
    'I have two: does it glow?',
    'and is it warm?',
  ]);
  expect(questionsIn('Does it glow')).toEqual([]);
});

describe('an offer', () => {
  const offer: Turn = { by: 'assistant', text: offerOf(['Refunds', 'Shipping'], 'english') };

  it.each(['2', 'Shipping', 'shipping!', 'No. 2'])('is taken up by “%s”', (text) => {
    const { kind, cited } = reply(customer('weeks?'), offer, customer(text));
    expect(kind).toBe('answered');
    expect(cited[0]?.passage.title).toBe('Shipping');
  });

  it('is left for another question', () => {
    expect(reply(customer('weeks?'), offer, customer('How many hours does the lamp glow?')).text).toContain(
      'forty hours',
    );
  });
});

it('offers nothing to who asks about something else with a word of the docs in it', () => {
  expect(reply(customer('What is the boiling point of a lamp-black tungsten crucible card?')).kind).toBe(
    'unknown',
  );
});

it('is never sure for one word of several', () => {
  expect(reply(customer('Is the lamp a subscription for dentists abroad?')).kind).not.toBe('answered');
});

it.each([
  ['Você vende bicicletas para crianças?', 'portuguese'],
  ['Verkoopt u ook fietsen voor kinderen?', 'dutch'],
  ['Vendete anche biciclette per bambini?', 'italian'],
  ['你们卖自行车吗？', 'chinese'],
  ['自転車は売っていますか?', 'japanese'],
  ['هل تبيعون الدراجات؟', 'arabic'],
  ['Вы продаёте велосипеды?', 'russian'],
  ['क्या आप साइकिल बेचते हैं?', 'hindi'],
] as [string, Language][])(
  'admits in the customer’s language that it does not know: “%s”',
  (text, language) => {
    expect(reply(customer(text)).text).toBe(fixedWords(language).unknown);
  },
);

it('goes on in the language the customer wrote before', () => {
  const turns = [
    customer('Verkauft ihr Fahrräder?'),
    { by: 'assistant' as const, text: fixedWords('german').unknown },
  ];
  expect(reply(...turns, customer('Motorroller?')).text).toBe(fixedWords('german').unknown);
});
