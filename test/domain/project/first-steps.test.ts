import { expect, it } from 'vitest';
import { countDone, nextStep, stepsDone, type FirstStepFacts } from '../../../domain/project/first-steps.ts';

const NEW: FirstStepFacts = {
  name: 'Acme',
  settingsSaved: false,
  articles: false,
  answered: false,
  onSomePage: false,
  provider: false,
  mailCame: false,
  members: 1,
  invited: false,
};
const after = (facts: Partial<FirstStepFacts>) => stepsDone({ ...NEW, ...facts });

it('nothing is done in a new project, and its name comes first', () => {
  expect(countDone(after({}))).toBe(0);
  expect(nextStep(after({}))).toBe('name');
});

it('a project that is really called as every one begins is named once its settings were saved', () => {
  expect(after({ settingsSaved: true }).name).toBe(true);
  expect(after({ name: 'Lantern' }).name).toBe(true);
});

it('mail to the local mailbox connects nothing', () => {
  expect(after({ mailCame: true }).mail).toBe(false);
  expect(after({ provider: true }).mail).toBe(false);
  expect(after({ provider: true, mailCame: true }).mail).toBe(true);
});

it('a second member counts as much as an open invitation', () => {
  expect([after({ members: 2 }).team, after({ invited: true }).team]).toEqual([true, true]);
});

it('what is done out of order is not asked for again', () => {
  const done = after({ name: 'Lantern', answered: true });
  expect([countDone(done), nextStep(done)]).toEqual([2, 'docs']);
});
