import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
  await desk.waitingCustomer('ingrid@example.com', 'The shade is torn, order 48377');
});
afterAll(() => desk?.[Symbol.asyncDispose]());

describe.each(SCHEMES)('in the %s scheme', (colorScheme) => {
  it.each([1400, 390])(
    'a search, its filters and what has nothing found have no fault %i pixels wide',
    async (width) => {
      const inbox = await desk.agent({ colorScheme, viewport: { width, height: 844 } });
      const { page } = inbox;
      const box = page.getByRole('searchbox', { name: 'Search conversations' });
      await inbox.row('ingrid@example.com').waitFor();
      await box.fill('8377 is:open channel:chat ');
      await inbox.row('ingrid@example.com').locator('mark').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('button', { name: 'Has a file' }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await box.fill('zebra');
      await page.getByText('Nothing found').first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
    },
  );
});
