import type { Page } from 'playwright-core';
import { openBrowser } from '../browser/browser.ts';
import { InboxPage } from '../browser/inbox-page.ts';
import { startOutsideWorld } from '../outside/outside-world.ts';
import { createUndo } from '../undo.ts';
import { ADMIN } from './product.ts';
import { startProduct } from './start-product.ts';

/**
 * The built inbox on a product of the test's own, for which the world outside stands on this machine: `npm start` posts to no
 * push service and no webhook here.
 */
export async function serveTeam({ escalationMs = 500, worker = true, isPushed = false } = {}) {
  const undo = createUndo();
  try {
    const world = await startOutsideWorld();
    undo.defer(() => world[Symbol.asyncDispose]());
    const product = await startProduct({ worker: false, outside: world.outside });
    undo.defer(() => product[Symbol.asyncDispose]());
    const agentMail = { delayMs: 500, escalationMs, publicUrl: product.url };
    if (worker) await product.startWorker({ agentMail });
    const browser = await openBrowser({ kind: isPushed ? 'whole' : 'shell' });
    undo.defer(() => browser[Symbol.asyncDispose]());
    return {
      ...{ world, product, browser, agentMail },
      /** A member in a browser profile of their own. */
      member: async (options: Parameters<typeof browser.person>[0] = {}, who = ADMIN): Promise<Page> => {
        const page = await browser.person(options);
        await new InboxPage(page).signIn(product.url, who);
        return page;
      },
      [Symbol.asyncDispose]: undo.all,
    };
  } catch (error) {
    await undo.all();
    throw error;
  }
}

export type ServedTeam = Awaited<ReturnType<typeof serveTeam>>;
