import { fetchMissedMail, type MissedMailDependencies } from './missed-mail.ts';

/** The provider's own tries are as far apart in the first hour. */
const EVERY_MS = 15 * 60_000;

/** Fetches what was missed: at once, after an outage of the api itself, and again and again. @returns how to stop. */
export function followMissedMail(
  deps: MissedMailDependencies,
  everyMs = EVERY_MS,
): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const look = () => {
    running = running.then(async () => {
      try {
        await fetchMissedMail(deps);
      } catch (error) {
        deps.log.warn({ err: error }, 'the mail provider could not be asked for missed mail');
      }
    });
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
