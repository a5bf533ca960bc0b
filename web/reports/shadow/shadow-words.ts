import {
  LEAST_COMPARED,
  rateOf,
  type TopicAgreement,
} from '../../../domain/assistant/modes/summarize-agreement.ts';

export const shadowWords = {
  title: 'Shadow: would the assistant have agreed?',
  about:
    'What it would have said beside what agents said, of the last 90 days. Likeness of words and meaning, numbers and links decide; whoever reads a pair may say otherwise.',
  nothing:
    'Nothing to compare yet: a pair is made when an agent replies to what the assistant drafted silently.',
  byTopic: 'Agreement by topic',
  topic: 'Topic',
  rate: 'Agreement',
  counts: 'Pairs',
  left: 'Left to a person',
  all: 'All topics',
  unnamed: 'No topic',
  draft: 'The assistant’s draft',
  reply: 'The agent’s reply',
  wouldAsk: 'It would have asked for a person.',
  agrees: 'Agrees',
  differs: 'Differs',
  measured: 'As measured',
  open: 'Open the conversation',
};

export const topicName = ({ name }: Pick<TopicAgreement, 'name'>): string => name ?? shadowWords.unnamed;

export function rateWords(topic: Pick<TopicAgreement, 'compared' | 'agreed'>): string {
  const rate = rateOf(topic);
  return rate === null ? 'Too few to tell' : `${rate} %`;
}

export const countWords = ({ compared, agreed }: Pick<TopicAgreement, 'compared' | 'agreed'>): string =>
  `${agreed} of ${compared}`;

export const fewHint = `A rate is shown from ${LEAST_COMPARED} pairs on.`;

interface Judged {
  likeness: number | null;
  agrees: boolean | null;
  marked: boolean | null;
}

const SAYS = (agrees: boolean): string => (agrees ? shadowWords.agrees : shadowWords.differs);

/** How a pair came out, and by whose word. */
export function verdictWords({ likeness, agrees, marked }: Judged): string {
  if (marked !== null) return `${SAYS(marked)}, an agent says`;
  if (agrees === null) return shadowWords.wouldAsk;
  return `${SAYS(agrees)}, ${Math.round((likeness ?? 0) * 100)} % alike`;
}
