import type { AgentId, TagId } from '../../domain/ids.ts';
import { COUNTS, type Part } from '../../domain/reports/report.ts';
import type { Days } from '../../domain/reports/period.ts';

/** What a report is about; all of it stands in its address. */
export interface ReportAsked {
  days: Days;
  clock: 'always' | 'business';
  channel: '' | 'widget' | 'email';
  /** Null: the whole report. */
  part: Part | null;
}

/** As long as a month: what one compares. */
const USUAL_DAYS = 30;

const today = () => new Date().toLocaleDateString('sv');

/** The last so many days, today among them. */
export function lastDays(count: number, to = today()): Days {
  const first = new Date(`${to}T00:00:00Z`);
  first.setUTCDate(first.getUTCDate() - count + 1);
  return { from: first.toISOString().slice(0, 10), to };
}

export function askedIn({ searchParams: at }: URL): ReportAsked {
  const [from, to] = [at.get('from'), at.get('to')];
  const channel = at.get('channel');
  return {
    days: from && to ? { from, to } : lastDays(USUAL_DAYS),
    clock: at.get('clock') === 'business' ? 'business' : 'always',
    channel: channel === 'widget' || channel === 'email' ? channel : '',
    part: partIn(at),
  };
}

function partIn(at: URLSearchParams): Part | null {
  const count = COUNTS.find((each) => each === at.get('count'));
  if (!count) return null;
  const number = (name: string) => (at.has(name) ? Number(at.get(name)) : undefined);
  const of = at.get('of');
  return {
    count,
    agentId: (at.get('agent') ?? undefined) as AgentId | 'nobody' | undefined,
    writerId: (at.get('by') ?? undefined) as AgentId | undefined,
    channel: of === 'widget' || of === 'email' ? of : undefined,
    tagId: (at.get('tag') ?? undefined) as TagId | undefined,
    day: at.get('day') ?? undefined,
    weekday: number('weekday'),
    hour: number('hour'),
    cause: (at.get('cause') ?? undefined) as Part['cause'],
  };
}

export function reportPath({ days, clock, channel, part }: ReportAsked): string {
  const words = {
    ...days,
    ...(clock === 'business' && { clock }),
    ...(channel && { channel }),
    ...(part && {
      ...{
        count: part.count,
        agent: part.agentId,
        by: part.writerId,
        of: part.channel,
        tag: part.tagId,
        day: part.day,
        cause: part.cause,
      },
      ...{ weekday: part.weekday?.toString(), hour: part.hour?.toString() },
    }),
  };
  const said = Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/reports?${new URLSearchParams(said)}`;
}
