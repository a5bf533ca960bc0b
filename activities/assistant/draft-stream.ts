import { MAX_DRAFT_PIECE } from '../../db/connection/feed.ts';
import { shorten } from '../../domain/text/shorten.ts';

/** Faster than the eye tells apart, slow enough that a fast model costs 20 notifications a second, not 200. */
const BATCH_MS = 50;

export interface DraftStream {
  write(text: string): void;
  /** Takes back all that was written: the text begins anew. */
  withdraw(): void;
  /** Publishes what is left and waits for it. */
  end(): Promise<void>;
}

/** Publishes growing text, its beginning at once and the rest in batches, in order. Stops for good once the draft is abandoned. */
export function createDraftStream(to: {
  publish(piece: { offset: number; text: string }): Promise<boolean>;
  withdraw?(): Promise<unknown>;
  abandoned(): void;
}): DraftStream {
  let waiting = '';
  let offset = 0;
  let timer: NodeJS.Timeout | null = null;
  let rested = 0;
  let last: Promise<void> = Promise.resolve();
  let open = true;
  /** Withdrawals under way: what is written meanwhile waits for them. */
  let withdrawing = 0;

  const flush = async () => {
    while (open && waiting && withdrawing === 0) {
      const text = shorten(waiting, MAX_DRAFT_PIECE);
      waiting = waiting.slice(text.length);
      open = await to.publish({ offset, text });
      offset += text.length;
    }
    if (!open) to.abandoned();
  };
  const withdrawn = async () => {
    try {
      if (open && offset > 0) await to.withdraw?.();
    } finally {
      offset = 0;
      withdrawing--;
    }
    await flush();
  };
  const schedule = () => {
    timer ??= setTimeout(
      () => {
        timer = null;
        rested = performance.now() + BATCH_MS;
        last = last.then(flush).catch(() => undefined);
      },
      Math.max(0, rested - performance.now()),
    );
  };

  return {
    write: (text) => {
      waiting += text;
      schedule();
    },
    withdraw: () => {
      waiting = '';
      withdrawing++;
      last = last.then(withdrawn).catch(() => undefined);
    },
    end: async () => {
      if (timer) clearTimeout(timer);
      await last.then(flush).catch(() => undefined);
    },
  };
}
