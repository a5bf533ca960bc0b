import type { Attachment } from '../../domain/attachment.ts';
import type { SavedReplyId } from '../../domain/ids.ts';
import type { MacroAct, SavedReply } from '../../domain/saved-replies/saved-reply.ts';
import type { Failure } from '../live/failure.ts';
import { AttachedFiles } from '../files/attached-files.svelte.ts';
import { addPlaced, unplace } from '../conversation/reply/pictures/placed-pictures.ts';
import type { SavedReplies } from './saved-replies.svelte.ts';

const written = ({ name, text, language, acts, files, owner }: SavedReply) => ({
  ...{ name, text, acts, attached: files },
  language: language ?? '',
  own: owner !== null,
});

const EMPTY = {
  ...{ name: '', text: '', language: '', own: false },
  acts: [] as MacroAct[],
  attached: [] as Attachment[],
};

/** One saved reply being written. A new one has its id from the first letter on, so that saving twice makes one. */
export class SavedReplyForm {
  name = $state('');
  text = $state('');
  /** Where the text is written. */
  box = $state.raw<HTMLTextAreaElement>();
  language = $state('');
  own = $state(false);
  acts = $state.raw<MacroAct[]>([]);
  attached = $state.raw<Attachment[]>([]);
  readonly files: AttachedFiles;
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
    this.files = new AttachedFiles(
      { project: list.projectId },
      {
        read: () => this.attached,
        write: (files) => (this.attached = files),
        removed: (name) => unplace(this, name),
      },
    );
    Object.assign(this, this.saved);
  }

  /** Files that were pasted or dropped; pictures stand in the text. @returns whether they are taken. */
  add(chosen: File[]): boolean {
    return addPlaced(this, chosen);
  }

  private get content() {
    const { name, text, acts, language, own, attached } = this;
    return { name, text, acts, language, own, attached };
  }

  /** @returns the failure, or null. */
  async save(): Promise<Failure | null> {
    const { content } = this;
    const { attached, ...written } = content;
    const files = attached.map(({ id }) => id);
    this.saving = true;
    const failure = await this.list.save({
      id: this.id,
      ...written,
      files,
      language: content.language || null,
    });
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
