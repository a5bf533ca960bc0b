import type { CustomerRow } from '../../domain/customers/customer-view.ts';
import type { ConversationRow } from '../../domain/inbox/views.ts';
import type { SavedReply } from '../../domain/saved-replies/saved-reply.ts';
import type { AppContext } from '../app/app-context.svelte.ts';
import { customerName } from '../app/customer-name.ts';
import { previewText } from '../app/preview-text.ts';
import { conversationPath, customersPath, savedReplyPath } from '../app/routes.ts';
import { listTime } from '../app/time.ts';
import type { IconName } from '../design/icons.ts';
import type { Command } from '../keys/commands.svelte.ts';
import { knownAct, type Place } from '../keys/known-acts.ts';
import { ACT_ICONS } from './act-icons.ts';

/** One line of the palette. */
export interface PaletteItem {
  /** What is looked for, and shown. */
  words: string;
  icon: IconName;
  /** Which keys do it without the palette. */
  caps: string[] | null;
  /** Said at its end. */
  hint: string;
  run: () => void;
}

type App = Pick<AppContext, 'commands' | 'router' | 'inbox' | 'clock' | 'insertSaved'>;

/** What can be done in these places, each once. */
export function commandItems({ commands }: App, places: Place[]): PaletteItem[] {
  const all = places.flatMap((place) => commands.of(place)).filter(isLookedFor);
  return all
    .filter(({ words }, at) => all.findIndex((other) => other.words === words) === at)
    .map(({ act, words, run }) => ({
      ...{ words, run: () => run(), hint: '' },
      icon: (act && ACT_ICONS[act]) ?? 'more',
      caps: act ? commands.capsOf(act) : null,
    }));
}

const isLookedFor = ({ act }: Command) => !act || knownAct(act).how === undefined;

/** Everywhere one can go, with the keys that lead there. */
export function placeItems(
  { commands, router }: App,
  places: { words: string; href: string; icon: IconName }[],
): PaletteItem[] {
  const led = commands.of('goTo');
  return places.map(({ words, href, icon }) => {
    const act = led.find((command) => command.words === words)?.act;
    return {
      ...{ words, icon, hint: '', run: () => void router.go(href) },
      caps: act ? commands.capsOf(act) : null,
    };
  });
}

/** Into the reply that is being written; where none can be, to its own page. */
export const savedReplyItems = (app: App, replies: SavedReply[]): PaletteItem[] =>
  replies.map((reply) => ({
    words: `${reply.name} · ${previewText(reply.text)}`,
    icon: 'bookmark',
    caps: null,
    hint: reply.owner ? 'own' : 'shared',
    run: () => (app.insertSaved ? app.insertSaved(reply) : void app.router.go(savedReplyPath(reply.id))),
  }));

export const conversationItems = ({ router, inbox, clock }: App, rows: ConversationRow[]): PaletteItem[] =>
  rows.map((row) => ({
    words: [customerName(row), row.subject || row.preview].filter(Boolean).join(' · '),
    icon: row.channel === 'email' ? 'mail' : 'chat',
    caps: null,
    hint: listTime(row.lastMessageAt, clock.now),
    run: () => void router.go(conversationPath(row.id, inbox.query)),
  }));

export const customerItems = ({ router }: App, rows: CustomerRow[]): PaletteItem[] =>
  rows.map(({ id, name, email, conversations }) => ({
    words: name ? `${name} · ${email}` : email,
    icon: 'person',
    caps: null,
    hint: conversations === 1 ? '1 conversation' : `${conversations} conversations`,
    run: () => void router.go(customersPath(id)),
  }));
