import { type LineMark, type MailLine } from '../../../domain/mail/reading/lines/mail-line.ts';
import { quotedLine, tidyText } from '../../../domain/mail/reading/text-lines.ts';

/** Of the words on the screen; the whole mail is kept beside them. In characters. */
const MAX_TEXT = 200_000;
const MAX_LINES = 10_000;
const MAX_SHOWN_SIGNS = 5;
const LETTER = /^\p{L}$/u;

/** Where a line stands in the elements around it. */
export interface Place {
  depth: number;
  mark: LineMark | null;
  preformatted: boolean;
}

const signs = (depth: number) => '> '.repeat(Math.min(depth, MAX_SHOWN_SIGNS));

/** Collects the words of an HTML mail as lines, the way a browser would break them. */
export function createLineBuilder() {
  const lines: MailLine[] = [];
  /** Joined once a line is complete: a string that grows and is looked at in turn costs its square. */
  let pieces: string[] = [];
  let afterSpace = true;
  let place: Place = { depth: 0, mark: null, preformatted: false };
  let size = 0;
  /** The first line of the table's row that is open; null outside of rows. */
  let row: number | null = null;
  /** Whether a cell has begun and said nothing yet. */
  let newCell = false;
  /** Whether the row's cells hold a letter each: a word that is spread for its look. */
  let isSpelled = false;

  const markHere = () => place.mark ?? (place.depth > 0 ? 'quote' : null);

  const push = (line: MailLine) => {
    const wasBlank = lines.length === 0 || lines.at(-1)?.shown === '';
    if (line.shown !== '' || line.mark === 'rest' || line.mark === 'container' || !wasBlank) lines.push(line);
  };

  const breakLine = () => {
    if (pieces.length === 0) return;
    const text = tidyText(pieces.join('')).trimEnd();
    const line = quotedLine(place.preformatted ? text : text.trim(), place.depth);
    pieces = [];
    afterSpace = true;
    if (line.text === '') return;
    const mark = markHere();
    const shown = signs(place.depth) + line.shown;
    push({ ...line, shown, ...(mark && { mark }) });
  };

  /** A cell of one line stands beside the cells before it; longer ones stand below each other. */
  const joinCells = (next: string) => {
    newCell = false;
    const spelled = isSpelled;
    isSpelled = LETTER.test(next.trim());
    const above = lines.slice(row ?? lines.length).filter((line) => line.shown !== '');
    const [only] = above;
    if (row === null || !only || above.length > 1 || pieces.length > 0) return;
    if (only.depth !== place.depth || (only.mark ?? null) !== markHere()) return;
    lines.length = row;
    const shown = only.shown.slice(signs(place.depth).length);
    isSpelled &&= spelled;
    pieces.push(shown + (isSpelled ? '' : /[:：]$/.test(shown) ? ' ' : ' | '));
  };

  /** A break that is asked for, by `<br>` or in `<pre>`, can leave a line empty. */
  const endLine = () => {
    if (!pieces.some((piece) => piece.trim() !== '')) push({ text: '', shown: '', depth: place.depth });
    breakLine();
  };

  return {
    lines,
    isFull: () => size > MAX_TEXT || lines.length > MAX_LINES,
    /** Following words stand here. */
    moveTo: (next: Place) => {
      breakLine();
      place = next;
    },
    beginRow: () => {
      breakLine();
      row = lines.length;
    },
    /** What follows stands beside no cell. */
    endRow: () => {
      breakLine();
      row = null;
      newCell = false;
    },
    beginCell: () => {
      breakLine();
      newCell = true;
    },
    add: (text: string) => {
      size += text.length;
      if (newCell && text.trim() !== '') joinCells(text);
      if (place.preformatted) {
        const [first = '', ...more] = text.split('\n');
        pieces.push(first);
        for (const each of more) {
          endLine();
          pieces.push(each);
        }
      } else {
        const collapsed = text.replace(/[\s\u00A0]+/g, ' ');
        const piece = afterSpace ? collapsed.trimStart() : collapsed;
        if (piece === '') return;
        pieces.push(piece);
        afterSpace = piece.endsWith(' ');
      }
    },
    breakLine,
    endLine,
    blankLine: () => {
      breakLine();
      push({ text: '', shown: '', depth: place.depth });
    },
    /** A line without words that says what begins here. */
    addMark: (mark: LineMark) => {
      breakLine();
      push({ text: '', shown: mark === 'rule' ? '---' : '', depth: place.depth, mark });
    },
  };
}
