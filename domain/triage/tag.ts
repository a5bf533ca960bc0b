import type { TagId } from '../ids.ts';

/** The colours of `--hue-1` to `--hue-6`. */
export const HUES = [1, 2, 3, 4, 5, 6] as const;
export type Hue = (typeof HUES)[number];

/** A tag as it is now. */
export interface Tag {
  id: TagId;
  name: string;
  hue: Hue;
  /** Tags that were merged into it: conversations may still carry their ids. */
  merged: TagId[];
}

/** The tags that a conversation's ids stand for, by name, each once; what was deleted stands for nothing. */
export function tagsOf(ids: readonly TagId[], known: readonly Tag[]): Tag[] {
  return known
    .filter(({ id, merged }) => ids.includes(id) || merged.some((each) => ids.includes(each)))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** Every id under which conversations carry a tag. */
export const idsOfTag = ({ id, merged }: Pick<Tag, 'id' | 'merged'>): TagId[] => [id, ...merged];

/** The colour of a new tag, the same wherever its name is typed first. */
export function hueOf(name: string): Hue {
  const sum = [...name.toLowerCase()].reduce(
    (total, each) => (total * 31 + (each.codePointAt(0) ?? 0)) % 9_973,
    7,
  );
  return HUES[sum % HUES.length] ?? 1;
}
