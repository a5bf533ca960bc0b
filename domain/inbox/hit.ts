/** A piece of somebody's words; `found` is what was looked for. */
export interface Piece {
  text: string;
  found: boolean;
}

/** Where a search hits a conversation. */
export interface Hit {
  /** The message; null: its subject or who it is with. */
  seq: number | null;
  pieces: Piece[];
}
