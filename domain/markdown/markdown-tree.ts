export type Inline =
  | { type: 'text'; text: string }
  /** `mention`: a colleague's name in a note, which told them of itself; no Markdown says so. */
  | { type: 'strong'; children: Inline[]; mention?: true }
  | { type: 'emphasis'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; children: Inline[] }
  /** A file of the same message, by its name. `src`: where its bytes are; absent: its name stands there. */
  | { type: 'picture'; name: string; src?: string }
  | { type: 'break' };

export type Align = 'left' | 'center' | 'right' | undefined;

export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { type: 'code'; text: string; language: string }
  | { type: 'quote'; children: Block[] }
  /** A row may have fewer cells than the head, never more. */
  | { type: 'table'; align: Align[]; head: Inline[][]; rows: Inline[][][] }
  | { type: 'rule' };
