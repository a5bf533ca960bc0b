/**
 * Work that waits for somebody else has queues of its own: a hundred slow models must not hold up a mail, nor a provider
 * that is down the transcripts. What has none, such as a notice to another conversation, is done in the workflows' own.
 */
export const WORK = ['transcript', 'mail', 'models'] as const;
export type Work = (typeof WORK)[number];

/** `throughline` has the workflows; `throughline-mail` their mail. */
export const queueOf = (workflows: string, work: Work): string => `${workflows}-${work}`;
