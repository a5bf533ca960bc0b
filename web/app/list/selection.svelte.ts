import { SvelteMap } from 'svelte/reactivity';
import type { ConversationId } from '../../../domain/ids.ts';
import type { ConversationRow } from '../../../domain/inbox/views.ts';

/** The conversations an act is meant for. They stay chosen when their rows are let go. */
export class Selection {
  private readonly chosen = new SvelteMap<ConversationId, ConversationRow>();
  /** From where a range reaches. */
  private from: ConversationId | null = null;

  get size(): number {
    return this.chosen.size;
  }

  get ids(): ConversationId[] {
    return [...this.chosen.keys()];
  }

  get rows(): ConversationRow[] {
    return [...this.chosen.values()];
  }

  has(id: ConversationId): boolean {
    return this.chosen.has(id);
  }

  toggle(row: ConversationRow): void {
    if (!this.chosen.delete(row.id)) this.chosen.set(row.id, row);
    this.from = row.id;
  }

  /** Everything between the last one that was chosen and this one. */
  reachTo(row: ConversationRow, shown: ConversationRow[]): void {
    const ends = [this.from, row.id].map((id) => shown.findIndex((each) => each.id === id));
    const [first = -1, last = -1] = ends.toSorted((a, b) => a - b);
    if (first < 0) return this.toggle(row);
    for (const each of shown.slice(first, last + 1)) this.chosen.set(each.id, each);
    this.from = row.id;
  }

  chooseAll(shown: ConversationRow[]): void {
    for (const row of shown) this.chosen.set(row.id, row);
  }

  clear(): void {
    this.chosen.clear();
    this.from = null;
  }
}
