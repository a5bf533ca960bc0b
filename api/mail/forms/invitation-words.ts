import ICAL from 'ical.js';
import { mendedCalendar } from './calendar-text.ts';
import { repeatWords } from './repeat-words.ts';

/** An invitation has a few hundred lines at most. In characters. */
const MAX_CALENDAR = 200_000;
const MAX_WORDS = 300;

const METHODS: Record<string, string> = {
  REQUEST: 'Invitation',
  PUBLISH: 'Event',
  CANCEL: 'Cancelled',
  REPLY: 'Answer to an invitation',
  COUNTER: 'Another time proposed',
};
const ANSWERS: Record<string, string> = {
  ACCEPTED: 'accepts',
  DECLINED: 'declines',
  TENTATIVE: 'may come',
};
/** What a calendar's first entry says, in words: what, when, where, by whom (RFC 5546). @returns null when it holds none. */
export function invitationWords(calendar: string, subject = ''): string | null {
  try {
    const mended = mendedCalendar(calendar.slice(0, MAX_CALENDAR));
    const root = new ICAL.Component(ICAL.parse(mended) as unknown[]);
    const entry = root.getFirstSubcomponent('vevent') ?? root.getFirstSubcomponent('vtodo');
    return entry && eventWords(entry, { method: textOf(root, 'method').toUpperCase(), subject });
  } catch {
    return null;
  }
}

function eventWords(event: ICAL.Component, { method, subject }: { method: string; subject: string }): string {
  const organiser = event.getFirstProperty('organizer');
  const isCancelled = textOf(event, 'status').toUpperCase() === 'CANCELLED';
  const kind = METHODS[isCancelled ? 'CANCEL' : method] ?? 'Event';
  const lines = [
    `${kind}: ${textOf(event, 'summary') || subject.trim() || '(no title)'}`,
    ...(method === 'REPLY' ? answersOf(event) : []),
    line('When', timeWords(event)),
    line('Until', dueWords(event)),
    line('Repeats', repeatWords(event.getFirstProperty('rrule')?.toICALString() ?? '')),
    line('Where', textOf(event, 'location')),
    line('Organiser', organiser ? personWords(organiser) : ''),
    line('Comment', textOf(event, 'comment')),
  ];
  return lines.filter(Boolean).join('\n');
}

const line = (name: string, words: string) => (words ? `${name}: ${words}` : '');

function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name);
  return value === null ? '' : String(value).replace(/\s+/g, ' ').trim().slice(0, MAX_WORDS);
}

const answersOf = (event: ICAL.Component) =>
  event
    .getAllProperties('attendee')
    .slice(0, 5)
    .map((attendee) => {
      const answer = String(attendee.getParameter('partstat') ?? '').toUpperCase();
      return `${personWords(attendee)} ${ANSWERS[answer] ?? 'has not answered'}`;
    });

function personWords(property: ICAL.Property): string {
  const address = String(property.getFirstValue() ?? '').replace(/^mailto:/i, '');
  const name = String(property.getParameter('cn') ?? '');
  return (name && name !== address ? `${name} (${address})` : address).slice(0, MAX_WORDS);
}

/** In the invitation's own zone, and in UTC where that is another time. */
function timeWords(event: ICAL.Component): string {
  const start = timeOf(event, 'dtstart');
  if (!start) return '';
  const end = timeOf(event, 'dtend')?.time ?? endByDuration(event, start.time);
  if (start.time.isDate) return dayWords(start.time, end);
  const until = end ? `–${sameDay(start.time, end) ? '' : `${day(end)}, `}${clock(end)}` : '';
  const zone = start.zone ? ` (${start.zone})` : '';
  const utc = start.zone === 'UTC' ? null : utcOf(start.time, start.zone);
  return `${day(start.time)}, ${clock(start.time)}${until}${zone}${utc ? `, ${utc} UTC` : ''}`;
}

/** When a task has to be done. */
function dueWords(event: ICAL.Component): string {
  const due = timeOf(event, 'due');
  return due ? `${day(due.time)}${due.time.isDate ? '' : `, ${clock(due.time)}`}` : '';
}

/** The zone as it is named: what the calendar says of it is a stranger's program of rules, and is not run. */
function timeOf(event: ICAL.Component, name: string): { time: ICAL.Time; zone: string } | null {
  const property = event.getFirstProperty(name);
  const time = property?.getFirstValue();
  if (!property || !(time instanceof ICAL.Time)) return null;
  const isUtc = time.zone === ICAL.Timezone.utcTimezone;
  return { time, zone: isUtc ? 'UTC' : String(property.getParameter('tzid') ?? '').slice(0, MAX_ZONE) };
}

const MAX_ZONE = 80;

/** The hour in UTC; null for a zone that the time zone database does not know, such as Windows' own names. */
function utcOf({ year, month, day, hour, minute }: ICAL.Time, timeZone: string): string | null {
  if (!/^[A-Z][\w+-]*\/[\w/+-]+$/i.test(timeZone)) return null;
  try {
    const wall = Date.UTC(year, month - 1, day, hour, minute);
    const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    const ahead = (at: number) => Date.parse(`${shown.format(at).replace(' ', 'T')}Z`) - at;
    const utc = wall - ahead(wall - ahead(wall));
    return utc === wall ? null : new Date(utc).toISOString().slice(11, 16);
  } catch {
    return null;
  }
}

/** A month. What is longer is nobody's meeting, and would be counted day by day. */
const LONGEST_SECONDS = 31 * 86_400;

function endByDuration(event: ICAL.Component, start: ICAL.Time): ICAL.Time | null {
  const duration = event.getFirstPropertyValue('duration');
  if (!(duration instanceof ICAL.Duration) || duration.toSeconds() > LONGEST_SECONDS) return null;
  const time = start.clone();
  time.addDuration(duration);
  return time;
}

/** An all-day event ends before its last day begins. */
function dayWords(start: ICAL.Time, end: ICAL.Time | null): string {
  const last = end?.clone();
  last?.adjust(-1, 0, 0, 0);
  return last && last.compare(start) > 0
    ? `${day(start)} to ${day(last)}, all day`
    : `${day(start)}, all day`;
}

const sameDay = (one: ICAL.Time, other: ICAL.Time) => day(one) === day(other);

const DAY = new Intl.DateTimeFormat('en-GB', {
  ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
});
const day = ({ year, month, day: date }: ICAL.Time) => DAY.format(new Date(Date.UTC(year, month - 1, date)));
const clock = ({ hour, minute }: ICAL.Time) =>
  [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
