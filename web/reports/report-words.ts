import type { Count, Figures } from '../../domain/reports/report.ts';
import type { Channel } from '../../domain/message.ts';
import type { Score } from '../../domain/ratings/rating.ts';
import type { EscalationCause } from '../../domain/standing.ts';

export const CHANNELS: Record<Channel, string> = { widget: 'Chat', email: 'Email' };

export const CAUSES: Record<EscalationCause, string> = {
  visitor: 'Asked for a person',
  assistant: 'The assistant asked for one',
  failure: 'The assistant could not answer',
  email: 'Wrote by email',
  unreached: 'The assistant could not reach them',
  budget: 'A budget was used up',
  off: 'People answer there',
};

export const SCORE_WORDS: Record<Score, string> = { good: 'Good', okay: 'Okay', bad: 'Not good' };

/** What is behind a number, as a heading. */
export const COUNT_WORDS: Record<Count, string> = {
  begun: 'Conversations',
  answered: 'Answered by a person',
  closed: 'Closed',
  alone: 'Answered by the assistant alone',
  escalated: 'A person was needed',
  rated: 'Rated',
  good: 'Rated good',
  okay: 'Rated okay',
  bad: 'Rated not good',
};

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `40 s`, `27 min`, `5 h 40`, `3 d 4 h`; a dash for none. */
export function durationWords(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < MINUTE) return `${Math.round(seconds)} s`;
  if (seconds < HOUR) return `${Math.round(seconds / MINUTE)} min`;
  const minutes = Math.round(seconds / MINUTE);
  if (seconds < DAY) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
  const hours = Math.round(seconds / HOUR);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export const shareOf = (part: number, of: number): number | null => (of === 0 ? null : part / of);

export const percentWords = (share: number | null): string =>
  share === null ? '–' : `${Math.round(share * 100)} %`;

export const numberWords = (number: number): string => number.toLocaleString();

/** A day as people name it; it is the project's, whatever the reader's zone. */
export const dayWords = (day: string, options: Intl.DateTimeFormatOptions = {}): string =>
  new Intl.DateTimeFormat(undefined, {
    ...{ day: 'numeric', month: 'short', timeZone: 'UTC' },
    ...options,
  }).format(new Date(`${day}T00:00:00Z`));

export const longDay = (day: string): string =>
  dayWords(day, { weekday: 'long', day: 'numeric', month: 'long' });

export interface KeyFigure {
  name: string;
  count: Count;
  value: string;
  /** `up from 553`; null: nothing to compare with, or the same. */
  change: { direction: 'up' | 'down'; words: string; meaning: 'better' | 'worse' | 'neither' } | null;
  aside: string;
}

interface Compared {
  name: string;
  count: Count;
  value: (figures: Figures) => number | null;
  words: (value: number) => string;
  /** The better direction; absent: neither is. */
  good?: 'up' | 'down';
  aside?: string;
}

function keyFigure(of: Compared, now: Figures, before: Figures): KeyFigure {
  const { name, count, words, good, aside = '' } = of;
  const [value, was] = [of.value(now), of.value(before)];
  const shown = value === null ? '–' : words(value);
  if (value === null || was === null || words(was) === shown)
    return { name, count, value: shown, change: null, aside };
  const direction = value > was ? 'up' : 'down';
  const meaning = good ? (good === direction ? 'better' : 'worse') : 'neither';
  return {
    name,
    count,
    value: shown,
    change: { direction, words: `${direction} from ${words(was)}`, meaning },
    aside,
  };
}

/** The five figures at the head of the page. */
export function keyFigures(now: Figures, before: Figures): KeyFigure[] {
  const within = ({ p90 }: Figures['firstResponse']) =>
    p90 === null ? '' : `nine of ten within ${durationWords(p90)}`;
  const figures: Compared[] = [
    { name: 'Conversations', count: 'begun', value: ({ begun }) => begun, words: numberWords },
    {
      ...{ name: 'First response', count: 'answered', words: durationWords, good: 'down' },
      value: ({ firstResponse }) => firstResponse.median,
      aside: within(now.firstResponse),
    },
    {
      ...{ name: 'Time to close', count: 'closed', words: durationWords, good: 'down' },
      value: ({ timeToClose }) => timeToClose.median,
      aside: within(now.timeToClose),
    },
    {
      ...{ name: 'Assistant alone', count: 'alone', words: percentWords, good: 'up' },
      value: ({ alone, begun }) => shareOf(alone, begun),
      aside: `${numberWords(now.alone)} of ${numberWords(now.begun)}`,
    },
    {
      ...{ name: 'Rated good', count: 'good', words: percentWords, good: 'up' },
      value: ({ good, rated }) => shareOf(good, rated),
      aside: `of ${numberWords(now.rated)} who said`,
    },
  ];
  return figures.map((each) => keyFigure(each, now, before));
}

export const BACKWARDS = 'This day is after the last one. Choose an earlier day, or a later “To”.';
