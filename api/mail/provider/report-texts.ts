import type { LiftedContent } from '../lifting/lifted-content.ts';

/** A returned mail's headers and a report's fields stand at its beginning. */
const MAX_TEXT = 64_000;
const MAX_PARTS = 10;

/** What is read of the provider's JSON. */
interface Reporting {
  TextBody: string;
  Attachments: { ContentType: string; Content: string; Data?: string | undefined }[];
}

/**
 * What a bounce says and returns, as text: its own words and the mails, headers and reports attached to it.
 * @param contents the files that were lifted out of the JSON; their numbers stand in it.
 */
export function reportTexts(json: Reporting, contents: LiftedContent[] = []): string[] {
  const texts = json.Attachments.map((part) => ({
    type: part.ContentType,
    content: contents[Number(part.Content || part.Data)],
  }))
    .filter(({ type, content }) => /^(message|text)\//i.test(type) || holdsFields(type, content))
    .slice(0, MAX_PARTS)
    .map(({ content }) => beginning(content));
  return [json.TextBody.slice(0, MAX_TEXT), ...texts];
}

/** A report or a returned mail that a gateway no longer calls one. */
const holdsFields = (type: string, content: LiftedContent | undefined) =>
  /^application\/octet-stream/i.test(type) &&
  /^[a-z-]{2,60}: ?[^\r\n]{1,900}\r?\n/i.test(content?.head.toString('latin1') ?? '');

function beginning(content: LiftedContent | undefined): string {
  const taken: Buffer[] = [];
  let size = 0;
  for (const piece of content?.pieces ?? []) {
    if (size >= MAX_TEXT) break;
    taken.push(piece);
    size += piece.length;
  }
  return Buffer.concat(taken).subarray(0, MAX_TEXT).toString('utf8');
}
