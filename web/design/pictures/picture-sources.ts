import type { Attachment } from '../../../domain/attachment.ts';
import type { Block } from '../../../domain/markdown/markdown-tree.ts';
import { pictureNames, picturesByName, withPictures } from '../../../domain/markdown/pictures.ts';

type File = Pick<Attachment, 'id' | 'name' | 'contentType'>;

/** An agent's words with the pictures of their message in them. */
export function withFiles(blocks: Block[], files: readonly File[] = []): Block[] {
  const named = picturesByName(files);
  return withPictures(blocks, (name) => {
    const file = named.get(name);
    return file && `/attachments/${file.id}`;
  });
}

/** The files that stand beside the words, and not in them. */
export function filesBeside<Kept extends File>(blocks: Block[], files: readonly Kept[]): Kept[] {
  const names = pictureNames(blocks);
  const drawn = new Set([...picturesByName(files).values()].filter(({ name }) => names.has(name)));
  return files.filter((file) => !drawn.has(file));
}
