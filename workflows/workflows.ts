/** Every kind of workflow that a worker runs. */
export { assist } from './assist.ts';
export { conversation } from './conversation.ts';
export { crawl } from './knowledge/crawl.ts';
