import type { ProjectId } from '../../domain/ids.ts';
import type { ProjectRow } from '../app/projects.svelte.ts';

/** The api counts no further. */
const MANY = 100;

export const countWords = (unread: number): string => (unread >= MANY ? `${MANY - 1}+` : String(unread));

/** What is said beside a project's name in the switch. */
export function projectHint({ unread, archived }: Pick<ProjectRow, 'unread' | 'archived'>): string {
  if (archived) return 'archived';
  return unread > 0 ? `${countWords(unread)} unread` : '';
}

export const unreadElsewhere = (
  rows: readonly Pick<ProjectRow, 'id' | 'unread' | 'archived'>[],
  here: ProjectId,
): number =>
  rows.filter(({ id, archived }) => id !== here && !archived).reduce((sum, { unread }) => sum + unread, 0);
