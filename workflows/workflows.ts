/** Every kind of workflow that a worker runs. */
export { assist } from './knowledge/assist.ts';
export { conversation } from './conversation.ts';
export { crawl } from './knowledge/crawl.ts';
export { embeddings } from './knowledge/embeddings.ts';
export { tryGap, writeGapDraft } from './knowledge/gaps.ts';
export { comparison } from './knowledge/comparison.ts';
export { assistantTrial, evaluation, nightlyEvaluations } from './knowledge/evaluation.ts';
