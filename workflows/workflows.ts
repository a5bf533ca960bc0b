/** Every kind of workflow that a worker runs. */
export { conversation } from './conversation.ts';
export { crawl } from './crawl.ts';
export { assistantTrial, evaluation, nightlyEvaluations } from './evaluation.ts';
