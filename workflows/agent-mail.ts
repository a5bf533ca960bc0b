import { sleep } from '@temporalio/workflow';
import { newsDue } from '../domain/conversation/agent-mail-state.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { mail } from './activities.ts';
import { turnOf } from './turn.ts';

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
  const toSend = () => (sending ? undefined : state.agentMail?.toSend);
  const newsAt = () => (sleeping ? undefined : state.agentMail?.newsAt);

  const wait = async (until: string) => {
    sleeping = true;
    const summary = 'Collect messages for those who watch';
    await sleep(Math.max(1, Date.parse(until) - Date.now()), { summary });
    sleeping = false;
    newsDue(state);
  };
  const send = async (wanted: { news: boolean }) => {
    sending = true;
    await sendAll(state, wanted);
    sending = false;
    if (state.agentMail?.toSend === wanted) delete state.agentMail.toSend;
  };

  return {
    waiting: () => Boolean(toSend() ?? newsAt()),
    busy: () => sending,
    follow: () => {
      const [at, wanted] = [newsAt(), toSend()];
      if (at) void wait(at);
      if (wanted) void send(wanted);
    },
  };
}

/** After a day of trying, the inbox alone tells the team. */
async function sendAll(state: ConversationState, { news }: { news: boolean }): Promise<void> {
  const { conversationId } = state;
  const summary = news ? 'Tell those who watch, by mail' : 'Return an answer to its writer';
  const options = { ...turnOf(state, 'mail'), summary };
  await mail.mailAgents.executeWithOptions(options, [{ conversationId, news }]).catch(() => undefined);
}
