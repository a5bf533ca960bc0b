import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type DatabaseConnection } from '../../db/connection/database.ts';
import { agents, deliveries, memberships } from '../../db/schema/schema.ts';
import { newId } from '../../domain/ids.ts';
import type { MailEnvelope } from '../../domain/mail/address/mail-envelope.ts';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { InboxPage } from '../support/browser/inbox-page.ts';
import { launchProduct, type LaunchedProduct } from '../support/launched/launched-product.ts';
import { sharedServers } from '../support/launched/shared-servers.ts';
import { AGENT } from '../support/stack/running-product.ts';
import { seedConversation } from '../support/rows/seed-conversation.ts';
import { overflow } from '../support/browser/overflow.ts';

let product: LaunchedProduct;
let browser: TestBrowser;
let database: DatabaseConnection;

beforeAll(async () => {
  product = await launchProduct({ servers: await sharedServers() });
  database = connect(product.databaseUrl);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await database?.close();
  await product?.[Symbol.asyncDispose]();
});

/** A project of the agent's that sent eight replies three days ago and has heard of nobody since. */
async function beUnanswered(): Promise<void> {
  const { db } = database;
  const seed = await seedConversation(db);
  const { projectId, conversationId } = seed;
  const createdAt = new Date(Date.now() - 75 * 3_600_000);
  for (let i = 0; i < 8; i++) {
    const id = newId('dlv');
    const messageId = await seed.say({ by: 'agent', agentId: seed.agentId }, 'Try it.');
    const envelope = {} as MailEnvelope;
    await db.insert(deliveries).values({
      ...{ id, projectId, conversationId, messageId, state: 'delivered', envelope },
      ...{ rfcMessageId: id, createdAt },
    });
  }
  const [agent] = await db.select().from(agents).where(eq(agents.email, AGENT.email));
  await db.update(memberships).set({ projectId }).where(eq(memberships.agentId, agent!.id));
}

/** A mail host asks at the address that mail is forwarded to. */
async function askToConfirm(code: string): Promise<void> {
  await fetch(`${product.mailboxUrl}/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Postmark-Server-Token': product.mailboxToken },
    body: JSON.stringify({
      From: 'forwarding-noreply@google.com',
      To: 'forward@mail.throughline.test',
      Subject: `(#${code}) Gmail Forwarding Confirmation - Receive Mail from support@acme.example`,
      TextBody: `Confirmation code: ${code}\nhttps://mail-settings.google.com/mail/vf-abc`,
    }),
  });
}

it('warns that nothing arrives, and leads to a test mail that shows whether it does', async () => {
  await beUnanswered();
  const page = await browser.person();
  await new InboxPage(page).signIn(product.url, AGENT);
  await page.getByText('No mail has arrived for 3 days, although 8 replies left.').waitFor();
  await page.getByRole('link', { name: 'See what is wrong' }).click();
  const arrivals = page.getByRole('list', { name: 'What arrives' });
  await arrivals.getByText('Broken: The last mail that arrived').waitFor();

  await page.getByRole('button', { name: 'Send test mail' }).click();
  await arrivals.getByText(/It came back through the webhook after \d/).waitFor();
  await page.getByText('Everything is as it should be.').waitFor();
  await page.getByRole('button', { name: 'Fetch missed mail' }).click();
  await page.getByText('Nothing was missed.').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Is mail set up right?' }).waitFor();
  expect(await page.getByText('No mail has arrived').count()).toBe(0);

  await askToConfirm('483920175');
  const question = page.getByRole('group', { name: 'Google asks to confirm forwarding' });
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: 'Check again' }).click();
        return question.count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  expect(await question.textContent()).toContain('483920175');

  await page.getByRole('textbox', { name: 'Sender name' }).fill('{agent} from Acme');
  await page.getByText('Ana from Acme', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. The next mail carries it.').waitFor();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'General' }).click();
  await page.getByRole('textbox', { name: 'Support address' }).waitFor();

  await page.setViewportSize({ width: 360, height: 740 });
  await page.goBack();
  await page.getByRole('heading', { name: 'Is mail set up right?' }).waitFor();
  expect(await overflow(page)).toBe(0);
});

it('is examined by the doctor while npm start runs', async () => {
  const child = spawn('npm', ['run', '--silent', 'doctor', '--', '--json'], { env: product.environment });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const report = JSON.parse(await text(child.stdout)) as { ok: boolean; projects: { project: string }[] };
  expect(await ended).toBe(0);
  expect(report).toMatchObject({ ok: true, projects: [{ project: 'Acme' }, { project: 'Acme' }] });
});
