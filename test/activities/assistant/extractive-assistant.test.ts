import { expect, it } from 'vitest';
import type { Turn } from '../../../activities/assistant/assistant.ts';
import { createAssistant } from '../../../activities/assistant/create-assistant.ts';
import { fixedWords } from '../../../domain/knowledge/fixed-words.ts';
import { ask, questionAbout } from '../../support/model/ask.ts';
import { guidesFrom, passagesOf } from '../../support/model/guide.ts';

const handbook = passagesOf([
  {
    title: 'Handbook',
    text: `# Handbook

## Refunds

We are a small shop in a small town. Refunds take five days and go back to the card you paid with. Our cat is called Minka.

## Install on Linux

Run this:

\`\`\`sh
apt install acme
\`\`\`

## Install on Windows

Download the installer and double-click it.`,
  },
  { title: 'Team', text: 'Invite a colleague under **Settings › Team**. They get a mail with a link.' },
]);

const assistantFor = (passages = handbook) =>
  createAssistant({ model: null, loadPassages: async () => ({ revision: 1, passages }) });

const conversation = (...turns: Turn[]) => questionAbout(turns);

it('answers in the words of the docs and cites them', async () => {
  const { answer } = await ask(assistantFor(), 'How long do refunds take?');
  expect(answer).toMatchObject({ outcome: 'answered', reason: null, model: null, usage: null });
  expect(answer.text).toContain('Refunds take five days and go back to the card you paid with.');
  expect(answer.citations).toEqual([
    { articleId: handbook[0]!.articleId, passageId: handbook[0]!.id, title: 'Handbook', heading: 'Refunds' },
  ]);
});

it('keeps an example whole', async () => {
  const { answer } = await ask(assistantFor(), 'How do I install it on Linux?');
  expect(answer.text).toBe('Run this:\n\n```sh\napt install acme\n```');
});

it('streams exactly what it answers, in several pieces', async () => {
  const { answer, pieces } = await ask(assistantFor(), 'How long do refunds take?');
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.join('')).toBe(answer.text);
});

it.each(['What is the boiling point of tungsten?', 'Do you sell cars?', 'xyzzy', '???', '😀'])(
  'admits that the docs do not cover “%s” and offers a person',
  async (question) => {
    const { answer } = await ask(assistantFor(), question);
    expect(answer).toMatchObject({ outcome: 'answered', citations: [] });
    expect(answer.text).toBe(fixedWords('english').unknown);
  },
);

it('admits it when there are no docs at all', async () => {
  const { answer } = await ask(assistantFor([]), 'How long do refunds take?');
  expect(answer.text).toBe(fixedWords('english').unknown);
});

it('greets and takes thanks without looking anything up', async () => {
  expect((await ask(assistantFor(), 'Hello!')).answer.text).toBe(fixedWords('english').greeting);
  expect((await ask(assistantFor(), 'Vielen Dank!')).answer.text).toBe(fixedWords('german').thanks);
});

it('escalates when the customer wants a person', async () => {
  const { answer } = await ask(assistantFor(), 'Can I talk to a human?');
  expect(answer).toMatchObject({
    outcome: 'escalate',
    reason: 'The customer asked for a person.',
    citations: [],
  });
});

it('takes “yes please” for the person it has just offered', async () => {
  const unknown: Turn = { by: 'assistant', text: fixedWords('english').unknown };
  const question = conversation({ by: 'customer', text: 'Do you sell cars?' }, unknown, {
    by: 'customer',
    text: 'yes please',
  });
  expect((await ask(assistantFor(), question)).answer.outcome).toBe('escalate');
});

it('understands a follow-up by the question before it', async () => {
  const { answer } = await ask(
    assistantFor(),
    conversation(
      { by: 'customer', text: 'How do I install it on Linux?' },
      { by: 'assistant', text: 'Run this.' },
      { by: 'customer', text: 'and on Windows?' },
    ),
  );
  expect(answer.text).toContain('Download the installer');
});

