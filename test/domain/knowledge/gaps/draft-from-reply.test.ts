import { describe, expect, it } from 'vitest';
import { draftFromReply } from '../../../../domain/knowledge/gaps/draft-from-reply.ts';
import { trendOf } from '../../../../domain/knowledge/gaps/trend.ts';
import { withoutCourtesy } from '../../../../domain/knowledge/gaps/without-courtesy.ts';

const kim = { names: ['Kim Doe'], addresses: ['kim@example.com'] };

describe('an article from a reply', () => {
  it('is called after the question and says what the agent said, without the courtesy', () => {
    const reply =
      'Hi Kim,\n\nwe do, by Correos: 12.40 € and five to eight days.\n\nLet me know if you need anything else.\n\nBest regards,\nJonas';
    expect(draftFromReply({ question: ' Do you ship\nto Ceuta? ', reply }, kim)).toEqual({
      title: 'Do you ship to Ceuta?',
      text: 'we do, by Correos: 12.40 € and five to eight days.',
      by: 'reply',
      personal: [],
    });
  });

  it('flags what is about one customer only', () => {
    const reply =
      'Kim, your order #A-20931 went to kim@example.com. Call +49 30 1234567, price 1200000 and 2026.';
    expect(draftFromReply({ question: 'Where is it?', reply }, kim).personal).toEqual([
      'Kim',
      '#A-20931',
      'kim@example.com',
      '+49 30 1234567',
      '1200000',
    ]);
  });

  it('does not take a part of a word for a name', () => {
    expect(draftFromReply({ question: 'A kimono?', reply: 'Kimonos fit.' }, kim).personal).toEqual([]);
  });
});

it.each([
  ['Hallo Herr Weiß,\n\nja, das geht.\n\nViele Grüße\nJonas', 'ja, das geht.'],
  ['Bonjour,\nOui, en 3 jours.\nCordialement,\nJeanne', 'Oui, en 3 jours.'],
  ['Hola Ana: sí, a Ceuta también.\nUn saludo', 'Sí, a Ceuta también.'],
  ['Hi Kim, we do.', 'We do.'],
  ['您好，\n可以。\n谢谢', '可以。'],
  ['Good question: it hangs outdoors.', 'Good question: it hangs outdoors.'],
  ['Best before dates are on the box.', 'Best before dates are on the box.'],
  ['Yes.', 'Yes.'],
  ['Thanks', 'Thanks'],
  ['', ''],
  ['Hello there', 'Hello there'],
])('takes the courtesy off %j', (reply, left) => {
  expect(withoutCourtesy(reply)).toBe(left);
});

it('compares a week with the one before', () => {
  const now = new Date('2026-11-30T12:00:00Z');
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  expect(trendOf([ago(1), ago(2), ago(8), ago(30)], now)).toEqual({ change: 1, isNew: false });
  expect(trendOf([ago(1)], now)).toEqual({ change: 1, isNew: true });
  expect(trendOf([ago(9), ago(10)], now)).toEqual({ change: -2, isNew: false });
});
