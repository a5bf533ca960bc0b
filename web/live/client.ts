import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  retryLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import type { AppRouter } from '../../api/routers/app.ts';
import { answersInOrder } from './answers-in-order.ts';
import { isFinal } from './failure.ts';
import { untilRetry } from './live.ts';

export type Client = TRPCClient<AppRouter>;

/** Told by the link that a stream broke and will be tried again. */
export interface StreamContext extends Record<string, unknown> {
  onLost?: (error: unknown) => void;
}

/** The api takes no larger ones. */
const MAX_BATCH = 10;

/**
 * Without the retry in front, one answer from a proxy instead of the api ends a stream for ever.
 * @param on.asking is called with each question; what it returns is called when the api knows nobody who asks.
 */
export function createClient(on: { asking(): () => void }): Client {
  const url = '/trpc';
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription',
        true: [
          retryLink({
            retry: ({ op, error }) => {
              (op.context as StreamContext).onLost?.(error);
              return !isFinal(error);
            },
            retryDelayMs: untilRetry,
          }),
          httpSubscriptionLink({ url }),
        ],
        false: [
          answersInOrder(),
          httpBatchLink({
            url,
            maxItems: MAX_BATCH,
            fetch: async (input, init) => {
              const signedOut = on.asking();
              const response = await fetch(input, init as RequestInit);
              if (response.status === 401) signedOut();
              return response;
            },
          }),
        ],
      }),
    ],
  });
}
