import type { ConversationId } from '../../../domain/ids.ts';
import type { ArrivingPreview } from '../../../domain/inbox/arriving.ts';
import type { ConversationRow } from '../../../domain/inbox/views.ts';
import { FIRST_SORT, type InboxSort } from '../../../domain/search/inbox-query.ts';

export interface Placement {
  /** Whether the conversation belongs to the lane on the screen. */
  belongs: boolean;
  /** Whether the list reaches the end of the lane; otherwise older rows come with their page. */
  complete: boolean;
  /** Whether it begins where the lane begins; otherwise newer rows come when one goes back to them. */
  begins: boolean;
  /** The order of the list; absent: as a lane stands by itself. */
  sort?: InboxSort;
  /** The open conversation stays where it is while an agent works in it. */
  open: ConversationId | null;
}

/** The list after one conversation changed: what was escalated again, then the newest first. News older than what is shown change nothing. */
export function placeRow<Row extends ConversationRow>(rows: Row[], row: Row, place: Placement): Row[] {
  const known = rows.find(({ id }) => id === row.id);
  if (known && known.revision > row.revision) return rows;
  if (!place.belongs && known && row.id === place.open)
    return rows.map((each) => (each === known ? row : each));
  const others = rows.filter((each) => each !== known);
  if (!place.belongs) return others;
  const at = others.findIndex((each) => isAbove(row, each, place.sort));
  if (at === 0 && !place.begins && !(known && stays(known, row, place.sort))) return others;
  if (at >= 0) return others.toSpliced(at, 0, row);
  return place.complete || known ? [...others, row] : others;
}

/** A row as the list shows it. */
export interface ShownRow extends ConversationRow {
  /** Its newest words are not recorded yet. */
  arriving?: true;
}

/** What arrives in a conversation, and its row where one was sent along: the list need not hold it. */
export interface Arriving extends ArrivingPreview {
  id: ConversationId;
  row: ConversationRow | null;
}

/** The list with what arrives on top, where its record will stand; the recorded rows stay as they are. */
export function withArriving(
  rows: ConversationRow[],
  arriving: readonly Arriving[],
  { belongs, ...place }: Omit<Placement, 'belongs'> & { belongs(row: ConversationRow): boolean },
): ShownRow[] {
  let shown: ShownRow[] = rows;
  for (const { id, row, preview, at } of arriving) {
    const known = rows.find((each) => each.id === id) ?? row;
    if (!known) continue;
    const next: ShownRow = { ...known, preview: preview || known.preview, lastMessageAt: at, arriving: true };
    shown = placeRow(shown, next, { ...place, belongs: belongs({ ...known, lastSeq: known.lastSeq || 1 }) });
  }
  return shown;
}

/** A page of the list after the ones that are there; rows that moved meanwhile are not repeated. */
export function appendPage<Row extends { id: string }>(rows: Row[], page: Row[]): Row[] {
  const known = new Set(rows.map(({ id }) => id));
  return [...rows, ...page.filter(({ id }) => !known.has(id))];
}

const stays = (before: ConversationRow, row: ConversationRow, sort?: InboxSort) =>
  !isAbove(before, row, sort) && !isAbove(row, before, sort);

/** As the database sorts a page. */
function isAbove(a: ConversationRow, b: ConversationRow, sort: InboxSort = FIRST_SORT): boolean {
  if (sort === 'waiting') return isBefore(a.waitingSince ?? '~', b.waitingSince ?? '~', a.id < b.id);
  if (sort === 'oldest') return isBefore(a.lastMessageAt, b.lastMessageAt, a.id < b.id);
  if (a.escalatedAgain !== b.escalatedAgain) return a.escalatedAgain;
  return isBefore(b.lastMessageAt, a.lastMessageAt, a.id > b.id);
}

const isBefore = (a: string, b: string, otherwise: boolean) => (a === b ? otherwise : a < b);
