import { z } from 'zod';
import { findProject, saveSettings } from '../../../db/project/projects.ts';
import { Refusal } from '../../../domain/errors.ts';
import { MAX_ESCALATE_MINUTES, MAX_HOURS_TEXT, MAX_TIME_ZONE } from '../../../domain/limits.ts';
import { changesBetween } from '../../../domain/project/audit.ts';
import type { BusinessHours } from '../../../domain/project/business-hours.ts';
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

/** In minutes in which people answer; null: never; absent: as it is. */
const escalateAgainMinutes = z
  .int('Write a whole number of minutes.')
  .min(1)
  .max(MAX_ESCALATE_MINUTES)
  .nullable()
  .optional();

const fieldsOf = (hours: BusinessHours | null, escalateAgainMinutes: number | null) => ({
  ...(hours ? writeHours(hours) : NO_HOURS),
  escalateAgainMinutes,
});

/** When people answer (null: always), and how long they may leave a conversation to nobody. */
export const hoursRouter = router({
  get: projectProcedure.query(async ({ ctx }) => {
    const project = await findProject(ctx.db, ctx.projectId);
    if (!project) throw new Refusal('not_found');
    const { businessHours, escalateAgainMinutes } = project;
    return { hours: businessHours && writeHours(businessHours), escalateAgainMinutes };
  }),

  save: projectProcedure
    .input(z.object({ hours: hoursText.nullable(), escalateAgainMinutes }))
    .mutation(({ ctx, input: { hours, escalateAgainMinutes } }) =>
      audited(ctx, async (tx) => {
        const before = await findProject(tx, ctx.projectId);
        const known = before?.escalateAgainMinutes ?? null;
        const minutes = escalateAgainMinutes === undefined ? known : escalateAgainMinutes;
        await saveSettings(tx, ctx.projectId, { businessHours: hours, escalateAgainMinutes: minutes });
        const was = fieldsOf(before?.businessHours ?? null, known);
        const changes = changesBetween(was, fieldsOf(hours, minutes));
        return { result: undefined, done: changes && { act: 'settings_changed', changes } };
      }),
    ),
});
