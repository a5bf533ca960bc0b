import type { Page } from 'playwright-core';
import { totpOf } from '../../support/people/totp.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

export async function toAccount(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/account`);
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
}

/** @returns the secret that the authenticator has from then on. */
export async function setUpAuthenticator(page: Page, password: string): Promise<string> {
  await button(page, 'Set up authenticator').click();
  await box(page, 'Your password').fill(password);
  await button(page, 'Go on').click();
  await page.getByRole('img', { name: 'Code for the authenticator app' }).waitFor();
  const secret = ((await page.locator('.beside code').textContent()) ?? '').replace(/\s/g, '');
  await box(page, 'Code the app shows').fill(totpOf(secret));
  await button(page, 'Turn it on').click();
  await button(page, 'I have kept them').click();
  return secret;
}

export async function keepPasskey(page: Page, name: string): Promise<void> {
  await button(page, 'Add passkey').click();
  await box(page, 'Name of the passkey').fill(name);
  await button(page, 'Save name').click();
  await page.getByRole('list', { name: 'Passkeys' }).getByText(name).waitFor();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await button(page, 'Sign out').click();
  await button(page, 'Sign in').waitFor();
}
