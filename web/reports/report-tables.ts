import type { Figures, Part, Report } from '../../domain/reports/report.ts';
import { csvLine } from '../../domain/text/csv.ts';
import {
  CAUSES,
  CHANNELS,
  dayWords,
  durationWords,
  longDay,
  numberWords,
  percentWords,
  shareOf,
  WEEKDAYS,
} from './report-words.ts';

export interface Cell {
  words: string;
  /** In a file: durations in seconds, shares in percent. */
  value: string;
  /** The conversations behind it. */
  part?: Part;
}

export interface Table {
  name: string;
  /** What its file is called. */
  file: string;
  head: { words: string; value: string }[];
  rows: Cell[][];
}

const said = (words: string): Cell => ({ words, value: words });
const counted = (number: number, part: Part): Cell => {
  const words = numberWords(number);
  return number === 0 ? { words, value: '0' } : { words, value: String(number), part };
};
const lasting = (seconds: number | null, part: Part): Cell =>
  seconds === null
    ? { words: '–', value: '' }
    : { words: durationWords(seconds), value: String(seconds), part };
const share = (of: number, all: number, part: Part): Cell => {
  const found = shareOf(of, all);
  if (found === null) return { words: '–', value: '' };
  const cell = { words: percentWords(found), value: String(Math.round(found * 100)) };
  return of === 0 ? cell : { ...cell, part };
};

const column = (words: string, value = words) => ({ words, value });

const FIGURES = [
  column('Conversations'),
  column('First response', 'First response, median (s)'),
  column('Nine of ten', 'First response, nine of ten (s)'),
  column('Closed'),
  column('Time to close', 'Time to close, median (s)'),
  column('Nine of ten', 'Time to close, nine of ten (s)'),
  column('Assistant alone', 'Assistant alone (%)'),
  column('Rated'),
  column('Rated good', 'Rated good (%)'),
];

const figureCells = (each: Figures, of: Omit<Part, 'count'>): Cell[] => [
  counted(each.begun, { ...of, count: 'begun' }),
  lasting(each.firstResponse.median, { ...of, count: 'answered' }),
  lasting(each.firstResponse.p90, { ...of, count: 'answered' }),
  counted(each.closed, { ...of, count: 'closed' }),
  lasting(each.timeToClose.median, { ...of, count: 'closed' }),
  lasting(each.timeToClose.p90, { ...of, count: 'closed' }),
  share(each.alone, each.begun, { ...of, count: 'alone' }),
  counted(each.rated, { ...of, count: 'rated' }),
  share(each.good, each.rated, { ...of, count: 'good' }),
];

export function channelTable({ byChannel }: Report): Table {
  const rows = byChannel.map((each) => [
    said(CHANNELS[each.channel]),
    ...figureCells(each, { channel: each.channel }),
  ]);
  return { name: 'By channel', file: 'channels', head: [column('Channel'), ...FIGURES], rows };
}

export function agentTable({ byAgent }: Report): Table {
  const rows = byAgent.map((each) => [
    said(each.agentId ? (each.name ?? 'Somebody') : 'Nobody responsible'),
    ...figureCells(each, { agentId: each.agentId ?? 'nobody' }),
  ]);
  return { name: 'By agent', file: 'agents', head: [column('Agent'), ...FIGURES], rows };
}

export function writerTable({ byWriter }: Report): Table {
  const rows = byWriter.map(({ agentId, name, replies, answered }) => [
    said(name ?? 'Somebody'),
    counted(replies, { count: 'answered', writerId: agentId }),
    counted(answered, { count: 'answered', writerId: agentId }),
  ]);
  const head = [column('Agent'), column('Replies'), column('Conversations')];
  return { name: 'Who replied', file: 'replies', head, rows };
}

export function tagTable({ byTag }: Report): Table {
  const rows = byTag.map((each) => [said(each.name), ...figureCells(each, { tagId: each.tagId })]);
  return { name: 'By tag', file: 'tags', head: [column('Tag'), ...FIGURES], rows };
}

