import { CallError, type Revision } from './rpc.ts';

export interface LiveTranscript {
  /** Opens one connection that resumes after a revision. */
  connect(lastEventId: string | null, signal: AbortSignal): AsyncIterable<Revision>;
  /** Waits before another try. */
  pause(attempt: number, signal: AbortSignal): Promise<void>;
  onUpdate(update: Revision['update']): void;
  onConnected(connected: boolean): void;
}

/** Follows a transcript through every dropped connection until it is stopped. @throws CallError when the api refuses for good. */
export async function followTranscript(live: LiveTranscript, signal: AbortSignal): Promise<void> {
  let lastEventId: string | null = null;
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      for await (const { id, update } of live.connect(lastEventId, signal)) {
        if (signal.aborted) return;
        lastEventId = id;
        attempt = 0;
        live.onConnected(true);
        live.onUpdate(update);
      }
    } catch (error) {
      if (error instanceof CallError && !error.passing) throw error;
    }
    if (signal.aborted) return;
    live.onConnected(false);
    await live.pause(attempt, signal);
  }
}
