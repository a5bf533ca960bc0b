import { isHeardAloud, type NoticeSettings } from '../../domain/notices/hearers.ts';
import type { ConversationRow } from '../../domain/inbox/views.ts';
import { customerName } from '../app/customer-name.ts';
import { conversationPath, FIRST_LANE } from '../app/routes.ts';
import type { Router } from '../app/router.svelte.ts';
import { playSound } from './sound.ts';
import { browserStanding, subscriptionHere } from './this-browser.ts';

/** A sound, and a notification where the browser may show one and none is pushed to it. */
export async function makeHeard(
  router: Router,
  { row, settings }: { row: ConversationRow; settings: NoticeSettings },
): Promise<void> {
  const at = new Date().toISOString();
  if (isHeardAloud(settings, at)) playSound();
  const isSeen = isHeardAloud({ ...settings, roads: { ...settings.roads, sound: settings.roads.push } }, at);
  const mayShow = browserStanding() === 'able' && Notification.permission === 'granted';
  if (!isSeen || !mayShow || (await subscriptionHere())) return;
  const shown = new Notification(customerName(row), { body: row.preview.slice(0, 120), tag: row.id });
  shown.onclick = () => {
    window.focus();
    shown.close();
    void router.go(conversationPath(row.id, FIRST_LANE));
  };
}
