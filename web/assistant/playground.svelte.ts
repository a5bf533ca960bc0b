import type { TrialOutcome, TrialSettings } from '../../domain/evaluations/trial.ts';
import type { Language } from '../../domain/language/language.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';

/** One way to ask, and what came of it. */
export class Side {
  model = $state<string | null>(null);
  /** Null: as live. */
  systemPrompt = $state<string | null>(null);
  language = $state<Language | null>(null);
  draftDocs = $state(false);
  asking = $state(false);
  outcome = $state.raw<TrialOutcome | null>(null);
  failure = $state.raw<Failure | null>(null);

  get settings(): TrialSettings {
    const { model, systemPrompt, language, draftDocs } = this;
    return { model, systemPrompt, language, draftDocs };
  }
}

/** A question, asked in one way or in two at once. */
export class Playground {
  question = $state('');
  /** What was asked last: what is on the screen answers it. */
  asked = $state('');
  sides = $state.raw<Side[]>([new Side()]);
  liveModel = $state<string | null>(null);
  models = $state.raw<string[]>([]);

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  /** Which models there are to choose from; what is not known is left out. */
  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    try {
      this.liveModel = (await client.model.get.query({ projectId }))?.model ?? null;
      const found = this.liveModel ? await client.model.list.query({ projectId }) : null;
      if (found && 'value' in found) this.models = found.value;
    } catch {
      // As live is always there.
    }
  }

  compare(): void {
    const [first] = this.sides;
    const second = new Side();
    if (first) Object.assign(second, first.settings);
    this.sides = [...this.sides, second].slice(0, 2);
  }

  single(): void {
    this.sides = this.sides.slice(0, 1);
  }

  get asking(): boolean {
    return this.sides.some(({ asking }) => asking);
  }

  async ask(): Promise<void> {
    if (this.asking || !this.question.trim()) return;
    this.asked = this.question.trim();
    await Promise.all(this.sides.map((side) => this.askOne(side)));
  }

  private async askOne(side: Side): Promise<void> {
    const { client, projectId } = this.deps;
    side.asking = true;
    side.failure = null;
    side.outcome = null;
    try {
      const turns = [{ by: 'customer' as const, text: this.asked }];
      side.outcome = await client.playground.ask.mutate({ projectId, settings: side.settings, turns });
    } catch (error) {
      side.failure = failureOf(error);
    } finally {
      side.asking = false;
    }
  }
}
