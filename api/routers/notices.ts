import { z } from 'zod';
import { readNoticeSettings } from '../../db/notices/members.ts';
import { forgetBrowser, keepBrowser, listBrowsers } from '../../db/notices/push-subscriptions.ts';
import { saveQuietTimes, saveRoads } from '../../db/notices/settings.ts';
import { keepVapidKeys } from '../../db/notices/vapid-keys.ts';
import { idSchema } from '../../domain/contract/schemas.ts';
import { Refusal } from '../../domain/errors.ts';
import { MAX_BROWSERS, MAX_ENDPOINT, MAX_TIME_ZONE } from '../../domain/limits.ts';
import { isTimeZone } from '../../domain/project/hours-text.ts';
import { newVapidKeys } from '../../web-push.ts';
import { testBrowsers } from '../notices/test-notice.ts';
import { projectProcedure, router } from '../rpc/trpc.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time like 22:00.');
const timeZone = z
  .string()
  .max(MAX_TIME_ZONE)
  .refine(isTimeZone, 'Choose a time zone such as Europe/Berlin.');

const settings = z.strictObject({
  projectId: idSchema('prj'),
  ...{ hears: z.boolean(), mail: z.boolean(), push: z.boolean(), sound: z.boolean() },
  quiet: z.strictObject({ from: time, until: time }).nullable(),
  away: z.strictObject({ until: z.iso.datetime().nullable() }).nullable(),
  timeZone,
});

/** RFC 8291: a point of P-256, and sixteen random bytes. */
const browser = z.object({
  id: idSchema('psh'),
  endpoint: z.string().max(MAX_ENDPOINT),
  p256dh: z.string().regex(/^[\w-]{87}=?$/),
  auth: z.string().regex(/^[\w-]{22}(==)?$/),
});

/** A browser says who it is at length; a person needs less. */
const MAX_BROWSER_WORDS = 300;

/** What the signed-in agent hears of conversations that nobody has taken, and by what. */
export const noticesRouter = router({
  get: projectProcedure.query(async ({ ctx }) => {
    const who = { projectId: ctx.projectId, agentId: ctx.agent.id };
    const [own, browsers, keys] = await Promise.all([
      readNoticeSettings(ctx.db, who),
      listBrowsers(ctx.db, ctx.agent.id),
      keepVapidKeys(ctx.db, newVapidKeys),
    ]);
    return {
      ...own,
      publicKey: keys.publicKey,
      browsers: browsers.map(({ id, endpoint, browser: words, failure }) => ({
        id,
        endpoint,
        words,
        failure,
      })),
    };
  }),

  save: projectProcedure.input(settings).mutation(async ({ ctx, input }) => {
    const { hears, mail, push, sound, quiet, away } = input;
    const who = { projectId: ctx.projectId, agentId: ctx.agent.id };
    const until = away?.until ? new Date(away.until) : null;
    await ctx.db.transaction(async (tx) => {
      await saveRoads(tx, who, { hears, mail, push, sound });
      await saveQuietTimes(tx, who.agentId, {
        quiet: quiet && { ...quiet, timeZone: input.timeZone },
        away: away && { until },
        timeZone: input.timeZone,
      });
    });
  }),

  /** The browser that asks shows notices from now on, for whoever is signed in. */
  turnOn: projectProcedure.input(browser).mutation(async ({ ctx, input }) => {
    const { id, endpoint, p256dh, auth } = input;
    const problem = ctx.outside.problemWith(endpoint);
    if (problem) throw new Refusal('bad_input', problem);
    const known = await listBrowsers(ctx.db, ctx.agent.id);
    const isNew = !known.some((each) => each.endpoint === endpoint);
    if (isNew && known.length >= MAX_BROWSERS)
      throw new Refusal(
        'bad_input',
        `Notices are on in ${MAX_BROWSERS} browsers. Turn one of them off first.`,
      );
    const words = ctx.userAgent.slice(0, MAX_BROWSER_WORDS);
    await keepBrowser(ctx.db, { id, agentId: ctx.agent.id, endpoint, p256dh, auth, browser: words });
  }),

  turnOff: projectProcedure
    .input(z.object({ id: idSchema('psh') }))
    .mutation(({ ctx, input: { id } }) => forgetBrowser(ctx.db, { agentId: ctx.agent.id, id })),

  /** What became of it in each of their browsers. */
  sendTest: projectProcedure.mutation(async ({ ctx }) => {
    await ctx.limits.testNotice(ctx.agent.id);
    return testBrowsers(ctx, { projectId: ctx.projectId, agentId: ctx.agent.id });
  }),
});
