import { describe, expect, it } from 'vitest';
import { foldAt } from '../../../domain/text/fold-text.ts';
import { pageStart } from '../../../domain/inbox/transcript-page.ts';
import { emptyWindow, learned, newestOf, withEarlier } from '../../../domain/inbox/transcript-window.ts';

const said = (seq: number, revision = seq) => ({ id: `msg_${seq}`, seq, revision });
const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => said(from + at));
const seqs = ({ messages }: { messages: { seq: number }[] }) => messages.map(({ seq }) => seq);
const newest = { messages: span(61, 120), page: { from: 61, earlier: true } };

describe('a page of a transcript', () => {
  const row = (seq: number, length = 100) => ({ seq, length });

  it('holds sixty messages, and says whether there are more', () => {
    expect(
      pageStart(
        span(1, 61)
          .reverse()
          .map(({ seq }) => row(seq)),
      ),
    ).toEqual({ from: 2, earlier: true });
    expect(
      pageStart(
        span(1, 60)
          .reverse()
          .map(({ seq }) => row(seq)),
      ),
    ).toEqual({ from: 1, earlier: false });
    expect(pageStart([])).toBeNull();
  });
  it('ends sooner when they are long, but never before the first', () => {
    expect(pageStart([row(9, 190_000), row(8), row(7)])).toEqual({ from: 9, earlier: true });
    expect(pageStart([row(9), row(8, 190_000), row(7)])).toEqual({ from: 9, earlier: true });
    expect(pageStart([row(9), row(8, 90_000), row(7, 90_000)])).toEqual({ from: 8, earlier: true });
  });
});

describe('what a reader holds', () => {
  it('begins with the newest page and grows backwards by pages', () => {
    const first = learned(emptyWindow<ReturnType<typeof said>>(), newest);
    expect([first.from, first.earlier, first.messages.length]).toEqual([61, true, 60]);
    const whole = withEarlier(first, { messages: span(1, 60), from: 1, earlier: false, before: 61 });
    expect(seqs(whole)).toEqual(seqs({ messages: span(1, 120) }));
    expect(whole.earlier).toBe(false);
  });
  it('ignores a page that was asked for before the transcript began anew', () => {
    const first = learned(emptyWindow<ReturnType<typeof said>>(), newest);
    const page = { messages: span(1, 10), from: 1, earlier: false, before: 11 };
    expect(withEarlier(first, page)).toBe(first);
  });
  it('never shows an old state of a message that changed while its page was on the way', () => {
    const first = learned(emptyWindow<ReturnType<typeof said>>(), newest);
    const told = learned(first, { messages: [said(60, 500), said(121)] });
    expect(seqs(told)).toEqual(seqs({ messages: span(61, 121) }));
    const page = { messages: span(1, 60), from: 1, earlier: false, before: 61 };
    expect(withEarlier(told, page).messages[59]).toEqual(said(60, 500));
  });
  it('is replaced by a new page after a long absence, so that nothing between is missing', () => {
    const first = learned(emptyWindow<ReturnType<typeof said>>(), {
      messages: span(1, 5),
      page: { from: 1, earlier: false },
    });
    const later = learned(first, { messages: span(500, 560), page: { from: 500, earlier: true } });
    expect([later.from, later.earlier, later.messages.length]).toEqual([500, true, 61]);
  });
  it('lets its beginning go, and can read it again', () => {
    const first = learned(emptyWindow<ReturnType<typeof said>>(), newest);
    const short = newestOf(first, 10);
    expect([short.from, short.earlier, short.messages.length]).toEqual([111, true, 10]);
    expect(newestOf(first, 60)).toBe(first);
  });
});

describe('a long text', () => {
  it('is cut at the end of a line, and a short one not at all', () => {
    expect(foldAt('a line\n'.repeat(60))).toBeNull();
    const log = 'a line of a log\n'.repeat(4_000);
    expect(log.slice(0, foldAt(log)!).endsWith('log')).toBe(true);
    expect(foldAt(log)).toBeLessThan(3_000);
  });
  it('of short lines is cut by their number', () => {
    expect(foldAt('x\n'.repeat(100))).toBe(89);
  });
  it('without lines is cut between whole characters', () => {
    const text = `x${'💡'.repeat(50_000)}`;
    expect(text.slice(0, foldAt(text)!)).not.toMatch(/[\ud800-\udbff]$/);
  });
});
