/** Every word the widget says, in one place. Another language is another object of this type. */
const en = {
  openChat: 'Open chat',
  openChatUnread: (count: number) => `Open chat, ${count} unread ${count === 1 ? 'message' : 'messages'}`,
  closeChat: 'Close chat',
  chat: 'Chat',
  messages: 'Messages',
  message: 'Message',
  writeMessage: 'Write a message…',
  send: 'Send',
  newMessages: 'Newest messages',
  earlier: 'Earlier messages',
  yesterday: 'Yesterday',
  justNow: 'just now',

  assistant: 'Assistant',
  agent: 'Team',
  you: 'You',
  byEmail: 'by email',
  alsoByEmail: 'also by email',
  typing: 'The assistant is writing',
  isTyping: (name: string) => `${name || 'Somebody'} is typing`,
  sources: 'Sources',

  assistantFirst: 'Answers from the docs, people a click away',
  withTeam: 'You are with the team',
  withTeamWithin: (wait: string) => `The team usually answers within ${wait}`,
  closed: 'Closed',
  peopleBack: (when: string) => `People are back ${when}`,

  talkToPerson: 'Talk to a person',
  askTeam: 'Ask the team',
  askTeamWords: 'The team gets everything said so far. They answer here and by email, so you need not wait.',
  nobodyHere: (when: string) =>
    `Nobody is here now; people are back ${when}. Leave your email, and their answer reaches you there.`,
  askTeamKnown: (email: string) =>
    `The team gets everything said so far. They answer here and by email to ${email}.`,
  withoutEmail: 'Without email',
  cancel: 'Cancel',
  email: 'Email',
  emailExample: 'you@example.com',
  emailWrong: 'This does not look like an email address.',
  leaveEmail: 'Leave email',
  leaveEmailWords: 'Leave your email, and the team’s answer reaches you there too.',
  noThanks: 'No, thanks',
  answersHere: 'The team answers here.',
  answersHereAndTo: (email: string) => `The team answers here and by email to ${email}.`,

  askingTeam: 'Asking the team…',
  leavingEmail: 'Passing on your email…',
  sending: 'Sending…',
  notSentYet: 'Not sent yet, retrying',
  retry: 'Retry',
  tryAgain: 'Try again',
  edit: 'Edit',
  remove: 'Remove',
  left: (count: number) => (count < 0 ? `${-count} too many` : `${count} left`),

  escalated: 'The team was asked to join',
  passedOn: 'Passed on to the team:',
  takenOver: 'A person joined',
  handedBack: 'The assistant is back',
  closedEvent: 'This conversation was closed',
  closedHint: 'Write again and it goes on where it stopped.',
  reopened: 'The conversation goes on',

  offline: 'You are offline; messages are sent when you are back.',
  reconnecting: 'Connection lost. Trying again…',
  loading: 'Loading',
  unavailable: 'The chat cannot be reached right now. Trying again…',
};

export type Texts = typeof en;

const dictionaries: Record<string, Texts> = { en };

/** @param locale BCP 47; a language that is missing is English. */
export function textsFor(locale: string): Texts {
  return dictionaries[locale.replace(/-.*$/s, '').toLowerCase()] ?? en;
}
