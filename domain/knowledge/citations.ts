/** Reads pieces of an answer that cite numbered passages, and gives them on with markers a reader can follow. */
export interface CitationReader {
  /** @param piece whole: no marker and no code goes on in the next one. */
  read(piece: string): { text: string; invented: number[] };
  /** The passages' numbers in the order in which the text names them: [1] in the text given on is the first. */
  cited(): number[];
}

const NAMED =
  '(?:(?:passages?|docs?|documents?|sources?|refs?|references?|quelle[n]?|fuente[s]?|abschnitt|出典|来源|来源：|文档)[\\s:.#№]*)?';
const NUMBERS = `\\^?${NAMED}(?:no\\.?\\s*)?(\\d{1,3}(?:\\s*(?:[,;、，&]|and|und|et|y|-|–|—|to)\\s*${NAMED}\\^?\\d{1,3}){0,9})(?:†[^\\]】]{0,60})?`;
/** Brackets of all kinds may cite anywhere; round ones also hold other numbers, and cite only where a statement ends. */
const MARKER = new RegExp(
  [
    `\`{3,}[\\s\\S]*?(?:\`{3,}|$)|\`[^\`]*\``,
    `^[ \\t]*\\[\\^?\\d{1,3}\\]:[^\\n]*(?:\\n|$)`,
    `([ \\t]*)(?:\\^?\\[{1,2}${NUMBERS}\\]{1,2}(?:\\(\\s*#?[\\w-]{0,20}\\s*\\))?|【${NUMBERS}】|［${NUMBERS}］|<sup>\\s*\\[?${NUMBERS}\\]?\\s*</sup>|(?<=[\\p{L}\\p{N}.!?。)"”]\\s?)[(（]${NUMBERS}[)）](?=\\s*(?:[.,;:!?。，！？]|$|[(（[【］])))`,
  ].join('|'),
  'gimu',
);
const RANGE = /(\d{1,3})\s*(?:-|–|—|to)\s*(\d{1,3})/g;

/**
 * Markers are `[2]` and whatever models write in its place: `[1, 3]`, `【1】`, `[^1]`, `[1-2]`, `(1)`, `[passage 1]`. They are
 * renumbered by first appearance; numbers no passage has are removed. Code is left alone: `list[0]` is no citation.
 * @param passages how many there are; they count from 1.
 */
export function createCitationReader(passages: number): CitationReader {
  const cited: number[] = [];
  const renumber = (numbers: number[]) => {
    for (const each of numbers) if (!cited.includes(each)) cited.push(each);
    return [...new Set(numbers)].map((each) => `[${cited.indexOf(each) + 1}]`).join('');
  };
  return {
    read: (piece) => {
      const invented: number[] = [];
      const text = piece.replace(MARKER, (token: string, space: string | undefined, ...groups: unknown[]) => {
        const written = groups.slice(0, 5).find((each): each is string => typeof each === 'string');
        if (written === undefined) return token.startsWith('`') ? token : '';
        const numbers = numbersOf(written);
        const valid = numbers.filter((each) => each >= 1 && each <= passages);
        if (isRound(token) && valid.length < numbers.length) return token;
        invented.push(...numbers.filter((each) => !valid.includes(each)));
        const markers = renumber(valid);
        return markers && `${space ?? ''}${markers}`;
      });
      return { text, invented };
    },
    cited: () => [...cited],
  };
}

const isRound = (token: string) => /^\s*[(（]/.test(token);

function numbersOf(written: string): number[] {
  const single = written.replace(RANGE, (_, from: string, to: string) => {
    const [first, last] = [Number(from), Number(to)];
    if (last < first || last - first > 20) return `${from} ${to}`;
    return Array.from({ length: last - first + 1 }, (__, at) => first + at).join(' ');
  });
  return (single.match(/\d+/g) ?? []).map(Number);
}
