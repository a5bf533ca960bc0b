import { eq } from 'drizzle-orm';
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
import { knownUntil, saidAfter, threadOf, type Said } from './agent-mail-parts.ts';
import type { Database, Queryable } from '../../connection/database.ts';
import {
  agentMails,
  agents,
  conversations,
  customers,
  projects,
  type AgentMailState,
} from '../../schema/schema.ts';
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
  for (const agent of await listListeners(tx, conversationId)) {
    const fresh = await unknownTo(tx, { conversationId, agent, told: [...ON_ITS_WAY, ...NOT_THERE] });
    if (!fresh.some(({ by }) => by === 'customer' || by === 'other')) continue;
    const unseen = await unknownTo(tx, { conversationId, agent, told: ON_ITS_WAY });
    const id = newId('agm');
    await freeze(tx, { id, conversationId, agent, unseen, refused: null, unassigned: false }, settings);
  }
}

/**
 * Freezes the mail that tells a member of a conversation that nobody has taken, also when nothing was said in it: somebody
 * is wanted. Whoever was mailed all of it has been told.
 */
export async function writeCall(
  tx: Queryable,
  { conversationId, agentId }: { conversationId: ConversationId; agentId: AgentId },
  settings: AgentMailSettings,
): Promise<void> {
  const [agent] = await tx.select().from(agents).where(eq(agents.id, agentId));
  if (!agent) return;
  const [newest] = await tx
    .select({ seq: conversations.lastSeq })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  const told = [...ON_ITS_WAY, ...NOT_THERE];
  if ((await knownUntil(tx, conversationId, { agent, told })) >= (newest?.seq ?? 0)) return;
  const unseen = await unknownTo(tx, { conversationId, agent, told: ON_ITS_WAY });
  const id = newId('agm');
  await freeze(tx, { id, conversationId, agent, unseen, refused: null, unassigned: true }, settings);
}

async function unknownTo(
  tx: Queryable,
  about: { conversationId: ConversationId; agent: Listener; told: readonly AgentMailState[] },
): Promise<Said[]> {
  const { conversationId, agent, told } = about;
  const afterSeq = await knownUntil(tx, conversationId, { agent, told });
  return saidAfter(tx, { conversationId, agentId: agent.id, afterSeq });
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
    const unseen = await saidAfter(tx, { conversationId, agentId: agent.id, afterSeq: reply.seenSeq });
    await freeze(tx, { id, conversationId, agent, unseen, refused: reply, unassigned: false }, settings);
  });
}

/** Nothing may be said between what the mail shows and the number up to which it counts as seen. */
async function lock(tx: Queryable, id: ConversationId): Promise<void> {
  await tx.select({ id: conversations.id }).from(conversations).where(eq(conversations.id, id)).for('update');
}

async function freeze(
  tx: Queryable,
  wanted: {
    id: AgentMailId;
    conversationId: ConversationId;
    agent: { id: AgentId; name: string; email: string };
    unseen: Said[];
    refused: AgentMailParts['refused'];
    unassigned: boolean;
  },
  settings: AgentMailSettings,
): Promise<void> {
  const { id, conversationId, agent, unseen, refused, unassigned } = wanted;
  const [row] = await tx
    .select({ conversation: conversations, project: projects, customer: customers })
    .from(conversations)
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(conversations.id, conversationId));
  if (!row) return;
  const { lastSeq: seq, projectId, subject } = row.conversation;
  const envelope = composeAgentMail(
    {
      agentMailId: id,
      agentId: agent.id,
      conversationId,
      seq,
      project: row.project,
      agent: { email: agent.email, name: agent.name },
      customerName: row.customer?.name ?? null,
      customerHasMail: row.customer !== null,
      subject,
      url: `${settings.publicUrl}/conversations/${conversationId}`,
      unseen: unseen.filter(({ kind }) => kind === 'message'),
      notesBy: [...new Set(unseen.filter(({ kind }) => kind === 'note').map(({ who }) => who))],
      refused,
      unassigned,
      escalatedAgain: row.conversation.escalatedAgain,
      thread: await threadOf(tx, conversationId, agent.id),
    },
    settings.mail,
  );
  const expiresAt = new Date(Date.now() + ANSWERABLE_FOR * 86_400_000);
  await tx
    .insert(agentMails)
    .values({ id, projectId, conversationId, agentId: agent.id, seq, envelope, expiresAt })
    .onConflictDoNothing();
}
