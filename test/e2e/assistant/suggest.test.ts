import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import { startFakeModel, type FakeModel } from '../../support/model/fake-model.ts';
import { askPostgres } from '../../support/stack/ask-postgres.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';

let model: FakeModel;
let desk: RunningInbox;

beforeAll(async () => {
  model = await startFakeModel();
  desk = await runInbox({ LLM_BASE_URL: model.url, LLM_API_KEY: 'test-key', LLM_MODEL: 'test-model' });
});
afterAll(async () => {
  await desk?.[Symbol.asyncDispose]();
  await model?.stop();
});

/** An article, as the inbox would save it. */
async function write(page: Page): Promise<void> {
  const [row] = await askPostgres<{ id: string }>(desk.product.databaseUrl, 'select id from projects', []);
  const article = {
    ...{ projectId: row?.id, id: newId('art'), title: 'Starting' },
    text: '## How to start it\n\nRun npm start in the folder. It is ready within a minute.',
  };
  const { status } = await page.evaluate(async (data) => {
    const headers = { 'content-type': 'application/json' };
    return { status: (await fetch('/trpc/articles.save', { method: 'POST', headers, body: data })).status };
  }, JSON.stringify(article));
  expect(status).toBe(200);
}

it('suggests, rewrites and translates at the agent’s word, marks it, and lets undo take it back', async () => {
  await desk.waitingCustomer('kim@example.com', 'How do I start it?');
  const inbox = await desk.agent({ viewport: { width: 1400, height: 900 } });
  const { page, reply } = inbox;
  await write(page);
  await inbox.open('kim@example.com');
  await page.getByText('Passed on', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Suggest', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Suggestions' });
  const passages = panel.getByRole('list', { name: 'Passages from your articles' });
  await passages
    .getByRole('button', { name: /^Insert/ })
    .first()
    .waitFor();
  // Whoever reads it goes on writing: the box and its button stay where they can be seen.
  for (const [width, height] of [
    [1400, 900],
    [700, 450],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const place of [reply, inbox.send])
      await eventually(`it to be in sight at ${width} pixels`, async () => {
        const box = await place.boundingBox();
        return box !== null && box.y + box.height <= height;
      });
  }
  await page.setViewportSize({ width: 1400, height: 900 });
  await panel.getByRole('button', { name: 'Insert', exact: true }).click();
  const suggested = await reply.inputValue();
  expect(suggested).toContain('npm start');
  expect(suggested).not.toContain('[1]');
  const mark = page.getByText('Suggested, not edited yet');
  await mark.waitFor();
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    expect(await faultsOf(page), colorScheme).toEqual([]);
  }
  await reply.press('Control+z');
  expect(await reply.inputValue()).toBe('');
  await mark.waitFor({ state: 'detached' });

  await reply.fill('Run npm start in the folder, and then wait a minute until it says that it is ready.');
  model.script({ text: 'Run npm start in the folder and wait a minute until it is ready.' });
  await panel.getByRole('button', { name: 'Shorter' }).click();
  await mark.waitFor();
  expect(await reply.inputValue()).toBe('Run npm start in the folder and wait a minute until it is ready.');

  model.script({ hang: true });
  const asked = model.requests.length;
  await panel.getByRole('button', { name: 'Friendlier' }).click();
  await eventually('the model to be asked', () => model.requests.length > asked);
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await panel.getByRole('button', { name: 'Friendlier' }).isEnabled();

  await panel.getByRole('button', { name: 'Shorter' }).focus();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await inbox.focused(reply);

  model.script({ text: 'Comment le démarrer ?' });
  await inbox.log.getByRole('button', { name: 'Translate' }).first().click();
  await inbox.log.getByText('Comment le démarrer ?').waitFor();
  await inbox.log.getByText(/by the model/).waitFor();
});
