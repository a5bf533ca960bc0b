import type { ProjectId, RuleId } from '../../domain/ids.ts';
import type { Rule } from '../../domain/rules/rule.ts';
import type { Trial } from '../../domain/rules/tried.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { SaidRule } from './rule-draft.ts';

/** The project's rules, in the order in which they run. */
export class Rules {
  all = $state.raw<Rule[]>([]);
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  /** Moves go one after the other: each counts from the one before. */
  private moving: Promise<unknown> = Promise.resolve();
  private moves = 0;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  of(id: RuleId): Rule | undefined {
    return this.all.find((rule) => rule.id === id);
  }

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    if (this.phase === 'failed') this.phase = 'loading';
    try {
      const all = await client.rules.list.query({ projectId });
      if (this.moves > 0) return;
      this.all = all;
      this.phase = 'ready';
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
      // What is known stays on the screen.
      if (this.phase !== 'ready') this.phase = 'failed';
    }
  }

  /** @returns the failure, or null. */
  save(rule: SaidRule): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.after(client.rules.save.mutate({ projectId, ...rule }));
  }

  /** @returns the failure, or null. */
  turn(id: RuleId, isOn: boolean): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.after(client.rules.switch.mutate({ projectId, id, isOn }));
  }

  /** @returns the failure, or null. */
  remove(id: RuleId): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.after(client.rules.remove.mutate({ projectId, id }));
  }

  /** On the screen at once. @returns the failure, or null. */
  async move(id: RuleId, to: number): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    this.all = moved(this.all, id, to);
    this.moves++;
    const move = this.moving.then(() => client.rules.move.mutate({ projectId, id, to }));
    this.moving = move.catch(() => undefined);
    const failure = await move.then(() => null, failureOf);
    this.moves--;
    if (failure || this.moves === 0) await this.load();
    return failure;
  }

  /** What it would have done in past conversations. Nothing is changed by it. */
  try(rule: SaidRule): Promise<Trial> {
    const { client, projectId } = this.deps;
    return client.rules.try.query({ projectId, ...rule });
  }

  private async after(change: Promise<void>): Promise<Failure | null> {
    try {
      await change;
      await this.load();
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }
}

/** One of them at another place among the others. */
export function moved<Row extends { id: RuleId }>(all: readonly Row[], id: RuleId, to: number): Row[] {
  const one = all.find((row) => row.id === id);
  const others = all.filter((row) => row.id !== id);
  return one ? others.toSpliced(to, 0, one) : others;
}
