import type { ProjectId } from '../../domain/ids.ts';
import type { ProjectRow } from '../app/projects.svelte.ts';

/** The api counts no further. */
const MANY = 100;

export const countWords = (unread: number): string => (unread >= MANY ? `${MANY - 1}+` : String(unread));

/** `Moth (3)`: a native list has no other place for a number. */
export function optionWords({ name, unread, archived }: Pick<ProjectRow, 'name' | 'unread' | 'archived'>) {
  if (archived) return `${name} (archived)`;
  return unread > 0 ? `${name} (${countWords(unread)})` : name;
}

export const unreadElsewhere = (
  rows: readonly Pick<ProjectRow, 'id' | 'unread' | 'archived'>[],
  here: ProjectId,
): number =>
  rows.filter(({ id, archived }) => id !== here && !archived).reduce((sum, { unread }) => sum + unread, 0);
