import { describe, expect, it } from 'vitest';
import { snoozedUntil } from '../../../../web/conversation/reply/macro-acts.ts';
import { chosenMoment, likelyMoments } from '../../../../web/conversation/reply/later/moments.ts';
import { edited } from '../../../../web/conversation/reply/format/text-edit.ts';
import { slashing, slashWord } from '../../../../web/conversation/reply/picker/slash.ts';

describe('a slash', () => {
  it('begins a saved reply’s name only where a word begins', () => {
    const found = (text: string) => slashWord(text, text.length)?.typed ?? null;
    expect(['/', '/sha', 'Hello /sha', 'Hi\n/x', '(/a'].map(found)).toEqual(['', 'sha', 'sha', 'x', 'a']);
    expect(['and/or', '1/2', 'https://a', '/sha ', 'a /b c'].map(found)).toEqual(Array(5).fill(null));
  });

  it('is put apart from the word before it', () => {
    const put = (text: string) => edited({ text }, slashing({ text, from: text.length, to: text.length }));
    expect(put('Hello')).toEqual({ text: 'Hello /', from: 7, to: 7 });
    expect(put('')).toEqual({ text: '/', from: 1, to: 1 });
  });
});

describe('moments', () => {
  /** A Tuesday morning, local time. */
  const now = new Date(2026, 11, 1, 8, 0).getTime();
  const local = (day: number, hour: number) => new Date(2026, 11, day, hour).toISOString();

  it('are this evening, tomorrow and next week at nine, none of them past', () => {
    expect(likelyMoments(now, null).map(({ at }) => at)).toEqual([
      local(1, 9),
      local(1, 17),
      local(2, 9),
      local(7, 9),
    ]);
    const late = new Date(2026, 11, 7, 18, 0).getTime();
    expect(likelyMoments(late, null).map(({ at }) => at)).toEqual([local(7, 19), local(8, 9), local(14, 9)]);
  });

  it('name the customer’s morning where their clock shows another time', () => {
    const theirs = likelyMoments(Date.UTC(2026, 11, 1, 8), 'Asia/Tokyo').find(({ name }) =>
      /their/.test(name),
    );
    expect(theirs?.at).toBe('2026-12-02T00:00:00.000Z');
    expect(likelyMoments(now, 'Nowhere/Else').some(({ name }) => /their/.test(name))).toBe(false);
  });

  it('are not taken when they have passed', () => {
    expect([chosenMoment('2026-11-30T09:00', now), chosenMoment('', now)]).toEqual([null, null]);
    expect(chosenMoment('2026-12-02T09:00', now)).toBe(local(2, 9));
  });

  it('end a macro’s snooze at nine o’clock', () => {
    expect([snoozedUntil(1, now), snoozedUntil(null, now)]).toEqual([local(2, 9), null]);
  });
});
