import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import { holdAnswer } from '../../support/browser/hold-answer.ts';
import type { InboxPage } from '../../support/browser/inbox-page.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { eventually } from '../../support/eventually.ts';
import { startFakeModel, type FakeModel, type ModelRequest } from '../../support/model/fake-model.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { launchProduct, type LaunchedProduct } from '../../support/launched/launched-product.ts';
import { sharedServers } from '../../support/launched/shared-servers.ts';
import { inboxOf, type RunningInbox } from '../../support/stack/running-inbox.ts';

let model: FakeModel;
let desk: RunningInbox<LaunchedProduct>;
let inbox: InboxPage;
let page: Page;

beforeAll(async () => {
  model = await startFakeModel();
  const env = { LLM_BASE_URL: model.url, LLM_API_KEY: 'test-key', LLM_MODEL: 'test-model' };
  desk = await inboxOf(await launchProduct({ servers: await sharedServers(), env }));
  inbox = await desk.agent();
  page = inbox.page;
  await page.goto(`${desk.product.url}/docs`);
  await addArticle('Returns', 'You can return a lamp within thirty days of buying it.');
});
afterAll(async () => {
  await desk?.[Symbol.asyncDispose]();
  await model?.stop();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });

/** As `npm run evals -- …` beside `npm start`. */
async function evals(...args: string[]): Promise<{ code: number | null; out: string; said: string }> {
  const env = desk.product.environment;
  const child = spawn(process.execPath, ['launcher/evals.mjs', ...args], { cwd: process.cwd(), env });
  let [out, said] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, said };
}

