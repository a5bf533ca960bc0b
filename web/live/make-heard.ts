import { isHeardAloud, type NoticeSettings } from '../../domain/notices/hearers.ts';
import { gistOf } from '../../domain/notices/gist.ts';
import type { ConversationRow } from '../../domain/inbox/views.ts';
import { playSound } from './sound.ts';
import { browserStanding, subscriptionHere } from './this-browser.ts';

interface Heard {
  row: ConversationRow;
  settings: NoticeSettings;
  title: string;
  /** Shows the conversation. */
  open(): void;
}

/** A sound, and a notification where the browser may show one and none is pushed to it. */
export async function makeHeard({ row, settings, title, open }: Heard): Promise<void> {
  const at = new Date().toISOString();
  if (isHeardAloud(settings, at)) playSound();
  const isSeen = isHeardAloud({ ...settings, roads: { ...settings.roads, sound: settings.roads.push } }, at);
  const mayShow = browserStanding() === 'able' && Notification.permission === 'granted';
  if (!isSeen || !mayShow || (await subscriptionHere())) return;
  const shown = new Notification(title, { body: gistOf({ said: row.preview, reason: null }), tag: row.id });
  shown.onclick = () => {
    window.focus();
    shown.close();
    open();
  };
}
