import { WEEKDAYS } from '../../domain/project/weekday.ts';

/** Settings as their page calls them. */
const FIELDS: Record<string, string> = {
  role: 'Role',
  name: 'Project name',
  greeting: 'Greeting',
  supportAddress: 'Support address',
  furtherAddresses: 'Further addresses',
  allowedOrigins: 'Allowed sites',
  senderName: 'Sender’s name',
  model: 'Model',
  embeddingModel: 'Embedding model',
  systemPrompt: 'System prompt',
  linkHosts: 'Sites it may link to',
  modelPrice: 'Price of the model',
  testsNightly: 'Run the test questions every night',
  undoSeconds: 'Seconds to undo',
  mailPolicy: 'Mail replies',
  assistantAnswersMail: 'The assistant answers by email',
  chatMode: 'Mode in the chat',
  mailMode: 'Mode for email',
  draftMinutes: 'Minutes a draft waits',
  draftThen: 'What comes then',
  acknowledgesMail: 'Acknowledge mail',
  ratingMailMinutes: 'Ask how it was after (minutes)',
  maxConversationsADay: 'Conversations a day',
  maxModelCallsADay: 'Model calls a day',
  maxTokensADay: 'Tokens a day',
  maxMoneyADay: 'Dollars a day',
  maxTurnsAConversation: 'Answers in a conversation',
  maxTokensAConversation: 'Tokens in a conversation',
  maxMoneyAConversation: 'Dollars in a conversation',
  maxTurnsAVisitor: 'Answers to a customer a day',
  maxTokensAVisitor: 'Tokens for a customer a day',
  maxMoneyAVisitor: 'Dollars for a customer a day',
  closedDays: 'Days closed conversations are kept',
  rawMailDays: 'Days mails as they came are kept',
  businessHours: 'Business hours',
  timeZone: 'Time zone',
  ...Object.fromEntries(WEEKDAYS.map((day) => [day, day.charAt(0).toUpperCase() + day.slice(1)])),
  holidays: 'Holidays',
  escalateAgainMinutes: 'Escalate again after (minutes)',
  visitorDays: 'Days visitors without a conversation are kept',
};

/** A field that this version does not know keeps its own name. */
export const fieldWords = (field: string): string => FIELDS[field] ?? field;

/** In the order of their pages, which the database does not keep. */
export function changesInOrder<Change>(changes: Record<string, Change>): [string, Change][] {
  const order = Object.keys(FIELDS);
  return Object.entries(changes).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
}

/** A network as the log has it: IPv6 by its first half. */
export const networkWords = (network: string): string =>
  network === '::' || network.startsWith('127.') ? 'the server itself' : network;

/** A value as a person reads it. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(valueWords).join(', ');
  if (typeof value === 'number') return value.toLocaleString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Where the same part of the log is a file. */
export const filePath = (project: string, asked: Record<string, string>): string =>
  `/audit-log.csv?${new URLSearchParams({ project, ...asked })}`;
