import { httpLink, retryLink } from '@trpc/client';
import type { AppRouter } from '../../api/routers/app.ts';

const MOST_TRIES = 6;
const PAUSE_MS = 500;

/** As widget and inbox do: what was not accepted yet is sent once more under the same id. A busy machine refuses nobody. */
export const patientLinks = (url: string, headers: Record<string, string>) => [
  retryLink<AppRouter>({
    retry: ({ error, attempts }) => error.data?.refusal === 'try_again' && attempts < MOST_TRIES,
    retryDelayMs: () => PAUSE_MS,
  }),
  httpLink<AppRouter>({ url: `${url}/trpc`, headers }),
];
