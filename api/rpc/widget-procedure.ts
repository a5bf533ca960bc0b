import { findProject } from '../../db/project/projects.ts';
import { checkOrigin } from './check-origin.ts';
import { visitorProcedure } from './trpc.ts';
import { visitorRefusal } from './visitor-refusal.ts';

/** A visitor in the project's own widget, on a site that may show it. */
export const widgetProcedure = visitorProcedure.use(async ({ ctx, next }) => {
  const project = await findProject(ctx.db, ctx.visitor.projectId);
  if (!project) throw visitorRefusal('visitor_unknown');
  checkOrigin(project, ctx.origin);
  return next({ ctx: { ...ctx, project } });
});
