import { z } from 'zod';
import { audited } from '../../audit/audited.ts';
import { findProject, saveSettings, type Project } from '../../../db/project/projects.ts';
import { findNewestTestMail } from '../../../db/mail/inbound/test-mails.ts';
import { addressForm, forwardAddress } from '../../../domain/mail/address/forward-address.ts';
import { Refusal } from '../../../domain/errors.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { inboundDomain } from '../../../domain/mail/address/reply-address.ts';
import type { Context } from '../../rpc/context.ts';
import { askingProvider } from '../../doctor/asking-provider.ts';
import { checkMailSetup } from '../../doctor/check-mail-setup.ts';
import { systemDns } from '../../doctor/dns-lookup.ts';
import { listForwardingConfirmations } from '../../doctor/forwarding-confirmations.ts';
import { mailAlarm } from '../../doctor/mail-alarm.ts';
import { fetchMissedMail } from '../../doctor/missed-mail.ts';
import { createProvider } from '../../mail/provider/provider.ts';
import { sendTestMail } from '../../doctor/test-mail.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';
import { isPlainName, PLAIN_NAME_WORDS } from '../../../domain/text/plain-name.ts';
import { MAX_PROJECT_NAME } from '../../../domain/limits.ts';

/** One every so often says as much as a hundred. */
const BETWEEN_TEST_MAILS_MS = 5_000;

const senderName = z
  .string()
  .trim()
  .max(MAX_PROJECT_NAME)
  .refine((name) => name === '' || isPlainName(name), PLAIN_NAME_WORDS)
  .nullable()
  .transform((value) => value || null);

export const mailSetupRouter = router({
  /** What is fixed, and what the team chose. */
  get: projectProcedure.query(async ({ ctx }) => {
    const { supportAddress, senderName, name } = await projectOf(ctx);
    const { mail } = ctx.config;
    return {
      supportAddress,
      projectName: name,
      senderName: senderName ?? '',
      forwardTo: forwardAddress(mail),
      form: addressForm(mail),
      inboundDomain: inboundDomain(mail),
      confirmations: await listForwardingConfirmations(ctx.db, ctx.projectId),
    };
  }),

  /** The same checks as `npm run doctor`. */
  checks: projectProcedure.query(async ({ ctx }) => {
    const deps = { ...ctx, provider: createProvider(ctx.config.mail), dns: systemDns() };
    return checkMailSetup(deps, await projectOf(ctx));
  }),

  /** Why agents should worry, in words; null when they need not. */
  alarm: projectProcedure.query(({ ctx }) => mailAlarm(ctx.db, ctx.projectId)),

  sendTest: projectProcedure.mutation(async ({ ctx }) => {
    const project = await projectOf(ctx);
    const newest = await findNewestTestMail(ctx.db, project.id);
    if (newest && Date.now() - newest.sentAt.getTime() < BETWEEN_TEST_MAILS_MS)
      throw new Refusal('slow_down');
    const { db, config } = ctx;
    await sendTestMail({ db, mail: config.mail, provider: createProvider(config.mail) }, project);
  }),

  fetchMissed: projectProcedure.mutation(async ({ ctx }) => {
    const { db, mailGateway: gateway, log, config, resolve, feed } = ctx;
    return askingProvider(ctx, (provider) =>
      fetchMissedMail({ db, gateway, log, resolve, feed, mail: config.mail, provider }),
    );
  }),

  saveSenderName: projectProcedure
    .input(z.object({ senderName }))
    .mutation(({ ctx, input: { senderName } }) =>
      audited(ctx, async (tx) => {
        const changes = await saveSettings(tx, ctx.projectId, { senderName });
        return { result: undefined, done: changes && { act: 'settings_changed', changes } };
      }),
    ),
});

async function projectOf(ctx: Pick<Context, 'db'> & { projectId: ProjectId }): Promise<Project> {
  const project = await findProject(ctx.db, ctx.projectId);
  if (!project) throw new Refusal('not_found');
  return project;
}
