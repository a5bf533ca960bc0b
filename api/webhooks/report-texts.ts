import type { LiftedContent } from './lifted-content.ts';
import type { PostmarkInbound } from './postmark-inbound.ts';

/** A returned mail's headers and a report's fields stand at its beginning. */
const MAX_TEXT = 64_000;
const MAX_PARTS = 10;

/**
 * What a bounce says and returns, as text: its own words and the mails, headers and reports attached to it.
 * @param contents the files that were lifted out of the JSON; their numbers stand in it.
 */
export function reportTexts(
  json: Pick<PostmarkInbound, 'TextBody' | 'Attachments'>,
  contents: LiftedContent[] = [],
): string[] {
  const parts = json.Attachments.filter(({ ContentType }) => /^(message|text)\//i.test(ContentType));
  const texts = parts
    .slice(0, MAX_PARTS)
    .map((part) => beginning(contents[Number(part.Content || part.Data)]));
  return [json.TextBody.slice(0, MAX_TEXT), ...texts];
}

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
