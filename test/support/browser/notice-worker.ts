import type { BrowserContext, Worker } from 'playwright-core';
import { eventually } from '../eventually.ts';

export interface Shown {
  title: string;
  body: string;
  tag: string;
}

/** The part of a service worker's world that a test looks at. */
interface ServiceWorkerScope {
  registration: {
    getNotifications(): Promise<Notification[]>;
  };
  clients: { openWindow(url: string): Promise<null> };
  dispatchEvent(event: Event): boolean;
  NotificationEvent: new (type: string, init: { notification: Notification }) => Event;
  opened: string[];
}

/** The service worker of the inbox in a browser profile, with whatever the profile's push service and its person do to it. */
export async function noticeWorkerOf(context: BrowserContext, origin: string) {
  // A tab of its own, in which nothing of the inbox is open: devtools are spoken to through one.
  const devtools = await context.newCDPSession(await context.newPage());
  const registration = await registrationOf(devtools, origin);
  const worker = (): Worker => {
    const [found] = context.serviceWorkers();
    if (!found) throw new Error('No service worker runs.');
    return found;
  };
  return {
    /** A message that the push service carried and the browser has decrypted. */
    push: (data: string) =>
      devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: registration, data }),
    shown: (): Promise<Shown[]> =>
      worker().evaluate(async () => {
        const { registration: own } = globalThis as unknown as ServiceWorkerScope;
        return (await own.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
      }),
    /** A click on the one notification. @returns the addresses that were opened in a new window. */
    click: (): Promise<string[]> =>
      worker().evaluate(async () => {
        const scope = globalThis as unknown as ServiceWorkerScope;
        const opened: string[] = [];
        // Only a person's own click may open a window.
        scope.clients.openWindow = (url) => Promise.resolve((opened.push(url), null));
        const [notification] = await scope.registration.getNotifications();
        if (!notification) throw new Error('Nothing is shown.');
        const event = new scope.NotificationEvent('notificationclick', { notification });
        const ended: Promise<unknown>[] = [];
        Object.defineProperty(event, 'waitUntil', { value: (work: Promise<unknown>) => ended.push(work) });
        scope.dispatchEvent(event);
        await Promise.all(ended);
        return opened;
      }),
  };
}

type Devtools = Awaited<ReturnType<BrowserContext['newCDPSession']>>;

async function registrationOf(devtools: Devtools, origin: string): Promise<string> {
  const found = new Map<string, string>();
  devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    for (const { scopeURL, registrationId } of registrations) found.set(scopeURL, registrationId);
  });
  await devtools.send('ServiceWorker.enable');
  return eventually('the service worker', () => found.get(`${origin}/`));
}
