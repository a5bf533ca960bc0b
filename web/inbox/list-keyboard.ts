import type { AppContext } from '../app/app-context.svelte.ts';
import { listPath } from '../app/routes.ts';
import { known, type Command } from '../keys/commands.svelte.ts';
import { isWriting } from '../keys/where-words-go.ts';
import { endOf, stepOf } from './list-keys.ts';
import type { ListView } from './list-view.svelte.ts';

type App = Pick<AppContext, 'inbox' | 'selection' | 'router' | 'bulk' | 'markUnread'>;

interface Place {
  app: App;
  view: ListView;
  /** The list on the screen. */
  list: () => HTMLElement | undefined;
}

/** What can be done with the list and the row that a key is about. */
export function listCommands({ app, view, list }: Place): Command[] {
  const { inbox, selection, router } = app;
  const row = view.current;
  return [
    known('next', () => void view.move(1)),
    known('before', () => void view.move(-1)),
    ...(row
      ? [
          known('choose', () => selection.toggle(row)),
          known('chooseUpTo', () => selection.reachTo(row, inbox.shown)),
          known('markUnread', () => void app.markUnread(row.id)),
        ]
      : []),
    ...(hasTheKeys(list()) ? [known('chooseAll', () => selection.chooseAll(inbox.shown))] : []),
    ...(inbox.open ? [known('leave', () => void router.go(listPath(inbox.query)))] : []),
  ];
}

/** What can be done with all that are chosen. */
export function chosenCommands({ selection, bulk }: App): Command[] {
  if (selection.size === 0) return [];
  const { ids } = selection;
  const give = (begin: () => Promise<boolean>) => void begin().then((taken) => taken && selection.clear());
  return [
    known('closeChosen', () => give(() => bulk.give({ name: 'close', input: {} }, ids))),
    known('markChosenUnread', () => give(() => bulk.markUnread(ids))),
    known('chooseNone', () => selection.clear()),
  ];
}

/** Arrows move where the list has the focus; elsewhere they scroll. */
export function movesInList(event: KeyboardEvent, view: ListView): void {
  if (isWriting(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = stepOf(event.key);
  const end = endOf(event.key);
  if (step !== 0) void view.move(step);
  else if (end) void view.moveToEnd(end);
  else return;
  event.preventDefault();
}

/** All of what else is meant by "all" elsewhere. */
function hasTheKeys(list: HTMLElement | undefined): boolean {
  const { activeElement } = document;
  const nowhere = activeElement === document.body || activeElement === null;
  return list?.checkVisibility() === true && (nowhere || list.contains(activeElement));
}
