import type { AttachmentId, ProjectId, SavedReplyId } from '../../domain/ids.ts';
import type { MacroAct, SavedReply } from '../../domain/saved-replies/saved-reply.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';

export interface SavedReplyInput {
  id: SavedReplyId;
  name: string;
  text: string;
  language: string | null;
  own: boolean;
  acts: MacroAct[];
  files: AttachmentId[];
}

/** The team's saved replies and one's own. */
export class SavedReplies {
  replies = $state.raw<SavedReply[]>([]);
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  get projectId(): ProjectId {
    return this.deps.projectId;
  }

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    if (this.phase === 'failed') this.phase = 'loading';
    try {
      this.replies = await client.savedReplies.list.query({ projectId });
      this.phase = 'ready';
    } catch (error) {
      this.failure = failureOf(error);
      this.phase = 'failed';
    }
  }

  /** @returns the failure, or null. */
  async save(reply: SavedReplyInput): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.after(client.savedReplies.save.mutate({ projectId, ...reply }));
  }

  /** @returns the failure, or null. */
  async remove(id: SavedReplyId): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.after(client.savedReplies.remove.mutate({ projectId, id }));
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
