import type { Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from '../browser/browser.ts';
import { InboxPage } from '../browser/inbox-page.ts';
import { watchStreams } from '../streams/live-streams.ts';
import { AGENT, databaseUrlOf, runProduct, widgetKeyOf, type RunningProduct } from './running-product.ts';
import { askPostgres } from './ask-postgres.ts';
import { eventually } from '../eventually.ts';
import { beginVisit } from '../people/visitor-client.ts';

export type WaitingCustomer = Awaited<ReturnType<typeof beginVisit>>;

/** The product with agents and customers before it. */
export interface RunningInbox extends AsyncDisposable {
  product: RunningProduct;
  browser: TestBrowser;
  /** An agent who is signed in, in a browser profile of their own. */
  agent(options?: Parameters<TestBrowser['person']>[0]): Promise<InboxPage>;
  /** A visitor who asked for a person and left an address, once that is recorded: who comes later stands above. */
  waitingCustomer(email: string, text: string): Promise<WaitingCustomer>;
}

export async function runInbox(settings: Record<string, string> = {}): Promise<RunningInbox> {
  const browser = await openBrowser();
  const product = await runProduct(settings);
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
      const visit = await beginVisit({ url: product.url, widgetKey: await widgetKeyOf(product) });
      await visit.say(text);
      await visit.askForPerson(email);
      await eventually(`${email} to wait`, async () => {
        const handler = 'select 1 from conversations where id = $1 and handler_by = $2';
        return (
          (await askPostgres(databaseUrlOf(product), handler, [visit.conversationId, 'agent'])).length > 0
        );
      });
      return visit;
    },
    [Symbol.asyncDispose]: async () => {
      await browser[Symbol.asyncDispose]();
      await product[Symbol.asyncDispose]();
    },
  };
}
