import { listProjects } from '../../db/project/projects.ts';
import { listHeldBack } from '../../db/sign-in/admission.ts';
import { bearerOf } from '../rpc/context.ts';
import { agentProcedure, router } from '../rpc/trpc.ts';
import { accountRouter } from './account.ts';
import { articlesRouter } from './articles.ts';
import { auditRouter } from './audit.ts';
import { blocksRouter } from './blocks.ts';
import { attributesRouter } from './customers/attributes.ts';
import { customersRouter } from './customers/customers.ts';
import { conversationsRouter } from './conversations.ts';
import { erasingRouter } from './erasing.ts';
import { firstStepsRouter } from './settings/first-steps.ts';
import { hoursRouter } from './settings/hours.ts';
import { invitationRouter } from './invitation.ts';
import { noticesRouter } from './notices.ts';
import { quarantineRouter } from './quarantine.ts';
import { mailsRouter } from './mails.ts';
import { mailSetupRouter } from './settings/mail-setup.ts';
import { projectsRouter } from './projects.ts';
import { settingsRouter } from './settings/settings.ts';
import { signInRouter } from './sign-in.ts';
import { tagsRouter } from './tags.ts';
import { teamRouter } from './team.ts';
import { visitorRouter } from './visitor.ts';
import { webhooksRouter } from './settings/webhooks.ts';

export const appRouter = router({
  visitor: visitorRouter,
  conversations: conversationsRouter,
  quarantine: quarantineRouter,
  erasing: erasingRouter,
  mails: mailsRouter,
  settings: settingsRouter,
  firstSteps: firstStepsRouter,
  hours: hoursRouter,
  mailSetup: mailSetupRouter,
  notices: noticesRouter,
  webhooks: webhooksRouter,
  articles: articlesRouter,
  audit: auditRouter,
  customers: customersRouter,
  attributes: attributesRouter,
  tags: tagsRouter,
  blocks: blocksRouter,
  /** Who is signed in, and the projects they work for; `heldBack`: until they take a second step. */
  me: agentProcedure.query(async ({ ctx }) => {
    const { db, agent } = ctx;
    const [own, heldBack] = await Promise.all([
      listProjects(db, agent.id),
      listHeldBack(db, bearerOf(ctx, agent)),
    ]);
    const projects = own.map((each) => ({ ...each, heldBack: heldBack.includes(each.id) }));
    return { agent, projects };
  }),
  projects: projectsRouter,
  team: teamRouter,
  invitation: invitationRouter,
  account: accountRouter,
  signIn: signInRouter,
});

export type AppRouter = typeof appRouter;
