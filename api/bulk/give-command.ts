import { replyTimesOf } from '../../domain/inbox/reply-times.ts';
import type { UpdateInput, UpdateOutput } from '../../domain/contract/contract.ts';
import type { OwnRefusal, UpdateName, UpdatesOf } from '../../domain/contract/policy.ts';
import { mayMerge, maySplit, mayUnsplit } from '../../db/moving/merge-candidates.ts';
import { areAttachable } from '../../db/files/attachments.ts';
import {
  addressesOfCustomer,
  listCopied,
  namedBesides,
  senderOf,
} from '../../db/mail/inbound/correspondents.ts';
import { findParked } from '../../db/conversation/parked.ts';
import { findReplySettings, findRole } from '../../db/project/projects.ts';
import { isForwardable } from '../../db/mail/outbound/forwards.ts';
import { notWritable } from '../../db/mail/outbound/not-writable.ts';
import { nameOfTag } from '../../db/triage/tags.ts';
import { readSpending } from '../../db/project/read-spending.ts';
import { budgetReached, scopesFor } from '../../domain/project/budgets/budgets.ts';
import { findReach } from '../../db/mail/outbound/reach.ts';
import { Refusal } from '../../domain/errors.ts';
import { MAX_LATER_DAYS } from '../../domain/limits.ts';
import type { AgentId, ConversationId, ParkedId, ProjectId } from '../../domain/ids.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Context } from '../rpc/context.ts';

/** Fields of the contract that the api fills in itself; no client may. */
export const OWN_FIELDS = ['times', 'reach', 'tagName'] as const;
export type OwnField = (typeof OWN_FIELDS)[number];

/** Where a command is given. */
type Place = Pick<Context, 'db' | 'config'> & { projectId: ProjectId; conversationId: ConversationId };
/** And by whom. */
export type CommandContext = Place & { agent: { id: AgentId }; gateway: Gateway['agent'] };