it('does not answer a new question with the subject of the old one', async () => {
  const { answer } = await ask(
    assistantFor(),
    conversation(
      { by: 'customer', text: 'How long do refunds take?' },
      { by: 'assistant', text: 'Five days.' },
      { by: 'customer', text: 'What is the boiling point of tungsten?' },
    ),
  );
  expect(answer.citations).toEqual([]);
});

it('finds the question in a message that tells a story', async () => {
  const { answer } = await ask(
    assistantFor(),
    'Hi! I bought a lamp for my grandmother last Tuesday, she likes purple. It broke on the stairs. How long do refunds take? Greetings from Vienna',
  );
  expect(answer.text).toContain('five days');
});

it('answers German questions from German docs', async () => {
  const passages = passagesOf([
    {
      title: 'Hilfe',
      text: '## Rechnungen\n\nDie Rechnungen finden Sie in den Einstellungen. Sie werden am Monatsende erstellt.\n\n## Kündigung\n\nSie können jederzeit zum Monatsende kündigen.',
    },
  ]);
  expect((await ask(assistantFor(passages), 'Wo finde ich meine Rechnung?')).answer.text).toContain(
    'in den Einstellungen',
  );
  expect((await ask(assistantFor(passages), 'Verkauft ihr auch Autos?')).answer.text).toBe(
    fixedWords('german').unknown,
  );
});

it('finds words in languages without spaces', async () => {
  const passages = passagesOf([
    { title: 'ヘルプ', text: '## 返金\n\n返金には五日かかります。\n\n## 招待\n\n同僚を招待できます。' },
  ]);
  expect((await ask(assistantFor(passages), '返金')).answer.text).toContain('五日');
});

it('stops at once when it is stopped', async () => {
  const controller = new AbortController();
  const assistant = assistantFor();
  const pieces: string[] = [];
  const running = assistant.answer(questionAbout([{ by: 'customer', text: 'How long do refunds take?' }]), {
    onText: (delta) => {
      pieces.push(delta);
      controller.abort(new Error('stopped'));
    },
    signal: controller.signal,
  });
  await expect(running).rejects.toThrow('stopped');
  expect(pieces).toHaveLength(1);
});

it('never answers with a wall of text from real documentation', async () => {
  const assistant = assistantFor(guidesFrom(['postgres/README.md', 'pino/docs/api.md', 'pino/docs/help.md']));
  for (const question of [
    'How do I rotate log files?',
    'How do I start a transaction?',
    'How do I set the minimum level to log?',
  ]) {
    const { answer } = await ask(assistant, question);
    expect(answer.citations).toHaveLength(1);
    expect(answer.text.length).toBeLessThanOrEqual(1_200);
  }
});

it('leaves a mail that the docs do not answer to a person, without a word that would be mailed', async () => {
  const question = conversation({ by: 'customer', text: 'Do you sell bicycles?' });
  const { answer, pieces } = await ask(assistantFor(), { ...question, isMailed: true });
  expect(answer).toMatchObject({
    outcome: 'escalate',
    text: '',
    reason: 'The docs do not answer this email.',
  });
  expect(pieces).toEqual([]);
});

it('answers a question in a language of which the docs hold one article among others', async () => {
  const passages = passagesOf([
    {
      title: 'Shipping and returns',
      text: '# Shipping\n\nWe ship within two working days. Shipping in Europe costs 6 €.\n\n# Returns\n\nYou can return a lamp within sixty days, even when it was lit. We pay the way back.',
    },
    { title: 'Versand', text: '# Versand\n\nDer Versand kostet 6 €.\n\n# Akku\n\nDer Akku hält 40 Stunden.' },
  ]);
  const { answer } = await ask(assistantFor(passages), 'Wie lange hält der Akku?');
  expect(answer.text).toBe('Der Akku hält 40 Stunden.');
});
