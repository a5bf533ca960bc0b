import type { AnswerVerdict } from '../../../domain/assistant/evidence.ts';
import type { Finding, FindingKind } from '../../../domain/assistant/finding.ts';
import type { PassageSince, ShownEvidence } from '../../../domain/assistant/shown-evidence.ts';

const OUTCOMES: Record<AnswerVerdict, string> = {
  answered: 'The model answered, and its answer passed the gate.',
  extractive: 'The docs answered in their own words.',
  offered: 'The docs were not sure enough: their titles were offered to choose from.',
  unknown: 'The docs do not hold an answer, and the assistant said so.',
  smalltalk: 'Nothing was asked, so nothing was looked up.',
  escalated: 'The assistant asked for a person.',
  withheld: 'The gate stopped the model’s answer, and the docs’ own words were not sure enough.',
  ceiling: 'A budget of the project was reached, so nothing was asked.',
  failed: 'The model did not answer as it should.',
};

export function outcomeWords({ outcome, findings }: Pick<ShownEvidence, 'outcome' | 'findings'>): string {
  if (outcome === 'extractive' && findings.length > 0)
    return 'The gate stopped the model’s answer; the docs’ own words took its place.';
  return OUTCOMES[outcome];
}

const SINCE: Record<PassageSince, string> = {
  same: 'unchanged since',
  changed: 'changed since',
  gone: 'deleted since',
};

export const sinceWords = (since: PassageSince): string => SINCE[since];

const FOUND: Record<FindingKind, string> = {
  number: 'A number that stands in no passage',
  price: 'A price that stands in no passage',
  date: 'A date that stands in no passage',
  name: 'A name that stands in no passage',
  code: 'Code that stands in no passage',
  link: 'A link to elsewhere',
  citation: 'A source that it was not given',
  support: 'A sentence without support',
  form: 'Words that are not for a customer',
};

/** A second try often says the same again. */
export function onceEach(findings: Finding[]): (Finding & { times: number })[] {
  const same = new Map<string, Finding & { times: number }>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.kind, finding.what, finding.sentence]);
    same.set(key, { ...finding, times: (same.get(key)?.times ?? 0) + 1 });
  }
  return [...same.values()];
}

export const findingWords = (kind: FindingKind): string => FOUND[kind];

export const timesWords = (count: number) =>
  count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
const seconds = (ms: number) => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);

/** What it took, as pairs of a name and a value. */
export function costRows(evidence: ShownEvidence): [string, string][] {
  const { model, tries, attempts, tokens, cost, milliseconds, promptVersion } = evidence;
  const rows: [string, string][] = [['Model', model ?? 'None: the docs alone']];
  if (model) {
    rows.push(['Asked', timesWords(tries)]);
    rows.push(['Tokens', `${tokens.in.toLocaleString('en')} in, ${tokens.out.toLocaleString('en')} out`]);
    rows.push(['Cost', cost === null ? 'No price is known' : `$${cost.toFixed(cost < 0.01 ? 5 : 3)}`]);
    if (promptVersion) rows.push(['Prompt', promptVersion]);
  }
  if (attempts > 1) rows.push(['Begun', timesWords(attempts)]);
  rows.push(['Time', seconds(milliseconds)]);
  return rows;
}

export const thumbWords = (helpful: boolean): string =>
  helpful ? 'The customer found it helpful' : 'The customer found it not helpful';
