import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { AGENT, type RunningProduct } from '../support/stack/running-product.ts';

/** The people of the story, each in a browser profile of their own. */
export interface People {
  agent: Page;
  visitor: Page;
  /** The customer's mail program. */
  mailReader: Page;
}

export const CUSTOMER = 'casey@example.com';

export async function signIn(agent: Page, product: RunningProduct): Promise<void> {
  await agent.goto(product.url);
  await agent.getByRole('textbox', { name: 'Email' }).fill(AGENT.email);
  await agent.getByRole('textbox', { name: 'Password' }).fill(AGENT.password);
  await agent.getByRole('button', { name: 'Sign in', exact: true }).click();
  await agent
    .getByRole('list', { name: 'Conversations' })
    .or(agent.getByText(/nothing|no conversations/i))
    .first()
    .waitFor();
}

export async function addArticle(agent: Page, article: { title: string; text: string }): Promise<void> {
  await agent.getByRole('link', { name: 'Docs' }).click();
  await agent.getByRole('button', { name: 'Add article' }).first().click();
  await agent.getByRole('textbox', { name: 'Title' }).fill(article.title);
  await agent.getByRole('textbox', { name: 'Text' }).fill(article.text);
  await agent.getByRole('button', { name: 'Save' }).click();
  await agent.getByText(article.title).first().waitFor();
}

export async function openChat(visitor: Page, product: RunningProduct): Promise<void> {
  await visitor.goto(`${product.url}/demo`);
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await visitor.getByRole('textbox', { name: 'Message' }).waitFor();
}

export async function ask(visitor: Page, question: string): Promise<void> {
  await visitor.getByRole('textbox', { name: 'Message' }).fill(question);
  await visitor.getByRole('button', { name: 'Send' }).click();
}

export const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });

export async function sees(page: Page, text: string | RegExp): Promise<void> {
  await log(page).getByText(text).first().waitFor();
}

export async function askForPerson(visitor: Page, email: string): Promise<void> {
  await visitor.getByRole('button', { name: 'Talk to a person' }).click();
  const box = visitor.getByRole('textbox', { name: 'Email' });
  await box.fill(email);
  await box.press('Enter');
}

/** Waits for the conversation in the list, without a reload, and opens it. */
export async function openFromInbox(agent: Page): Promise<void> {
  await agent.getByRole('link', { name: /inbox/i }).first().click();
  await agent.getByRole('list', { name: 'Conversations' }).getByRole('link').first().click();
  await log(agent).waitFor();
}

export async function reply(agent: Page, text: string): Promise<void> {
  await agent.getByRole('textbox', { name: 'Reply' }).fill(text);
  await agent.getByRole('button', { name: 'Send', exact: true }).click();
  await sees(agent, text);
}

/** Mails to agents come in between. */
const NEWEST = 5;

/** Opens the newest mail that holds a text as soon as there is one: a reply can still be undone for a while. */
export async function openMail(reader: Page, product: RunningProduct, holds: string): Promise<void> {
  await eventually(`a mail that says “${holds}”`, async () => {
    await reader.goto(product.mailboxUrl);
    const mails = reader.getByRole('list', { name: 'Mails' }).getByRole('link');
    await mails.first().waitFor();
    const addresses = await mails.evaluateAll((links) =>
      links.map((link) => (link as HTMLAnchorElement).href),
    );
    for (const address of addresses.slice(0, NEWEST)) {
      await reader.goto(address);
      if ((await reader.locator('article').innerText()).includes(holds)) return true;
    }
    return false;
  });
}

/** Answers the newest mail that holds a text. */
export async function answerMail(
  reader: Page,
  product: RunningProduct,
  mail: { holds: string; answer: string },
) {
  await openMail(reader, product, mail.holds);
  await reader.getByRole('textbox', { name: 'Reply as customer' }).fill(mail.answer);
  await reader.getByRole('button', { name: 'Send reply' }).click();
}

/** What the log shows, as plain text. */
export async function readLog(page: Page): Promise<string> {
  return log(page).innerText();
}

/** Each text once, in this order. */
export function expectOnceInOrder(all: string, texts: string[]): void {
  let from = 0;
  for (const text of texts) {
    const at = all.indexOf(text, from);
    expect(at, `“${text}” after what came before it in:\n${all}`).toBeGreaterThanOrEqual(0);
    expect(all.indexOf(text, at + text.length), `“${text}” a second time in:\n${all}`).toBe(-1);
    from = at + text.length;
  }
}
