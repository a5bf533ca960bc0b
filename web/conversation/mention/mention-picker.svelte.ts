import type { AgentId } from '../../../domain/ids.ts';
import { meant, mentionBegun } from '../../../domain/mentions/mentions.ts';
import type { TeamMember } from '../../../domain/inbox/views.ts';

/** More than these nobody looks through: another letter is quicker. */
const MOST = 6;

/** Colleagues to choose from while an `@` is being typed. */
export class MentionPicker {
  private begun = $state.raw<{ at: number; query: string } | null>(null);
  /** The `@` at which somebody said no. */
  private refusedAt = $state<number | null>(null);
  chosen = $state(0);
  readonly shown = $derived.by(() => {
    if (!this.begun || this.begun.at === this.refusedAt) return [];
    return meant(this.begun.query, this.team()).slice(0, MOST);
  });
  readonly isOpen = $derived(this.shown.length > 0);

  constructor(private readonly team: () => readonly TeamMember[]) {}

  /** The caret stands behind these words. */
  look(before: string): void {
    const begun = mentionBegun(before);
    if (begun?.query !== this.begun?.query) this.chosen = 0;
    if (begun?.at !== this.refusedAt) this.refusedAt = null;
    this.begun = begun;
  }

  move(by: 1 | -1): void {
    const { length } = this.shown;
    this.chosen = (this.chosen + by + length) % length;
  }

  refuse(): void {
    this.refusedAt = this.begun?.at ?? null;
  }

  close(): void {
    this.begun = null;
  }

  /** @returns who that is, what to write instead of what was typed, and where that began. */
  pick(member = this.shown[this.chosen]): { id: AgentId; from: number; text: string } | null {
    if (!member || !this.begun) return null;
    const from = this.begun.at;
    this.close();
    return { id: member.id, from, text: `@${member.name} ` };
  }
}
