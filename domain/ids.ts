/** Prefixed, branded ids. The sender of a thing chooses its id, so that a retry is free. */
export type Id<Prefix extends string> = `${Prefix}_${string}`;

export type ProjectId = Id<'prj'>;
export type AgentId = Id<'agt'>;
export type CustomerId = Id<'cus'>;
export type VisitorId = Id<'vis'>;
export type ConversationId = Id<'cnv'>;
export type MessageId = Id<'msg'>;
export type DraftId = Id<'dft'>;
export type DeliveryId = Id<'dlv'>;
export type EmailId = Id<'eml'>;
/** A mail to an agent; half of the token that its answers come back to. */
export type AgentMailId = Id<'agm'>;
export type ArticleId = Id<'art'>;
/** Where articles come from. */
export type SourceId = Id<'src'>;
/** An article as it was before. */
export type VersionId = Id<'ver'>;
/** A group of questions that the docs did not answer. */
export type GapId = Id<'gap'>;
export type SavedReplyId = Id<'srp'>;
export type PassageId = Id<'psg'>;
export type AttachmentId = Id<'att'>;
export type InvitationId = Id<'inv'>;
export type TestMailId = Id<'tst'>;
/** A filter of the inbox that somebody keeps. */
export type ViewId = Id<'viw'>;
export type TagId = Id<'tag'>;
export type AttributeId = Id<'atr'>;
/** Something that could not be recorded and waits for an admin. */
export type ParkedId = Id<'prk'>;
export type RuleId = Id<'rul'>;
/** A question that the assistant is tested with, and one run of all of them. */
export type TestQuestionId = Id<'tqn'>;
export type EvaluationId = Id<'evl'>;
/** Real questions asked again in another way. */
export type ComparisonId = Id<'cmp'>;
/** One act on many conversations. */
export type BulkId = Id<'blk'>;

/** Crockford's base32, folded to lower case: no i, l, o, u. */
export const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** Sixteen characters are 80 random bits; a conversation's id has exactly this form because it is half of its reply address. */
const LENGTH = 16;

/** A new id such as `msg_4g1x0v9k2m7c5s8d`. Not for workflow code, whose ids must come from its own seeded generator. */
export function newId<Prefix extends string>(prefix: Prefix): Id<Prefix> {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return `${prefix}_${Array.from(bytes, (byte) => BASE32[byte % 32]).join('')}`;
}

/** The same id's body under another prefix: the answer of draft `dft_x` is message `msg_x`, so recording it twice is impossible. */
export function siblingId<Prefix extends string>(prefix: Prefix, id: Id<string>): Id<Prefix> {
  return `${prefix}_${id.slice(id.indexOf('_') + 1)}`;
}
