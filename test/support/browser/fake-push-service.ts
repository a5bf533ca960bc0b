import type { Page } from 'playwright-core';

interface Subscribed {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** The maker of a browser runs its push service far away: here a page gets what that service would have answered. */
export async function fakePushService(page: Page, subscribed: Subscribed): Promise<void> {
  await page.addInitScript(({ endpoint, ...keys }) => {
    let current: PushSubscription | null = null;
    const subscription = {
      endpoint,
      toJSON: () => ({ endpoint, keys }),
      unsubscribe: () => {
        current = null;
        return Promise.resolve(true);
      },
    } as unknown as PushSubscription;
    PushManager.prototype.subscribe = () => Promise.resolve((current = subscription));
    PushManager.prototype.getSubscription = () => Promise.resolve(current);
  }, subscribed);
}
