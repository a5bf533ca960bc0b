import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { holdAnswer } from '../support/browser/hold-answer.ts';
import { InboxPage } from '../support/browser/inbox-page.ts';
import { addAuthenticator } from '../support/browser/virtual-authenticator.ts';
import { totpOf } from '../support/people/totp.ts';
import { eventually } from '../support/eventually.ts';
import { cutStreams, watchStreams } from '../support/streams/live-streams.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { askPostgres } from '../support/stack/ask-postgres.ts';
import { runProduct } from '../support/stack/run-product.ts';
import { AGENT, type RunningProduct } from '../support/stack/running-product.ts';

const NEW_PASSWORD = 'four yellow bicycles';
const NEWEST_PASSWORD = 'seven purple teapots';

let product: RunningProduct;
let browser: TestBrowser;
let page: Page;
/** A passkey belongs to a name, and 127.0.0.1 is none. */
let url: string;
let secret = '';
let recoveryCode = '';

beforeAll(async () => {
  product = await runProduct();
  url = product.url.replace('127.0.0.1', 'localhost');
  browser = await openBrowser();
  page = await browser.person();
  await new InboxPage(page).signIn(url, AGENT);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const box = (name: string) => page.getByRole('textbox', { name, exact: true });
const inside = () => page.getByRole('navigation', { name: 'Main' }).waitFor();

async function toAccount(): Promise<void> {
  await page.goto(`${url}/account`);
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
}

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await button('Sign out').click();
  await button('Sign in').waitFor();
}

async function enter(password: string): Promise<void> {
  await box('Email').fill(AGENT.email);
  await box('Password').fill(password);
  await button('Sign in').click();
}

it('is left for good when somebody signs out, whatever was asked before and is answered after', async () => {
  const other = await browser.person();
  await watchStreams(other);
  await new InboxPage(other).signIn(url, AGENT);
  const whoIsHere = await holdAnswer(other, 'me');
  // Whoever hears nothing more asks who they are.
  await cutStreams(other, /Events/);
  await whoIsHere.asked;
  await other.getByRole('button', { name: /^Account of/ }).click();
  await other.getByRole('button', { name: 'Sign out', exact: true }).click();
  await other.getByRole('textbox', { name: 'Email' }).fill(AGENT.email);
  await whoIsHere.letGo();
  await other.getByRole('textbox', { name: 'Password' }).fill(AGENT.password);
  await other.getByRole('button', { name: 'Sign in', exact: true }).click();
  await other.getByRole('navigation', { name: 'Main' }).waitFor();
});

it('changes the password, says what is wrong at its field, and the inbox goes on live', async () => {
  await toAccount();
  await box('Current password').fill('not the password');
  await box('New password').fill(NEW_PASSWORD);
  await button('Change password').click();
  await page.getByText('This is not your current password.').waitFor();
  await box('Current password').fill(AGENT.password);
  await box('New password').fill('password1234');
  await button('Change password').click();
  await page.getByText(/A password must be at least 12 characters/).waitFor();
  await box('New password').fill(NEW_PASSWORD);
  await button('Change password').click();
  await page.getByText('Your password is changed.').waitFor();
  await page.getByRole('link', { name: 'Inbox' }).first().click();
  const visit = await beginVisit({ url: product.url, widgetKey: product.widgetKey });
  await visit.say('Does the list still move?');
  await page.getByRole('list', { name: 'Conversations' }).getByText('Does the list still move?').waitFor();
});

it('lists the sessions and signs another one out, whose page says so', async () => {
  const elsewhere = await browser.person({ userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' });
  await new InboxPage(elsewhere).signIn(url, { ...AGENT, password: NEW_PASSWORD });
  await toAccount();
  const sessions = page.getByRole('list', { name: 'Sessions' });
  await sessions.getByText('Firefox on Windows').waitFor();
  expect(await sessions.getByRole('listitem').count()).toBe(2);
  expect(await sessions.getByText('this one').count()).toBe(1);
  await sessions.getByRole('button', { name: /^Sign out Firefox on Windows/ }).click();
  await elsewhere.getByText('Your session has ended.').waitFor();
  await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1);
});

it('sets a new password by a link in a mail, once', async () => {
  await signOut();
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await box('Email').fill(AGENT.email);
  await button('Send the link').click();
  await page.getByText('If an agent has this address, a link is on its way.').waitFor();
  const link = await linkIn('A new password for your Throughline account');
  expect(link.startsWith(`${url}/`)).toBe(true);
  await page.goto(link);
  await box('New password').fill('short');
  await button('Set the password').click();
  await page.getByText(/A password must be at least 12 characters/).waitFor();
  await box('New password').fill(NEWEST_PASSWORD);
  await button('Set the password').click();
  await page.getByText('Your password is changed, and every session of yours has ended.').waitFor();
  await page.goto('about:blank');
  await page.goto(link);
  await box('New password').fill(NEW_PASSWORD);
  await button('Set the password').click();
  await page.getByText('This link was used already').waitFor();
  await page.getByRole('link', { name: 'Ask for a new link' }).waitFor();
  await page.goto(url);
  await enter(NEWEST_PASSWORD);
  await inside();
});

async function linkIn(subject: string): Promise<string> {
  const mailbox = await browser.person();
  const mail = mailbox.getByRole('list', { name: 'Mails' }).getByRole('link', { name: subject }).first();
  await eventually(`a mail “${subject}”`, async () => {
    await mailbox.goto(product.mailboxUrl);
    return (await mail.count()) > 0;
  });
  await mail.click();
  const text = mailbox.getByText(/sign-in\/new-password#/).first();
  return /https?:\S+/.exec((await text.textContent()) ?? '')?.[0] ?? '';
}

it('sets up an authenticator, shows recovery codes once, and asks for a code after the password', async () => {
  await toAccount();
  await button('Set up authenticator').click();
  await box('Your password').fill(NEWEST_PASSWORD);
  await button('Go on').click();
  await page.getByRole('img', { name: 'Code for the authenticator app' }).waitFor();
  secret = ((await page.locator('.beside code').textContent()) ?? '').replace(/\s/g, '');
  await box('Code the app shows').fill('000000');
  await button('Turn it on').click();
  await page.getByText('This code is wrong').waitFor();
  await box('Code the app shows').fill(totpOf(secret));
  await button('Turn it on').click();
  const codes = page.getByRole('list', { name: 'Keep these recovery codes' }).getByRole('listitem');
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  recoveryCode = (await codes.first().textContent()) ?? '';
  await button('I have kept them').click();
  await signOut();
  await enter(NEWEST_PASSWORD);
  await page.getByRole('heading', { name: 'Second step' }).waitFor();
  await box('Code').fill('123456');
  await button('Sign in').click();
  await page.getByText('This code is wrong').waitFor();
  // The one that set it up is used.
  await box('Code').fill(totpOf(secret, 1));
  await button('Sign in').click();
  await inside();
});

it('adds a passkey, which alone signs in, and removes it', async () => {
  const device = await addAuthenticator(page);
  await toAccount();
  await button('Add passkey').click();
  await page.getByText('The passkey is added.').waitFor();
  await box('Name of the passkey').fill('Ana’s laptop');
  await button('Save name').click();
  await page.getByRole('list', { name: 'Passkeys' }).getByText('Ana’s laptop').waitFor();
  await signOut();
  await device.verifies(false);
  expect(await signInUnverified()).toEqual([401, 'NOT_VERIFIED']);
  await device.verifies(true);
  await button('Sign in with a passkey').click();
  await inside();
  await toAccount();
  await letTimePass();
  await button('Remove Ana’s laptop').click();
  await page.getByRole('dialog', { name: 'Is it you?' }).waitFor();
  await box('Your password').fill('wrong');
  await button('Go on').click();
  await page.getByText('This is not your password.').waitFor();
  await box('Your password').fill(NEWEST_PASSWORD);
  await button('Go on').click();
  await page.getByText('The passkey is removed.').waitFor();
  await signOut();
  await button('Sign in with a passkey').click();
  await page.getByText('This passkey is not known here.').waitFor();
});

/** Every sign-in is half an hour old. */
const letTimePass = () =>
  askPostgres(product.databaseUrl, "update sessions set proven_at = now() - interval '30 minutes'");

/** A page that asks the device not to ask anybody: what comes back proves the device, and not who holds it. */
async function signInUnverified(): Promise<[number, string]> {
  return page.evaluate(async () => {
    const asked = await fetch('/api/auth/passkey/generate-authenticate-options');
    const options = (await asked.json()) as PublicKeyCredentialRequestOptionsJSON;
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({
      ...options,
      userVerification: 'discouraged',
    });
    const got = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    const answer = await fetch('/api/auth/passkey/verify-authentication', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response: got.toJSON() }),
    });
    return [answer.status, ((await answer.json()) as { code: string }).code];
  });
}

it('takes a recovery code once in place of the authenticator', async () => {
  await enter(NEWEST_PASSWORD);
  await button('Use a recovery code').click();
  await box('Recovery code').fill(recoveryCode);
  await button('Sign in').click();
  await inside();
});
