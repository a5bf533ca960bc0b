import { z } from 'zod';
import { audited } from '../../audit/audited.ts';
import {
  deleteSavedReply,
  findSavedReply,
  isNameTaken,
  listSavedReplies,
  saveSavedReply,
} from '../../../db/saved-replies/saved-replies.ts';
import { copySavedFiles } from '../../../db/saved-replies/saved-reply-files.ts';
import { agentId, idSchema } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { MAX_AGENT_TEXT, MAX_FILES, MAX_LOCALE } from '../../../domain/limits.ts';
import { isAtLeast, type Role } from '../../../domain/project/roles.ts';
import type { AgentId } from '../../../domain/ids.ts';
import {
  MAX_ACTS,
  MAX_SAVED_REPLY_NAME,
  MAX_SNOOZE_DAYS,
  mayChange,
  SAVED_REPLY_NAME,
  type MacroAct,
  type SavedReply,
} from '../../../domain/saved-replies/saved-reply.ts';
import { PRIORITIES } from '../../../domain/triage.ts';
import { takeSavedFiles } from '../../files/saved-files.ts';
import { conversationProcedure, projectProcedure, router } from '../../rpc/trpc.ts';

const attachmentId = idSchema('att');
const which = z.object({ id: idSchema('srp') });

const act = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('close') }),
  z.strictObject({ does: z.literal('assign'), assignee: z.union([agentId, z.literal('me')]).nullable() }),
  z.strictObject({ does: z.literal('addTag'), tagId: idSchema('tag') }),
  z.strictObject({ does: z.literal('setPriority'), priority: z.enum(PRIORITIES) }),
  z.strictObject({ does: z.literal('snooze'), days: z.int().min(1).max(MAX_SNOOZE_DAYS).nullable() }),
]) satisfies z.ZodType<MacroAct>;

const saved = which.extend({
  name: z
    .string()
    .trim()
    .min(1, 'Give it a name.')
    .max(MAX_SAVED_REPLY_NAME)
    .regex(SAVED_REPLY_NAME, 'A name is one word: letters, digits, and - between them.'),
  text: z.string().trim().min(1, 'Write its text.').max(MAX_AGENT_TEXT),
  language: z.string().trim().max(MAX_LOCALE).nullable().default(null),
  /** True: only whoever saves it sees it. */
  own: z.boolean(),
  acts: z.array(act).max(MAX_ACTS).default([]),
  files: z.array(attachmentId).max(MAX_FILES).default([]),
});

const copying = which.extend({
  files: z.array(z.strictObject({ from: attachmentId, to: attachmentId })).max(MAX_FILES),
});

/** Own ones are nobody else's business: only what is done to shared ones is written down. */
export const savedRepliesRouter = router({
  list: projectProcedure.query(({ ctx }) =>
    listSavedReplies(ctx.db, { projectId: ctx.projectId, agentId: ctx.agent.id }),
  ),

  save: projectProcedure.input(saved).mutation(async ({ ctx, input }) => {
    const { projectId, agent } = ctx;
    await audited(ctx, async (tx) => {
      const before = await findSavedReply(tx, { id: input.id, projectId });
      if (before) mustChange(before, ctx);
      const { own, projectId: _projectId, files, ...content } = input;
      const owner = own ? agent.id : null;
      if (await isNameTaken(tx, { ...content, projectId, owner }))
        throw new Refusal('name_taken', `There is a saved reply “${content.name}” already.`);
      const reply = { ...content, projectId, owner, author: before?.author ?? agent.id };
      if (!(await saveSavedReply(tx, reply))) throw new Refusal('not_found');
      await takeSavedFiles(tx, { id: input.id, projectId, files: [...new Set(files)] });
      const isShared = !own || (before && before.owner === null);
      const done = {
        act: before ? 'saved_reply_changed' : 'saved_reply_added',
        about: content.name,
      } as const;
      return { result: undefined, done: isShared ? done : null };
    });
  }),

  /** Its files, as if they were uploaded for a reply in the conversation. */
  copyFiles: conversationProcedure.input(copying).mutation(async ({ ctx, input }) => {
    const { projectId, conversationId, agent } = ctx;
    const { id, files } = input;
    const reply = await findSavedReply(ctx.db, { id, projectId });
    if (!reply || (reply.owner && reply.owner !== agent.id)) throw new Refusal('not_found');
    return ctx.db.transaction((tx) => copySavedFiles(tx, { id, projectId, conversationId, files }));
  }),

  remove: projectProcedure.input(which).mutation(async ({ ctx, input: { id } }) => {
    const { projectId } = ctx;
    await audited(ctx, async (tx) => {
      const before = await findSavedReply(tx, { id, projectId });
      if (!before) return { result: undefined, done: null };
      mustChange(before, ctx);
      await deleteSavedReply(tx, { id, projectId });
      const done = { act: 'saved_reply_removed', about: before.name } as const;
      return { result: undefined, done: before.owner ? null : done };
    });
  }),
});

/** Somebody else's own one looks as if there were none. */
function mustChange(reply: SavedReply, { agent, role }: { agent: { id: AgentId }; role: Role }): void {
  if (reply.owner && reply.owner !== agent.id) throw new Refusal('not_found');
  if (!mayChange(reply, { agentId: agent.id, isAdmin: isAtLeast(role, 'admin') }))
    throw new Refusal('not_allowed');
}
