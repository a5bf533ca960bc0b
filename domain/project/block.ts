/** What is blocked: one visitor's chat, every chat from a network, or mail of an address. */
export const BLOCK_KINDS = ['visitor', 'network', 'sender'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** One block, as the team reads it. Times are ISO 8601. */
export interface Block {
  kind: BlockKind;
  value: string;
  by: string | null;
  at: string;
}
