import { z } from 'zod';
import { countViews, listViews, removeView, saveView } from '../../../db/inbox/views.ts';
import { idSchema } from '../../../domain/contract/schemas.ts';
import type { AgentId, ProjectId } from '../../../domain/ids.ts';
import { Refusal } from '../../../domain/errors.ts';
import { parseSearch, printSearch } from '../../../domain/search/search-text.ts';
import { MAX_VIEW_NAME } from '../../../domain/search/view.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';
import { inboxQuery } from './inbox-query.ts';

const id = idSchema('viw');

const view = z.object({
  ...inboxQuery,
  id,
  name: z.string().trim().min(1).max(MAX_VIEW_NAME),
  shared: z.boolean().default(false),
});

/** Filters of the inbox that agents keep, for themselves or for everybody. */
export const viewsRouter = router({
  list: projectProcedure.query(({ ctx }) => listViews(ctx.db, ofAgent(ctx))),

  counts: projectProcedure.query(({ ctx }) => countViews(ctx.db, ofAgent(ctx))),

  save: projectProcedure.input(view).mutation(async ({ ctx, input }) => {
    const { projectId, agentId } = ofAgent(ctx);
    const { name, lane, sort, shared } = input;
    const search = printSearch(parseSearch(input.search));
    const kept = await saveView(ctx.db, {
      id: input.id,
      name,
      lane,
      sort,
      shared,
      search,
      projectId,
      agentId,
    });
    if (!kept) throw new Refusal('not_found');
  }),

  remove: projectProcedure.input(z.object({ id })).mutation(async ({ ctx, input }) => {
    if (!(await removeView(ctx.db, { ...ofAgent(ctx), id: input.id }))) throw new Refusal('not_found');
  }),
});

const ofAgent = ({ projectId, agent }: { projectId: ProjectId; agent: { id: AgentId } }) => ({
  projectId,
  agentId: agent.id,
});
