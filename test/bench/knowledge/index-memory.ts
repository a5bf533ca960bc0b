import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { indexPassages } from '../../../activities/assistant/retrieval/rank-passages.ts';
import { round, type Measured } from '../measure.ts';
import { madePassages } from './made-articles.ts';

const ARTICLES = 5_000;

/** The memory of the index of 5,000 articles, their passages included, against the text alone. */
export async function indexMemory(): Promise<Measured> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const held = () => {
    collect();
    return process.memoryUsage().heapUsed / 1_000_000;
  };
  const before = held();
  const passages = madePassages(ARTICLES);
  const index = indexPassages(passages);
  index.spelling.meant('anything');
  const value = held() - before;
  const texts = passages.map(({ title, heading, text }) => title + (heading ?? '') + text);
  const reference = Buffer.byteLength(texts.join('')) / 1_000_000;
  return { value: round(value), reference: round(reference), ratio: round(value / reference), unit: 'MB' };
}
