import type { AgentId, ConversationId, TagId } from '../ids.ts';
import type { Channel } from '../message.ts';
import type { Score } from '../ratings/rating.ts';
import type { EscalationCause } from '../standing.ts';
import type { Days } from './period.ts';

/**
 * What is counted, each over conversations that began in a period. What each word means is said in
 * docs/architecture/reports.md, and nowhere else.
 */
export const COUNTS = [
  'begun',
  'answered',
  'closed',
  'alone',
  'escalated',
  'rated',
  'good',
  'okay',
  'bad',
] as const;
export type Count = (typeof COUNTS)[number];

/** Of a group of conversations. Durations are in seconds; null where there is none. */
export interface Figures extends Record<Count, number> {
  firstResponse: Spread;
  timeToClose: Spread;
}

export interface Spread {
  median: number | null;
  /** Nine of ten are at most this. */
  p90: number | null;
}

export interface Report {
  days: Days;
  daysBefore: Days;
  timeZone: string;
  /** Whether the project has business hours at all. */
  hasHours: boolean;
  now: Figures;
  before: Figures;
  byChannel: (Figures & { channel: Channel })[];
  /** Null: nobody was responsible. */
  byAgent: (Figures & { agentId: AgentId | null; name: string | null })[];
  /** Who said something to customers in them, responsible or not, and how often. */
  byWriter: { agentId: AgentId; name: string | null; replies: number; answered: number }[];
  byTag: (Figures & { tagId: TagId; name: string })[];
  /** Every day of the period in which one began. */
  byDay: { day: string; widget: number; email: number; firstResponse: number | null }[];
  /** Weekday 1 is Monday. */
  byHour: { weekday: number; hour: number; begun: number }[];
  byCause: { cause: EscalationCause; escalated: number }[];
}

/** Part of a report's conversations: what is behind one of its numbers. */
export interface Part {
  count: Count;
  channel?: Channel | undefined;
  /** `nobody`: no agent was responsible. */
  agentId?: AgentId | 'nobody' | undefined;
  /** An agent who said something in them. */
  writerId?: AgentId | undefined;
  tagId?: TagId | undefined;
  day?: string | undefined;
  weekday?: number | undefined;
  hour?: number | undefined;
  cause?: EscalationCause | undefined;
  before?: boolean | undefined;
}

/** One of them. */
export interface Counted {
  id: ConversationId;
  subject: string;
  customer: string | null;
  channel: Channel;
  /** When it began, ISO 8601. */
  at: string;
  /** In seconds by the report's clock. */
  firstResponse: number | null;
  timeToClose: number | null;
  score: Score | null;
  comment: string | null;
}
