import { listProjects, listTeam } from '../../db/projects.ts';
import { agentProcedure, projectProcedure, router } from '../trpc.ts';
import { articlesRouter } from './articles.ts';
import { conversationsRouter } from './conversations.ts';
import { settingsRouter } from './settings.ts';
import { visitorRouter } from './visitor.ts';

export const appRouter = router({
  visitor: visitorRouter,
  conversations: conversationsRouter,
  settings: settingsRouter,
  articles: articlesRouter,
  /** Who is signed in, and the projects they work for. */
  me: agentProcedure.query(async ({ ctx }) => {
    const projects = await listProjects(ctx.db, ctx.agent.id);
    return { agent: ctx.agent, projects: projects.map(({ id, name }) => ({ id, name })) };
  }),
  team: projectProcedure.query(({ ctx }) => listTeam(ctx.db, ctx.projectId)),
});

export type AppRouter = typeof appRouter;
