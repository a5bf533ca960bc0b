import { StringDecoder } from 'node:string_decoder';
import { createContentDecoder, type LiftedContent } from './lifted-content.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** The fields in which the provider puts a file's bytes. */
const KEYS = /"(Content|Data)"\s*:\s*$/;
/** Longer than any of these keys with its colon and some space. */
const KEY_TAIL = 40;

/**
 * Reads a JSON body without ever holding it: the files in it are decoded while they arrive, and what remains, with the
 * number of each file in its place, is an ordinary mail's text. Read at once, a mail with 34 MB of files would cost
 * several times that.
 */
export function createContentLifter() {
  const contents: LiftedContent[] = [];
  const utf8 = new StringDecoder('utf8');
  const latin1 = (bytes: Buffer) => bytes.toString('latin1');
  let text = '';
  let state: 'outside' | 'inside' | 'lifting' = 'outside';
  let decoder = createContentDecoder();
  let kept: Buffer = Buffer.alloc(0);

  /** @returns where reading goes on, or -1 when the chunk ends before an escape does. */
  const afterEscape = (chunk: Buffer, at: number): number => {
    const length = chunk[at + 1] === 0x75 ? 6 : 2;
    return at + length <= chunk.length ? at + length : -1;
  };
  const opened = () => {
    state = KEYS.test(text.slice(-KEY_TAIL - 1, -1)) ? 'lifting' : 'inside';
    if (state === 'lifting') decoder = createContentDecoder();
  };
  const closed = () => {
    if (state === 'lifting') {
      text += `${contents.length}"`;
      contents.push(decoder.end());
    }
    state = 'outside';
  };
  const take = (bytes: Buffer) => {
    if (state === 'lifting') decoder.write(latin1(bytes));
    else text += utf8.write(bytes);
  };

  return {
    write(part: Buffer): void {
      const chunk = kept.length > 0 ? Buffer.concat([kept, part]) : part;
      kept = Buffer.alloc(0);
      let from = 0;
      let quote = chunk.indexOf(QUOTE);
      let backslash = chunk.indexOf(BACKSLASH);
      while (from < chunk.length) {
        if (quote >= 0 && quote < from) quote = chunk.indexOf(QUOTE, from);
        if (backslash >= 0 && backslash < from) backslash = chunk.indexOf(BACKSLASH, from);
        if (state !== 'outside' && backslash >= 0 && (quote < 0 || backslash < quote)) {
          const next = afterEscape(chunk, backslash);
          take(chunk.subarray(from, backslash));
          if (next < 0) {
            kept = Buffer.from(chunk.subarray(backslash));
            return;
          }
          if (state === 'lifting') decoder.write(unescaped(latin1(chunk.subarray(backslash, next))));
          else take(chunk.subarray(backslash, next));
          from = next;
        } else if (quote >= 0) {
          const lifting = state === 'lifting';
          take(chunk.subarray(from, lifting ? quote : quote + 1));
          from = quote + 1;
          if (state === 'outside') opened();
          else closed();
        } else {
          take(chunk.subarray(from));
          return;
        }
      }
    },
    end: (): { text: string; contents: LiftedContent[] } => ({ text: text + utf8.end(), contents }),
  };
}

/** Some senders write `\/` and `\u002B`; line ends are no base64 and are passed over. */
function unescaped(escape: string): string {
  if (escape[1] !== 'u') return escape[1] === '/' ? '/' : '';
  return String.fromCharCode(Number.parseInt(escape.slice(2), 16) || 0);
}
