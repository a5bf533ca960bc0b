import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAssistant } from '../../../activities/assistant/create-assistant.ts';
import { ask, questionAbout } from '../../support/model/ask.ts';
import { startFakeModel, type FakeModel } from '../../support/model/fake-model.ts';
import { passagesOf } from '../../support/model/guide.ts';

const passages = passagesOf([
  {
    title: 'Handbook',
    text: '## Refunds\n\nRefunds take five days and they are free for all of our customers.\n\n## Invoices\n\nYou find your invoices in the settings of your account.',
  },
]);
const GERMAN = 'Wie lange dauert es, bis ich mein Geld zurück bekomme?';

let model: FakeModel;
beforeEach(async () => {
  model = await startFakeModel();
});
afterEach(() => model.stop());

const assistant = () =>
  createAssistant({
    model: { baseUrl: model.url, apiKey: 'key', model: 'house-model' },
    loadPassages: async () => ({ revision: 1, passages }),
  });
const promptOf = (at: number) => model.requests[at]?.messages[0]?.content ?? '';

it('looks a question up in the docs’ language, and answers what was written', async () => {
  model.script({ text: 'How long do refunds take?' }, { text: 'Fünf Tage. [1]' });
  const { answer, pieces } = await ask(assistant(), GERMAN);
  expect(model.requests).toHaveLength(2);
  expect(promptOf(0)).toContain('into english');
  expect(model.requests[0]?.tools).toBeUndefined();
  expect(promptOf(1)).toContain('[1] Handbook › Refunds');
  expect(model.requests[1]?.messages.at(-1)).toEqual({ role: 'user', content: GERMAN });
  expect(answer).toMatchObject({ outcome: 'answered', text: 'Fünf Tage. [1]' });
  expect(answer.usage).toEqual({ input: 200, output: 40 });
  expect(pieces.join('')).not.toContain('refunds');
});

it('translates the same question once, and one in the docs’ language never', async () => {
  const one = assistant();
  model.script({ text: 'How long do refunds take?' });
  await ask(one, GERMAN);
  await ask(one, GERMAN);
  await ask(one, 'How long does it take until I have my money back?');
  expect(model.requests.filter(({ tools }) => tools === undefined)).toHaveLength(1);
});

it('looks for the question as it is when the model does not translate, and lets no second customer wait', async () => {
  const one = assistant();
  model.script({ status: 500 });
  const { answer } = await ask(one, GERMAN);
  expect(answer.outcome).toBe('answered');
  await ask(one, 'Wo finde ich denn meine Rechnungen bei euch?');
  expect(model.requests.filter(({ tools }) => tools === undefined)).toHaveLength(1);
});

it('takes thoughts and answers in the customer’s own language for no translation', async () => {
  model.script({ text: '<think>Das ist Deutsch.</think>Ich kann dir dabei leider nicht helfen.' });
  await ask(assistant(), questionAbout([{ by: 'customer', text: GERMAN }]));
  expect(promptOf(1)).toContain('There are no passages');
});
