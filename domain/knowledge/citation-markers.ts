/** Reads a growing text that cites numbered passages, and gives it on with markers a reader can follow. */
export interface MarkerReader {
  /** @returns what may be shown now: everything but what might yet become a marker. */
  write(delta: string): string;
  /** @returns what was held back. */
  end(): string;
  /** The passages' numbers in the order in which the text names them: [1] in the text given on is the first. */
  cited(): number[];
}

const TOKEN = /(`+)|(\n\s*\n)|([ \t]*)\[([\d\s,;]{1,40})\]/g;
/** The tail that a next piece could complete to a token. */
const UNFINISHED = /(?:`+|\s*(?:\[[\d\s,;]{0,40})?)$/;

/**
 * Markers are `[2]` and `[1, 3]`. They are renumbered by first appearance; numbers no passage has are removed.
 * Code is left alone: `list[0]` is no citation.
 * @param passages how many there are; they count from 1.
 */
export function createMarkerReader(passages: number): MarkerReader {
  const cited: number[] = [];
  let pending = '';
  let codeFence = 0;

  const renumber = (numbers: string): string => {
    const valid = (numbers.match(/\d+/g) ?? []).map(Number).filter((each) => each >= 1 && each <= passages);
    for (const each of valid) if (!cited.includes(each)) cited.push(each);
    return [...new Set(valid)].map((each) => `[${cited.indexOf(each) + 1}]`).join('');
  };
  const read = (text: string): string =>
    text.replace(TOKEN, (token, ticks?: string, gap?: string, space?: string, numbers?: string) => {
      if (ticks) codeFence = nextFence(codeFence, ticks.length);
      else if (gap && codeFence < 3) codeFence = 0;
      if (codeFence > 0 || !numbers || !/\d/.test(numbers)) return token;
      const markers = renumber(numbers);
      return markers && `${space}${markers}`;
    });

  return {
    write: (delta) => {
      pending += delta;
      const safe = UNFINISHED.exec(pending)?.index ?? pending.length;
      const ready = pending.slice(0, safe);
      pending = pending.slice(safe);
      return read(ready);
    },
    end: () => {
      const rest = read(pending);
      pending = '';
      return rest;
    },
    cited: () => [...cited],
  };
}

/** Backticks close what as many opened; a fence closes at three or more. */
function nextFence(open: number, ticks: number): number {
  if (open === 0) return ticks;
  return ticks === open || (open >= 3 && ticks >= open) ? 0 : open;
}