export function dayTable({ byDay }: Report): Table {
  const rows = byDay.map(({ day, widget, email, firstResponse }) => [
    { words: longDay(day), value: day },
    counted(widget, { count: 'begun', day, channel: 'widget' }),
    counted(email, { count: 'begun', day, channel: 'email' }),
    lasting(firstResponse, { count: 'answered', day }),
  ]);
  const head = ['Day', 'Chat', 'Email'].map((name) => column(name));
  const response = column('First response, median', 'First response, median (s)');
  return { name: 'Day by day', file: 'days', head: [...head, response], rows };
}

export function hourTable({ byHour }: Report): Table {
  const rows = WEEKDAYS.map((name, index) => {
    const weekday = index + 1;
    const at = (hour: number) => byHour.find((each) => each.weekday === weekday && each.hour === hour);
    const cells = HOURS.map((hour) => counted(at(hour)?.begun ?? 0, { count: 'begun', weekday, hour }));
    return [said(name), ...cells];
  });
  const head = [column('Day'), ...HOURS.map((hour) => column(String(hour), `${hour}:00`))];
  return { name: 'When they write', file: 'hours', head, rows };
}

export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function causeTable({ byCause }: Report): Table {
  const rows = byCause.map(({ cause, escalated }) => [
    said(CAUSES[cause]),
    counted(escalated, { count: 'escalated', cause }),
  ]);
  const head = [column('Reason'), column('Conversations')];
  return { name: 'Why a person was needed', file: 'reasons', head, rows };
}

export function ratingTable({ now }: Report): Table {
  const rows = (['good', 'okay', 'bad'] as const).map((score) => [
    said({ good: 'Good', okay: 'Okay', bad: 'Not good' }[score]),
    counted(now[score], { count: score }),
    share(now[score], now.rated, { count: score }),
  ]);
  const head = [column('Rating'), column('Conversations'), column('Share', 'Share (%)')];
  return { name: 'Ratings', file: 'ratings', head, rows };
}

export const csvOf = ({ head, rows }: Table): string =>
  [head, ...rows].map((cells) => csvLine(cells.map(({ value }) => value))).join('');

/** The sentence that stands for the picture of days. */
export function dayWordsOf({ byDay, days }: Report): string {
  const top = byDay.toSorted((one, other) => other.widget + other.email - one.widget - one.email)[0];
  if (!top) return 'No conversation began.';
  const sum = (channel: 'widget' | 'email') => byDay.reduce((all, each) => all + each[channel], 0);
  const all = top.widget + top.email;
  return `Conversations a day, ${dayWords(days.from)} to ${dayWords(days.to)}: ${sum('widget')} by chat and ${sum('email')} by email, most on ${longDay(top.day)} with ${all}.`;
}

/** The sentence that stands for the picture of first responses. */
export function responseWordsOf({ byDay, days }: Report): string {
  const known = byDay.filter(({ firstResponse }) => firstResponse !== null);
  const sorted = known.toSorted((one, other) => (one.firstResponse ?? 0) - (other.firstResponse ?? 0));
  const [fastest, slowest] = [sorted[0], sorted.at(-1)];
  if (!fastest || !slowest) return 'Nobody was answered by a person.';
  return `Median first response, ${dayWords(days.from)} to ${dayWords(days.to)}: fastest on ${longDay(fastest.day)} with ${durationWords(fastest.firstResponse)}, slowest on ${longDay(slowest.day)} with ${durationWords(slowest.firstResponse)}.`;
}

/** The sentence that stands for the picture of hours. */
export function hourWordsOf({ byHour }: Report): string {
  const top = byHour.toSorted((one, other) => other.begun - one.begun)[0];
  if (!top) return 'No conversation began.';
  return `When conversations begin: most on ${WEEKDAYS[top.weekday - 1]} from ${top.hour}:00 to ${top.hour + 1}:00, ${top.begun} of them.`;
}
