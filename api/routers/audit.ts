import { listActors, listActs } from '../../db/project/audit.ts';
import { auditFilter, filterOf } from '../audit/audit-filter.ts';
import { projectProcedure, router } from '../rpc/trpc.ts';
import { idSchema } from '../../domain/contract/schemas.ts';

/** A screen of them. */
const PAGE = 50;

export const auditRouter = router({
  /** The newest first. */
  list: projectProcedure
    .input(auditFilter.extend({ before: idSchema('aud').nullable() }))
    .query(async ({ ctx, input }) => {
      const { db, projectId } = ctx;
      const filter = { projectId, ...filterOf(input), before: input.before };
      const acts = await listActs(db, { ...filter, most: PAGE + 1 });
      return { acts: acts.slice(0, PAGE), more: acts.length > PAGE };
    }),
  actors: projectProcedure.query(({ ctx }) => listActors(ctx.db, ctx.projectId)),
});
