import type { Attachment } from '../attachment.ts';
import { isRasterImage } from '../files/attachment.ts';
import { mapInlines } from './map-inlines.ts';
import type { Block } from './markdown-tree.ts';

type Picture = Pick<Attachment, 'id' | 'name'>;

/** The files that a text may show in place, by the names that it uses; of two of one name the first. */
export function picturesByName<File extends Picture & { contentType?: string }>(
  files: readonly File[],
): Map<string, File> {
  const drawn = files.filter(({ contentType }) => contentType === undefined || isRasterImage(contentType));
  return new Map(drawn.toReversed().map((file) => [file.name, file]));
}

/** The tree with its pictures' bytes found, where there are any. `sourceOf`: where those of a name are. */
export function withPictures(blocks: Block[], sourceOf: (name: string) => string | undefined): Block[] {
  return mapInlines(blocks, (inline) => {
    const src = inline.type === 'picture' ? sourceOf(inline.name) : undefined;
    return inline.type === 'picture' && src ? [{ ...inline, src }] : [inline];
  });
}

/** What a text calls the pictures that stand in it. */
export function pictureNames(blocks: Block[]): Set<string> {
  const names = new Set<string>();
  mapInlines(blocks, (inline) => {
    if (inline.type === 'picture') names.add(inline.name);
    return [inline];
  });
  return names;
}
