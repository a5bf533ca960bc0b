import type { PromisedWait } from '../../../domain/project/promised-wait.ts';
import { EventEmitter } from 'node:events';
import { newId, siblingId, type ConversationId, type DraftId, type MessageId } from '../../../domain/ids.ts';
import type { VisitorMessage } from '../../../domain/message.ts';
import type { VisitorConversation, VisitorTranscriptUpdate } from '../../../domain/inbox/views.ts';

type Said = Partial<Omit<VisitorMessage, 'seq' | 'revision'>> & Pick<VisitorMessage, 'author'>;

/** A conversation as its visitor sees it, played by a test. */
export class ScriptedConversation {
  readonly emitter = new EventEmitter().setMaxListeners(0);
  revision = 0;
  messages: VisitorMessage[] = [];
  /** When people are back, ISO 8601; null while they are there. */
  backAt: string | null = null;
  /** Within what time people usually answer. */
  replies: PromisedWait | null = null;
  private standing: VisitorConversation | null = null;

  find(): (VisitorConversation & { revision: number }) | null {
    return this.standing && { ...this.standing, revision: this.revision };
  }

  begin(id: ConversationId): void {
    this.standing ??= {
      id,
      status: 'open',
      handler: 'assistant',
      escalated: false,
      email: null,
      rated: false,
    };
  }

  /** Everything that changed after a revision. */
  since(revision: number): VisitorTranscriptUpdate {
    const messages = this.messages.filter((message) => message.revision > revision);
    return { type: 'changed', conversation: this.standing!, messages };
  }

  say({
    id = newId('msg'),
    text = '',
    channel = 'widget',
    citations = [],
    event = null,
    ...said
  }: Said): MessageId {
    if (this.messages.some((message) => message.id === id)) return id;
    const at = said.at ?? new Date().toISOString();
    const seq = this.messages.length + 1;
    const before = this.revision++;
    this.messages.push({
      id,
      text,
      channel,
      citations,
      files: [],
      event,
      at,
      seq,
      revision: this.revision,
      author: said.author,
    });
    this.emitter.emit('update', this.since(before));
    return id;
  }

  customerSays(id: MessageId, text: string): void {
    if (this.standing?.status === 'closed') this.happen('reopened', { status: 'open' });
    this.say({ id, text: text.trim(), author: { by: 'customer' } });
  }

  agentSays(
    text: string,
    { name = 'Mira Lund', ...rest }: { name?: string } & Partial<Said> = {},
  ): MessageId {
    return this.say({ text, author: { by: 'agent', name }, ...rest });
  }

  /** The pieces as they stream; `finish` puts the answer into the transcript. */
  draft(draftId: DraftId = newId('dft')) {
    let text = '';
    return {
      draftId,
      piece: (more: string) => {
        this.emitter.emit('update', { type: 'draft', draftId, offset: text.length, text: more });
        text += more;
      },
      withdraw: () => {
        text = '';
        this.emitter.emit('update', { type: 'withdrawn', draftId });
      },
      finish: (citations: VisitorMessage['citations'] = []) =>
        this.say({ id: siblingId('msg', draftId), text, citations, author: { by: 'assistant' } }),
    };
  }

  escalate(email: string | null): void {
    this.standing = { ...this.standing!, handler: 'agent', email: email ?? this.standing!.email };
    if (this.standing.escalated) return this.change({});
    this.happen('escalated', { escalated: true });
  }

  happen(kind: NonNullable<VisitorMessage['event']>['kind'], change: Partial<VisitorConversation>): void {
    this.standing = { ...this.standing!, ...change };
    this.say({ author: { by: 'system' }, event: { kind } });
  }

  private change(change: Partial<VisitorConversation>): void {
    this.standing = { ...this.standing!, ...change };
    this.revision++;
    this.emitter.emit('update', this.since(this.revision));
  }
}
