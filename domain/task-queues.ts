/**
 * Work that waits for somebody else has slots of its own: a hundred slow models must not hold up a mail, nor a provider that
 * is down the transcripts, nor a site that is read anything else.
 */
export const WORK = ['transcript', 'mail', 'models', 'reading'] as const;
export type Work = (typeof WORK)[number];

/**
 * `throughline-mail` has the mail, `throughline` the workflows and what their models write: what is in the workflows' own queue
 * the server hands over with its answer to the task that asked for it, which spares a tenth of a turn's work.
 */
export const queueOf = (workflows: string, work: Work): string =>
  work === 'models' ? workflows : `${workflows}-${work}`;
