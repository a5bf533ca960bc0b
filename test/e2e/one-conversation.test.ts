import { Client, Connection } from '@temporalio/client';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { faultsOf } from '../support/browser/faults-of.ts';
import { stayAfterClose } from '../support/browser/stay-after-close.ts';
import { eventually } from '../support/eventually.ts';
import { startFakeModel, type FakeModel } from '../support/model/fake-model.ts';
import { launchProduct, type LaunchedProduct } from '../support/launched/launched-product.ts';
import {
  addArticle,
  answerMail,
  ask,
  askForPerson,
  CUSTOMER,
  expectOnceInOrder,
  log,
  openChat,
  openFromInbox,
  readLog,
  reply,
  sees,
  signIn,
  type People,
} from './story.ts';

const document = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');

const COVERED = 'How do I embed the widget on my website?';
const UNCOVERED = 'What is the boiling point of tungsten?';

describe.each([{ assistant: 'the docs alone' }, { assistant: 'a model' }])(
  'one conversation, answered by $assistant',
  ({ assistant }) => {
    let model: FakeModel | null = null;
    let product: LaunchedProduct;
    let browser: TestBrowser;
    let people: People;

    beforeAll(async () => {
      model = assistant === 'a model' ? await startFakeModel() : null;
      product = await launchProduct({
        env: model ? { LLM_BASE_URL: model.url, LLM_API_KEY: 'test-key', LLM_MODEL: 'first-model' } : {},
      });
      browser = await openBrowser();
      people = {
        agent: await browser.person(),
        visitor: await browser.person(),
        mailReader: await browser.person(),
      };
    });
    afterAll(async () => {
      await browser?.[Symbol.asyncDispose]();
      await product?.[Symbol.asyncDispose]();
      await model?.stop();
    });

    it('goes from first chat to final email and back', async () => {
      const { agent, visitor, mailReader } = people;
      await signIn(agent, product);
      await stayAfterClose(agent);
      await addArticle(agent, { title: 'About Throughline', text: document('README.md') });
      await addArticle(agent, { title: 'Architecture', text: document('ARCHITECTURE.md') });

      await openChat(visitor, product);
      await ask(visitor, COVERED);
      await sees(visitor, /script/i);
      await log(visitor).getByText('About Throughline').first().waitFor();
      await ask(visitor, UNCOVERED);
      await sees(visitor, /(could|can|did)(n’t|n't| not) find|don’t know|do not know|don't know/i);

      await agent.getByRole('link', { name: /inbox/i }).first().click();
      await askForPerson(visitor, CUSTOMER);
      await openFromInbox(agent);
      await sees(agent, COVERED);
      await sees(agent, UNCOVERED);

      await reply(agent, 'Tungsten boils at 5,555 °C.');
      await sees(visitor, 'Tungsten boils at 5,555 °C.');
      await answerMail(mailReader, product, { holds: '5,555', answer: 'Thanks! And what about gold?' });
      await sees(agent, 'Thanks! And what about gold?');
      await sees(visitor, 'Thanks! And what about gold?');

      await reply(agent, 'Gold boils at 2,856 °C.');
      await answerMail(mailReader, product, { holds: '2,856', answer: 'Perfect, that is all.' });
      await sees(agent, 'Perfect, that is all.');
      await sees(visitor, 'Perfect, that is all.');
      await agent.getByText('Delivered').first().waitFor();

      const said = [
        COVERED,
        UNCOVERED,
        'Tungsten boils at 5,555 °C.',
        'Thanks! And what about gold?',
        'Gold boils at 2,856 °C.',
        'Perfect, that is all.',
      ];
      expectOnceInOrder(await readLog(agent), said);
      expectOnceInOrder(await readLog(visitor), said);

      await agent.getByRole('button', { name: 'Close conversation' }).click();
      await agent.getByRole('button', { name: 'Reopen' }).waitFor();
      expect(await countWorkflows(product)).toBe(1);
    });

    it('opens the conversation in the Temporal UI', async () => {
      const { agent } = people;
      await openFromInbox(agent);
      await agent.getByRole('button', { name: 'More', exact: true }).click();
      const href = await agent.getByRole('link', { name: 'Open in Temporal' }).getAttribute('href');
      expect(href).toMatch(/\/workflows\/conversation%2Fcnv_/);
    });

    it.runIf(assistant === 'a model')('asks another model from the next message on', async () => {
      const { agent, visitor } = people;
      expect(new Set(model!.requests.map((request) => request.model))).toEqual(new Set(['first-model']));
      await agent.getByRole('link', { name: 'Settings' }).click();
      await agent.getByRole('textbox', { name: 'Model', exact: true }).fill('second-model');
      await agent.getByRole('button', { name: 'Save' }).click();
      await agent.getByText(/saved/i).first().waitFor();
      const another = await browser.person();
      await openChat(another, product);
      await ask(another, COVERED);
      await eventually(
        'a request to the second model',
        () => model!.requests.at(-1)?.model === 'second-model',
      );
      await visitor.close();
    });

    it.runIf(assistant === 'a model')(
      'shows what the endpoint has and what one question costs, and what to do when it is down',
      async () => {
        const { agent } = people;
        await agent.goto(`${product.url}/settings/model`);
        const names = agent.locator('datalist option');
        await agent.getByText('The endpoint lists one model.').waitFor();
        expect(await names.getAttribute('value')).toBe('fake-model');
        await agent.getByLabel('Dollars for a million tokens in').fill('3');
        await agent.getByLabel('Dollars for a million tokens out').fill('15');
        await agent.getByRole('button', { name: 'Save the price' }).click();
        await agent.getByText('Saved.').waitFor();
        const trial = agent.getByRole('form', { name: 'Try one' });
        await trial.getByLabel('Model to try').fill('fake-model');
        model?.script({ text: 'With everything about lanterns.' });
        await trial.getByRole('button', { name: 'Ask' }).click();
        await trial.getByText('With everything about lanterns.').waitFor();
        await trial.getByText(/^\s*\d+\.\d s · 100 tokens in, 20 tokens out ·\s+\$0\.0006\s*$/).waitFor();
        expect(model?.requests.at(-1)?.model).toBe('fake-model');
        expect(await faultsOf(agent)).toEqual([]);
        await model?.stop();
        await trial.getByRole('button', { name: 'Ask' }).click();
        await trial.getByText(/could not be reached\. See that it runs, and that LLM_BASE_URL/).waitFor();
        await agent.reload();
        await agent.getByText(/could not be reached\. See that it runs/).waitFor();
      },
    );
  },
);

async function countWorkflows(product: LaunchedProduct): Promise<number> {
  const connection = await Connection.connect({ address: product.temporal.address });
  try {
    const { count } = await new Client({ connection }).workflow.count('WorkflowType = "conversation"');
    return count;
  } finally {
    await connection.close();
  }
}
