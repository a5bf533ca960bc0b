import type { ConversationId } from '../../domain/ids.ts';
import type { ConversationRow } from '../../domain/inbox/views.ts';

interface Deps {
  /** Which of these are among what is looked for, at this moment. */
  ask(ids: ConversationId[]): Promise<ConversationRow[]>;
  learn(row: ConversationRow, belongs: boolean): void;
}

/** A burst of changes is asked about once. */
const AFTER_MS = 700;
/** As many as the api takes; who is beyond comes when the list is read again. */
const MOST = 100;

/** Rows that changed while something is looked for, of which only the database knows whether they have it. */
export class Doubted {
  #rows = new Map<ConversationId, ConversationRow>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: Deps) {}

  hear(row: ConversationRow): void {
    this.#rows.set(row.id, row);
    this.#timer ??= setTimeout(() => void this.#settle(), AFTER_MS);
  }

  /** Something else is looked for. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#rows = new Map();
  }

  async #settle(): Promise<void> {
    this.#timer = undefined;
    const rows = this.#rows;
    this.#rows = new Map();
    const asked = [...rows.keys()].slice(0, MOST);
    const found = await this.deps.ask(asked).catch(() => null);
    if (!found) return;
    for (const id of asked) {
      const there = found.find((each) => each.id === id);
      const row = there ?? rows.get(id);
      if (row) this.deps.learn(row, there !== undefined);
    }
  }
}
