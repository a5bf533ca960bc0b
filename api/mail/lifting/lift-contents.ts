import { createByteText } from './byte-text.ts';
import { createContentDecoder, type LiftedContent } from './lifted-content.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** The fields in which the provider puts a file's bytes. */
const KEYS = /"(Content|Data)"\s*:\s*$/;
/** The whole mail as it travelled, its files in it once more. */
const SOURCE_KEY = /"RawEmail"\s*:\s*$/;
/** A source is text and is copied on its way into its row; a larger one would cost more memory than all its files. */
const MAX_SOURCE = 12_000_000;
/** Stands in the place of a source that was not kept. No mail: whoever checks one learns nothing from it. */
export const SOURCE_LEFT_OUT = 'The source of this mail was too large to be kept.';
type State = 'outside' | 'inside' | 'source' | 'leftOut' | 'lifting';

/** Longer than any of these keys with its colon and some space. */
const KEY_TAIL = 40;

/**
 * Reads a JSON body without ever holding it: the files in it are decoded while they arrive, and what remains, with the
 * number of each file in its place, is an ordinary mail's text. Read at once, a mail with 34 MB of files would cost
 * several times that.
 */
export function createContentLifter() {
  const contents: LiftedContent[] = [];
  const text = createByteText();
  let state: State = 'outside';
  let sourceFrom = 0;
  let decoder = createContentDecoder();
  let kept: Buffer = Buffer.alloc(0);

  const opened = () => {
    const before = text.tail(KEY_TAIL + 1).slice(0, -1);
    state = KEYS.test(before) ? 'lifting' : SOURCE_KEY.test(before) ? 'source' : 'inside';
    if (state === 'lifting') decoder = createContentDecoder();
    sourceFrom = text.length;
  };
  const closed = () => {
    if (state === 'lifting') {
      text.append(Buffer.from(`${contents.length}"`));
      contents.push(decoder.end());
    }
    if (state === 'leftOut') text.append(Buffer.from('"'));
    state = 'outside';
  };
  const take = (bytes: Buffer) => {
    if (state === 'leftOut') return;
    if (state === 'lifting') return decoder.write(bytes);
    text.append(bytes);
    if (state !== 'source' || text.length - sourceFrom <= MAX_SOURCE) return;
    text.cutTo(sourceFrom);
    text.append(Buffer.from(SOURCE_LEFT_OUT));
    state = 'leftOut';
  };

  return {
    write(part: Buffer): void {
      const chunk = kept.length > 0 ? Buffer.concat([kept, part]) : part;
      kept = Buffer.alloc(0);
      let from = 0;
      while (from < chunk.length) {
        const stop = stopIn(chunk, from, state);
        if (chunk[stop] === QUOTE) {
          const dropped = state === 'lifting' || state === 'leftOut';
          take(chunk.subarray(from, dropped ? stop : stop + 1));
          from = stop + 1;
          if (state === 'outside') opened();
          else closed();
        } else {
          take(chunk.subarray(from, stop));
          from = afterEscape(chunk, stop);
          if (from > chunk.length) kept = Buffer.from(chunk.subarray(stop));
          else if (stop < chunk.length)
            decoder.write(Buffer.from(unescaped(chunk.toString('latin1', stop, from)), 'latin1'));
        }
      }
    },
    end: (): { text: string; contents: LiftedContent[] } => ({ text: text.toString(), contents }),
  };
}

/**
 * Where reading stops: at a quote, at the end of the chunk, or at an escape that is decoded or cut off. Other escapes are
 * passed over in one go: a text may be nothing else.
 */
function stopIn(chunk: Buffer, from: number, state: State): number {
  if (state === 'outside') return (chunk.indexOf(QUOTE, from) + 1 || chunk.length + 1) - 1;
  let at = from;
  while (at < chunk.length && chunk[at] !== QUOTE) {
    const next = chunk[at] === BACKSLASH ? afterEscape(chunk, at) : at + 1;
    if (next > chunk.length || (state === 'lifting' && chunk[at] === BACKSLASH)) break;
    at = next;
  }
  return at;
}

/** Beyond the chunk when it ends before the escape does; where there is none, where reading goes on as well. */
const afterEscape = (chunk: Buffer, at: number): number => at + (chunk[at + 1] === 0x75 ? 6 : 2);

/** Some senders write `\/` and `\u002B`; line ends are no base64 and are passed over. */
function unescaped(escape: string): string {
  if (escape[1] !== 'u') return escape[1] === '/' ? '/' : '';
  return String.fromCharCode(Number.parseInt(escape.slice(2), 16) || 0);
}