/** What must hold besides the contract's own shape; the database knows it, the workflow does not. Refusals are the policy's. */
const guards: {
  [Name in UpdateName]?: (ctx: Place, input: UpdateInput<Name>) => Promise<OwnRefusal<Name> | null>;
} = {
  assign: async ({ db, projectId }, { assignee }) =>
    assignee && !(await findRole(db, { projectId, agentId: assignee })) ? 'not_a_member' : null,
  /** Else the customer would be told again and again that a person answers, by each message that finds nothing left to spend. */
  handBack: async ({ db, config, projectId, conversationId }) => {
    const spending = await readSpending(db, { projectId, conversationId });
    const scopes = scopesFor({ asksModel: config.model !== null, isCustomers: true });
    return spending && budgetReached(spending, scopes) ? 'budget_used_up' : null;
  },
  addNote: async ({ db, projectId }, { mentions = [] }) => {
    const roles = await Promise.all(mentions.map((agentId) => findRole(db, { projectId, agentId })));
    return roles.every(Boolean) ? null : 'not_a_member';
  },
  merge: async ({ db, conversationId }, { into }) =>
    (await mayMerge(db, conversationId, into)) ? null : 'cannot_merge',
  split: async ({ db, conversationId }, { id, messageId }) =>
    (await maySplit(db, { id, conversationId, messageId })) ? null : 'cannot_split',
  addTag: async ({ db, projectId }, { tagId: id }) =>
    (await nameOfTag(db, { projectId, id })) === null ? 'not_found' : null,
  snooze: (_place, { until }) => Promise.resolve(until !== null && isPast(until) ? 'moment_past' : null),
  moveRule: (_place, { at }) => Promise.resolve(isPast(at) ? 'moment_past' : null),
  unsplit: async ({ db, conversationId }, { id, move }) =>
    (await mayUnsplit(db, { id, conversationId, move })) ? null : 'not_found',
  /** Who was in copy before stays there, as with any mail; whoever is new must be somebody who may be written to. */
  reply: async (ctx, { id: messageId, attachments: ids = [], cc = [], bcc = [], sendAt }) => {
    const { db, conversationId } = ctx;
    if (isTooFar(sendAt)) return 'moment_too_far';
    if (ids.length > 0 && !(await areAttachable(db, { ids, conversationId, messageId })))
      return 'attachment_gone';
    if (cc.length + bcc.length === 0) return null;
    const known = new Set((await listCopied(db, conversationId)).map(({ email }) => email));
    const emails = [...cc, ...bcc].filter((email) => !known.has(email));
    return (await notWritable(db, { ...ctx, mail: ctx.config.mail, emails })) ? 'cannot_copy' : null;
  },
  forward: async (ctx, { id, messageId, to, attachments: ids = [] }) => {
    const { db, conversationId } = ctx;
    if (!(await isForwardable(db, { conversationId, messageId }))) return 'not_found';
    if (ids.length > 0 && !(await areAttachable(db, { ids, conversationId, messageId: id })))
      return 'attachment_gone';
    const customers = await addressesOfCustomer(db, conversationId);
    const isNot = await notWritable(db, { ...ctx, mail: ctx.config.mail, emails: [to] });
    return isNot || customers.includes(to) ? 'cannot_forward' : null;
  },
  confirmSender: async ({ db, conversationId }, { messageId, email }) =>
    (await senderOf(db, { conversationId, messageId, by: 'other' })) === email ? null : 'not_the_sender',
  chooseCustomer: async ({ db, conversationId }, { messageId, email }) =>
    (await namedBesides(db, { conversationId, messageId })) === email ? null : 'not_the_sender',
  moveReply: async (_ctx, { sendAt }) => (isTooFar(sendAt) ? 'moment_too_far' : null),
  retryParked: ({ db, conversationId }, { parkedId }) => mustWait(db, conversationId, parkedId),
  skipParked: ({ db, conversationId }, { parkedId }) => mustWait(db, conversationId, parkedId),
  disownSender: async ({ db, conversationId }, { messageId, email }) => {
    const [own, ...further] = await addressesOfCustomer(db, conversationId);
    const sender = await senderOf(db, { conversationId, messageId, by: 'customer' });
    return sender === email && email !== own && further.includes(email) ? null : 'not_the_sender';
  },
};

const isPast = (at: string): boolean => Date.parse(at) <= Date.now();

const isTooFar = (sendAt?: string): boolean =>
  sendAt !== undefined && Date.parse(sendAt) - Date.now() > MAX_LATER_DAYS * 24 * 3_600_000;

async function mustWait(
  db: Context['db'],
  conversationId: ConversationId,
  id: ParkedId,
): Promise<'not_found' | null> {
  const found = await findParked(db, id);
  return found?.conversationId === conversationId ? null : 'not_found';
}

async function tagNamed({ db, projectId }: Place, { tagId: id }: UpdateInput<'addTag'>) {
  const tagName = await nameOfTag(db, { projectId, id });
  return tagName === null ? {} : { tagName };
}

/** Those fields, where an update has them. */
const ownFields: {
  [Name in UpdateName]?: (ctx: Place, said: UpdateInput<Name>) => Promise<Partial<UpdateInput<Name>>>;
} = {
  reply: async ({ db, conversationId }) => ({
    times: replyTimesOf(await findReplySettings(db, conversationId)),
  }),
  addTag: tagNamed,
  removeTag: tagNamed,
  handBack: async ({ db, conversationId }) => ({ reach: await findReach(db, conversationId) }),
};

/** A command of an agent, after what only the database knows. */
export async function giveCommand<Name extends UpdatesOf<'agent'>>(
  name: Name,
  ctx: CommandContext,
  said: UpdateInput<Name>,
): Promise<UpdateOutput<Name>> {
  const input = { ...said, ...(await ownFields[name]?.(ctx, said)) };
  const refusal = await guards[name]?.(ctx, input);
  if (refusal) throw new Refusal(refusal);
  return ctx.gateway.update(name, ctx.conversationId, input, { agentId: ctx.agent.id });
}
