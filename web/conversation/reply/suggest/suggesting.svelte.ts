import type { AssistAnswer } from '../../../../domain/contract/assist-shapes.ts';
import type { Rewrite } from '../../../../domain/assistant/assist/rewrite.ts';
import type { ConversationId } from '../../../../domain/ids.ts';
import type { AppContext } from '../../../app/app-context.svelte.ts';
import { Asked } from '../../../live/asked.svelte.ts';
import { failureOf } from '../../../live/failure.ts';
import type { TextEdit } from '../format/text-edit.ts';
import { behind, inPlaceOf } from './behind.ts';
import { suggestWords } from './suggest-words.ts';
import { withSources } from './with-sources.ts';

/** Where it is written. */
interface Box {
  readonly text: string;
  edit(edit: TextEdit): void;
  focus(): Promise<void>;
}

type Given<Answer> = Exclude<Answer, { problem: string }>;

/** What helps an agent to write here. Nothing of it is sent by itself: it is put into the box, where undo takes it back. */
export class Suggesting {
  open = $state(false);
  /** Null: not known yet. */
  model = $state.raw<boolean | null>(null);
  /** Why that did not come to be known, in words. */
  unasked = $state.raw<string | null>(null);
  readonly passages = new Asked<AssistAnswer<'passages'>>();
  readonly reply = new Asked<Given<AssistAnswer<'suggest'>>>();
  readonly rewrite = new Asked<Given<AssistAnswer<'rewrite'>>>();
  /** What was put into the box. */
  private put = $state.raw<string | null>(null);
  /** It still stands there as it was put. */
  readonly unedited = $derived.by(() => this.put !== null && this.composer.text.includes(this.put));

  constructor(
    private readonly conversationId: ConversationId,
    private readonly composer: Box,
    private readonly app: Pick<AppContext, 'client' | 'projectId' | 'announcer'>,
  ) {}

  async toggle(): Promise<void> {
    this.open = !this.open;
    if (!this.open) return this.stop();
    const { client, projectId } = this.app;
    const { conversationId } = this;
    void this.passages.ask((signal) => client.assist.passages.mutate({ conversationId }, { signal }));
    this.unasked = null;
    try {
      this.model = (await client.assist.state.query({ projectId })).model;
    } catch (error) {
      this.unasked = failureOf(error).words;
    }
    // Whoever has begun to write wants other words for it, or passages; a reply is there to be asked for.
    if (this.model && this.open && !this.written) void this.suggest();
  }

  get written(): boolean {
    return this.composer.text.trim() !== '';
  }

  close(): void {
    this.stop();
    void this.composer.focus();
  }

  stop(): void {
    this.open = false;
    for (const each of [this.passages, this.reply, this.rewrite]) each.cancel();
  }

  suggest = () =>
    this.reply.ask((signal) =>
      this.app.client.assist.suggest.mutate({ conversationId: this.conversationId }, { signal }),
    );

  insert(text: string, sources: Parameters<typeof withSources>[1]): void {
    const words = withSources(text, sources, location.origin);
    this.composer.edit(behind(this.composer.text, words));
    this.put = words;
    this.app.announcer.say(suggestWords.inserted);
  }

  async change(how: Rewrite): Promise<void> {
    const { text } = this.composer;
    const { conversationId } = this;
    const rewritten = await this.rewrite.ask((signal) =>
      this.app.client.assist.rewrite.mutate({ conversationId, text, how }, { signal }),
    );
    // Whoever wrote on meanwhile keeps their words.
    if (!rewritten) return;
    if (this.composer.text !== text) return this.app.announcer.say(suggestWords.wroteOn);
    this.composer.edit(inPlaceOf(text, rewritten.text));
    this.put = rewritten.text;
    this.app.announcer.say(suggestWords.rewritten);
  }
}
