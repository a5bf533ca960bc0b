import { newId, type ConversationId, type ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import { AttachedFiles } from '../files/attached-files.svelte.ts';
import type { Attachment } from '../../domain/attachment.ts';

/** A conversation that an agent begins. Its ids are chosen once, so that trying again can double nothing. */
export class WriteFirst {
  readonly conversationId: ConversationId = newId('cnv');
  private readonly messageId = newId('msg');
  to = $state.raw<string[]>([]);
  cc = $state.raw<string[]>([]);
  subject = $state('');
  text = $state('');
  sending = $state(false);
  /** Its row is there: files can be kept for it, and its customer stays who they are. */
  begun = $state(false);
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
      },
    );
  }

  /** @returns the failure, or null. */
  async begin(): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    const [to = ''] = this.to;
    const { conversationId: id, subject } = this;
    return client.conversations.begin.mutate({ projectId, id, to, subject }).then(() => {
      this.begun = true;
      return null;
    }, failureOf);
  }

  /** @returns the failure, or null. */
  async send(): Promise<Failure | null> {
    const { client } = this.deps;
    const { conversationId, messageId: id, text, cc } = this;
    this.sending = true;
    try {
      const failure = await this.begin();
      if (failure) return failure;
      const attachments = this.attached.map((file) => file.id);
      await client.conversations.reply.mutate({
        ...{ conversationId, id, text, seenSeq: 0 },
        ...(cc.length > 0 && { cc }),
        ...(attachments.length > 0 && { attachments }),
      });
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.sending = false;
    }
  }

  forget(): void {
    this.to = [];
    this.cc = [];
    this.attached = [];
    [this.subject, this.text] = ['', ''];
  }
}
