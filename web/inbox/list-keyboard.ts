import type { AppContext } from '../app/app-context.svelte.ts';
import { listPath } from '../app/routes.ts';
import { endOf, stepOf } from './list-keys.ts';
import type { ListView } from './list-view.svelte.ts';

type App = Pick<AppContext, 'inbox' | 'selection' | 'router' | 'bulk' | 'markUnread'>;

interface Place {
  app: App;
  view: ListView;
  /** The list on the screen. */
  list: HTMLElement | undefined;
}

/** What a key does in the list. @returns whether it did something: nobody else is asked then. */
export function pressed(event: KeyboardEvent, place: Place): boolean {
  if (isWriting(event) || somethingLiesOver()) return false;
  const inList = place.list?.contains(document.activeElement) ?? false;
  if (event.ctrlKey || event.metaKey) return withControl(event, place, inList);
  if (event.altKey) return false;
  return moves(event, place, inList) || chooses(event, place);
}

function withControl(event: KeyboardEvent, { app, list }: Place, inList: boolean): boolean {
  const nowhere = document.activeElement === document.body || document.activeElement === null;
  if (event.key !== 'a' || !list?.checkVisibility() || !(inList || nowhere)) return false;
  app.selection.chooseAll(app.inbox.shown);
  return true;
}

function moves(event: KeyboardEvent, { view, list }: Place, inList: boolean): boolean {
  if (!list) return false;
  const step = stepOf(event.key, { inList });
  const end = inList ? endOf(event.key) : null;
  if (step !== 0) void view.move(step);
  else if (end) void view.moveToEnd(end);
  return step !== 0 || end !== null;
}

function chooses(event: KeyboardEvent, { app, view }: Place): boolean {
  const { selection, inbox, bulk } = app;
  const row = view.current;
  switch (event.key) {
    case 'x':
      if (row) selection.toggle(row);
      return row !== null;
    case 'X':
      if (row) selection.reachTo(row, inbox.shown);
      return row !== null;
    case 'Escape':
      return leaves(app);
    case 'e':
      return (
        selection.size > 0 && giveToChosen(app, () => bulk.give({ name: 'close', input: {} }, selection.ids))
      );
    case 'u':
      if (selection.size > 0) return giveToChosen(app, () => bulk.markUnread(selection.ids));
      if (row) void app.markUnread(row.id);
      return row !== null;
    default:
      return false;
  }
}

/** What lies over the page first, which sees to it itself; then the choice, then the conversation. */
function leaves({ selection, router, inbox }: App): boolean {
  if (document.querySelector('[data-leaves-first]')) return false;
  if (selection.size > 0) {
    selection.clear();
    return true;
  }
  if (!inbox.open) return false;
  void router.go(listPath(inbox.query));
  return true;
}

function giveToChosen({ selection }: App, give: () => Promise<boolean>): boolean {
  void give().then((taken) => taken && selection.clear());
  return true;
}

const somethingLiesOver = () => document.querySelector(':popover-open, dialog[open]') !== null;

/** A checkbox takes no letters. */
function isWriting({ target }: KeyboardEvent): boolean {
  const field =
    target instanceof Element ? target.closest('input, textarea, select, [contenteditable]') : null;
  return field !== null && field.getAttribute('type') !== 'checkbox';
}
