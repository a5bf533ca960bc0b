import { readBlocks, type ArticleBlock } from './article-blocks.ts';
import { cellsOf } from '../markdown/table-lines.ts';

/** What is quoted as a whole or not at all. */
export interface Unit {
  kind: 'sentence' | 'list' | 'code' | 'row';
  text: string;
  /** What separates it from the unit before. */
  gap: ' ' | '\n' | '\n\n';
}

/** An answer is one to four of them: more would be a wall of text. */
const MAX_UNITS = 4;
/** Characters. Shorter than this an excerpt goes on: a lone half sentence rarely helps. */
const SHORT_EXCERPT = 240;
/** Of everything asked for: what a further unit must add to be worth reading. */
const COST_OF_UNIT = 0.05;

const SENTENCE_END = /(?<=[.!?…:])["'”’)\]*_]{0,3}\s+(?=["'“‘([*_`]{0,3}[\p{Lu}\p{N}\p{Lo}])|(?<=[。！？])/u;
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|ca|cf|approx|no|mr|mrs|dr|z\.\s?b|d\.\s?h|bzw|usw|ggf|\p{Lu})\.$/iu;

/** A passage as what can be quoted from it. */
export function unitsOf(passage: string): Unit[] {
  return readBlocks(passage).flatMap(unitsOfBlock);
}

function unitsOfBlock(block: ArticleBlock): Unit[] {
  if (block.kind === 'list' || block.kind === 'code') {
    return [{ kind: block.kind, text: block.text, gap: '\n\n' }];
  }
  if (block.kind === 'table') {
    return rowsOf(block.text).map((text, index) => ({ kind: 'row', text, gap: index === 0 ? '\n\n' : '\n' }));
  }
  return sentencesOf(block.text).map((text, index) => ({
    kind: 'sentence',
    text,
    gap: index === 0 ? '\n\n' : ' ',
  }));
}

/** A table's rows as a list: a chat is too narrow for columns, and one row often is the answer. */
function rowsOf(table: string): string[] {
  const [head = '', , ...lines] = table.split('\n');
  const rows = lines.filter((line) => /[^\s|:-]/.test(line));
  return (rows.length > 0 ? rows : [head]).map((row) => `- ${cellsOf(row).filter(Boolean).join(' — ')}`);
}

function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = [];
  for (const piece of paragraph.split(SENTENCE_END)) {
    const last = sentences.at(-1);
    if (last && ABBREVIATION.test(last)) sentences[sentences.length - 1] = `${last} ${piece}`;
    else if (piece.trim()) sentences.push(piece);
  }
  return sentences;
}

/**
 * The one to four neighbouring units that say most of what is asked for, with the example or the list they announce.
 * @param coverageOf 0 to 1: how much of the question some text mentions.
 */
export function chooseExcerpt(units: Unit[], coverageOf: (text: string) => number): string {
  let best = { from: 0, to: 1, value: -1 };
  for (let from = 0; from < units.length; from++) {
    for (let to = from + 1; to <= Math.min(from + MAX_UNITS, units.length); to++) {
      const value = coverageOf(joined(units.slice(from, to))) - COST_OF_UNIT * (to - from - 1);
      if (value > best.value + 1e-9) best = { from, to, value };
    }
  }
  return joined(rounded(units, best));
}

function rounded(units: Unit[], range: { from: number; to: number }): Unit[] {
  let { from, to } = range;
  if (from > 0 && units[from]?.kind !== 'sentence' && units[from - 1]?.kind === 'sentence') from--;
  while (to < units.length && (to - from < MAX_UNITS || announces(units[to - 1]))) {
    const isShort = joined(units.slice(from, to)).length < SHORT_EXCERPT;
    if (!isShort && !announces(units[to - 1])) break;
    to++;
  }
  return units.slice(from, to);
}

function announces(unit: Unit | undefined): boolean {
  return unit?.kind === 'sentence' && /[:：]\W{0,3}$/.test(unit.text);
}

function joined(units: Unit[]): string {
  return units.map(({ text, gap }, index) => (index === 0 ? text : `${gap}${text}`)).join('');
}