async function addArticle(title: string, text: string): Promise<void> {
  await page.evaluate(
    async ([name, words]) => {
      const call = (path: string, input: unknown) =>
        fetch(`/trpc/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input),
        });
      const me = (await (await fetch('/trpc/me')).json()) as {
        result: { data: { projects: { id: string }[] } };
      };
      const projectId = me.result.data.projects[0]?.id;
      await call('articles.save', { projectId, id: 'art_0123456789abcdef', title: name, text: words });
    },
    [title, text],
  );
}

it('is found by its name, asks as a customer would, and shows what was read', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill('assistant');
  await page.getByRole('option', { name: 'Assistant', exact: true }).click();
  await page.getByRole('heading', { name: 'Assistant', level: 1 }).waitFor();
  await page.getByText('No test questions yet').waitFor();
  await page.getByRole('textbox', { name: 'Question' }).fill('Can I return a lamp?');
  await button('Ask').click();
  const passages = page.getByRole('list', { name: 'Passages' });
  await passages.getByRole('link', { name: '1. Returns' }).waitFor();
  await passages.getByText('used', { exact: true }).waitFor();
  await page.getByRole('article', { name: 'Answer' }).getByText('thirty days').waitFor();
  await page.getByText(/^Prompt, \d+ words$/).click();
  await page.getByText('You are the support assistant').waitFor();
});

it('compares two settings side by side', async () => {
  await button('Compare with another setting').click();
  const second = page.getByRole('group', { name: 'Setting B' });
  await second.getByRole('button', { name: 'Prompt: As live' }).click();
  await page.getByRole('option', { name: 'Another prompt' }).click();
  await page.getByRole('textbox', { name: 'System prompt' }).fill('Speak like a sailor.');
  await button('Ask').click();
  await page.getByRole('list', { name: 'Passages A' }).waitFor();
  await page.getByRole('list', { name: 'Passages B' }).waitFor();
  expect(await page.getByRole('article', { name: /^Answer [AB]$/ }).count()).toBe(2);
  const asked = model.requests.slice(-2).map(({ messages }) => messages[0]?.content.includes('sailor'));
  expect(asked.sort()).toEqual([false, true]);
  await button('One setting only').click();
});

it('saves a question as a test, runs it, and says what got worse in every window', async () => {
  const other = await desk.agent();
  const none = await holdAnswer(other.page, 'tests.list');
  await other.page.goto(`${desk.product.url}/assistant`);
  await none.asked;
  await button('Save as test').click();
  const dialog = page.getByRole('dialog', { name: 'Save as test' });
  expect(await dialog.getByRole('radio', { name: 'It answers from an article' }).isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Save test' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const known = other.page.getByRole('list', { name: 'Test questions' }).getByText('Can I return a lamp?');
  await known.waitFor();
  await none.letGo();
  expect(await known.isVisible()).toBe(true);
  await button('Run tests').click();
  await page
    .getByRole('list', { name: 'Test questions' })
    .getByText('as expected', { exact: true })
    .waitFor();
  model.script({ text: 'I do not know that.' });
  await button('Run tests').click();
  await page.getByText('1 worse').waitFor();
  await other.page.getByText('1 worse').waitFor();
  await page.getByText('did not know').waitFor();
});

it('runs them from a shell, and a pipeline can tell by the exit code what came of it', async () => {
  const passed = await evals('--json');
  expect(passed.code).toBe(0);
  expect(JSON.parse(passed.out)).toMatchObject({ total: 1, passed: 1, better: 1 });
  model.script({ text: 'I do not know that.' });
  const failed = await evals();
  expect(failed.code).toBe(1);
  expect(failed.out).toContain(
    'FAIL  worse   “Returns” → unknown   Can I return a lamp?\n0 of 1 as expected',
  );
  expect(await evals('--project', 'nope')).toMatchObject({ code: 2, out: '' });
  const mistyped = await evals('--jsno');
  expect(mistyped).toMatchObject({ code: 2, out: '' });
  expect(mistyped.said).toMatch(/^Unknown option '--jsno'/);
});

it('offers the tests before another prompt goes live, and a customer’s question as a test', async () => {
  await page.goto(`${desk.product.url}/settings`);
  expect(await button('Run tests with this first').count()).toBe(0);
  await page.getByRole('textbox', { name: 'System prompt' }).fill('Be kind.');
  await button('Run tests with this first').click();
  await page.getByText('1 of 1 as expected, 1 better than before.').waitFor();
  expect(model.requests.at(-1)?.messages[0]?.content).toContain('Be kind.');
  await page.getByRole('textbox', { name: 'System prompt' }).fill('');

  const { product } = desk;
  const visit = await beginVisit({ url: product.url, widgetKey: product.widgetKey });
  await visit.say('May I return a torn lamp?');
  await page.goto(`${product.url}/conversations/${visit.conversationId}`);
  await inbox.log.getByRole('button', { name: 'Save as test' }).first().click();
  await page.getByText('Saved as a test question').waitFor();
  await page.goto(`${desk.product.url}/assistant`);
  await page.getByText('May I return a torn lamp?').waitFor();
});

it('brings back a test that was deleted by a slip, and names a run that is going on as one', async () => {
  const list = page.getByRole('list', { name: 'Test questions' });
  await page.getByRole('button', { name: 'Delete test “Can I return a lamp?”' }).click();
  await list.getByText('Can I return a lamp?').waitFor({ state: 'detached' });
  await button('Undo').click();
  await list.getByText('Can I return a lamp?').waitFor();
  const runs = () => page.getByRole('combobox', { name: 'Run' }).getByRole('option').count();
  const before = await runs();
  await button('Run tests').dblclick();
  await eventually('one more run', async () => (await runs()) === before + 1);
});

it('asks real questions again in another way, and lists what would be different, with both answers', async () => {
  const whatIf = page.getByRole('region', { name: 'What if' });
  const again = whatIf.getByRole('button', { name: 'Ask real questions again' });
  expect(await again.isDisabled()).toBe(true);
  await whatIf.getByRole('button', { name: 'Prompt: As live' }).click();
  await page.getByRole('option', { name: 'Another prompt', exact: true }).click();
  await whatIf.getByRole('textbox', { name: 'System prompt' }).fill('Speak like a sailor.');
  await again.click();
  const dialog = page.getByRole('dialog', { name: 'Ask real questions again' });
  await dialog.getByText('The last 1 question, asked on').waitFor();
  await dialog.getByText(/^About \d+ tokens, the price is not known\.$/).waitFor();
  await dialog.getByText('Left today:').waitFor();
  await dialog.getByRole('button', { name: 'Ask 1 question' }).click();
  await whatIf.getByText('The one question comes out the same.').waitFor();
  await whatIf.getByText('240 tokens, Price not known').waitFor();

  const sailor = ({ messages }: ModelRequest) => messages[0]?.content.includes('sailor');
  const byPrompt = (request: ModelRequest) => ({
    text: sailor(request)
      ? 'I do not know that.'
      : 'You can return a lamp within thirty days of buying it. [1]',
  });
  model.script(byPrompt, byPrompt);
  await again.click();
  await dialog.getByRole('button', { name: 'Ask 1 question' }).click();
  await whatIf.getByRole('button', { name: 'No longer answers 1' }).click();
  const list = whatIf.getByRole('list', { name: 'Questions that were asked again' });
  await list.getByText('May I return a torn lamp?').click();
  await list.getByRole('article', { name: 'As live' }).getByText('thirty days').waitFor();
  await list.getByRole('article', { name: 'another prompt' }).getByText('I do not know').waitFor();
  const before = page.url();
  await list.getByRole('link', { name: 'Conversation' }).click();
  await inbox.log.getByText('May I return a torn lamp?').waitFor();
  await page.goto(before);
  await whatIf.getByLabel('Tried').selectOption({ index: 1 });
  await whatIf.getByText('Nothing would be different').waitFor();
});

describe.each(SCHEMES)('in the %s scheme', (colorScheme) => {
  it.each([1400, 390])('the page has no fault %i pixels wide', async (width) => {
    const seen = (await desk.agent({ colorScheme, viewport: { width, height: 844 } })).page;
    await seen.goto(`${desk.product.url}/assistant`);
    await seen.getByRole('list', { name: 'Test questions' }).getByText('May I return a torn lamp?').waitFor();
    await seen.getByRole('textbox', { name: 'Question' }).fill('Can I return a lamp?');
    await seen.getByRole('button', { name: 'Ask', exact: true }).click();
    await seen.getByRole('list', { name: 'Passages' }).waitFor();
    const asked = seen.getByRole('list', { name: 'Questions that were asked again' });
    await asked.getByText('May I return a torn lamp?').click();
    await asked.getByRole('article', { name: 'As live' }).waitFor();
    expect(await overflow(seen)).toBe(0);
    expect(await faultsOf(seen)).toEqual([]);
  });
});
