import { askAuth } from '../live/ask-auth.ts';

interface Deps {
  /** As it is now. */
  name(): string;
  /** Asks again who one is. */
  reload(): Promise<void>;
}

/** The agent's own name being changed. */
export class OwnName {
  private written = $state<string | null>(null);
  saving = $state(false);
  readonly name = $derived.by(() => this.written ?? this.deps.name());
  readonly changed = $derived.by(() => this.name.trim() !== this.deps.name());

  constructor(private readonly deps: Deps) {}

  write(name: string): void {
    this.written = name;
  }

  /** @returns what went wrong, or null. */
  async save(): Promise<string | null> {
    this.saving = true;
    const answer = await askAuth('/update-user', { name: this.name.trim() });
    if (answer.ok) {
      await this.deps.reload();
      this.written = null;
    }
    this.saving = false;
    return answer.ok ? null : answer.words;
  }
}
