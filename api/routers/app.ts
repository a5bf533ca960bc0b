import { listProjects } from '../../db/projects.ts';
import { agentProcedure, router } from '../trpc.ts';
import { articlesRouter } from './articles.ts';
import { conversationsRouter } from './conversations.ts';
import { mailSetupRouter } from './mail-setup.ts';
import { settingsRouter } from './settings.ts';
import { teamRouter } from './team.ts';
import { visitorRouter } from './visitor.ts';

export const appRouter = router({
  visitor: visitorRouter,
  conversations: conversationsRouter,
  settings: settingsRouter,
  mailSetup: mailSetupRouter,
  articles: articlesRouter,
  /** Who is signed in, and the projects they work for. */
  me: agentProcedure.query(async ({ ctx }) => {
    const projects = await listProjects(ctx.db, ctx.agent.id);
    return { agent: ctx.agent, projects: projects.map(({ id, name }) => ({ id, name })) };
  }),
  team: teamRouter,
});

export type AppRouter = typeof appRouter;
