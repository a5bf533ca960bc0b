import { listProjects } from '../../db/project/projects.ts';
import { listHeldBack } from '../../db/sign-in/admission.ts';
import { bearerOf } from '../rpc/context.ts';
import { agentProcedure, router } from '../rpc/trpc.ts';
import { accountRouter } from './account.ts';
import { articlesRouter } from './docs/articles.ts';
import { playgroundRouter } from './assistant/playground.ts';
import { shadowRouter } from './assistant/shadow.ts';
import { testsRouter } from './assistant/tests.ts';
import { whatIfRouter } from './assistant/what-if.ts';
import { assistRouter } from './assist.ts';
import { auditRouter } from './audit.ts';
import { correctionsRouter } from './docs/corrections.ts';
import { gapsRouter } from './docs/gaps.ts';
import { bulkRouter } from './inbox/bulk.ts';
import { blocksRouter } from './mail/blocks.ts';
import { attributesRouter } from './customers/attributes.ts';
import { customersRouter } from './customers/customers.ts';
import { conversationsRouter } from './conversations.ts';
import { erasingRouter } from './erasing.ts';
import { firstStepsRouter } from './settings/first-steps.ts';
import { hoursRouter } from './settings/hours.ts';
import { identitySecretsRouter } from './settings/identity-secrets.ts';
import { invitationRouter } from './invitation.ts';
import { noticesRouter } from './notices.ts';
import { quarantineRouter } from './mail/quarantine.ts';
import { mailsRouter } from './mail/mails.ts';
import { mailSetupRouter } from './settings/mail-setup.ts';
import { presenceRouter } from './presence.ts';
import { projectsRouter } from './projects.ts';
import { reportsRouter } from './reports.ts';
import { rulesRouter } from './settings/rules.ts';
import { savedRepliesRouter } from './inbox/saved-replies.ts';
import { modelRouter } from './settings/model.ts';
import { settingsRouter } from './settings/settings.ts';
import { signInRouter } from './sign-in.ts';
import { sourcesRouter } from './docs/sources.ts';
import { tagsRouter } from './inbox/tags.ts';
import { teamRouter } from './team.ts';
import { viewsRouter } from './inbox/views.ts';
import { visitorRouter } from './visitor.ts';
import { webhooksRouter } from './settings/webhooks.ts';

export const appRouter = router({
  visitor: visitorRouter,
  conversations: conversationsRouter,
  assist: assistRouter,
  bulk: bulkRouter,
  views: viewsRouter,
  presence: presenceRouter,
  quarantine: quarantineRouter,
  erasing: erasingRouter,
  mails: mailsRouter,
  model: modelRouter,
  settings: settingsRouter,
  firstSteps: firstStepsRouter,
  hours: hoursRouter,
  mailSetup: mailSetupRouter,
  notices: noticesRouter,
  webhooks: webhooksRouter,
  identitySecrets: identitySecretsRouter,
  articles: articlesRouter,
  sources: sourcesRouter,
  gaps: gapsRouter,
  corrections: correctionsRouter,
  reports: reportsRouter,
  shadow: shadowRouter,
  playground: playgroundRouter,
  tests: testsRouter,
  whatIf: whatIfRouter,
  audit: auditRouter,
  customers: customersRouter,
  attributes: attributesRouter,
  tags: tagsRouter,
  blocks: blocksRouter,
  savedReplies: savedRepliesRouter,
  rules: rulesRouter,
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
