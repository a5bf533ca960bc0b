import type { FirstStep } from '../../domain/project/first-steps.ts';

/** What a step is called, why it is one, and where it is done. */
export const FIRST_STEP_WORDS: Record<FirstStep, { name: string; why: string; href: string }> = {
  name: {
    name: 'Name the project',
    why: 'Customers read it in the chat and in every mail.',
    href: '/settings',
  },
  docs: {
    name: 'Add an article',
    why: 'The assistant answers from your articles, and from nothing else.',
    href: '/docs',
  },
  assistant: {
    name: 'Try the assistant',
    why: 'Ask it something as a customer would.',
    href: '/settings?at=widget',
  },
  widget: {
    name: 'Put the widget on a page',
    why: 'One line on your site; done with the first conversation from there.',
    href: '/settings?at=widget',
  },
  mail: {
    name: 'Connect mail',
    why: 'Done once a test mail, or a customer’s, has come back.',
    href: '/settings/email',
  },
  team: {
    name: 'Invite somebody',
    why: 'They get a mail with a link and see the same inbox.',
    href: '/team',
  },
};
