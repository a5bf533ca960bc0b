import { z } from 'zod';
import { projectName } from '../../rpc/project-name.ts';
import { audited } from '../../audit/audited.ts';
import { readUse } from '../../../db/project/daily-use.ts';
import { furtherAddresses, saveFurtherAddresses } from '../../../db/project/support-addresses.ts';
import { findProject, saveSettings, type ProjectSettings } from '../../../db/project/projects.ts';
import { ceilingWords, reached } from '../../../domain/project/budgets/ceilings.ts';
import { priceOf } from '../../../domain/assistant/cost.ts';
import { AFTER_DEADLINE, MAIL_MODES, MODES } from '../../../domain/assistant/modes/mode.ts';
import { readLinkHost } from '../../../domain/assistant/gate/links.ts';
import { readAllowedOrigin } from '../../../domain/project/allowed-origin.ts';
import { emailAddress } from '../../../domain/contract/schemas.ts';
import { MAX_RETENTION_DAYS } from '../../../domain/project/erasure.ts';
import { Refusal } from '../../../domain/errors.ts';
import { MAIL_POLICIES } from '../../../domain/inbox/views.ts';
import { SEARCH_LANGUAGES } from '../../../domain/search/search-languages.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';
import {
  MAX_COUNT_A_DAY,
  MAX_DRAFT_MINUTES,
  MAX_GREETING,
  MAX_MODEL_NAME,
  MAX_MONEY,
  MAX_RATING_MINUTES,
  MAX_SUPPORT_ADDRESSES,
  MAX_SYSTEM_PROMPT,
  MAX_TOKENS_A_DAY,
  MAX_UNDO_SECONDS,
} from '../../../domain/limits.ts';

const blankAsNull = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullable()
    .transform((value) => value || null);

/** Written as browsers send it, whatever small things were different about it. */
const origin = z
  .string()
  .max(300)
  .transform((written, ctx) => {
    const read = readAllowedOrigin(written);
    if ('origin' in read) return read.origin;
    ctx.issues.push({ code: 'custom', message: read.problem, input: written });
    return z.NEVER;
  });

/** A host, also as it stands in an address; `*.example.com` is everything below it. */
const linkHost = z
  .string()
  .max(300)
  .transform((written, ctx) => {
    const host = readLinkHost(written);
    if (host) return host;
    ctx.issues.push({
      code: 'custom',
      message: `“${written}” is not a site, such as docs.example.com.`,
      input: written,
    });
    return z.NEVER;
  });

/** 0: none, people answer everything. */
const ceiling = (most: number) => z.int('Write a whole number.').min(0).max(most);
/** The same; null: no limit. */
const budget = (most: number) => ceiling(most).nullable().optional();
/** US dollars. */
const money = z.number('Write an amount such as 0.50.').min(0).max(MAX_MONEY).nullable().optional();

/** How long something is kept; null: for ever. */
const days = z.int().min(1).max(MAX_RETENTION_DAYS).nullable().optional();

const settings = z.object({
  name: projectName,
  greeting: z.string().trim().max(MAX_GREETING),
  allowedOrigins: z
    .array(origin)
    .max(50, 'At most 50 sites.')
    .transform((origins) => [...new Set(origins)]),
  supportAddress: emailAddress,
  furtherAddresses: z
    .array(emailAddress)
    .max(MAX_SUPPORT_ADDRESSES - 1, `At most ${MAX_SUPPORT_ADDRESSES} addresses.`)
    .optional(),
  language: z.enum(SEARCH_LANGUAGES).optional(),
  model: blankAsNull(MAX_MODEL_NAME),
  embeddingModel: blankAsNull(MAX_MODEL_NAME).optional(),
  systemPrompt: blankAsNull(MAX_SYSTEM_PROMPT),
  linkHosts: z
    .array(linkHost)
    .max(50, 'At most 50 sites.')
    .transform((hosts) => [...new Set(hosts)])
    .optional(),
  undoSeconds: z.int().min(0).max(MAX_UNDO_SECONDS).optional(),
  mailPolicy: z.enum(MAIL_POLICIES).optional(),
  assistantAnswersMail: z.boolean().optional(),
  chatMode: z.enum(MODES).optional(),
  mailMode: z.enum(MAIL_MODES).optional(),
  draftMinutes: z.int('Write a whole number of minutes.').min(1).max(MAX_DRAFT_MINUTES).optional(),
  draftThen: z.enum(AFTER_DEADLINE).optional(),
  acknowledgesMail: z.boolean().optional(),
  ratingMailMinutes: z
    .int('Write a whole number of minutes.')
    .min(1)
    .max(MAX_RATING_MINUTES)
    .nullable()
    .optional(),
  maxConversationsADay: ceiling(MAX_COUNT_A_DAY).optional(),
  maxModelCallsADay: ceiling(MAX_COUNT_A_DAY).optional(),
  maxTokensADay: ceiling(MAX_TOKENS_A_DAY).optional(),
  maxMoneyADay: money,
  maxTurnsAConversation: budget(MAX_COUNT_A_DAY),
  maxTokensAConversation: budget(MAX_TOKENS_A_DAY),
  maxMoneyAConversation: money,
  maxTurnsAVisitor: budget(MAX_COUNT_A_DAY),
  maxTokensAVisitor: budget(MAX_TOKENS_A_DAY),
  maxMoneyAVisitor: money,
  closedDays: days,
  rawMailDays: days,
  visitorDays: days,
});

