import type { OpenSpan } from './business-hours.ts';

/** What somebody wrote as the hours of one day, or why it cannot be read. Nothing: closed. */
export type SpansReading = { spans: OpenSpan[] } | { problem: string };

/** `9`, `9:00`, `09.30`, `930`, `24:00`. */
const TIME = /^(\d{1,2})(?:[:.h]?(\d{2}))?$/;

/** Reads `9–12, 13:00-17:30`: spans of one day, whatever dash stands between, in any order. */
export function readSpans(written: string): SpansReading {
  const spans: OpenSpan[] = [];
  for (const part of written.split(/[,;]/)) {
    if (!part.trim() || /^\s*closed\s*$/i.test(part)) continue;
    const span = readSpan(part);
    if (!span) return problem(part, 'write it like 9:00–17:00');
    if (span.until <= span.from)
      return problem(part, 'it ends before it begins. Write 9–17, not 9–5; a night is two days’ hours');
    spans.push(span);
  }
  spans.sort((one, other) => one.from.localeCompare(other.from));
  const twice = spans.findIndex(({ from }, index) => from < (spans[index - 1]?.until ?? ''));
  return twice < 0 ? { spans } : problem(writeSpans(spans), 'two of these overlap');
}

/** As a person reads and writes it. */
export const writeSpans = (spans: OpenSpan[]): string =>
  spans.map(({ from, until }) => `${from}–${until}`).join(', ');

function readSpan(text: string): OpenSpan | null {
  const [from, until, ...more] = text.split(/\s*(?:[-–—−]|\bto\b)\s*/).map((each) => readTime(each.trim()));
  return from && until && more.length === 0 ? { from, until } : null;
}

function readTime(text: string): string | null {
  const [, hour = '', minute = '00'] = TIME.exec(text) ?? [];
  const isTime = hour && Number(minute) < 60 && Number(hour) * 60 + Number(minute) <= 24 * 60;
  return isTime ? `${hour.padStart(2, '0')}:${minute}` : null;
}

const problem = (text: string, words: string): SpansReading => ({ problem: `“${text.trim()}”: ${words}.` });
