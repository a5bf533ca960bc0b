import { sleep } from '@temporalio/workflow';
import { digestDue } from '../domain/conversation/agent-mail-state.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { mail } from './activities.ts';
import { turnOf } from './queues/turn.ts';

export interface AgentMail {
  /** A wait is to begin, or mails are to be sent, and nobody does it. */
  waiting(): boolean;
  busy(): boolean;
  follow(): void;
}

/**
 * Tells the agents who watch. One timer a batch, in the conversation itself: it orders the mail with everything else
 * that happens here, and a second workflow per conversation would cost a start and a signal more. A conversation that
 * nobody watches has no timer and no event.
 */
export function createAgentMail(state: ConversationState): AgentMail {
  let sleeping = false;
  let sending = false;
  const toSend = () => (sending ? null : state.agentMail.toSend);
  const digestAt = () => (sleeping ? null : state.agentMail.digestAt);

  const wait = async (until: string) => {
    sleeping = true;
    const summary = 'Collect messages for those who watch';
    await sleep(Math.max(1, Date.parse(until) - Date.now()), { summary });
    sleeping = false;
    digestDue(state);
  };
  const send = async (wanted: { digest: boolean }) => {
    sending = true;
    await sendAll(state, wanted);
    sending = false;
    if (state.agentMail.toSend === wanted) state.agentMail.toSend = null;
  };

  return {
    waiting: () => Boolean(toSend() ?? digestAt()),
    busy: () => sending,
    follow: () => {
      const [at, wanted] = [digestAt(), toSend()];
      if (at) void wait(at);
      if (wanted) void send(wanted);
    },
  };
}

/** After a day of trying, the inbox alone tells the team. */
async function sendAll(state: ConversationState, { digest }: { digest: boolean }): Promise<void> {
  const { conversationId } = state;
  const summary = digest ? 'Tell those who watch, by mail' : 'Return an answer to its writer';
  const options = { ...turnOf(state, 'mail'), summary };
  await mail.mailAgents.executeWithOptions(options, [{ conversationId, digest }]).catch(() => undefined);
}
