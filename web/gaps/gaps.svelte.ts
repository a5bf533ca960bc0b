import type { GapId, ProjectId } from '../../domain/ids.ts';
import { DEFAULT_DAYS, type GapDays, type GapState } from '../../domain/knowledge/gaps/gap.ts';
import type { GapRow } from '../../domain/knowledge/gaps/summarize-gaps.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';

/** What the docs did not answer. */
export class Gaps {
  rows = $state.raw<GapRow[]>([]);
  counts = $state.raw({ open: 0, corrections: 0 });
  state = $state<GapState>('open');
  days = $state<GapDays>(DEFAULT_DAYS);
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  private request = 0;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    const request = ++this.request;
    try {
      const [rows, counts] = await Promise.all([
        client.gaps.list.query({ projectId, state: this.state, days: this.days }),
        client.gaps.counts.query({ projectId }),
      ]);
      if (request !== this.request) return;
      [this.rows, this.counts, this.phase] = [rows, counts, 'ready'];
    } catch (error) {
      if (request !== this.request) return;
      this.failure = failureOf(error);
      if (this.phase !== 'ready') this.phase = 'failed';
    }
  }

  async dismiss(gapId: GapId, { dismissed }: { dismissed: boolean }): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    try {
      await client.gaps.dismiss.mutate({ projectId, gapId, dismissed });
      await this.load();
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }
}
