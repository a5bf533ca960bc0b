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
import { listListeners } from '../../conversation/watches.ts';

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
    for (const listener of await listListeners(tx, conversationId)) {
      const saidUnknown = async (told: readonly AgentMailState[]) => {
        const afterSeq = await knownUntil(tx, conversationId, { agent: listener, told });
        return saidAfter(tx, { conversationId, agentId: listener.id, afterSeq });
      };
      const fresh = await saidUnknown([...ON_ITS_WAY, ...NOT_THERE]);
      if (!fresh.some(({ by }) => by === 'customer' || by === 'other')) continue;
      const unseen = await saidUnknown(ON_ITS_WAY);
      await freeze(
        tx,
        { id: newId('agm'), conversationId, agent: listener, unseen, refused: null },
        settings,
      );
    }
  });
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
    await freeze(tx, { id, conversationId, agent, unseen, refused: reply }, settings);
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
  },
  settings: AgentMailSettings,
): Promise<void> {
  const { id, conversationId, agent, unseen, refused } = wanted;
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
