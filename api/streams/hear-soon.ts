import type { EventEmitter } from 'node:events';

/** Long enough that a burst asks once, and within the second in which people call it live. */
const AFTER_MS = 500;

/** Calls back once soon after anything is said about one of these topics, and again after what comes later. @returns how to stop. */
export function hearSoon(emitter: EventEmitter, topics: readonly string[], hear: () => void): () => void {
  let soon: NodeJS.Timeout | undefined;
  const said = () => {
    soon ??= setTimeout(() => {
      soon = undefined;
      hear();
    }, AFTER_MS);
  };
  for (const topic of topics) emitter.on(topic, said);
  return () => {
    clearTimeout(soon);
    for (const topic of topics) emitter.off(topic, said);
  };
}
