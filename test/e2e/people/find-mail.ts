import type { Page } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';

/** Opens the newest mail to somebody that holds a text, among others that came meanwhile. */
export async function findMail(
  reader: Page,
  mailboxUrl: string,
  { to, holds }: { to: string; holds: string },
): Promise<void> {
  await eventually(`a mail to ${to} that says “${holds}”`, async () => {
    await reader.goto(mailboxUrl);
    const links = reader.getByRole('list', { name: 'Mails' }).getByRole('link');
    for (let each = 0; each < (await links.count()); each++) {
      await links.nth(each).click();
      const mail = await reader.locator('article').innerText();
      if (mail.includes(to) && mail.includes(holds)) return true;
    }
    return false;
  });
}
