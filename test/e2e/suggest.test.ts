import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsOf, SCHEMES } from '../support/browser/faults-of.ts';
import { startFakeModel, type FakeModel } from '../support/model/fake-model.ts';
import { runInbox, type RunningInbox } from '../support/stack/running-inbox.ts';

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

it('suggests, rewrites and translates at the agent’s word, marks it, and lets undo take it back', async () => {
  await desk.waitingCustomer('kim@example.com', 'How do I start it?');
  const inbox = await desk.agent({ viewport: { width: 1400, height: 900 } });
  const { page, reply } = inbox;
  await inbox.open('kim@example.com');
  await page.getByText('Passed on', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Suggest', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Suggestions' });
  const passages = panel.getByRole('list', { name: 'Passages from your articles' });
  await passages
    .getByRole('button', { name: /^Insert/ })
    .first()
    .waitFor();
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

  await reply.fill('Run npm start in the folder, and then wait until it says that it is ready.');
  model.script({ text: 'Run npm start in the folder and wait until it is ready.' });
  await panel.getByRole('button', { name: 'Shorter' }).click();
  await mark.waitFor();
  expect(await reply.inputValue()).toBe('Run npm start in the folder and wait until it is ready.');

  model.script({ hang: true });
  await panel.getByRole('button', { name: 'Friendlier' }).click();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await panel.getByRole('button', { name: 'Friendlier' }).isEnabled();

  model.script({ text: 'Comment le démarrer ?' });
  await inbox.log.getByRole('button', { name: 'Translate' }).first().click();
  await inbox.log.getByText('Comment le démarrer ?').waitFor();
  await inbox.log.getByText(/by the model$/).waitFor();
});
