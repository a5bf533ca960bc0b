import { z } from 'zod';
import { findProject, saveSettings } from '../../../db/project/projects.ts';
import { Refusal } from '../../../domain/errors.ts';
import { MAX_HOURS_TEXT, MAX_TIME_ZONE } from '../../../domain/limits.ts';
import { changesBetween } from '../../../domain/project/audit.ts';
import { readHours, writeHours } from '../../../domain/project/hours-text.ts';
import { WEEKDAYS } from '../../../domain/project/weekday.ts';
import { audited } from '../../audit/audited.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

const day = z.string().max(200);

/** As people write them; what they mean is one for the project. */
const hoursText = z
  .strictObject({
    timeZone: z.string().max(MAX_TIME_ZONE),
    ...{ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day },
    holidays: z.string().max(MAX_HOURS_TEXT),
  })
  .transform((text, ctx) => {
    const read = readHours(text);
    if ('hours' in read) return read.hours;
    ctx.issues.push({ code: 'custom', message: read.problem, path: [read.field], input: text });
    return z.NEVER;
  });

const NO_HOURS = Object.fromEntries(['timeZone', ...WEEKDAYS, 'holidays'].map((field) => [field, '']));

/** When people answer; null: always. */
export const hoursRouter = router({
  get: projectProcedure.query(async ({ ctx }) => {
    const project = await findProject(ctx.db, ctx.projectId);
    if (!project) throw new Refusal('not_found');
    return project.businessHours && writeHours(project.businessHours);
  }),

  save: projectProcedure
    .input(z.object({ hours: hoursText.nullable() }))
    .mutation(({ ctx, input: { hours } }) =>
      audited(ctx, async (tx) => {
        const before = await findProject(tx, ctx.projectId);
        await saveSettings(tx, ctx.projectId, { businessHours: hours });
        const words = (each: typeof hours) => ({ ...(each ? writeHours(each) : NO_HOURS) });
        const changes = changesBetween(words(before?.businessHours ?? null), words(hours));
        return { result: undefined, done: changes && { act: 'settings_changed', changes } };
      }),
    ),
});
