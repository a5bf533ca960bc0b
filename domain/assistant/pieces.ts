/** Cuts a growing text into what can be checked and shown on its own. The pieces together are the text. */
export interface PieceReader {
  /** @returns the pieces that are whole by now. */
  write(delta: string): string[];
  end(): string[];
}

const LIST = /^\s*(?:[-*+•]|\d{1,3}[.)、])\s+/;
const FENCE = /^\s{0,3}(```+|~~~+)/;
const TABLE = /^\s*\|/;
/** What may belong to the sentence before it: a citation in any habit, or the end of a quotation. */
const BELONGS_BEFORE = /^\s*(?:[[【［(（^<†¹²³⁴⁵⁶⁷⁸⁹\])】］）»”’"'*_]|$)/u;
/** A full stop that ends no sentence. */
const ABBREVIATED =
  /(?:^|[\s(])(?:\p{L}|Dr|Mr|Mrs|Ms|Prof|St|No|Nr|vs|etc|approx|ca|bzw|ggf|inkl|z\.\s?B|e\.g|i\.e|p\.\s?ej|Sr|Sra)\.\s*$/u;

/** A sentence is a piece; a list, a table and a block of code are one each, from their first line to their last. */
export function createPieceReader(language?: string): PieceReader {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  let waiting = '';
  const take = (ended: boolean): string[] => {
    const pieces: string[] = [];
    for (;;) {
      const length = lengthOfNext(waiting, { segmenter, ended });
      if (length === 0) return pieces;
      pieces.push(waiting.slice(0, length));
      waiting = waiting.slice(length);
    }
  };
  return {
    write: (delta) => {
      waiting += delta;
      return take(false);
    },
    end: () => take(true),
  };
}

interface Cutting {
  segmenter: Intl.Segmenter;
  ended: boolean;
}

/** 0: nothing is whole yet. */
function lengthOfNext(text: string, cutting: Cutting): number {
  if (!text.trim()) return cutting.ended ? text.length : 0;
  const blank = /^\s*\n/.exec(text)?.[0].length ?? 0;
  const block = text.slice(blank);
  if (!cutting.ended && mayBecomeBlock(block)) return 0;
  const [, fence] = FENCE.exec(block) ?? [];
  const inside = fence ? fencedLength(block, fence) : null;
  const length =
    inside ??
    (LIST.test(block) || TABLE.test(block) ? linesLength(block, cutting) : sentenceLength(block, cutting));
  return length > 0 ? blank + length : cutting.ended ? text.length : 0;
}

/** Its first characters do not yet say what it is. */
const mayBecomeBlock = (block: string) => /^\s*(?:`{1,2}|~{1,2}|[-*+•]|\d{1,3}[.)]?)?\s*$/.test(block);

/** 0: it has not ended. */
function fencedLength(block: string, fence: string): number {
  const first = block.indexOf('\n') + 1;
  if (first === 0) return 0;
  const end = new RegExp(`^\\s{0,3}${fence.charAt(0)}{${fence.length},}[ \\t]*(?:\\n|$)`, 'm').exec(
    block.slice(first),
  );
  return end ? first + end.index + end[0].length : 0;
}

function linesLength(block: string, { ended }: Cutting): number {
  const isTable = TABLE.test(block);
  let at = 0;
  let end = 0;
  for (const line of block.split(/(?<=\n)/)) {
    const isInside = isTable ? TABLE.test(line) : LIST.test(line) || /^\s{2,}\S/.test(line);
    if (!isInside && line.trim() && !(mayBecomeBlock(line) && !ended)) return end;
    at += line.length;
    if (isInside) end = at;
  }
  return ended ? block.length : 0;
}

function sentenceLength(block: string, { segmenter, ended }: Cutting): number {
  const paragraph = /\n\s*\n|\n(?=\s*(?:[-*+•]\s|\d{1,3}[.)]\s|```|~~~|\|))/.exec(block);
  const limit = paragraph ? paragraph.index : block.length;
  let end = 0;
  for (const { segment } of segmenter.segment(withoutSources(block.slice(0, limit)))) {
    end += segment.length;
    const said = block.slice(0, end);
    const next = block.slice(end, limit);
    if (!BELONGS_BEFORE.test(next) && !ABBREVIATED.test(said) && !isOpen(said)) return end;
  }
  return paragraph || ended ? limit : 0;
}

/** A source between two sentences hides from Unicode where the first one ends. */
const withoutSources = (text: string) =>
  text.replace(/\[\^?[\d\s,;–-]{1,20}\]|【[^】\n]{1,40}】|［[\d\s,]{1,20}］/g, (source) =>
    ' '.repeat(source.length),
  );

/** In the midst of code, of a link or of an address: `…/x?user=1` ends no sentence, and half a link must not pass for words. */
const isOpen = (said: string) =>
  (said.match(/`/g)?.length ?? 0) % 2 === 1 ||
  /\[[^\]]*$|\]\([^)\n]*$|<[^>\s]*$/.test(said) ||
  !/(?:\s|[。！？｡．…؟۔।॥:：])["'”’」』）)]*$/u.test(said);
