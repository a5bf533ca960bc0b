import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projects } from '../../../db/schema/schema.ts';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import { fakePushService } from '../../support/browser/fake-push-service.ts';
import { createPushReceiver } from '../../support/outside/push-receiver.ts';
import { signIn, type AgentClient } from '../../support/people/agent-client.ts';
import { mailedToken } from '../../support/people/invited.ts';
import { serveTeam, type ServedTeam } from '../../support/stack/served-team.ts';

let team: ServedTeam;
let client: AgentClient;
/** The sign-in itself is limited: one session serves both schemes. */
let storageState: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

beforeAll(async () => {
  team = await serveTeam({ worker: false, isPushed: true });
  client = await signIn(team.product);
  storageState = await (await team.member()).context().storageState();
});
afterAll(() => team?.[Symbol.asyncDispose]());

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

describe.each(SCHEMES)('in the %s scheme', (colorScheme) => {
  const signedIn = async (path: string) => {
    const page = await team.browser.person({ colorScheme, storageState, permissions: ['notifications'] });
    await fakePushService(page, { endpoint: `${team.world.url}/push`, ...createPushReceiver().keys });
    await page.goto(team.product.url + path);
    return page;
  };

  it('Notifications has no fault, also with a wrong field and a browser that is on', async () => {
    const page = await signedIn('/account/notifications');
    await page.getByRole('button', { name: 'Turn on in this browser' }).click();
    await page.getByText('Notices are on in this browser.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'I am away' }).check();
    await page.getByRole('checkbox', { name: 'Quiet hours' }).check();
    await page.getByRole('textbox', { name: 'in', exact: true }).fill('Mars/Olympus');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Choose a time zone such as Europe/Berlin.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('webhooks have no fault, also with one that failed and a wrong address', async () => {
    const page = await signedIn('/settings/webhooks');
    team.world.answer(`/${colorScheme}`, (res) => res.writeHead(404).end());
    await page.getByRole('textbox', { name: 'Address' }).fill(`${team.world.url}/${colorScheme}`);
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('Added. Send a test to see it arrive.').waitFor();
    await page
      .getByRole('button', { name: /^Send a test/ })
      .last()
      .click();
    await page.getByText('It refused the notice (HTTP 404).').first().waitFor();
    await page.getByRole('textbox', { name: 'Address' }).fill('hooks.example');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('Write the whole address, from https:// on.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('joining has no fault, also with a wrong field and a link that works no more', async () => {
    const email = `${colorScheme}@example.com`;
    const { id: projectId } = team.product.project;
    await client.team.invite.mutate({ projectId, emails: [email], role: 'agent', mail: true });
    const page = await team.browser.person({ colorScheme });
    await page.goto(`${team.product.url}/join/${mailedToken(team.product, email)}`);
    await title(page, /^Join/);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('Write your name: customers see it.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${team.product.url}/join/${'x'.repeat(43)}`);
    await title(page, 'This invitation does not work');
    expect(await faultsOf(page)).toEqual([]);
  });

  it('a required second step has no fault, nor has setting one up', async () => {
    const { db } = team.product.database;
    await db.update(projects).set({ requiresSecondStep: true });
    const page = await signedIn('/');
    await title(page, /asks for a second step/);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set up authenticator' }).click();
    expect(await faultsOf(page)).toEqual([]);
    await db.update(projects).set({ requiresSecondStep: false });
  });
});
