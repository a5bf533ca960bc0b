import type { SavedReplyId } from '../../domain/ids.ts';
import type { MacroAct, SavedReply } from '../../domain/saved-replies/saved-reply.ts';
import type { Failure } from '../live/failure.ts';
import type { SavedReplies } from './saved-replies.svelte.ts';

const written = ({ name, text, language, acts, owner }: SavedReply) => ({
  ...{ name, text, acts },
  language: language ?? '',
  own: owner !== null,
});

const EMPTY = { name: '', text: '', language: '', own: false, acts: [] as MacroAct[] };

/** One saved reply being written. A new one has its id from the first letter on, so that saving twice makes one. */
export class SavedReplyForm {
  name = $state('');
  text = $state('');
  language = $state('');
  own = $state(false);
  acts = $state.raw<MacroAct[]>([]);
  saving = $state(false);
  exists = $state(false);
  private saved = $state.raw(EMPTY);
  readonly changed = $derived(JSON.stringify(this.content) !== JSON.stringify(this.saved));

  constructor(
    readonly id: SavedReplyId,
    private readonly list: SavedReplies,
    known: SavedReply | undefined,
  ) {
    if (known) this.saved = written(known);
    this.exists = known !== undefined;
    Object.assign(this, this.saved);
  }

  private get content() {
    const { name, text, acts, language, own } = this;
    return { name, text, acts, language, own };
  }

  /** @returns the failure, or null. */
  async save(): Promise<Failure | null> {
    const { content } = this;
    this.saving = true;
    const failure = await this.list.save({ id: this.id, ...content, language: content.language || null });
    this.saving = false;
    if (failure) return failure;
    this.saved = { ...EMPTY, ...content };
    this.exists = true;
    return null;
  }

  forget(): void {
    this.saved = { ...EMPTY, ...this.content };
  }
}
