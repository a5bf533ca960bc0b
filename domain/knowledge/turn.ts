/** One thing said in a conversation, as the assistant reads it. */
export interface Turn {
  by: 'customer' | 'assistant' | 'agent';
  text: string;
}
