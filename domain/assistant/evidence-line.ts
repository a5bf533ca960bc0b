import type { AnswerEvidence } from './evidence.ts';

/** An answer's evidence in a line, for whoever looks after the server: nothing that anybody said. */
export function evidenceLine({ outcome, model, passages, findings, tries, cost }: AnswerEvidence): string {
  const found = findings.map(({ kind }) => kind).join(', ');
  return [
    outcome,
    ...(model ? [`${model}, asked ${tries} time(s)`] : []),
    `${passages.length} passage(s)`,
    ...(found ? [`stopped: ${found}`] : []),
    ...(cost ? [`$${cost.toFixed(5)}`] : []),
  ].join('; ');
}
