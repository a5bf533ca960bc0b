import { expect, it } from 'vitest';
import { termsAsked } from '../../../../activities/assistant/unanswered/terms-asked.ts';
import { askedIn } from '../../../../domain/knowledge/gaps/asked-in.ts';
import { groupQuestions, type GroupedQuestion } from '../../../../domain/knowledge/gaps/group-questions.ts';
import { mostTypical } from '../../../../domain/knowledge/gaps/most-typical.ts';

const asked = (texts: string[]) =>
  texts.map((text, at) => ({ id: `q${at}`, text, terms: termsAsked(askedIn(text) ?? '') }));

function groupsOf(texts: string[]): string[][] {
  const questions = asked(texts);
  const grouped = groupQuestions([], questions, ({ id }) => `g-${id}`);
  const groups = new Map<string, string[]>();
  for (const { id, groupId } of grouped)
    groups.set(groupId, [
      ...(groups.get(groupId) ?? []),
      questions.find((each) => each.id === id)?.text ?? '',
    ]);
  return [...groups.values()];
}

it('puts questions together that ask the same in other words, and keeps others apart', () => {
  const shipping = [
    'Do you ship to the Canary Islands?',
    'Hi there! Is shipping to the Canary islands possible?',
    'canary islands shipping cost?',
  ];
  const outdoors = ['Can the lamp hang outdoors?', 'May I hang a lamp outdoors in the rain?'];
  const bulb = ['Which bulb fits the lamp?'];
  expect(groupsOf([...shipping, ...outdoors, ...bulb])).toEqual([shipping, outdoors, bulb]);
});

it.each([
  [
    'german',
    ['Kann ich die Rechnung nachträglich ändern?', 'Wie ändere ich meine Rechnungen?'],
    'Liefert ihr nach Österreich?',
  ],
  ['french', ['Livrez-vous en Corse ?', 'Est-ce que vous livrez la Corse ?'], 'Où est mon numéro de TVA ?'],
  ['spanish', ['¿Hacéis envíos a Ceuta?', 'Hola, ¿qué cuesta el envío a Ceuta?'], '¿Dónde está mi factura?'],
  ['russian', ['Вы доставляете в Казахстан?', 'Сколько стоит доставка в Казахстан?'], 'Как вернуть лампу?'],
  ['japanese', ['北海道に配送できますか？', '北海道への配送はいくらですか？'], '電球を交換できますか？'],
])('knows near duplicates in %s', (_, alike, unlike) => {
  expect(groupsOf([...alike, unlike])).toEqual([alike, [unlike]]);
});

it('keeps greetings, thanks and wishes for a person out', () => {
  expect(['Hello', 'Thank you so much', 'I want to talk to a human', 'Danke!'].map(askedIn)).toEqual(
    Array(4).fill(null),
  );
});

it('reads the question out of a letter around it', () => {
  const letter = `Hello,\n\nI bought two of your lamps in March and love them.\nDo you repair a broken shade?\n\nKind regards\nKim`;
  expect(askedIn(letter)).toBe('Do you repair a broken shade?');
});

it('makes the same groups however many questions come at once', () => {
  const questions = asked([
    ...['Do you ship to Iceland?', 'Is there a gift card?', 'shipping to iceland', 'Gift card lost'],
    ...['Ship to Iceland please?', 'Where can I use a gift card?'],
  ]);
  const atOnce = groupQuestions([], questions, ({ id }) => id);
  const known: GroupedQuestion<string, string>[] = [];
  for (const question of questions) known.push(...groupQuestions(known, [question], ({ id }) => id));
  expect(known.map(({ groupId }) => groupId)).toEqual(atOnce.map(({ groupId }) => groupId));
  expect(new Set(known.map(({ groupId }) => groupId)).size).toBe(2);
});

it('names a group by its most typical question', () => {
  const questions = asked([
    'My aunt moved last year and now she lives there: do you ship to Iceland or the Faroe Islands by any chance?',
    'Do you ship to Iceland?',
    'iceland',
    'What does it cost to ship to Iceland?',
  ]);
  expect(mostTypical(questions)?.text).toBe('Do you ship to Iceland?');
});

it('groups thousands of questions within a second', () => {
  const words =
    'ship return lamp bulb shade invoice vat gift card order cancel repair colour outdoor warranty'.split(
      ' ',
    );
  const fresh = Array.from({ length: 5_000 }, (_, at) => ({
    id: `q${at}`,
    terms: [words[at % 15] ?? '', words[(at * 7) % 15] ?? '', `place${at % 400}`, `word${(at * 31) % 900}`],
  }));
  const before = performance.now();
  const grouped = groupQuestions([], fresh, ({ id }) => id);
  expect(performance.now() - before).toBeLessThan(1_000);
  expect(new Set(grouped.map(({ groupId }) => groupId)).size).toBeGreaterThan(10);
});
