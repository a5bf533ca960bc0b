import type { TRPCMutationProcedure } from '@trpc/server';
import { z } from 'zod';
import { replyTimesOf } from '../../domain/inbox/reply-times.ts';
import { contract, type UpdateInput, type UpdateOutput } from '../../domain/contract/contract.ts';
import type { OwnRefusal, UpdateName } from '../../domain/contract/policy.ts';
import { mayMerge, maySplit, mayUnsplit } from '../../db/moving/merge-candidates.ts';
import { areAttachable } from '../../db/files/attachments.ts';
import {
  addressesOfCustomer,
  listCopied,
  namedBesides,
  senderOf,
} from '../../db/mail/inbound/correspondents.ts';
import { findParked } from '../../db/conversation/parked.ts';
import { findReplySettings, isMember } from '../../db/project/projects.ts';
import { findReach } from '../../db/mail/outbound/reach.ts';
import { Refusal } from '../../domain/errors.ts';
import type { ConversationId, ParkedId, ProjectId } from '../../domain/ids.ts';
import type { Context } from '../rpc/context.ts';
import { conversationIdInput, conversationProcedure } from '../rpc/trpc.ts';

/** Fields of the contract that the api fills in itself; no client may. */
const OWN_FIELDS = ['times', 'reach'] as const;
type OwnField = (typeof OWN_FIELDS)[number];

/** The procedure that an update becomes. */
export type Command<Name extends UpdateName> = TRPCMutationProcedure<{
  input: Omit<z.input<(typeof contract.updates)[Name]['input']>, OwnField> & {
    conversationId: ConversationId;
  };
  output: UpdateOutput<Name>;
  meta: object;
}>;

/** What must hold besides the contract's own shape; the database knows it, the workflow does not. Refusals are the policy's. */
const guards: {
  [Name in UpdateName]?: (
    ctx: Pick<Context, 'db'> & { projectId: ProjectId; conversationId: ConversationId },
    input: UpdateInput<Name>,
  ) => Promise<OwnRefusal<Name> | null>;
} = {
  assign: async ({ db, projectId }, { assignee }) =>
    assignee && !(await isMember(db, { projectId, agentId: assignee })) ? 'not_a_member' : null,
  merge: async ({ db, conversationId }, { into }) =>
    (await mayMerge(db, conversationId, into)) ? null : 'cannot_merge',
  split: async ({ db, conversationId }, { id, messageId }) =>
    (await maySplit(db, { id, conversationId, messageId })) ? null : 'cannot_split',
  unsplit: async ({ db, conversationId }, { id, move }) =>
    (await mayUnsplit(db, { id, conversationId, move })) ? null : 'not_found',
  /** Whoever was never in copy cannot be written to by this road, whatever a browser asks for. */
  reply: async ({ db, conversationId }, { id: messageId, attachments: ids = [], cc = [] }) => {
    if (ids.length > 0 && !(await areAttachable(db, { ids, conversationId, messageId })))
      return 'attachment_gone';
    if (cc.length === 0) return null;
    const known = new Set((await listCopied(db, conversationId)).map(({ email }) => email));
    return cc.every((email) => known.has(email)) ? null : 'not_in_copy';
  },
  confirmSender: async ({ db, conversationId }, { messageId, email }) =>
    (await senderOf(db, { conversationId, messageId, by: 'other' })) === email ? null : 'not_the_sender',
  chooseCustomer: async ({ db, conversationId }, { messageId, email }) =>
    (await namedBesides(db, { conversationId, messageId })) === email ? null : 'not_the_sender',
  retryParked: ({ db, conversationId }, { parkedId }) => mustWait(db, conversationId, parkedId),
  skipParked: ({ db, conversationId }, { parkedId }) => mustWait(db, conversationId, parkedId),
  disownSender: async ({ db, conversationId }, { messageId, email }) => {
    const [own, ...further] = await addressesOfCustomer(db, conversationId);
    const sender = await senderOf(db, { conversationId, messageId, by: 'customer' });
    return sender === email && email !== own && further.includes(email) ? null : 'not_the_sender';
  },
};

async function mustWait(
  db: Context['db'],
  conversationId: ConversationId,
  id: ParkedId,
): Promise<'not_found' | null> {
  const found = await findParked(db, id);
  return found?.conversationId === conversationId ? null : 'not_found';
}

/** Those fields, where an update has them. */
const ownFields: {
  [Name in UpdateName]?: (
    ctx: Pick<Context, 'db'> & { projectId: ProjectId; conversationId: ConversationId },
  ) => Promise<Partial<UpdateInput<Name>>>;
} = {
  reply: async ({ db, conversationId }) => ({
    times: replyTimesOf(await findReplySettings(db, conversationId)),
  }),
  handBack: async ({ db, conversationId }) => ({ reach: await findReach(db, conversationId) }),
};

/**
 * An update of the contract as a mutation: the same name, the same input plus the conversation's id, the same output.
 * The actor is the signed-in agent, never something a client says.
 */
function command<Name extends UpdateName>(name: Name): Command<Name> {
  const definition = contract.updates[name];
  return conversationProcedure
    .input(z.strictObject({ ...conversationIdInput.shape, ...clientShape(definition.input.shape) }))
    .mutation(async ({ ctx, input: { conversationId: _conversationId, ...rest } }) => {
      const input = { ...rest, ...(await ownFields[name]?.(ctx)) } as UpdateInput<Name>;
      const refusal = await guards[name]?.(ctx, input);
      if (refusal) throw new Refusal(refusal);
      return ctx.gateway.update(name, ctx.conversationId, input, { agentId: ctx.agent.id });
    }) as unknown as Command<Name>;
}

function clientShape(shape: z.ZodRawShape): z.ZodRawShape {
  return Object.fromEntries(
    Object.entries(shape).filter(([field]) => !OWN_FIELDS.some((own) => own === field)),
  );
}

/** Leaving an update out, or adding one the contract does not know, does not compile. */
export const commands = {
  reply: command('reply'),
  takeOver: command('takeOver'),
  handBack: command('handBack'),
  assign: command('assign'),
  addNote: command('addNote'),
  confirmSender: command('confirmSender'),
  disownSender: command('disownSender'),
  chooseCustomer: command('chooseCustomer'),
  close: command('close'),
  reopen: command('reopen'),
  merge: command('merge'),
  unmerge: command('unmerge'),
  split: command('split'),
  unsplit: command('unsplit'),
  undoReply: command('undoReply'),
  sendNow: command('sendNow'),
  retryDelivery: command('retryDelivery'),
  correctAddress: command('correctAddress'),
  stopMail: command('stopMail'),
  resumeMail: command('resumeMail'),
  retryParked: command('retryParked'),
  skipParked: command('skipParked'),
} satisfies { [Name in UpdateName]: Command<Name> };
