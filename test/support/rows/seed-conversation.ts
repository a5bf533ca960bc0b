import type { Database } from '../../../db/connection/database.ts';
import {
  agents,
  conversations,
  customers,
  memberships,
  messages,
  projects,
} from '../../../db/schema/schema.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';
import type { Author } from '../../../domain/message.ts';

export type Seed = Awaited<ReturnType<typeof seedConversation>>;

/** A project, an agent and one escalated conversation with a customer whose address is known, straight into the tables. */
export async function seedConversation(db: Database) {
  const projectId = newId('prj');
  const agentId: AgentId = newId('agt');
  const customerId = newId('cus');
  const conversationId = newId('cnv');
  await db.insert(projects).values({
    id: projectId,
    name: 'Acme',
    widgetKey: newId('pk'),
    greeting: 'Hi!',
    supportAddress: 'support@acme.example',
  });
  await db.insert(agents).values({ id: agentId, name: 'Ana', email: `${agentId}@acme.example` });
  await db.insert(memberships).values({ projectId, agentId });
  await db.insert(customers).values({ id: customerId, projectId, email: 'kim@example.org' });
  await db.insert(conversations).values({
    id: conversationId,
    projectId,
    customerId,
    channel: 'widget',
    handlerBy: 'agent',
    subject: 'How do I start it?',
  });
  let seq = 0;
  /** Something said by the chat, in order. */
  const say = async (author: Author, text: string) => {
    const id = newId('msg');
    seq += 1;
    await db.insert(messages).values({
      id,
      projectId,
      conversationId,
      seq,
      revision: seq,
      kind: 'message',
      channel: 'widget',
      audience: 'everyone',
      author,
      text,
      createdAt: new Date(),
    });
    return id;
  };
  return { projectId, agentId, customerId, conversationId, say };
}
