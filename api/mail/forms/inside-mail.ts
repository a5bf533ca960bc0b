import PostalMime from 'postal-mime';
import { readMail } from '../reading/read-mail.ts';
import { liftBytes, type LiftedContent } from '../lifting/lifted-content.ts';
import type { PostmarkInbound } from '../provider/postmark-inbound.ts';

/** Lines that may begin a part: the parser's time grows with their square. */
const MAX_PARTS = 500;
/** The parser takes some 20 µs a line. */
const MAX_LINES = 40_000;
const MAX_MIME = 3_000_000;
const MAX_HEAD = 8_000;

/** Whether the content of a container is a mail; a signed document is not. */
export const isMime = (content: Buffer) =>
  /^(?:[\w-]{1,60}:[^\n]{0,900}\n(?:[ \t][^\n]{0,900}\n){0,20}){0,20}?content-type:/i.test(
    content.subarray(0, MAX_HEAD).toString('latin1'),
  );

/** The mail inside a mail. Its parts are a stranger's: whatever cannot be read stays a file. */
export async function mailInside(mime: Buffer): Promise<(Inside & { subject: string }) | null> {
  if (nth(mime, '\n--', MAX_PARTS) >= 0) return null;
  const end = nth(mime, '\n', MAX_LINES);
  const head = mime.subarray(0, Math.min(end < 0 ? mime.length : end, MAX_MIME));
  const inside = await PostalMime.parse(head, { maxNestingDepth: 50 }).catch(() => null);
  if (!inside) return null;
  const { text = '', html = '', subject = '' } = inside;
  // Of a long one the words are read; its files stay in the container, where they are whole.
  const whole = head.length === mime.length ? inside.attachments : [];
  const files = whole.map(({ filename, mimeType, contentId, content }) => ({
    ...{ name: filename ?? '', contentType: mimeType, contentId, content },
  }));
  return { text, html, subject, files };
}

/** Where it stands for the nth time; -1 when it does not stand there so often. */
function nth(bytes: Buffer, what: string, n: number): number {
  let at = -1;
  for (let i = 0; i < n; i++) {
    at = bytes.indexOf(what, at + 1);
    if (at < 0) return -1;
  }
  return at;
}

/** What was found inside a wrapping. */
export interface Inside {
  text: string;
  html: string;
  files: {
    name: string;
    contentType: string;
    contentId?: string | undefined;
    content: string | ArrayBuffer | Uint8Array;
  }[];
}

/** Words stand where words belong, unless there are some; files follow the others. */
export function withInside(
  { json, contents }: { json: PostmarkInbound; contents: LiftedContent[] },
  { text, html, files }: Inside,
): { json: PostmarkInbound; contents: LiftedContent[] } {
  const all = [...contents];
  const added = files.map(({ name, contentType, contentId = '', content }) => {
    all.push(lifted(content));
    const Content = String(all.length - 1);
    return { Name: name, ContentType: contentType, ContentID: contentId, Content, ContentLength: null };
  });
  const outside = readMail({ text: json.TextBody, html: json.HtmlBody });
  // What a gateway added to a container says nothing of its own.
  const wordless = outside.aside !== undefined || !outside.reply.trim();
  return {
    contents: all,
    json: {
      ...json,
      ...(wordless && { TextBody: text, HtmlBody: html }),
      Attachments: [...json.Attachments, ...added],
    },
  };
}

function lifted(content: string | ArrayBuffer | Uint8Array): LiftedContent {
  return liftBytes(typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content)));
}
