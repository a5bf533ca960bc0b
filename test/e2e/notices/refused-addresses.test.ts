import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fakePushService } from '../../support/browser/fake-push-service.ts';
import { createPushReceiver } from '../../support/outside/push-receiver.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';

const NOT_PUBLIC = 'The address leads to no place in the public internet, so nothing is sent there.';

let desk: RunningInbox;
let page: Page;

beforeAll(async () => {
  desk = await runInbox({}, { kind: 'whole' });
  ({ page } = await desk.agent({ permissions: ['notifications'] }));
});
afterAll(() => desk?.[Symbol.asyncDispose]());

it.each([
  ['https://10.1.2.3/hook', NOT_PUBLIC],
  ['https://localhost:8443/hook', NOT_PUBLIC],
  ['http://hooks.example/1', 'The address must begin with https://.'],
  ['https://ana:secret@hooks.example/1', 'The address must not carry a name or a password before its host.'],
])('takes no webhook at %s, and says why at the field', async (url, words) => {
  await page.goto(`${desk.product.url}/settings/webhooks`);
  const address = page.getByRole('textbox', { name: 'Address' });
  await address.fill(url);
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText(words, { exact: true }).waitFor();
  expect(await address.getAttribute('aria-invalid')).toBe('true');
  expect(await address.inputValue()).toBe(url);
  expect(await page.getByRole('list', { name: 'Webhooks' }).count()).toBe(0);
});

it('turns no browser on whose push service would be in our own network', async () => {
  await fakePushService(page, { endpoint: 'https://192.168.0.7/push', ...createPushReceiver().keys });
  await page.goto(`${desk.product.url}/account/notifications`);
  await page.getByRole('button', { name: 'Turn on in this browser' }).click();
  await page.getByText(NOT_PUBLIC, { exact: true }).waitFor();
  expect(await page.getByRole('list', { name: 'Browsers' }).count()).toBe(0);
});
