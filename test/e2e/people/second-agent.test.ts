import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { openBrowser, type TestBrowser } from '../../support/browser/browser.ts';
import { InboxPage } from '../../support/browser/inbox-page.ts';
import { addAuthenticator } from '../../support/browser/virtual-authenticator.ts';
import { agentClient } from '../../support/people/agent-client.ts';
import { openStream } from '../../support/streams/open-stream.ts';
import { totpOf } from '../../support/people/totp.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { askPostgres } from '../../support/stack/ask-postgres.ts';
import { runProduct } from '../../support/stack/run-product.ts';
import { AGENT, type RunningProduct } from '../../support/stack/running-product.ts';
import { keepPasskey, setUpAuthenticator, signOut, toAccount } from './account-acts.ts';
import { findMail } from './find-mail.ts';

const BEN = { email: 'ben@example.com', name: 'Ben Carter', password: 'gravel lantern oboe' };

let product: RunningProduct;
let browser: TestBrowser;
/** A passkey belongs to a name, and 127.0.0.1 is none. */
let url: string;

beforeAll(async () => {
  product = await runProduct({ AGENT_MAIL_DELAY: '1' });
  url = product.url.replace('127.0.0.1', 'localhost');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

async function linkFor(owner: Page, pasted: string): Promise<string> {
  await owner.getByRole('link', { name: 'Team' }).click();
  await owner.getByRole('button', { name: 'Invite' }).click();
  await owner.getByRole('textbox', { name: 'Email' }).fill(pasted);
  await owner.getByRole('button', { name: 'Send invitation' }).click();
  await owner.getByRole('list', { name: 'Invited' }).getByText(BEN.email).waitFor();
  const reader = await browser.person();
  await findMail(reader, product.mailboxUrl, { to: BEN.email, holds: 'invites you to answer' });
  return /http\S+\/join\/\S+/.exec(await reader.locator('article').innerText())?.[0] ?? '';
}

async function join(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Your name' }).fill(BEN.name);
  await page.getByRole('textbox', { name: 'Password' }).fill(BEN.password);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

async function enterPassword(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Email' }).fill(BEN.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(BEN.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const inside = (page: Page) => page.getByRole('navigation', { name: 'Main' }).waitFor();

/** What a program would send that was left running in that browser. */
async function cookieIn(page: Page): Promise<string> {
  const all = await page.context().cookies(url);
  return all.map(({ name, value }) => `${name}=${value}`).join('; ');
}

it('an owner invites a second agent, who signs in by authenticator and by passkey, works the same inbox, and is out everywhere within a second of being removed', async () => {
  const ana = new InboxPage(await browser.person());
  await ana.signIn(url, AGENT);
  const widgetKey = product.widgetKey;
  const visit = await beginVisit({ url: product.url, widgetKey });
  await visit.askForPerson('casey@example.com');

  const ben = new InboxPage(await browser.person());
  const { page } = ben;
  await addAuthenticator(page);
  await join(page, await linkFor(ana.page, `${BEN.name} <${BEN.email}>`));
  await toAccount(page, url);
  const secret = await setUpAuthenticator(page, BEN.password);
  await keepPasskey(page, 'Ben’s laptop');
  await page.getByRole('radio', { name: 'Always' }).check();
  await page.getByText('Saved.').waitFor();

  await signOut(page);
  await enterPassword(page);
  await page.getByRole('heading', { name: 'Second step' }).waitFor();
  // The one that set it up is used.
  await page.getByRole('textbox', { name: 'Code' }).fill(totpOf(secret, 1));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await inside(page);
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await inside(page);

  for (const inbox of [ana, ben]) await inbox.page.getByRole('link', { name: 'Inbox', exact: true }).click();
  await ana.open('casey@example.com');
  await ben.open('casey@example.com');
  await page.getByRole('button', { name: 'Take over' }).click();
  await ana.log.getByText('Ben Carter took over').waitFor();
  await ben.reply.fill('Any port will do.');
  await ben.send.click();
  await ana.said('Any port will do.').waitFor();
  await visit.say('And which one is quickest?');
  await ben.said('And which one is quickest?').waitFor();
  await ana.said('And which one is quickest?').waitFor();
  const reader = await browser.person();
  await findMail(reader, product.mailboxUrl, { to: BEN.email, holds: 'And which one is quickest?' });

  const cookie = await cookieIn(page);
  const client = agentClient(product.url, cookie);
  const [project] = (await client.me.query()).projects;
  const projectId = project!.id;
  const { conversationId } = visit;
  const file = `${product.url}/attachments/${newId('att')}`;
  const named = new URLSearchParams({ conversation: conversationId, name: 'ports.csv' });
  const kept = await fetch(`${file}?${named}`, { method: 'PUT', headers: { cookie }, body: 'port\n3000\n' });
  expect([kept.status, (await fetch(file, { headers: { cookie } })).status]).toEqual([200, 200]);
  const browserOfBen = {
    ...{ projectId, id: newId('psh'), endpoint: 'https://push.example.com/ben' },
    ...{ p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16).toString('base64url') },
  };
  await client.notices.turnOn.mutate(browserOfBen);
  const streams = await Promise.all([
    openStream(product.url, 'conversations.inboxEvents', { projectId }, { cookie }),
    openStream(product.url, 'conversations.transcriptEvents', { conversationId }, { cookie }),
  ]);
  await eventually('the streams to begin', () => streams.every((each) => each.events() > 0));

  await ana.page.getByRole('link', { name: 'Team' }).click();
  const row = ana.page.getByRole('row').filter({ hasText: BEN.email });
  await row.getByText('Two steps on').or(row.getByText('Passkey')).first().waitFor();
  await row.getByRole('button', { name: 'Remove' }).click();
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  const removedAt = performance.now();
  await page.getByRole('heading', { name: 'You are not on the team of Acme any more' }).waitFor();
  await eventually('the streams to end', () => streams.every((each) => each.ended()));
  console.log(`out after ${Math.round(performance.now() - removedAt)} ms`);
  expect(streams.map((each) => each.refusal())).toEqual(['not_found', 'not_found']);

  const refusals = await Promise.all(
    [
      client.conversations.list.query({ projectId, lane: 'all', before: null }),
      client.conversations.get.query({ conversationId }),
      client.notices.turnOn.mutate(browserOfBen),
      client.notices.sendTest.mutate({ projectId }),
      client.team.list.query({ projectId }),
    ].map((asked) =>
      asked.then(
        () => 'answered',
        (error: { data?: { refusal?: string } }) => error.data?.refusal,
      ),
    ),
  );
  expect(refusals).toEqual(['not_found', 'conversation_not_found', 'not_found', 'not_found', 'not_found']);
  expect((await fetch(file, { headers: { cookie } })).status).toBe(404);
  expect((await client.me.query()).projects).toEqual([]);

  await reader.getByRole('textbox', { name: 'Reply as customer' }).fill('Port 80 is quickest.');
  await reader.getByRole('button', { name: 'Send reply' }).click();
  await reader.getByText('Kept in quarantine: agent not member.').waitFor();
  await ana.page.getByRole('link', { name: /^Quarantine/ }).click();
  await ana.page.getByText('No longer on the team').first().waitFor();
  const next = await beginVisit({ url: product.url, widgetKey });
  await next.askForPerson('robin@example.com');
  await noticesOf(next.conversationId);
  await ana.page.getByRole('link', { name: 'Inbox', exact: true }).click();
  await ana.open('casey@example.com');
  await ana.log.getByText('Ben Carter left the team: the conversation is unassigned again').waitFor();
  await ana.said('Any port will do.').waitFor();
  expect(await ana.log.getByText('Port 80 is quickest.').count()).toBe(0);

  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('textbox', { name: 'Your name' }).waitFor();
  await page.getByRole('link', { name: 'Back' }).click();
  await page.getByRole('heading', { name: 'You are on no team' }).waitFor();
  await page.getByRole('link', { name: 'Your account' }).waitFor();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
});

/** Everybody who still hears of new conversations; Ben's browser has not been told to forget its subscription. */
async function noticesOf(conversationId: string): Promise<void> {
  const database = product.databaseUrl;
  const told = await eventually('the notices', async () => {
    const asked = 'select recipient from notices where conversation_id = $1';
    const rows = await askPostgres<{ recipient: string }>(database, asked, [conversationId]);
    return rows.length > 0 && rows.map(({ recipient }) => recipient);
  });
  const team = await askPostgres<{ id: string }>(database, 'select agent_id as id from memberships');
  expect(told).toEqual(team.map(({ id }) => id));
}
