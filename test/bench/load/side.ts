import type { InboxWatch } from './watch-inbox.ts';

/**
 * Which road a message takes: from the chat to an agent who has the conversation, to the assistant, who answers it, or to the
 * agent by mail.
 */
export type Road = 'team' | 'turn' | 'mail';

/** One of two things that are measured in turn. */
export interface Side {
  /** Conversations that wait for words, on that road. @returns one function each, which says something. */
  begin(road: Road, visitors: number): Promise<Speaker[]>;
  /** Of these conversations, how many messages each holds that count: what was said, or what was answered. */
  recorded(road: Road, speakers: Speaker[]): Promise<Map<string, number>>;
  /** Follows what is said as an agent would, where there is one. @returns how to stop. */
  watch?(): Promise<InboxWatch>;
  /** By part, whose processor time counts. */
  processes(): Record<string, number[]>;
  stop(): Promise<void>;
}

export interface Speaker {
  conversation: string;
  workflowId: string;
  /** @returns after how many milliseconds it was safe. */
  say(text: string): Promise<number>;
}
