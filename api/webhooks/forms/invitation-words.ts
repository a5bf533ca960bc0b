import ICAL from 'ical.js';

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
const REPEATS: Record<string, string> = {
  DAILY: 'every day',
  WEEKLY: 'every week',
  MONTHLY: 'every month',
  YEARLY: 'every year',
};

/** What a calendar's first event says, in words: what, when, where, by whom (RFC 5546). @returns null when it holds none. */
export function invitationWords(calendar: string): string | null {
  try {
    const root = new ICAL.Component(ICAL.parse(calendar.slice(0, MAX_CALENDAR)) as unknown[]);
    const zones = new Map(
      root.getAllSubcomponents('vtimezone').map((zone) => {
        const made = new ICAL.Timezone(zone);
        return [made.tzid, made] as const;
      }),
    );
    const event = root.getFirstSubcomponent('vevent');
    return event && eventWords(event, { method: textOf(root, 'method').toUpperCase(), zones });
  } catch {
    return null;
  }
}

type Zones = ReadonlyMap<string, ICAL.Timezone>;

function eventWords(event: ICAL.Component, { method, zones }: { method: string; zones: Zones }): string {
  const organiser = event.getFirstProperty('organizer');
  const repeats = /FREQ=(\w+)/.exec(event.getFirstProperty('rrule')?.toICALString() ?? '')?.[1] ?? '';
  const lines = [
    `${METHODS[method] ?? 'Event'}: ${textOf(event, 'summary') || '(no title)'}`,
    ...(method === 'REPLY' ? answersOf(event) : []),
    line('When', timeWords(event, zones)),
    line('Repeats', REPEATS[repeats] ?? ''),
    line('Where', textOf(event, 'location')),
    line('Organiser', organiser ? personWords(organiser) : ''),
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
function timeWords(event: ICAL.Component, zones: Zones): string {
  const start = timeOf(event, 'dtstart', zones);
  if (!start) return '';
  const end = timeOf(event, 'dtend', zones) ?? endByDuration(event, start.time);
  if (start.time.isDate) return dayWords(start.time, end?.time ?? null);
  const until = end ? `–${sameDay(start.time, end.time) ? '' : `${day(end.time)}, `}${clock(end.time)}` : '';
  const zone = start.zone ? ` (${start.zone})` : '';
  const shifted = start.known && start.time.utcOffset() !== 0;
  const utc = shifted ? start.time.convertToZone(ICAL.Timezone.utcTimezone) : null;
  return `${day(start.time)}, ${clock(start.time)}${until}${zone}${utc ? `, ${clock(utc)} UTC` : ''}`;
}

/** `known`: its distance from UTC is. */
interface Moment {
  time: ICAL.Time;
  zone: string;
  known: boolean;
}

function timeOf(event: ICAL.Component, name: string, zones: Zones): Moment | null {
  const property = event.getFirstProperty(name);
  const value = property?.getFirstValue();
  if (!property || !(value instanceof ICAL.Time)) return null;
  const tzid = String(property.getParameter('tzid') ?? '');
  const zone = zones.get(tzid);
  const time = value.clone();
  if (zone) time.zone = zone;
  const isUtc = time.zone === ICAL.Timezone.utcTimezone;
  return { time, zone: isUtc ? 'UTC' : tzid, known: zone !== undefined };
}

function endByDuration(event: ICAL.Component, start: ICAL.Time): Moment | null {
  const duration = event.getFirstPropertyValue('duration');
  if (!(duration instanceof ICAL.Duration)) return null;
  const time = start.clone();
  time.addDuration(duration);
  return { time, zone: '', known: false };
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
