import { z } from 'zod';
import { projectName } from '../rpc/project-name.ts';
import { audited } from '../audit/audited.ts';
import { beginDeletion } from '../../db/erasing/begin-deletion.ts';
import { listProjectsUnread } from '../../db/inbox/unread-by-project.ts';
import { archiveProject, restoreProject } from '../../db/project/archive.ts';
import { createProject } from '../../db/project/new-project.ts';
import { listProjects } from '../../db/project/projects.ts';
import { idSchema } from '../../domain/contract/schemas.ts';
import { Refusal } from '../../domain/errors.ts';
import { MAX_PROJECT_NAME } from '../../domain/limits.ts';
import { inboundDomain } from '../../domain/mail/address/reply-address.ts';
import { mayAddProject } from '../../domain/project/roles.ts';
import { agentProcedure, projectProcedure, router } from '../rpc/trpc.ts';

export const projectsRouter = router({
  /** Those of whoever asks, with what is unread in each. */
  list: agentProcedure.query(({ ctx }) => listProjectsUnread(ctx.db, ctx.agent.id)),

  /** Adds one to the installation. It begins empty, with a team of one. */
  create: agentProcedure
    .input(z.object({ id: idSchema('prj'), name: projectName }))
    .mutation(async ({ ctx, input }) => {
      const ownerId = ctx.agent.id;
      const own = await listProjects(ctx.db, ownerId);
      if (!mayAddProject(own.map(({ role }) => role))) throw new Refusal('not_an_owner');
      const domain = inboundDomain(ctx.config.mail) || 'localhost';
      await audited({ ...ctx, projectId: input.id }, async (tx) => {
        const isNew = await createProject(tx, { ...input, ownerId, domain });
        return { result: undefined, done: isNew ? { act: 'project_added', about: input.name } : null };
      });
      ctx.log.info({ event: { kind: 'project_added', projectId: input.id, by: ownerId } }, 'project');
    }),

  archive: projectProcedure.mutation(({ ctx }) =>
    audited(ctx, async (tx) => {
      const changed = await archiveProject(tx, ctx.projectId);
      return { result: undefined, done: changed ? { act: 'project_archived' } : null };
    }),
  ),

  restore: projectProcedure.mutation(({ ctx }) =>
    audited(ctx, async (tx) => {
      const changed = await restoreProject(tx, ctx.projectId);
      return { result: undefined, done: changed ? { act: 'project_restored' } : null };
    }),
  ),

  /** For good. It is nobody's when the answer comes; its rows and histories are gone soon after. */
  delete: projectProcedure
    .input(z.object({ name: z.string().max(MAX_PROJECT_NAME * 2) }))
    .mutation(async ({ ctx, input }) => {
      const { projectId, agent } = ctx;
      await ctx.db.transaction((tx) => beginDeletion(tx, { projectId, typedName: input.name }));
      ctx.log.info({ event: { kind: 'project_deleting', projectId, by: agent.id } }, 'project');
    }),
});