export const settingsRouter = router({
  get: projectProcedure.query(async ({ ctx }) => {
    const project = await findProject(ctx.db, ctx.projectId);
    if (!project) throw new Refusal('not_found');
    const { id, name, greeting, allowedOrigins, supportAddress, model, systemPrompt, widgetKey } = project;
    const defaultModel = ctx.config.model?.model ?? null;
    return {
      id,
      name,
      greeting,
      allowedOrigins,
      supportAddress,
      furtherAddresses: await furtherAddresses(ctx.db, id),
      model,
      embeddingModel: project.embeddingModel,
      systemPrompt,
      linkHosts: project.linkHosts,
      language: project.language,
      undoSeconds: project.undoSeconds,
      mailPolicy: project.mailPolicy,
      assistantAnswersMail: project.assistantAnswersMail,
      chatMode: project.chatMode,
      mailMode: project.mailMode,
      draftMinutes: project.draftMinutes,
      draftThen: project.draftThen,
      acknowledgesMail: project.acknowledgesMail,
      ratingMailMinutes: project.ratingMailMinutes,
      maxConversationsADay: project.maxConversationsADay,
      maxModelCallsADay: project.maxModelCallsADay,
      maxTokensADay: project.maxTokensADay,
      maxMoneyADay: project.maxMoneyADay,
      maxTurnsAConversation: project.maxTurnsAConversation,
      maxTokensAConversation: project.maxTokensAConversation,
      maxMoneyAConversation: project.maxMoneyAConversation,
      maxTurnsAVisitor: project.maxTurnsAVisitor,
      maxTokensAVisitor: project.maxTokensAVisitor,
      maxMoneyAVisitor: project.maxMoneyAVisitor,
      usedToday: (await readUse(ctx.db, id))?.used ?? null,
      /** Of the model in use. Without a price money is not counted, and so not limited. */
      priceIsKnown: defaultModel !== null && priceOf(project, model ?? defaultModel) !== null,
      closedDays: project.closedDays,
      rawMailDays: project.rawMailDays,
      visitorDays: project.visitorDays,
      widgetKey,
      /** What a project without a model of its own uses; null means the assistant quotes the docs. */
      defaultModel,
      /** Null: no endpoint embeds, passages are found by words. */
      defaultEmbeddingModel: ctx.config.embeddings?.model ?? null,
      scriptTag: `<script async src="${ctx.config.publicUrl}/widget.js" data-key="${widgetKey}"></script>`,
    };
  }),
  /** Which of today's ceilings are reached, in words; null: none. */
  ceilings: projectProcedure.query(async ({ ctx }) => {
    const today = await readUse(ctx.db, ctx.projectId);
    return today && ceilingWords(reached(today.used, today.most));
  }),
  save: projectProcedure.input(settings).mutation(async ({ ctx, input }) => {
    const { projectId, furtherAddresses: further, ...values } = input;
    const first = values.supportAddress;
    await audited(ctx, async (tx) => {
      const addresses = await saveFurtherAddresses(tx, { projectId, first, further });
      const changes = await saveSettings(tx, projectId, values as ProjectSettings);
      const all = { ...changes, ...addresses };
      const done = Object.keys(all).length > 0 ? ({ act: 'settings_changed', changes: all } as const) : null;
      return { result: undefined, done };
    });
  }),
});
