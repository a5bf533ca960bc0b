/** Settings as their page calls them. */
const FIELDS: Record<string, string> = {
  name: 'Project name',
  greeting: 'Greeting',
  supportAddress: 'Support address',
  allowedOrigins: 'Allowed sites',
  senderName: 'Sender’s name',
  model: 'Model',
  systemPrompt: 'System prompt',
  undoSeconds: 'Seconds to undo',
  mailPolicy: 'Mail replies',
  assistantAnswersMail: 'The assistant answers by email',
  acknowledgesMail: 'Acknowledge mail',
  maxConversationsADay: 'Conversations a day',
  maxModelCallsADay: 'Model calls a day',
  maxTokensADay: 'Tokens a day',
  closedDays: 'Days closed conversations are kept',
  rawMailDays: 'Days mails as they came are kept',
  timeZone: 'Time zone',
  holidays: 'Holidays',
  businessHours: 'Business hours',
  visitorDays: 'Days visitors without a conversation are kept',
};

/** A field that this version does not know keeps its own name. */
export const fieldWords = (field: string): string =>
  FIELDS[field] ?? field.charAt(0).toUpperCase() + field.slice(1);

/** A value as a person reads it. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(valueWords).join(', ');
  if (typeof value === 'number') return value.toLocaleString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The moment a local day begins (`2026-03-29`), `days` later, ISO 8601; undefined for no day. */
export function dayBegins(day: string, days = 0): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return undefined;
  return new Date(year, month - 1, date + days).toISOString();
}

/** Where the same part of the log is a file. */
export const filePath = (project: string, asked: Record<string, string>): string =>
  `/audit-log.csv?${new URLSearchParams({ project, ...asked })}`;
