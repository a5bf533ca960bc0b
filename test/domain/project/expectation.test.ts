import { describe, expect, it } from 'vitest';
import { acknowledgementWords } from '../../../domain/mail/writing/acknowledgement-words.ts';
import { expectationWords } from '../../../domain/mail/writing/expectation-words.ts';
import type { BusinessHours } from '../../../domain/project/business-hours.ts';
import { expectationAt } from '../../../domain/project/expectation.ts';

const day = [{ from: '09:00', until: '17:00' }];
const hours: BusinessHours = {
  timeZone: 'Europe/Berlin',
  week: {
    ...{ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] },
  },
  holidays: [],
};
const HOUR = 3_600;
const OPEN = '2026-10-02T10:00:00Z';
const FRIDAY_EVENING = '2026-10-02T16:00:00Z';
const back = { at: '2026-10-05T07:00:00Z', timeZone: 'Europe/Berlin' };

describe('whoever waits for a person is told', () => {
  it.each([
    ['how soon they usually answer', OPEN, 2 * HOUR, { back: null, wait: { count: 2, unit: 'hour' } }],
    ['nothing when nobody knows', OPEN, null, { back: null, wait: null }],
    ['nothing of an answer that takes more than a week', OPEN, 999 * HOUR, { back: null, wait: null }],
    ['when they are back', FRIDAY_EVENING, null, { back, wait: null }],
    ['no wait that is over before they are back', FRIDAY_EVENING, 2 * HOUR, { back, wait: null }],
    ['both when both are true', FRIDAY_EVENING, 70 * HOUR, { back, wait: { count: 3, unit: 'day' } }],
  ])('%s', (_, at, medianSeconds, expectation) => {
    expect(expectationAt(at, { hours, medianSeconds })).toEqual(expectation);
  });

  it('nothing of hours where people keep none', () => {
    expect(expectationAt(FRIDAY_EVENING, { hours: null, medianSeconds: null })).toEqual({
      back: null,
      wait: null,
    });
  });
});

it.each([
  ['english', /we are back on Monday.+5 October.+09:00 CEST\. We usually answer within 3 days\.$/],
  ['german', /wir sind ab Montag, 5\. Oktober.+09:00 MESZ wieder.+dauert es meist höchstens 3 Tage\.$/],
  ['french', /de retour le lundi 5 octobre.+09:00 UTC\+2\. Nous répondons généralement sous 3\sjours\.$/],
  ['spanish', /volveremos el lunes, 5 de octubre.+9:00 CEST\. Solemos responder en un plazo de 3 días\.$/],
] as const)('an acknowledgement says it in %s, by the project’s clock', (language, words) => {
  const expected = expectationWords({ back, wait: { count: 3, unit: 'day' } }, language);
  expect(expected).toMatch(words);
  expect(acknowledgementWords(language, expected)).toMatch(/\w\. \p{Lu}.+\.$/u);
});

it('an acknowledgement promises nothing that nobody knows', () => {
  const expected = expectationWords({ back: null, wait: null }, 'english');
  expect(expected).toBe('');
  expect(acknowledgementWords('english', expected)).toMatch(/will answer it\.$/);
});
