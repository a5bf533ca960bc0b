import type { PostmarkInbound } from './postmark-inbound.ts';

/** A returned mail's headers and a report's fields stand at its beginning. */
const MAX_TEXT = 64_000;
const MAX_PARTS = 10;

/** What a bounce says and returns, as text: its own words and the mails, headers and reports attached to it. */
export function reportTexts(json: Pick<PostmarkInbound, 'TextBody' | 'Attachments'>): string[] {
  const parts = json.Attachments.filter(({ ContentType }) => /^(message|text)\//i.test(ContentType));
  const texts = parts.slice(0, MAX_PARTS).map(({ Content }) => decoded(Content));
  return [json.TextBody.slice(0, MAX_TEXT), ...texts];
}

/** Four characters of base64 are three bytes. */
const decoded = (base64: string) =>
  Buffer.from(base64.slice(0, (MAX_TEXT / 3) * 4), 'base64').toString('utf8');
