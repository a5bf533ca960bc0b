import { z } from 'zod';
import { withinDatabaseTime } from '../../db/connection/database-time.ts';
import { conversationsBehind } from '../../db/reports/conversations-behind.ts';
import type { Asked } from '../../db/reports/facts.ts';
import { readReport } from '../../db/reports/read-report.ts';
import { findProject } from '../../db/project/projects.ts';
import { idSchema } from '../../domain/contract/schemas.ts';
import { Refusal } from '../../domain/errors.ts';
import type { ProjectId } from '../../domain/ids.ts';
import { openClock } from '../../domain/reports/open-clock.ts';
import { daysIn, MOST_DAYS, periodOf } from '../../domain/reports/period.ts';
import { COUNTS, type Report } from '../../domain/reports/report.ts';
import type { Context } from '../rpc/context.ts';
import { projectProcedure, router } from '../rpc/trpc.ts';

/** Counting a hundred thousand conversations takes two seconds; nobody else waits for it. In milliseconds. */
const COUNTING_MS = 15_000;
const counting = <Result>(work: () => Result) => withinDatabaseTime(COUNTING_MS, work);

/** A screen of conversations. */
const PAGE = 50;

/** Years that a project can have; others are none that the database knows. */
const day = z.iso.date().refine((text) => /^(19|20|21)\d\d-/.test(text), 'A day of these centuries.');

const channel = z.enum(['widget', 'email']);

const asked = z.object({
  days: z
    .strictObject({ from: day, to: day })
    .refine(({ from, to }) => from <= to, 'The last day comes before the first.')
    .refine((days) => daysIn(days) <= MOST_DAYS, 'At most two years at once.'),
  /** `business`: durations count only while people answer. */
  clock: z.enum(['always', 'business']),
  channel: channel.optional(),
});

const part = z.strictObject({
  count: z.enum(COUNTS),
  channel: channel.optional(),
  writerId: idSchema('agt').optional(),
  agentId: z.union([idSchema('agt'), z.literal('nobody')]).optional(),
  tagId: idSchema('tag').optional(),
  day: day.optional(),
  weekday: z.int().min(1).max(7).optional(),
  hour: z.int().min(0).max(23).optional(),
  cause: z.enum(['visitor', 'assistant', 'failure', 'email', 'unreached', 'budget', 'off']).optional(),
  before: z.boolean().optional(),
});

/** How it goes: what each number means is said in docs/architecture/reports.md. */
export const reportsRouter = router({
  read: projectProcedure.input(asked).query(async ({ ctx, input }): Promise<Report> => {
    const { hasHours, ...question } = await questionOf(ctx, input);
    const { days, daysBefore, timeZone } = question.period;
    return { days, daysBefore, timeZone, hasHours, ...(await counting(() => readReport(ctx.db, question))) };
  }),

  /** What is behind one of its numbers. */
  conversations: projectProcedure
    .input(asked.extend({ part, skip: z.int().min(0).max(1_000_000) }))
    .query(async ({ ctx, input }) => {
      const { part, skip } = input;
      const { hasHours: _, ...question } = await questionOf(ctx, input);
      const asked = { ...question, part, skip, most: PAGE + 1 };
      const found = await counting(() => conversationsBehind(ctx.db, asked));
      return { conversations: found.slice(0, PAGE), more: found.length > PAGE };
    }),
});

type Place = Pick<Context, 'db'> & { projectId: ProjectId };

/** By the project's own calendar, as it is by now. */
async function questionOf(
  { db, projectId }: Place,
  { days, clock, channel }: z.output<typeof asked>,
): Promise<Asked & { hasHours: boolean }> {
  const project = await findProject(db, projectId);
  if (!project) throw new Refusal('not_found');
  const { businessHours: hours } = project;
  const period = periodOf(days, hours?.timeZone ?? 'UTC');
  // Conversations of the period may be answered and closed until now.
  const until = new Date(Math.max(Date.now(), Date.parse(period.until))).toISOString();
  const running = openClock(clock === 'business' ? hours : null, period.before, until);
  return { projectId, period, clock: running, channel, hasHours: hours !== null };
}
