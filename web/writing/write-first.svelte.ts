import { newId, type ConversationId, type ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import { AttachedFiles } from '../files/attached-files.svelte.ts';
import { addPlaced, unplace } from '../conversation/reply/pictures/placed-pictures.ts';
import type { Attachment } from '../../domain/attachment.ts';

/** It may have arrived all the same. */
const DOUBTFUL: Failure['code'][] = ['unreachable', 'try_again'];

/** A conversation that an agent begins. Its ids are chosen once, so that trying again can double nothing. */
export class WriteFirst {
  readonly conversationId: ConversationId = newId('cnv');
  private readonly messageId = newId('msg');
  to = $state.raw<string[]>([]);
  cc = $state.raw<string[]>([]);
  subject = $state('');
  text = $state('');
  /** Where the text is written. */
  box = $state.raw<HTMLTextAreaElement>();
  sending = $state(false);
  /** Its row is there: files can be kept for it, and its customer stays who they are. */
  begun = $state(false);
  private outcome: 'none' | 'doubtful' | 'written' = 'none';
  private attached = $state.raw<Attachment[]>([]);
  readonly files: AttachedFiles;
  readonly changed = $derived(
    this.to.length + this.cc.length + this.subject.length + this.text.length + this.attached.length > 0,
  );

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {
    this.files = new AttachedFiles(
      { conversation: this.conversationId },
      {
        read: () => this.attached,
        write: (files) => (this.attached = files),
        removed: (name) => unplace(this, name),
      },
    );
  }

  /** Files that were pasted or dropped; pictures stand in the text. @returns whether they are taken. */
  add(chosen: File[]): boolean {
    return addPlaced(this, chosen);
  }

  /** @returns the failure, or null. */
  async begin(): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    const [to = ''] = this.to;
    const { conversationId: id, subject, cc } = this;
    return client.conversations.begin.mutate({ projectId, id, to, subject, cc }).then(() => {
      this.begun = true;
      return null;
    }, failureOf);
  }

  /** @returns the failure, or null. */
  async send(): Promise<Failure | null> {
    const { client } = this.deps;
    const { conversationId, messageId: id, text, cc } = this;
    this.sending = true;
    const attachments = this.attached.map((file) => file.id);
    try {
      const failure = await this.begin();
      if (failure) return failure;
      await client.conversations.reply.mutate({
        ...{ conversationId, id, text, seenSeq: 0 },
        ...(cc.length > 0 && { cc }),
        ...(attachments.length > 0 && { attachments }),
      });
      this.outcome = 'written';
      return null;
    } catch (error) {
      const failure = failureOf(error);
      this.outcome = DOUBTFUL.includes(failure.code) ? 'doubtful' : 'none';
      return failure;
    } finally {
      this.sending = false;
    }
  }

  /** Whoever leaves without having written leaves no empty conversation behind; where a reply may have arrived, it stays. */
  async abandon(): Promise<void> {
    if (!this.begun || this.outcome !== 'none') return;
    this.begun = false;
    const { conversationId } = this;
    await this.deps.client.conversations.abandon.mutate({ conversationId }).catch(() => undefined);
  }

  forget(): void {
    this.to = [];
    this.cc = [];
    this.attached = [];
    [this.subject, this.text] = ['', ''];
  }
}
