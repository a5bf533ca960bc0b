import { z } from 'zod';
import { REFUSED_MAIL_REASONS, type MailContext } from '../agent-mail.ts';
import type { ConversationId, Id } from '../ids.ts';
import { MAX_ADDRESS, MAX_CC, MAX_DETAIL, MAX_NAME, MAX_TAG_NAME } from '../limits.ts';
import type { Bringing, Undelivered } from '../move.ts';
import type { Standing } from '../standing.ts';

/** What the contract's messages are made of. */

export const idSchema = <Prefix extends string>(prefix: Prefix): z.ZodType<Id<Prefix>, Id<Prefix>> =>
  z.templateLiteral([`${prefix}_`, z.string().regex(/^[0-9a-z]{16,32}$/)]) as unknown as z.ZodType<
    Id<Prefix>,
    Id<Prefix>
  >;

/** Exactly what `newId` makes, because a conversation's id is half of its reply address: visitors choose it, and any other would have none. */
export const conversationIdSchema = z.string().regex(/^cnv_[0-9a-hjkmnp-tv-z]{16}$/) as unknown as z.ZodType<
  ConversationId,
  ConversationId
>;

export const text = (max: number) => z.string().trim().min(1, 'Write something first.').max(max);
export const messageId = idSchema('msg');
export const agentId = idSchema('agt');
export const deliveryId = idSchema('dlv');
export const parkedId = idSchema('prk');
export const tagId = idSchema('tag');
export const ruleId = idSchema('rul');
export const customerId = idSchema('cus');
export const attributeId = idSchema('atr');

export const emailAddress = z.string().trim().toLowerCase().max(MAX_ADDRESS).pipe(z.email());

/** What a split is called; the new conversation's id is made of it, so it has exactly the form of one. */
export const splitId = z.string().regex(/^msg_[0-9a-hjkmnp-tv-z]{16}$/) as unknown as z.ZodType<
  Id<'msg'>,
  Id<'msg'>
>;

export const standing = z.strictObject({
  status: z.enum(['open', 'waiting', 'snoozed', 'closed']),
  handler: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('assistant') }),
    z.strictObject({ by: z.literal('agent'), agentId: agentId.nullable() }),
  ]),
  assignee: agentId.nullable(),
  escalation: z
    .strictObject({
      cause: z.enum(['visitor', 'assistant', 'failure', 'email', 'unreached', 'budget', 'off']),
      reason: z.string(),
      at: z.string(),
    })
    .nullable(),
}) satisfies z.ZodType<Standing>;
/** As its mail program wrote it: whoever reads mail has looked at its form. */
export const person = z.strictObject({ email: z.string().max(MAX_ADDRESS), name: z.string().max(MAX_NAME) });
/** What an agent who answered by mail had seen, and what their first line asks for. */
export const mailContext = z.strictObject({
  seenSeq: z.int32().nonnegative(),
  does: z.enum(['reply', 'note', 'close', 'refuse']),
  reason: z.enum(REFUSED_MAIL_REASONS).nullable(),
}) satisfies z.ZodType<MailContext>;
export const bringing = z.strictObject({ standing, unanswered: z.boolean() }) satisfies z.ZodType<Bringing>;
export const undelivered = z.strictObject({
  id: messageId,
  how: z.enum(['bounced', 'complained', 'failed', 'unknown']),
  detail: z.string().max(MAX_DETAIL),
}) satisfies z.ZodType<Undelivered>;
export const command = z.strictObject({ id: messageId });
export const tagging = command.extend({
  tagId,
  /** For the transcript. Set by the api, never by a client. */
  tagName: z.string().max(MAX_TAG_NAME).optional(),
});
export const sender = command.extend({ messageId, email: emailAddress });
/** ISO 8601. */
export const moment = z.iso.datetime();
/** People who get this reply too. */
export const cc = z.array(emailAddress).max(MAX_CC).optional();
