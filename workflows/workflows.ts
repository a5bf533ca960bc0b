/** Every workflow that a worker runs, by the name that Temporal knows it by. */
export { conversation } from './conversation.ts';
export { embeddings } from './embeddings.ts';
