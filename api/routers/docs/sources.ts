import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { audited } from '../../audit/audited.ts';
import { hashToken } from '../../sign-in/visitor-token.ts';
import { forgetToken, hasToken, keepToken } from '../../../db/knowledge/docs-tokens.ts';
import {
  addSource,
  countSources,
  findSource,
  listSources,
  listUnread,
  removeSource,
  saveSource,
} from '../../../db/knowledge/sources.ts';
import { idSchema, messageId } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { newId } from '../../../domain/ids.ts';
import { MAX_FILTER, MAX_FOLDER, MAX_PAGE_URL, MAX_SOURCES } from '../../../domain/limits.ts';
import { canonicalUrl } from '../../../domain/knowledge/sources/canonical-url.ts';
import { archiveOf } from '../../../domain/knowledge/sources/repository-archive.ts';
import { ARTICLE_AUDIENCES, SCHEDULES } from '../../../domain/knowledge/sources/source.ts';
import { changesBetween } from '../../../domain/project/audit.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

const one = z.object({ id: idSchema('src') });

const how = one.extend({
  filter: z.string().trim().max(MAX_FILTER),
  schedule: z.enum(SCHEDULES),
  audience: z.enum(ARTICLE_AUDIENCES),
  folder: z.string().trim().max(MAX_FOLDER),
});

/** What was typed without its beginning is of the web. */
const address = z
  .string()
  .trim()
  .min(1, 'Enter the address.')
  .max(MAX_PAGE_URL)
  .transform((text) => (/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`))
  .transform((text, ctx) => {
    const url = canonicalUrl(text);
    if (!url) ctx.addIssue({ code: 'custom', message: 'This is not an address of the web.' });
    return url ?? '';
  });

const added = how.extend({ kind: z.enum(['site', 'page', 'repository']), address });

const ACTS = {
  readNow: 'source_read',
  pause: 'source_paused',
  resume: 'source_read',
  stop: 'source_stopped',
} as const;

export const sourcesRouter = router({
  list: projectProcedure.query(({ ctx }) => listSources(ctx.db, ctx.projectId)),

  /** Pages that did not become articles, with why. */
  unread: projectProcedure
    .input(one)
    .query(({ ctx, input }) => listUnread(ctx.db, { projectId: ctx.projectId, id: input.id }, 200)),

  add: projectProcedure.input(added).mutation(async ({ ctx, input }) => {
    if (input.kind === 'repository' && !archiveOf(input.address))
      throw new Refusal('bad_input', UNKNOWN_HOST);
    await audited(ctx, async (tx) => {
      if ((await countSources(tx, ctx.projectId)) >= MAX_SOURCES) throw new Refusal('bad_input', TOO_MANY);
      const isNew = await addSource(tx, { ...input, projectId: ctx.projectId });
      if (!isNew && !(await findSource(tx, { projectId: ctx.projectId, id: input.id })))
        throw new Refusal('not_found');
      return { result: undefined, done: isNew ? { act: 'source_added', about: input.address } : null };
    });
    const { id, schedule } = input;
    const actor = { agentId: ctx.agent.id };
    await ctx.crawls.update('setSchedule', id, { id: newId('msg'), schedule }, actor);
    await ctx.crawls.update('readNow', id, { id: newId('msg') }, actor);
  }),

  act: projectProcedure
    .input(one.extend({ command: messageId, act: z.enum(['readNow', 'pause', 'resume', 'stop']) }))
    .mutation(async ({ ctx, input }) => {
      const source = await findSource(ctx.db, { projectId: ctx.projectId, id: input.id });
      if (!source) throw new Refusal('not_found');
      await ctx.crawls.update(input.act, input.id, { id: input.command }, { agentId: ctx.agent.id });
      await audited(ctx, async () => ({
        result: undefined,
        done: { act: ACTS[input.act], about: source.address },
      }));
    }),

  save: projectProcedure.input(how).mutation(async ({ ctx, input }) => {
    const { id, ...after } = input;
    await audited(ctx, async (tx) => {
      const before = await saveSource(tx, { ...input, projectId: ctx.projectId });
      if (!before) throw new Refusal('not_found');
      const { address: about, ...was } = before;
      const changes = changesBetween(was, after);
      return { result: undefined, done: changes && { act: 'source_changed', about, changes } };
    });
    const { schedule } = input;
    await ctx.crawls.update('setSchedule', id, { id: newId('msg'), schedule }, { agentId: ctx.agent.id });
  }),

  /** With all its articles. */
  remove: projectProcedure.input(one).mutation(async ({ ctx, input }) => {
    const about = await audited(ctx, async (tx) => {
      const address = await removeSource(tx, { projectId: ctx.projectId, id: input.id });
      return { result: address, done: address === null ? null : { act: 'source_removed', about: address } };
    });
    if (about === null) return;
    await ctx.crawls.update('stop', input.id, { id: newId('msg') }, { agentId: ctx.agent.id });
  }),

  hasToken: projectProcedure.query(({ ctx }) => hasToken(ctx.db, ctx.projectId)),

  /** @returns the token, which is shown once: only its hash is kept. The one before stops working. */
  makeToken: projectProcedure.mutation(({ ctx }) =>
    audited(ctx, async (tx) => {
      const token = randomBytes(32).toString('base64url');
      await keepToken(tx, { projectId: ctx.projectId, hash: hashToken(token) });
      return { result: { token }, done: { act: 'docs_token_made', about: '' } };
    }),
  ),

  revokeToken: projectProcedure.mutation(({ ctx }) =>
    audited(ctx, async (tx) => {
      const had = await forgetToken(tx, ctx.projectId);
      return { result: undefined, done: had ? { act: 'docs_token_revoked', about: '' } : null };
    }),
  ),
});

const UNKNOWN_HOST =
  'Only public repositories at GitHub, GitLab and Codeberg can be read. Paste the address you see in the browser.';
const TOO_MANY = `A project has ${MAX_SOURCES} sources at most. Delete one first.`;
