import type { ArticleId, ProjectId } from '../../domain/ids.ts';
import { DraftStore } from '../app/reply-draft.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';

export type Correction = Awaited<ReturnType<Client['corrections']['list']['query']>>[number];
type Settling = Parameters<Client['corrections']['settle']['mutate']>[0]['how'];

/** Answers whose words do not stand any more, of all articles or of one. */
export class Corrections {
  rows = $state.raw<Correction[]>([]);
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);

  constructor(
    private readonly deps: { client: Client; projectId: ProjectId },
    private readonly articleId?: ArticleId,
  ) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    const { articleId } = this;
    try {
      this.rows = await client.corrections.list.query({ projectId, ...(articleId && { articleId }) });
      this.phase = 'ready';
    } catch (error) {
      this.failure = failureOf(error);
      if (this.phase !== 'ready') this.phase = 'failed';
    }
  }

  async settle({ answerId, hash }: Correction, how: Settling): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    try {
      await client.corrections.settle.mutate({ projectId, answerId, hash, how });
      await this.load();
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }
}

/** Puts a correction where the reply is written, above whatever stands there. Nothing is sent. */
export function prefill({ conversationId, text }: Correction, store = new DraftStore(localStorage)): void {
  const draft = store.read(conversationId);
  if (draft.reply.includes(text)) return;
  const reply = [text, draft.reply].filter(Boolean).join('\n\n');
  store.write(conversationId, { ...draft, mode: 'reply', reply, attempt: null });
}
