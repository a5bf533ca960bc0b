import type { Attachment } from '../../domain/attachment.ts';
import { newId, type AttachmentId, type ConversationId, type ProjectId } from '../../domain/ids.ts';
import { whyNotSendable } from '../../domain/files/sendable-files.ts';

/** A file that is on its way to the api, or that did not get there. */
export interface Upload {
  id: AttachmentId;
  file: File;
  problem: string | null;
}

/** The files of a reply that is being written. What is uploaded belongs to the draft and survives a reload. */
export class AttachedFiles {
  uploads = $state.raw<Upload[]>([]);
  /** Why the files chosen last were not taken. */
  problem = $state.raw<string | null>(null);
  /** A saved reply's files are on their way. */
  copying = $state(false);
  /** As they were chosen: a small file arrives before a large one. */
  private chosen: AttachmentId[] = [];

  constructor(
    /** What they are kept for. */
    private readonly place: { conversation: ConversationId } | { project: ProjectId },
    private readonly draft: {
      read(): Attachment[];
      write(files: Attachment[]): void;
      /** Its place in the text goes with it. */
      removed?: (name: string) => void;
    },
  ) {}

  get kept(): Attachment[] {
    return this.draft.read();
  }

  /** True while sending would leave a file behind. */
  get unfinished(): boolean {
    return this.uploads.length > 0 || this.copying;
  }

  /** What they are all called, and how large they are. */
  get all(): { name: string; size: number }[] {
    const files = [...this.kept, ...this.uploads.map(({ file }) => file)];
    return files.map(({ name, size }) => ({ name, size }));
  }

  /** Checked together with what is attached already, before anything is sent. @returns whether they are taken. */
  add(files: File[]): boolean {
    if (!this.mayTake(files)) return false;
    const uploads = files.map((file) => ({ id: newId('att'), file, problem: null }));
    this.chosen.push(...uploads.map(({ id }) => id));
    for (const upload of uploads) void this.upload(upload);
    return true;
  }

  /** Files that the api has already, such as a saved reply's. `copy` brings them here, or says why not. @returns whether they are here. */
  async addCopies(
    files: readonly Attachment[],
    copy: () => Promise<Attachment[] | string>,
  ): Promise<boolean> {
    if (files.length === 0) return true;
    if (!this.mayTake(files)) return false;
    this.copying = true;
    const copies = await copy();
    this.copying = false;
    if (typeof copies === 'string') this.problem = copies;
    else this.draft.write([...this.kept, ...copies]);
    return this.problem === null;
  }

  private mayTake(files: readonly { name: string; size: number }[]): boolean {
    const more = files.map(({ name, size }) => ({ name, size }));
    this.problem = whyNotSendable([...this.all, ...more]);
    return this.problem === null;
  }

  remove(id: AttachmentId): void {
    this.problem = null;
    const gone =
      this.kept.find((each) => each.id === id) ?? this.uploads.find((each) => each.id === id)?.file;
    this.uploads = this.uploads.filter((each) => each.id !== id);
    this.draft.write(this.kept.filter((each) => each.id !== id));
    if (gone && !this.all.some(({ name }) => name === gone.name)) this.draft.removed?.(gone.name);
  }

  /** The same id again: what had arrived after all is the same file. */
  async upload(upload: Upload): Promise<void> {
    this.put({ ...upload, problem: null });
    const result = await send(this.place, upload);
    if (!this.uploads.some(({ id }) => id === upload.id)) return;
    if (typeof result === 'string') return this.put({ ...upload, problem: result });
    this.uploads = this.uploads.filter(({ id }) => id !== upload.id);
    this.draft.write(inOrder([...this.kept, result], this.chosen));
  }

  private put(upload: Upload): void {
    const known = this.uploads.some(({ id }) => id === upload.id);
    this.uploads = known
      ? this.uploads.map((each) => (each.id === upload.id ? upload : each))
      : [...this.uploads, upload];
  }
}

/** What was not chosen here was attached before, and stays first. */
function inOrder(files: Attachment[], chosen: AttachmentId[]): Attachment[] {
  return files.toSorted((one, other) => chosen.indexOf(one.id) - chosen.indexOf(other.id));
}

/** @returns the file as the api keeps it, or why it does not, in words. */
async function send(place: Record<string, string>, { id, file }: Upload): Promise<Attachment | string> {
  const query = new URLSearchParams({ ...place, name: file.name });
  try {
    const response = await fetch(`/attachments/${id}?${query}`, { method: 'PUT', body: file });
    const answer: unknown = await response.json();
    return response.ok ? (answer as Attachment) : ((answer as { words?: string }).words ?? NOT_UPLOADED);
  } catch {
    return NOT_UPLOADED;
  }
}

const NOT_UPLOADED = 'Not uploaded: Throughline cannot be reached.';
