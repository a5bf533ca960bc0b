import type { Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from '../browser/browser.ts';
import { InboxPage } from '../browser/inbox-page.ts';
import { watchStreams } from '../streams/live-streams.ts';
import { runProduct } from './run-product.ts';
import { AGENT, type RunningProduct } from './running-product.ts';
import { askPostgres } from './ask-postgres.ts';
import { eventually } from '../eventually.ts';
import { beginVisit } from '../people/visitor-client.ts';

export type WaitingCustomer = Awaited<ReturnType<typeof beginVisit>>;

/** The product with agents and customers before it. */
export interface RunningInbox<P extends RunningProduct = RunningProduct> extends AsyncDisposable {
  product: P;
  browser: TestBrowser;
  /** An agent who is signed in, in a browser profile of their own. */
  agent(options?: Parameters<TestBrowser['person']>[0]): Promise<InboxPage>;
  /** A visitor who asked for a person and left an address, once that is recorded: who comes later stands above. */
  waitingCustomer(email: string, text: string): Promise<WaitingCustomer>;
}

export async function runInbox(
  settings: Record<string, string> = {},
  browser?: Parameters<typeof openBrowser>[0],
): Promise<RunningInbox> {
  return inboxOf(await runProduct(settings), browser);
}

/** The inbox of a product that goes with it. */
export async function inboxOf<P extends RunningProduct>(
  product: P,
  kindOfBrowser?: Parameters<typeof openBrowser>[0],
): Promise<RunningInbox<P>> {
  const browser = await openBrowser(kindOfBrowser);
  /** The sign-in itself is limited to five a minute, as a guesser is; later agents borrow the first one's session. */
  let session: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>> | undefined;
  return {
    product,
    browser,
    agent: async (options = {}) => {
      const page = await browser.person({ ...options, ...(session ? { storageState: session } : {}) });
      const inbox = new InboxPage(page);
      await watchStreams(page);
      if (session) await page.goto(product.url);
      else await inbox.signIn(product.url, AGENT);
      await page.getByRole('navigation', { name: 'Main' }).waitFor();
      session ??= await page.context().storageState();
      return inbox;
    },
    waitingCustomer: async (email, text) => {
      const visit = await beginVisit({ url: product.url, widgetKey: product.widgetKey });
      await visit.say(text);
      await visit.askForPerson(email);
      await eventually(`${email} to wait`, async () => {
        const handler = 'select 1 from conversations where id = $1 and handler_by = $2';
        return (await askPostgres(product.databaseUrl, handler, [visit.conversationId, 'agent'])).length > 0;
      });
      return visit;
    },
    [Symbol.asyncDispose]: async () => {
      await browser[Symbol.asyncDispose]();
      await product[Symbol.asyncDispose]();
    },
  };
}
