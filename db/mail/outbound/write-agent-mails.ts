import { eq, inArray } from 'drizzle-orm';
import type { RefusedAgentMail } from '../../../domain/conversation/entry.ts';
import { composeAgentMail, type AgentMailParts } from '../../../domain/mail/writing/compose-agent-mail.ts';
import {
  newId,
  siblingId,
  type AgentId,
  type AgentMailId,
  type ConversationId,
} from '../../../domain/ids.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import { mailPartsOf, saidAfter, unseenBy, type MailParts, type Said } from './agent-mail-parts.ts';
import type { Database, Queryable } from '../../connection/database.ts';
import { agentMails, agents, conversations, type AgentMailState } from '../../schema/schema.ts';
import { listListeners, type Listener } from '../../conversation/watches.ts';

/** How the installation writes to agents: its part in mail, and where its inbox stands. */
export interface AgentMailSettings {
  mail: MailIdentity;
  publicUrl: string;
}

/** Who comes back to an old mail after a quarter has forgotten what it was about. In days. */
const ANSWERABLE_FOR = 90;

const ON_ITS_WAY: readonly AgentMailState[] = ['pending', 'sending', 'sent'];
/** No reason for another mail, but the next one repeats them: whoever answers it counts as having read all it follows. */
const NOT_THERE: readonly AgentMailState[] = ['failed', 'unknown'];

/**
 * Freezes a mail for everybody who listens and has not read what customers wrote. Nothing new, no mail: a repetition
 * finds the mails of the first time.
 */
export async function writeDigests(
  db: Database,
  conversationId: ConversationId,
  settings: AgentMailSettings,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lock(tx, conversationId);
    await writeDigestsIn(tx, conversationId, settings);
  });
}

/** The same within a transaction that holds the conversation's row. */
export async function writeDigestsIn(
  tx: Queryable,
  conversationId: ConversationId,
  settings: AgentMailSettings,
): Promise<void> {
  const listeners = await listListeners(tx, conversationId);
  const fresh = await unknownTo(tx, conversationId, listeners);
  const told = fresh.filter(({ unknown }) => unknown.some(({ by }) => by === 'customer' || by === 'other'));
  const wanted = told.map(({ agent, unseen }) => ({ ...A_DIGEST, id: newId('agm'), agent, unseen }));
  await freeze(tx, { conversationId, wanted }, settings);
}

/**
 * Freezes the mails that tell members of a conversation that nobody has taken, also when nothing was said in it: somebody
 * is wanted; or that a colleague mentioned them. Whoever was mailed all of it has been told.
 */
export async function writeCalls(
  tx: Queryable,
  {
    conversationId,
    agentIds,
    mentionedBy = null,
  }: { conversationId: ConversationId; agentIds: AgentId[]; mentionedBy?: string | null },
  settings: AgentMailSettings,
): Promise<void> {
  const members = await tx.select().from(agents).where(inArray(agents.id, agentIds));
  const fresh = await unknownTo(tx, conversationId, members);
  const wanted = fresh
    .filter(({ hasNewer }) => hasNewer)
    .map(({ agent, unseen }) => ({
      ...{ ...A_DIGEST, id: newId('agm'), agent, unseen },
      ...(mentionedBy === null ? { unassigned: true } : { mentionedBy }),
    }));
  await freeze(tx, { conversationId, wanted }, settings);
}

const A_DIGEST = { refused: null, unassigned: false, mentionedBy: null };

/** For each agent, what no mail told them of; and what the next one says, which repeats mails that are not there. */
async function unknownTo(tx: Queryable, conversationId: ConversationId, members: readonly Listener[]) {
  if (members.length === 0) return [];
  const parts = await mailPartsOf(tx, conversationId);
  if (!parts) return [];
  const until = members.map((agent) => ({
    agent,
    told: parts.knownUntil(agent, [...ON_ITS_WAY, ...NOT_THERE]),
    arrived: parts.knownUntil(agent, ON_ITS_WAY),
  }));
  const afterSeq = Math.min(...until.map(({ arrived }) => arrived));
  const said = await saidAfter(tx, { conversationId, afterSeq });
  return until.map(({ agent, told, arrived }) => ({
    agent,
    unknown: unseenBy(said, agent.id, told),
    unseen: unseenBy(said, agent.id, arrived),
    hasNewer: told < parts.conversation.lastSeq,
  }));
}

/** Freezes the mail that takes an answer back to its writer, with what they had not seen. Idempotent by the answer's id. */
export async function writeRefusedMail(
  db: Database,
  { conversationId, ...reply }: RefusedAgentMail & { conversationId: ConversationId },
  settings: AgentMailSettings,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lock(tx, conversationId);
    const [agent] = await tx.select().from(agents).where(eq(agents.id, reply.agentId));
    if (!agent) return;
    const id = siblingId('agm', reply.id);
    const afterSeq = reply.seenSeq;
    const unseen = unseenBy(await saidAfter(tx, { conversationId, afterSeq }), agent.id, afterSeq);
    const wanted = [{ ...A_DIGEST, id, agent, unseen, refused: reply }];
    await freeze(tx, { conversationId, wanted }, settings);
  });
}

/** Nothing may be said between what the mail shows and the number up to which it counts as seen. */
async function lock(tx: Queryable, id: ConversationId): Promise<void> {
  await tx.select({ id: conversations.id }).from(conversations).where(eq(conversations.id, id)).for('update');
}

interface Wanted {
  id: AgentMailId;
  agent: Pick<Listener, 'id' | 'name' | 'email'>;
  unseen: Said[];
  refused: AgentMailParts['refused'];
  unassigned: boolean;
  mentionedBy: string | null;
}

async function freeze(
  tx: Queryable,
  { conversationId, wanted }: { conversationId: ConversationId; wanted: Wanted[] },
  settings: AgentMailSettings,
): Promise<void> {
  const parts = wanted.length > 0 && (await mailPartsOf(tx, conversationId));
  if (!parts) return;
  const { lastSeq: seq, projectId } = parts.conversation;
  const expiresAt = new Date(Date.now() + ANSWERABLE_FOR * 86_400_000);
  const rows = wanted.map((mail) => ({
    ...{ id: mail.id, projectId, conversationId, agentId: mail.agent.id, seq, expiresAt },
    envelope: envelopeOf(mail, parts, settings),
  }));
  await tx.insert(agentMails).values(rows).onConflictDoNothing();
}

function envelopeOf(
  { id, agent, unseen, refused, unassigned, mentionedBy }: Wanted,
  { conversation, project, customer, threadOf }: MailParts,
  { mail, publicUrl }: AgentMailSettings,
) {
  const { id: conversationId, lastSeq: seq, subject } = conversation;
  const parts: AgentMailParts = {
    ...{ agentMailId: id, agentId: agent.id, conversationId, seq, project, subject, refused, unassigned },
    mentionedBy,
    agent: { email: agent.email, name: agent.name },
    customerName: customer?.name ?? null,
    customerHasMail: customer !== null,
    url: `${publicUrl}/conversations/${conversationId}`,
    unseen: unseen.filter(({ kind }) => kind === 'message'),
    notesBy: [...new Set(unseen.filter(({ kind }) => kind === 'note').map(({ who }) => who))],
    escalatedAgain: conversation.escalatedAgain,
    thread: threadOf(agent.id),
  };
  return composeAgentMail(parts, mail);
}
