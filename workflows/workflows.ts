/** Every kind of workflow that a worker runs. */
export { conversation } from './conversation.ts';
export { crawl } from './crawl.ts';
export { tryGap, writeGapDraft } from './gaps.ts';
