/** What a new project does first, in the order that serves it. */
export const FIRST_STEPS = ['name', 'docs', 'assistant', 'widget', 'mail', 'team'] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** Which of them are done: read off what is there, never ticked by hand. */
export type StepsDone = Record<FirstStep, boolean>;

/** What the first project is called until somebody names it. */
export const FIRST_NAME = 'Acme';

export interface FirstStepFacts {
  name: string;
  settingsSaved: boolean;
  articles: boolean;
  /** The assistant has answered in a chat; the demo page counts. */
  answered: boolean;
  /** A conversation began on a page of another site. */
  onSomePage: boolean;
  /** Mail goes through a real provider, not the local mailbox. */
  provider: boolean;
  /** A test mail or a customer's mail came in. */
  mailCame: boolean;
  members: number;
  invited: boolean;
}

export function stepsDone(facts: FirstStepFacts): StepsDone {
  return {
    name: facts.settingsSaved || facts.name !== FIRST_NAME,
    docs: facts.articles,
    assistant: facts.answered,
    widget: facts.onSomePage,
    mail: facts.provider && facts.mailCame,
    team: facts.members > 1 || facts.invited,
  };
}

export const countDone = (done: StepsDone): number => FIRST_STEPS.filter((step) => done[step]).length;

/** The one to do next; null: none is left. */
export const nextStep = (done: StepsDone): FirstStep | null =>
  FIRST_STEPS.find((step) => !done[step]) ?? null;
